"""The pretend DingTalk as one HTTP server on loopback: `Simulator` starts and stops it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from importlib.resources import files
from urllib.parse import urlsplit

from aiohttp import web

from bot.simulator import api_cards, api_gateway, api_old, api_robot
from bot.simulator.calls import Calls
from bot.simulator.control import Control
from bot.simulator.faults import Faults
from bot.simulator.settings import LOOPBACK, Settings
from bot.simulator.world import World

LARGEST_BODY = 128 << 20
PAGE = {
    "/": ("index.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
Next = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Simulator:
    """Start it, talk to `url`, stop it. `world` is everything in it, for tests in the same process."""

    def __init__(self, settings: Settings | None = None, faults: Faults | None = None) -> None:
        self.settings = settings or Settings()
        self.world = World(self.settings, faults)
        self._runner: web.AppRunner | None = None
        self._repeating: asyncio.Task[None] | None = None
        self._calls = Calls(self.world)

    @property
    def url(self) -> str:
        """Its origin, scheme://host:port."""
        return self.world.url

    async def start(self) -> None:
        """Listen on loopback."""
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_only_here])
        app.add_routes([*self._platform(), *Control(self.world).routes(), *map(_page, PAGE)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.settings.host, self.settings.port)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.world.url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        self._repeating = asyncio.create_task(self.world.streams.run())

    async def stop(self) -> None:
        """Close every connection and the port."""
        self._calls.stopping.set()
        if self._repeating is not None:
            self._repeating.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._repeating
        await self.world.streams.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    def _platform(self) -> list[web.RouteDef]:
        new, old = self._calls.new, self._calls.old
        made: list[web.RouteDef] = [
            web.post("/v1.0/gateway/connections/open", new("open", api_gateway.open_connection, token=False)),
            web.get("/connect", self.world.streams.connect),
            web.post("/topapi/v2/user/get", old(api_old.get_user)),
            web.post("/topapi/user/getbyunionid", old(api_old.get_by_unionid)),
            web.post("/topapi/v2/department/listsub", old(api_old.list_departments)),
            web.post("/media/upload", self._calls.upload(api_old.upload_media)),
            web.post("/robot/sendBySession", old(api_old.by_session, token=False)),
        ]
        tokens = {"accessToken": api_gateway.access_token, "{corpId}/token": api_gateway.corp_token}
        for path, handler in tokens.items():
            endpoint = f"POST /v1.0/oauth2/{path}"
            made.append(web.post(endpoint.split()[1], new(endpoint, handler, token=False)))
        for endpoint, handler in CALLS.items():
            method, path = endpoint.split()
            made.append(web.route(method, path, new(endpoint, handler)))
        return made


CALLS = {
    "POST /v1.0/robot/oToMessages/batchSend": api_robot.batch_send,
    "POST /v1.0/robot/groupMessages/send": api_robot.group_send,
    "POST /v1.0/robot/otoMessages/batchRecall": api_robot.recall,
    "POST /v1.0/robot/groupMessages/recall": api_robot.recall,
    "POST /v1.0/robot/messageFiles/download": api_robot.download,
    "POST /v1.0/robot/ding/send": api_robot.ding,
    "POST /v1.0/card/instances": api_cards.create,
    "POST /v1.0/card/instances/deliver": api_cards.deliver,
    "POST /v1.0/card/instances/createAndDeliver": api_cards.create_and_deliver,
    "PUT /v1.0/card/instances": api_cards.update,
    "POST /v1.0/todo/users/{unionId}/tasks": api_gateway.create_todo,
    "PUT /v1.0/todo/users/{unionId}/tasks/{taskId}": api_gateway.update_todo,
}
"""The calls whose bodies are held to the official models."""


@web.middleware
async def _only_here(request: web.Request, handler: Next) -> web.StreamResponse:
    """Answer only what was addressed to this machine by name, and no page of another site."""
    origin = request.headers.get("Origin")
    named = urlsplit(f"//{request.host}").hostname
    if named not in LOOPBACK or (origin and urlsplit(origin).netloc != request.host):
        return web.Response(status=403, text="only from this machine")
    return await handler(request)


def _page(path: str) -> web.RouteDef:
    name, kind = PAGE[path]

    async def show(request: web.Request) -> web.Response:
        text = files("bot.simulator").joinpath("page", name).read_text(encoding="utf-8")
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return web.Response(text=text, content_type=kind, charset="utf-8", headers=headers)

    return web.get(path, show)
