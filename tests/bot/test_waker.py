"""What was put off happens in its person's lane, by itself, while the service runs."""

import asyncio
from datetime import timedelta

import pytest

from bot.waker import Waker
from storage.desk import Desk
from storage.records import Wake
from tests.bot.chat import Chat, open_chat
from tests.bot.gateway.conftest import until


async def put_off(chat: Chat, person: str, verb: str, seconds: float) -> None:
    """Something is to happen for a person."""
    at = chat.times[0] + timedelta(seconds=seconds)
    wake = Wake(key=f"test:{person}", lane=person, at=at, body={"verb": verb, "args": {}})
    await chat.store.write(lambda desk: desk.wakes.set(wake))


async def test_a_verb_that_was_put_off_is_performed_for_its_person(sqlite_database: str) -> None:
    async with open_chat(sqlite_database) as chat:
        await put_off(chat, "fj-jingban-1", "help.tasks", 60)
        await chat.later(seconds=59)
        assert not chat.told("fj-jingban-1")
        await chat.later(seconds=1)

        assert "任务" in chat.last("user:fj-jingban-1")


async def test_somebody_who_left_is_not_written_to(sqlite_database: str) -> None:
    async with open_chat(sqlite_database) as chat:
        await put_off(chat, "gone", "help.tasks", 0)
        await chat.later(seconds=1)

        assert not chat.told("gone")
        assert await chat.store.read(lambda desk: desk.inbox.counts()) == {"done": 1}


async def test_the_loop_rings_until_told_to_stop(sqlite_database: str) -> None:
    async with open_chat(sqlite_database) as chat:
        waker = Waker(chat.store)
        running = asyncio.create_task(waker.run())
        await put_off(chat, "fj-jingban-1", "help.tasks", 0)
        counts: dict[str, int] = {}
        async with asyncio.timeout(5):
            while not counts:
                counts = await chat.store.read(lambda desk: desk.inbox.counts())
                await asyncio.sleep(0.01)
        waker.stop()
        await asyncio.wait_for(running, 2)

        assert counts == {"new": 1}


async def test_a_database_in_trouble_does_not_end_the_loop(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_chat(sqlite_database) as chat:
        asked: list[int] = []

        def fail(desk: Desk) -> int:
            asked.append(1)
            raise OSError("disk full")

        monkeypatch.setattr("bot.waker._ring", fail)
        monkeypatch.setattr("bot.waker.PAUSE", 0.01)
        waker = Waker(chat.store)
        running = asyncio.create_task(waker.run())
        await until(lambda: len(asked) > 2)
        waker.stop()

        await asyncio.wait_for(running, 2)
