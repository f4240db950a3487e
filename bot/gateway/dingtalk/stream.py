"""The Stream connection: our own loop over the SDK's frames, which never stops listening while it reconnects.

Promises: a frame is acked on the connection it came from, only after it was accepted durably; a clean close is
followed by a pause like any other; `stop` lets everything received be accepted and acked first.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp
import structlog
from dingtalk_stream import AckMessage, SystemMessage

from bot.gateway.dingtalk.frames import SUBSCRIPTIONS, Frame, ack, read_frame

log = structlog.get_logger(__name__)
Accept = Callable[[Frame], Awaitable[None]]
UA = "kaohe-stream-python/0.1.0"
OPEN_TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
LARGEST_FRAME = 4 * 1024 * 1024
IN_FLIGHT = 2000
IDLE = 300.0
"""Seconds without any frame after which a connection is replaced: it may be deaf without knowing."""


@dataclass(frozen=True)
class Pause:
    """How long to wait before the next attempt: doubling from `first` to `most` seconds, with jitter."""

    first: float = 0.5
    most: float = 30.0

    def before(self, attempt: int) -> float:
        """Seconds to wait before attempt number `attempt`, counted from 1."""
        return float(min(self.most, self.first * 2 ** min(attempt - 1, 10)) * random.uniform(0.5, 1.0))


class Connection:
    """One websocket: reads frames, accepts them, acks them on itself."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, accept: Accept, in_flight: asyncio.Semaphore) -> None:
        self.socket = socket
        self._accept = accept
        self._in_flight = in_flight
        self._sending = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self.told_to_leave = asyncio.Event()

    async def listen(self) -> None:
        """Read until the socket closes or falls silent; bad frames are logged and survived."""
        while True:
            message = await self.socket.receive(timeout=IDLE)
            if message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                await self._take(message.data)
            elif message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED):
                return
            elif message.type == aiohttp.WSMsgType.ERROR:
                log.warning("stream.broken", error=type(self.socket.exception()).__name__)
                return

    async def _take(self, raw: bytes | str) -> None:
        frame = read_frame(raw)
        if frame is None:
            log.warning("stream.not_json", size=len(raw))
        elif frame.is_system:
            await self._answer_system(frame)
        elif not frame.is_known:
            log.warning("stream.unknown_topic", topic=frame.topic)
            await self._send(ack(frame, AckMessage.STATUS_NOT_IMPLEMENT))
        else:
            await self._in_flight.acquire()
            task = asyncio.create_task(self._keep_and_ack(frame))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._in_flight.release()

    async def _answer_system(self, frame: Frame) -> None:
        if frame.topic == SystemMessage.TOPIC_DISCONNECT:
            self.told_to_leave.set()
        else:
            await self._send(ack(frame))

    async def _keep_and_ack(self, frame: Frame) -> None:
        """Accept, then ack; without an ack the platform delivers again."""
        try:
            await self._accept(frame)
        except Exception:
            log.exception("stream.not_accepted", message_id=frame.message_id)
            return
        await self._send(ack(frame))

    async def _send(self, text: str) -> None:
        try:
            async with self._sending:
                await self.socket.send_str(text)
        except (ConnectionError, aiohttp.ClientError, RuntimeError):
            log.info("stream.ack_lost")

    async def drain(self, seconds: float) -> None:
        """Let what was received be accepted and acked, then close."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        await self.socket.close()


class Stream:
    """Keeps one connection to the gateway for as long as the service runs."""

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
    ) -> None:
        self._session = session
        self._open_url = f"{gateway_url}/v1.0/gateway/connections/open"
        self._credentials = {"clientId": client_id, "clientSecret": client_secret}
        self._accept = accept
        self._pause = pause or Pause()
        self._sleep = sleep
        self._in_flight = asyncio.Semaphore(IN_FLIGHT)
        self._listening: dict[asyncio.Task[None], Connection] = {}
        self.connected = asyncio.Event()
        self.opened = 0

    async def run(self) -> None:
        """Connect and stay connected until cancelled."""
        attempt = 0
        while True:
            if attempt:
                await self._sleep(self._pause.before(attempt))
            started = asyncio.get_running_loop().time()
            try:
                connection, listening = await self._connect()
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError, KeyError) as problem:
                attempt += 1
                log.warning("stream.open_failed", attempt=attempt, error=_why(problem))
                continue
            await self._stay(connection, listening)
            lived = asyncio.get_running_loop().time() - started
            attempt = 0 if connection.told_to_leave.is_set() and lived > 1 else (1 if lived > 60 else attempt + 1)

    async def _connect(self) -> tuple[Connection, "asyncio.Task[None]"]:
        body = {**self._credentials, "subscriptions": SUBSCRIPTIONS, "ua": UA}
        headers = {"Accept": "application/json"}
        async with self._session.post(self._open_url, json=body, headers=headers, timeout=OPEN_TIMEOUT) as response:
            response.raise_for_status()
            answer = await response.json(content_type=None)
        async with asyncio.timeout(10):
            socket = await self._session.ws_connect(
                answer["endpoint"], params={"ticket": answer["ticket"]}, max_msg_size=LARGEST_FRAME, heartbeat=20
            )
        connection = Connection(socket, self._accept, self._in_flight)
        task = asyncio.create_task(self._listen(connection))
        self._listening[task] = connection
        task.add_done_callback(lambda done: self._listening.pop(done, None))
        self.opened += 1
        self.connected.set()
        log.info("stream.connected", opened=self.opened)
        return connection, task

    async def _listen(self, connection: Connection) -> None:
        try:
            await connection.listen()
        except (TimeoutError, ConnectionError, aiohttp.ClientError) as problem:
            log.warning("stream.lost", error=type(problem).__name__)

    async def _stay(self, connection: Connection, listening: "asyncio.Task[None]") -> None:
        """Wait until the connection ends, or is told to leave: then a new one is opened before this one is let go."""
        leaving = asyncio.create_task(connection.told_to_leave.wait())
        try:
            await asyncio.wait({leaving, listening}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            leaving.cancel()
        if connection.told_to_leave.is_set():
            asyncio.get_running_loop().call_later(10, lambda: _close_later(connection))
        else:
            self.connected.clear()

    async def stop(self, seconds: float = 3.0) -> None:
        """Accept and ack what was received, then close every connection."""
        connections = list(self._listening.values())
        await asyncio.gather(*(connection.drain(seconds) for connection in connections))
        for task in list(self._listening):
            task.cancel()


def _close_later(connection: Connection) -> None:
    task = asyncio.ensure_future(connection.drain(1.0))
    _CLOSING.add(task)
    task.add_done_callback(_CLOSING.discard)


_CLOSING: "set[asyncio.Future[None]]" = set()


def _why(problem: Exception) -> str:
    status = getattr(problem, "status", None)
    if status in (400, 401, 403):
        return f"HTTP {status}：平台拒绝了应用凭证，请核对 KAOHE_CLIENT_ID 和 KAOHE_CLIENT_SECRET"
    return f"HTTP {status}" if status else type(problem).__name__
