"""The composition root: the only place where the service is put together, started and brought to a stop."""

import asyncio
import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import aiohttp
import structlog

from bot.clock import Clock, FollowedClock, SystemClock, simulator_time
from bot.conversation.duties import build_router
from bot.conversation.gathering import fetched
from bot.conversation.hub import Hub
from bot.conversation.voice import Form
from bot.gateway.dingtalk.client import DingTalk
from bot.gateway.dingtalk.frames import Frame
from bot.gateway.dingtalk.intake import Intake
from bot.gateway.dingtalk.messages import parse
from bot.gateway.dingtalk.openapi import OpenApi, Origins
from bot.gateway.dingtalk.stream import Stream
from bot.gateway.dispatcher import Dispatcher, Rate
from bot.gateway.downloads import Downloads
from bot.reminder import Reminder
from bot.sealer import Sealer
from bot.settings import Settings
from bot.waker import Waker
from bot.web.links import Links
from bot.web.serving import Pages, serve
from bot.words import app as said
from bot.worker import Worker
from scoring import Scheme, load_scheme
from storage.desk import Desk
from storage.files import FileStore
from storage.records import InboxRow, Letter, Role
from storage.store import Store

log = structlog.get_logger(__name__)
WORKERS = {"sqlite": 6, "postgresql": 6}
"""How many messages are worked at once: on SQLite they share a commit, on PostgreSQL they run side by side."""


def new_id() -> str:
    """A fresh id nobody can guess."""
    return secrets.token_hex(16)


def default_form(settings: Settings) -> Form:
    """How cards are shown where nobody chose: as the site's means allow."""
    if settings.card_template_id:
        return Form.CARD
    return Form.LINKS if settings.dtmd else Form.TEXT


@dataclass
class Service:
    """The running service: its parts, and the tasks that keep them going."""

    settings: Settings
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    async def start(self) -> None:
        """Build everything and start working; returns once the loops run."""
        settings = self.settings
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        self.session = await self.stack.enter_async_context(aiohttp.ClientSession())
        clock = await self._clock()
        self.store = await Store.open(settings.database, clock=clock.now, algorithm=settings.hash)
        self.stack.push_async_callback(self.store.close)
        await self.store.migrate()
        self.store.on_parked = tell_parked
        if settings.database.startswith("sqlite"):
            cut_off = await self.store.write(lambda desk: desk.outbox.take_back())
            log.info("outbox.taken_back", letters=cut_off)
        files = FileStore(settings.files)
        api = OpenApi(
            self.session,
            Origins(settings.openapi_url, settings.token_url, settings.oapi_url),
            settings.client_id,
            settings.client_secret.get_secret_value(),
        )
        gateway = DingTalk(api, settings.robot, settings.card_template_id)
        scheme = load_scheme(settings.scheme)
        links = await self._links(files, scheme, clock)
        hub = Hub(scheme, build_router(), default_form(settings), new_id, parse, fetched, links, files)
        kind = settings.database.split(":", 1)[0]
        self.workers = [Worker(self.store, hub.work) for _ in range(WORKERS.get(kind, 1))]
        rate = Rate(settings.qps, asyncio.get_running_loop().time, asyncio.sleep)
        self.dispatcher = Dispatcher(self.store, gateway, files, rate, clock)
        self.downloads = Downloads(self.store, gateway, files, clock)
        self.sealer = Sealer(self.store)
        self.waker = Waker(self.store)
        self.reminder = Reminder(self.store, scheme)
        self.stream = self._stream(clock)
        loops = [worker.run() for worker in self.workers]
        loops += [self.dispatcher.run(), self.downloads.run(), self.waker.run(), self.reminder.run()]
        loops += [self.sealer.run(), self.stream.run()]
        self.tasks += [asyncio.create_task(loop) for loop in loops]
        log.info("service.started", year=settings.scheme, form=default_form(settings).value)

    async def _links(self, files: FileStore, scheme: Scheme, clock: Clock) -> Links | None:
        """Serve files behind signed links where the site has an address for them; else files are sent themselves."""
        settings = self.settings
        if not settings.public_url:
            return None
        links = Links(settings.client_secret.get_secret_value(), settings.public_url)
        runner = await serve(Pages(self.store, files, links, scheme, clock), settings.listen)
        self.stack.push_async_callback(runner.cleanup)
        return links

    async def _clock(self) -> Clock:
        if not self.settings.clock_url:
            return SystemClock()
        clock = FollowedClock(simulator_time(self.settings.clock_url, self.session))
        await clock.refresh()
        self.tasks.append(asyncio.create_task(clock.follow()))
        return clock

    def _stream(self, clock: Clock) -> Stream:
        intake = Intake(self.settings.client_id, clock.now)

        async def accept(frame: Frame) -> None:
            await self.store.accept([intake.arrival(frame)])

        secret = self.settings.client_secret.get_secret_value()
        return Stream(self.session, self.settings.gateway_url, self.settings.client_id, secret, accept)

    async def until_broken(self) -> None:
        """Return when a loop that should run for ever has ended by itself; its reason is in the log."""
        done, _ = await asyncio.wait(self.tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            log.error("service.loop_ended", exc_info=None if task.cancelled() else task.exception())

    async def stop(self) -> None:
        """Within five seconds: accept and ack what was received, finish what is in hand, let go of everything."""
        await self.stream.stop(1.5)
        loops = (self.dispatcher.stop, self.downloads.stop, self.waker.stop, self.reminder.stop, self.sealer.stop)
        for stop in (*(worker.stop for worker in self.workers), *loops):
            stop()
        self.store.wake()
        done, late = await asyncio.wait(self.tasks, timeout=0.5)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self.stack.aclose()
        log.info("service.stopped", finished=len(done), cancelled=len(late))


def tell_parked(desk: Desk, row: InboxRow, number: str) -> None:
    """A message failed three times: the person and the office hear of it under the same number."""
    person = desk.people.by_userid(row.lane)
    if row.lane:
        text = said.PARKED.format(number=number)
        desk.outbox.put(Letter(to=f"user:{row.lane}", kind="text", body={"text": text}))
    name = person.name if person else "一位用户"
    for officer in desk.people.with_role(Role.OFFICE):
        text = said.PARKED_TOLD.format(who=name, number=number)
        desk.outbox.put(Letter(to=f"user:{officer.userid}", kind="text", body={"text": text}))
