"""One connection whose socket breaks, or whose ack is lost on the way: what was accepted stays accepted."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import cast

import aiohttp
import pytest
from aiohttp import WSMessage, WSMsgType

from bot.gateway.dingtalk.connection import Connection
from bot.gateway.dingtalk.frames import ROBOT, Frame
from tests.bot.gateway.conftest import Heard

FRAME = json.dumps(
    {
        "specVersion": "1.0",
        "type": "CALLBACK",
        "headers": {"topic": ROBOT, "messageId": "m-1", "contentType": "application/json"},
        "data": json.dumps({"msgId": "1", "text": {"content": "我的任务"}}),
    }
)


@dataclass
class Socket:
    """A websocket that says what it was told to say, and may break when it is spoken to."""

    says: list[WSMessage | Exception]
    fault: Exception | None = None
    heard: list[str] = field(default_factory=list)
    close_code: int | None = 1006
    is_closed: bool = False

    async def receive(self) -> WSMessage:
        if not self.says:
            return WSMessage(WSMsgType.CLOSED, None, None)
        said = self.says.pop(0)
        if isinstance(said, Exception):
            raise said
        return said

    async def send_str(self, text: str) -> None:
        await asyncio.sleep(0)
        if self.fault is not None:
            raise self.fault
        self.heard.append(text)

    async def close(self) -> None:
        self.is_closed = True


def text() -> WSMessage:
    """A message of a person arrives."""
    return WSMessage(WSMsgType.TEXT, FRAME, None)


async def heard_to_the_end(socket: Socket, accept: Heard) -> tuple[Counter[str], asyncio.Semaphore]:
    """Listen until the socket ends, then leave; what was counted, and the room that is left."""
    counts: Counter[str] = Counter()
    room = asyncio.Semaphore(1)
    connection = Connection(cast(aiohttp.ClientWebSocketResponse, socket), accept.accept, room, counts)
    await connection.listening
    await connection.leave(1.0)
    return counts, room


async def test_a_socket_that_breaks_ends_the_listening_and_is_counted() -> None:
    socket, accept = Socket([text(), WSMessage(WSMsgType.ERROR, ConnectionResetError(), None)]), Heard()
    counts, _ = await heard_to_the_end(socket, accept)

    assert counts == {"accepted": 1, "broken": 1}
    assert len(socket.heard) == 1
    assert socket.is_closed


async def test_a_socket_that_raises_ends_the_listening_and_loses_nothing_that_was_received() -> None:
    socket, accept = Socket([text(), ConnectionResetError("reset by peer")]), Heard()
    counts, _ = await heard_to_the_end(socket, accept)

    assert counts["accepted"] == 1
    assert [frame.message_id for frame in accept.frames] == ["m-1"]


@pytest.mark.parametrize(
    "fault", [ConnectionResetError("Cannot write to closing transport"), aiohttp.ClientError(), RuntimeError()]
)
async def test_an_ack_that_is_lost_leaves_the_message_accepted_and_the_next_one_is_taken(fault: Exception) -> None:
    socket, accept = Socket([text(), text()], fault=fault), Heard()
    counts, room = await heard_to_the_end(socket, accept)

    assert counts == {"accepted": 2, "acks_lost": 2}
    assert len(accept.frames) == 2
    assert not room.locked()


async def test_what_was_not_accepted_is_not_acked_so_that_it_comes_again() -> None:
    async def refuse(frame: Frame) -> None:
        raise OSError("disk full")

    socket, accept = Socket([text()]), Heard(work=refuse)
    counts, room = await heard_to_the_end(socket, accept)

    assert counts == {"not_accepted": 1}
    assert socket.heard == []
    assert not room.locked()
