"""The pages of our own: files behind signed links, and a sign of life. Only what a link stands for is shown."""

from dataclasses import dataclass
from urllib.parse import quote

import structlog
from aiohttp import web

from bot.clock import Clock
from bot.errors import BotError, Mistaken, NotAllowed
from bot.usecases.act import Act
from bot.usecases.papers import paper_at, viewed
from bot.web.links import PATH, BadLink, Links, OldLink, Ticket
from bot.words import web as said
from scoring import Scheme
from storage.desk import Desk
from storage.errors import StorageError
from storage.files import FileStore
from storage.records import StoredFile
from storage.store import Store

log = structlog.get_logger(__name__)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
STATUS: dict[type[BotError], int] = {BadLink: 403, OldLink: 410, NotAllowed: 403, Mistaken: 410}


@dataclass(frozen=True)
class Pages:
    """What the web server answers with."""

    store: Store
    files: FileStore
    links: Links
    scheme: Scheme
    clock: Clock

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application()
        app.router.add_get("/healthz", self.alive)
        app.router.add_get(PATH + "{token}", self.file)
        return app

    async def alive(self, request: web.Request) -> web.Response:
        """Say that the service runs."""
        return web.Response(text="ok\n")

    async def file(self, request: web.Request) -> web.Response:
        """The file a link stands for, if the person it was made for may still see it; else one sentence."""
        try:
            ticket = self.links.read(request.match_info["token"], self.clock.now())
            found = await self.store.write(lambda desk: self._looked_at(desk, ticket))
            data = await self.files.open(found.sha256)
        except BotError as refusal:
            log.info("web.refused", why=type(refusal).__name__)
            status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
            return web.Response(status=status, text=refusal.sentence + "\n", headers=HEADERS)
        except StorageError:
            log.warning("web.file_missing", sha256=ticket.sha256)
            return web.Response(status=404, text=said.MISSING + "\n", headers=HEADERS)
        name = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
        return web.Response(
            body=data, content_type="application/octet-stream", headers={**HEADERS, "Content-Disposition": name}
        )

    def _looked_at(self, desk: Desk, ticket: Ticket) -> StoredFile:
        """The file's record, once it is sure that this person may see it; a foreign look is written down."""
        person = desk.people.get(ticket.person)
        if person is None or not person.active:
            raise NotAllowed(said.NOBODY)
        act = Act(desk=desk, scheme=self.scheme, actor=person, message="")
        paper = paper_at(act, ticket.paper)
        file = next((one for one in paper.files if one.sha256 == ticket.sha256), None)
        if file is None:
            raise Mistaken(said.NOT_OURS)
        viewed(act, paper, "link")
        return file


async def serve(pages: Pages, listen: str) -> web.AppRunner:
    """Listen on `listen` (address:port); a sentence when that is not possible."""
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal():
        raise BotError(said.LISTEN_FORM.format(listen=listen))
    runner = web.AppRunner(pages.application(), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, int(port)).start()
    except OSError:
        await runner.cleanup()
        raise BotError(said.LISTEN_TAKEN.format(listen=listen)) from None
    return runner
