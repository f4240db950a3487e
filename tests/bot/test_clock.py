"""The time is the machine's, or the simulator's when asked, and never somebody else's."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.clock import FollowedClock, SystemClock, local_day, simulator_time, told
from bot.errors import SettingsError
from tests.services import free_port

NEW_YEAR = datetime(2022, 12, 31, 16, 30, tzinfo=UTC)


def test_days_and_sentences_are_in_shanghai() -> None:
    assert local_day(NEW_YEAR).isoformat() == "2023-01-01"
    assert told(NEW_YEAR) == "1月1日 00:30"


async def test_the_machines_clock_runs() -> None:
    clock = SystemClock()
    before = clock.now()
    await clock.sleep(0.01)

    assert clock.now() > before


async def test_a_followed_clock_jumps_when_the_other_does() -> None:
    moments = [NEW_YEAR]

    async def ask() -> datetime:
        return moments[0]

    clock = FollowedClock(ask)
    await clock.refresh()
    moments[0] += timedelta(days=30)
    following = asyncio.create_task(clock.follow())
    await asyncio.sleep(0.05)
    following.cancel()

    assert timedelta(days=30) <= clock.now() - NEW_YEAR < timedelta(days=30, seconds=5)


async def test_a_clock_runs_on_while_the_other_is_away() -> None:
    async def ask() -> datetime:
        raise TimeoutError

    clock = FollowedClock(ask)
    following = asyncio.create_task(clock.follow())
    await asyncio.sleep(0.02)
    assert not following.done()
    following.cancel()


async def test_the_simulators_time_is_read_over_http() -> None:
    app = web.Application()

    async def now(_: web.Request) -> web.Response:
        return web.json_response({"now": "2022-06-01T08:00:00+08:00"})

    app.router.add_get("/_sim/now", now)
    runner, port = web.AppRunner(app), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with aiohttp.ClientSession() as session:
        ask = simulator_time(f"http://127.0.0.1:{port}/_sim/now", session)
        assert await ask() == datetime(2022, 6, 1, tzinfo=UTC)
    await runner.cleanup()


async def test_a_clock_off_the_loopback_is_refused() -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(SettingsError, match="只能指向本机"):
            simulator_time("http://example.com/_sim/now", session)
