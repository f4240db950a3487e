"""Things that happen to the connections at once when asked: pings, disconnects, cuts, nonsense on the wire."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import uuid4

from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults
from bot.simulator.frames import ROBOT, frame, text
from bot.simulator.pushes import Push
from bot.simulator.refused import NoSuch
from bot.simulator.stream import Connection, Streams

BIG = 1_200_000
REASON = "persistent connection is timeout"


class Trouble:
    """One method for each thing; `make` calls it by name."""

    def __init__(self, streams: Streams, clock: SimulatedClock, faults: Faults) -> None:
        self._streams = streams
        self._clock = clock
        self._faults = faults
        self._makes: dict[str, Callable[[], Awaitable[None]]] = {
            "ping": self._ping,
            "disconnect": self._disconnect,
            "abort": self._abort,
            "close": self._close,
            "mute": self._mute,
            "not_json": lambda: self._everywhere('{"type":"CALLBACK"'),
            "data_not_json": lambda: self._frame(ROBOT, "not json"),
            "empty_data": lambda: self._frame(ROBOT, "{}"),
            "null_fields": lambda: self._frame(
                ROBOT, text(dict.fromkeys(("msgId", "senderStaffId", "text", "content")))
            ),
            "big_frame": lambda: self._frame(
                ROBOT, text({"msgId": uuid4().hex, "text": {"content": "大" * (BIG // 3)}})
            ),
            "unknown_topic": lambda: self._frame("/v1.0/im/bot/messages/delegate", text({"msgId": uuid4().hex})),
            "unknown_type": lambda: self._frame("x", "{}", "SOMETHING"),
        }

    @property
    def names(self) -> list[str]:
        """What can be made to happen."""
        return list(self._makes)

    async def make(self, name: str) -> None:
        """Make it happen on every connection there is."""
        if name not in self._makes:
            raise NoSuch(f"没有这种故障：{name}。有：{'、'.join(self.names)}。")
        await self._makes[name]()

    def _listening(self) -> list[Connection]:
        return [one for one in self._streams.connections if not one.leaving]

    async def _ping(self) -> None:
        await self._streams.send(Push("SYSTEM", "ping", json.dumps({"opaque": str(uuid4())})))

    async def _disconnect(self) -> None:
        """Say so, push nothing any more, and close after a while of silence."""
        for one in self._listening():
            one.leaving = True
            made = frame("SYSTEM", "disconnect", text({"reason": REASON}), self._clock.ms())
            await self._streams.write(one, text(made))
            self._streams.later(self._faults.leave_after, partial(_end, one))

    async def _abort(self) -> None:
        for one in self._streams.connections:
            one.abort()

    async def _close(self) -> None:
        await asyncio.gather(*(one.socket.close(code=1000) for one in list(self._streams.connections)))

    async def _mute(self) -> None:
        """Let the connections there are answer pings and deliver nothing."""
        for one in self._listening():
            one.muted = True

    async def _everywhere(self, raw: str) -> None:
        for one in self._listening():
            await self._streams.write(one, raw)

    async def _frame(self, topic: str, data: str, kind: str = "CALLBACK") -> None:
        for one in self._listening():
            headers = {"appId": "", "connectionId": one.id}
            await self._streams.write(one, text(frame(kind, topic, data, self._clock.ms(), **headers)))


async def _end(connection: Connection) -> None:
    connection.abort()
