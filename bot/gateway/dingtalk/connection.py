"""One Stream connection: reads frames, has them accepted, acks each on the connection it came from."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import aiohttp
import structlog
from dingtalk_stream import AckMessage, SystemMessage

from bot.gateway.dingtalk.frames import Frame, ack, read_frame

log = structlog.get_logger(__name__)
Accept = Callable[[Frame], Awaitable[None]]
TEXTS = (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY)
ENDS = (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED)


class Connection:
    """Open until the socket closes. `retiring` is set when another one should take over: told to leave, or deaf."""

    def __init__(
        self, socket: aiohttp.ClientWebSocketResponse, accept: Accept, room: asyncio.Semaphore, counts: Counter[str]
    ) -> None:
        self._socket = socket
        self._accept = accept
        self._room = room
        self._counts = counts
        self._sending = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._now = asyncio.get_running_loop().time
        self.opened_at = self.heard_at = self._now()
        self.retiring = asyncio.Event()
        self.is_deaf = False
        self.listening = asyncio.create_task(self._listen())

    async def watch(self, idle: float) -> None:
        """Retire the connection once no frame came for `idle` seconds: it may be deaf and still answer pings."""
        while not self.retiring.is_set():
            silent = self._now() - self.heard_at
            if silent >= idle:
                log.info("stream.idle", seconds=round(silent))
                self._counts["idle"] += 1
                self.is_deaf = True
                self.retiring.set()
            else:
                await asyncio.sleep(idle - silent)

    async def _listen(self) -> None:
        try:
            await self._hear()
        except Exception:
            log.exception("stream.lost")

    async def _hear(self) -> None:
        """Read until the socket closes or breaks; bad frames are logged and survived."""
        while True:
            message = await self._socket.receive()
            if message.type in TEXTS:
                self.heard_at = self._now()
                await self._take(message.data)
            elif message.type in ENDS:
                return
            elif message.type == aiohttp.WSMsgType.ERROR:
                self._counts["broken"] += 1
                log.warning("stream.broken", error=type(message.data).__name__, code=self._socket.close_code)
                return

    async def _take(self, raw: bytes | str) -> None:
        frame = read_frame(raw)
        if frame is None:
            self._counts["not_json"] += 1
            log.warning("stream.not_json", size=len(raw))
        elif frame.is_system:
            await self._answer_system(frame)
        elif not frame.is_known:
            self._counts["unknown_topic"] += 1
            log.warning("stream.unknown_topic", topic=frame.topic)
            await self._send(ack(frame, AckMessage.STATUS_NOT_IMPLEMENT))
        else:
            await self._room.acquire()
            task = asyncio.create_task(self._keep_and_ack(frame))
            self._tasks.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        self._room.release()

    async def _answer_system(self, frame: Frame) -> None:
        if frame.topic == SystemMessage.TOPIC_DISCONNECT:
            self._counts["told_to_leave"] += 1
            self.retiring.set()
        else:
            await self._send(ack(frame))

    async def _keep_and_ack(self, frame: Frame) -> None:
        """Accept, then ack; without an ack the platform delivers again."""
        try:
            await self._accept(frame)
        except Exception:
            self._counts["not_accepted"] += 1
            log.exception("stream.not_accepted", message_id=frame.message_id)
            return
        self._counts["accepted"] += 1
        await self._send(ack(frame))

    async def _send(self, text: str) -> None:
        try:
            async with self._sending:
                await self._socket.send_str(text)
        except (ConnectionError, aiohttp.ClientError, RuntimeError):
            self._counts["acks_lost"] += 1
            log.info("stream.ack_lost")

    async def leave(self, seconds: float) -> None:
        """Let what was received be accepted and acked, for at most so many seconds, then close."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        await self._socket.close()
        self.listening.cancel()
        await asyncio.wait({self.listening})
