"""The Stream connection: our own loop over the SDK's frames, which never stops listening while it reconnects.

Promises: a frame is acked on the connection it came from, only after it was accepted durably; a new connection is open
before an old one is let go; a clean close is followed by a pause like any other; `stop` lets everything received be
accepted and acked first.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import structlog

from bot.gateway.dingtalk.connection import Accept, Connection
from bot.gateway.dingtalk.frames import SUBSCRIPTIONS

log = structlog.get_logger(__name__)
UA = "kaohe-stream-python/0.1.0"
OPEN_TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
CLOSE_TIMEOUT = aiohttp.ClientWSTimeout(ws_close=0.5)
LARGEST_FRAME = 4 * 1024 * 1024
IN_FLIGHT = 2000
IDLE = 300.0
"""Seconds without any frame after which another connection takes over."""

LINGER = 8.0
"""Seconds an old connection is still listened to after a new one took over; the platform closes it after ten."""

STEADY = 60.0
"""A connection that lived this long was a good one: the next attempt starts from the shortest pause."""


@dataclass(frozen=True)
class Pause:
    """How long to wait before the next attempt: doubling from `first` to `most` seconds, with jitter."""

    first: float = 0.5
    most: float = 30.0
    chance: Callable[[float, float], float] = random.uniform

    def before(self, attempt: int) -> float:
        """Seconds to wait before attempt number `attempt`, counted from 1."""
        return float(min(self.most, self.first * 2 ** min(attempt - 1, 10)) * self.chance(0.5, 1.0))


class Stream:
    """Keeps one connection to the gateway for as long as the service runs. `counts` tells what happened how often."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        gateway_url: str,
        client_id: str,
        client_secret: str,
        accept: Accept,
        *,
        pause: Pause | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        idle: float = IDLE,
        linger: float = LINGER,
    ) -> None:
        self._session = session
        self._open_url = f"{gateway_url}/v1.0/gateway/connections/open"
        self._credentials = {"clientId": client_id, "clientSecret": client_secret}
        self._accept = accept
        self._pause = pause or Pause()
        self._sleep = sleep
        self._idle = idle
        self._linger = linger
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._open: set[Connection] = set()
        self._leaving: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()
        self.connected = asyncio.Event()
        self.counts: Counter[str] = Counter()

    @property
    def opened(self) -> int:
        """How many connections were opened so far."""
        return self.counts["opened"]

    async def run(self) -> None:
        """Connect and stay connected until `stop`, or until cancelled."""
        attempt, previous = 0, None
        try:
            while not self._stopping.is_set():
                if attempt:
                    await self._unless_stopping(self._sleep(self._pause.before(attempt)))
                connection = await self._try_to_connect(attempt)
                if connection is None:
                    attempt += 1
                    continue
                self._let_go(previous)
                await self._stay(connection)
                attempt = self._next_attempt(connection, attempt)
                previous = connection
        finally:
            await self._leave_all(0.0)

    def _next_attempt(self, connection: Connection, attempt: int) -> int:
        """At once when told to leave a good connection; after a pause otherwise, a longer one each time."""
        lived = asyncio.get_running_loop().time() - connection.opened_at
        if connection.retiring.is_set() and lived > min(1.0, self._idle / 2):
            return 0
        return 1 if lived > STEADY else attempt + 1

    async def _unless_stopping(self, waiting: Awaitable[None]) -> None:
        tasks = {asyncio.ensure_future(waiting), asyncio.ensure_future(self._stopping.wait())}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def _try_to_connect(self, attempt: int) -> Connection | None:
        if self._stopping.is_set():
            return None
        try:
            socket = await self._connect()
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError, LookupError, TypeError) as problem:
            reason = _why(problem)
            self.counts[f"open_failed {reason}"] += 1
            log.warning("stream.open_failed", attempt=attempt + 1, error=reason)
            return None
        connection = Connection(socket, self._accept, self._room, self.counts)
        self._open.add(connection)
        self.counts["opened"] += 1
        self.connected.set()
        log.info("stream.connected", opened=self.opened)
        return connection

    async def _connect(self) -> aiohttp.ClientWebSocketResponse:
        body = {**self._credentials, "subscriptions": SUBSCRIPTIONS, "ua": UA}
        headers = {"Accept": "application/json"}
        async with self._session.post(
            self._open_url, json=body, headers=headers, timeout=OPEN_TIMEOUT, allow_redirects=False
        ) as response:
            response.raise_for_status()
            answer = await response.json(content_type=None)
        async with asyncio.timeout(10):
            return await self._session.ws_connect(
                answer["endpoint"],
                params={"ticket": answer["ticket"]},
                max_msg_size=LARGEST_FRAME,
                heartbeat=20,
                timeout=CLOSE_TIMEOUT,
            )

    async def _stay(self, connection: Connection) -> None:
        """Wait until the connection ends or should be replaced, or the service stops."""
        watching = asyncio.create_task(connection.watch(self._idle))
        retiring = asyncio.create_task(connection.retiring.wait())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            ends = {retiring, stopping, connection.listening}
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (watching, retiring, stopping):
                task.cancel()
        if connection.listening.done():
            self.connected.clear()
            self._let_go(connection)

    def _let_go(self, old: Connection | None) -> None:
        """Listen to an old connection a little longer, then close it, beside whatever else happens."""
        if old is None or old not in self._open:
            return
        self._open.discard(old)
        task = asyncio.create_task(self._close_later(old))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def _close_later(self, old: Connection) -> None:
        try:
            await asyncio.wait({old.listening}, timeout=0.0 if old.is_deaf else self._linger)
        finally:
            await old.leave(1.0)

    async def stop(self, seconds: float = 3.0) -> None:
        """Accept and ack what was received, then close every connection; open no new one."""
        self._stopping.set()
        await self._leave_all(seconds)

    async def _leave_all(self, seconds: float) -> None:
        for task in list(self._leaving):
            task.cancel()
        connections, self._open = list(self._open), set()
        await asyncio.gather(*(one.leave(seconds) for one in connections), *self._leaving, return_exceptions=True)


def _why(problem: Exception) -> str:
    """What went wrong in words that hold no secret."""
    status = getattr(problem, "status", None)
    if isinstance(problem, aiohttp.WSServerHandshakeError):
        return f"HTTP {status} at the websocket"
    if status in (400, 401, 403):
        return f"HTTP {status}：平台拒绝了应用凭证，请核对 KAOHE_CLIENT_ID 和 KAOHE_CLIENT_SECRET"
    return f"HTTP {status}" if status else type(problem).__name__
