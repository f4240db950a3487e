"""The Stream side: tickets, connections, pushing to one of them at random, and everything a connection can suffer."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

from aiohttp import WSMsgType, web

from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults
from bot.simulator.frames import APP_ID, frame, text
from bot.simulator.pushes import Ledger, Push
from bot.simulator.record import Record

TICKET_SECONDS = 90.0
TICK = 0.05
SHUFFLE_SECONDS = 1.0
Topics = frozenset[tuple[str, str]]


@dataclass(eq=False)
class Connection:
    """One websocket of the bot and what it subscribed to."""

    socket: web.WebSocketResponse
    request: web.Request
    topics: Topics
    id: str = field(default_factory=lambda: str(uuid4()))
    muted: bool = False
    leaving: bool = False

    def abort(self) -> None:
        """Cut the TCP connection without a close frame."""
        if self.request.transport is not None:
            self.request.transport.abort()


class Streams:
    """All connections. A push goes to one that subscribed to its topic; without one it waits."""

    def __init__(self, clock: SimulatedClock, faults: Faults, record: Record) -> None:
        self.ledger = Ledger(clock, faults, record)
        self.connections: list[Connection] = []
        self._clock = clock
        self._faults = faults
        self._record = record
        self._tickets: dict[str, tuple[Topics, float]] = {}
        self._waiting: deque[Push] = deque()
        self._shuffled: list[Push] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def ticket(self, topics: Topics) -> str:
        """A ticket for one connection, good for 90 seconds."""
        made = str(uuid4())
        self._tickets[made] = (topics, time.monotonic() + TICKET_SECONDS)
        self._record.count("tickets")
        return made

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Turn a ticket into a connection and listen to it until it ends."""
        topics, until = self._tickets.pop(request.query.get("ticket", ""), (frozenset(), 0.0))
        if time.monotonic() > until:
            self._record.count("tickets refused")
            return web.Response(status=400, text="invalid ticket")
        socket = web.WebSocketResponse(compress=False, timeout=0.3)
        await socket.prepare(request)
        connection = Connection(socket, request, topics, muted=self._faults.mute)
        self.connections.append(connection)
        self._note("connected", connection)
        try:
            await self._serve(connection)
        finally:
            self.connections.remove(connection)
            self._note("gone", connection)
        return socket

    def _note(self, what: str, connection: Connection) -> None:
        self._record.count(f"connections {what}")
        self._record.line("link", what, self._clock.ms(), connection=connection.id)

    async def _serve(self, connection: Connection) -> None:
        if self._faults.close_on_connect > 0:
            self._faults.close_on_connect -= 1
            await connection.socket.close(code=1000)
            return
        waiting, self._waiting = self._waiting, deque()
        for push in waiting:
            await self.send(push)
        async for message in connection.socket:
            if message.type == WSMsgType.TEXT:
                self._hear(connection, message.data)

    def _hear(self, connection: Connection, raw: str) -> None:
        waited = self.ledger.acked(raw, connection.id)
        self._record.line("in", "ack", self._clock.ms(), connection=connection.id, body=raw, waited=waited)

    def push(self, push: Push) -> None:
        """Send soon, with whatever the switches make of it."""
        if self._faults.shuffle_pushes > 1:
            self._shuffled.append(push)
            if len(self._shuffled) >= self._faults.shuffle_pushes:
                self.later(0, self._unshuffle)
            elif len(self._shuffled) == 1:
                self.later(SHUFFLE_SECONDS, self._unshuffle)
            return
        self.later(self._faults.push_delay, lambda: self._send_all(push))

    async def _unshuffle(self) -> None:
        """Send what was held back, last first."""
        held, self._shuffled = self._shuffled[::-1], []
        for push in held:
            await self._send_all(push)

    async def _send_all(self, push: Push) -> None:
        for _ in range(1 + self._faults.duplicate_pushes):
            await self.send(push)

    def later(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        """Do something after a while, unless we end before."""

        async def run() -> None:
            if seconds:
                await asyncio.sleep(seconds)
            await work()

        task = asyncio.create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def send(self, push: Push) -> bool:
        """Send once, now, to one connection that wants it. Without one it waits, or is lost if a fault says so."""
        able = [one for one in self.connections if not one.leaving and (push.kind, push.topic) in one.topics]
        if push.system:
            able = [one for one in self.connections if not one.leaving]
        if not able:
            if not self._faults.lose_in_gap:
                self._waiting.append(push)
            self._record.count("pushes in a gap")
            return False
        await self._send_to(random.choice(able), push)
        return True

    async def _send_to(self, connection: Connection, push: Push) -> None:
        headers = {"appId": APP_ID, "connectionId": connection.id, **push.headers}
        made = frame(push.kind, push.topic, push.data, self._clock.ms(), **headers)
        self.ledger.sent(push, made["headers"]["messageId"], connection.id)
        self._record.count(f"pushed {push.kind} {push.topic}")
        if not push.system:
            self._record.quota("pushes", self._clock.ms())
        await self.write(connection, text(made))

    async def write(self, connection: Connection, raw: str) -> None:
        """Put a text on a connection; a muted one swallows it."""
        muted = connection.muted
        self._record.line("out", "muted" if muted else "frame", self._clock.ms(), connection=connection.id, body=raw)
        if muted or connection.socket.closed:
            return
        try:
            await connection.socket.send_str(raw)
        except (ConnectionError, RuntimeError):
            self._record.count("frames lost")

    async def run(self) -> None:
        """Push again what was not acked, until cancelled."""
        while True:
            await asyncio.sleep(TICK)
            self.ledger.note_missing()
            for push in self.ledger.due():
                self._record.count("redelivered")
                await self.send(push)

    async def stop(self) -> None:
        """Close everything."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*(one.socket.close(code=1001) for one in list(self.connections)), return_exceptions=True)
