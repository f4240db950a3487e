"""A lean gateway in a process of its own that keeps so many frames in flight: `python -m bot.bench.load`."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp
import orjson
from aiohttp import web

ROBOT = "/v1.0/im/bot/messages/get"
PEOPLE = 200
WARM_UP = 0.3
LAST_ACKS = 20.0
MESSAGE = {
    "conversationId": "cid-bench==",
    "chatbotCorpId": "dingbench",
    "chatbotUserId": "$:LWCP_v1:$bench==",
    "msgId": "MSGID",
    "senderNick": "经办",
    "isAdmin": False,
    "senderStaffId": "USER",
    "sessionWebhookExpiredTime": 1769857097097,
    "createAt": 1769851697611,
    "senderCorpId": "dingbench",
    "conversationType": "1",
    "senderId": "$:LWCP_v1:$bench-sender==",
    "sessionWebhook": "http://127.0.0.1/robot/sendBySession?session=" + "0" * 32,
    "robotCode": "dingbench",
    "text": {"content": "办公室 第三项 季度总结已经交了，请查收 " * 6},
    "msgtype": "text",
}


def frame(number: int) -> tuple[str, str]:
    """A robot message of about one kilobyte, and its number on the wire."""
    name = f"m{number:09d}"
    data = BODY.replace("MSGID", name).replace("USER", f"user{number % PEOPLE:04d}")
    return name, HEAD.replace("MSGID", name) + data + "}"


BODY = json.dumps(json.dumps(MESSAGE, ensure_ascii=False), ensure_ascii=False)
HEADERS = {"topic": ROBOT, "messageId": "MSGID", "contentType": "application/json", "time": "1769851697911"}
HEAD = json.dumps({"specVersion": "1.0", "type": "CALLBACK", "headers": HEADERS})[:-1] + ',"data":'


class Load:
    """One measure after another on the one connection there is."""

    def __init__(self) -> None:
        self.socket: web.WebSocketResponse | None = None
        self.connected = asyncio.Event()
        self._number = 0
        self._sent_at: dict[str, float] = {}
        self._waits: list[float] = []
        self._until = 0.0
        self._from = 0.0
        self._by_reply = False
        self._quiet = asyncio.Event()

    async def measure(self, in_flight: int, seconds: float, by_reply: bool) -> dict[str, float]:
        """Keep `in_flight` frames on their way for so many seconds; each ends with its ack, or with its reply."""
        self._sent_at, self._waits, self._by_reply = {}, [], by_reply
        self._quiet.clear()
        self._from = time.perf_counter() + WARM_UP
        self._until = self._from + seconds
        await asyncio.gather(*(self._send() for _ in range(in_flight)))
        async with asyncio.timeout(WARM_UP + seconds + LAST_ACKS):
            await self._quiet.wait()
        waits = sorted(self._waits)
        return {"rate": len(waits) / seconds, "p50": _at(waits, 0.50), "p99": _at(waits, 0.99)}

    async def _send(self) -> None:
        if self.socket is None:
            return
        self._number += 1
        name, text = frame(self._number)
        self._sent_at[name] = time.perf_counter()
        await self.socket.send_str(text)

    async def ended(self, name: str) -> None:
        """A frame's way has ended; the next one starts unless time is up."""
        now = time.perf_counter()
        began = self._sent_at.pop(name, None)
        if began is None:
            return
        if self._from <= now <= self._until:
            self._waits.append(now - began)
        if now < self._until:
            await self._send()
        elif not self._sent_at:
            self._quiet.set()

    async def listen(self, socket: web.WebSocketResponse) -> None:
        """Take acks until the client goes."""
        self.socket = socket
        self.connected.set()
        async for message in socket:
            if message.type == aiohttp.WSMsgType.TEXT and not self._by_reply:
                await self.ended(orjson.loads(message.data)["headers"]["messageId"])
        self.socket = None

    async def replied(self, body: dict[str, Any]) -> None:
        """A message of the bot: a reply names the frame it answers."""
        name = orjson.loads(body["msgParam"]).get("content", "").rpartition(" ")[2]
        if self._by_reply:
            await self.ended(name)


def _at(waits: list[float], share: float) -> float:
    return waits[min(len(waits) - 1, int(len(waits) * share))] * 1000 if waits else 0.0


def application(load: Load) -> web.Application:
    """The addresses a client calls, and `/measure` for the bench."""

    async def opened(request: web.Request) -> web.Response:
        return web.json_response({"endpoint": f"ws://{request.host}/connect", "ticket": "bench"})

    async def connect(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await load.listen(socket)
        return socket

    async def token(request: web.Request) -> web.Response:
        return web.json_response({"accessToken": "bench", "expireIn": 7200})

    async def send(request: web.Request) -> web.Response:
        await load.replied(orjson.loads(await request.read()))
        return web.json_response({"processQueryKey": "k", "invalidStaffIdList": [], "flowControlledStaffIdList": []})

    async def measure(request: web.Request) -> web.Response:
        wanted = await request.json()
        await load.connected.wait()
        return web.json_response(await load.measure(wanted["in_flight"], wanted["seconds"], wanted["by_reply"]))

    return _routed(web.Application(), opened, connect, token, send, measure)


def _routed(app: web.Application, *handlers: Callable[[web.Request], Any]) -> web.Application:
    opened, connect, token, send, measure = handlers
    app.router.add_post("/v1.0/gateway/connections/open", opened)
    app.router.add_get("/connect", connect)
    app.router.add_post("/v1.0/oauth2/accessToken", token)
    app.router.add_post("/v1.0/robot/oToMessages/batchSend", send)
    app.router.add_post("/measure", measure)
    return app


async def main() -> None:
    """Print the address and serve until killed."""
    runner = web.AppRunner(application(Load()), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main())
