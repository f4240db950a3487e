"""What time it is: the machine's clock, or the simulator's when a test or the demo asks for it."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp

from bot.errors import SettingsError
from bot.words import app as said

SHANGHAI = ZoneInfo("Asia/Shanghai")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Clock(Protocol):
    """The present moment in UTC, and a way to wait."""

    def now(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class FollowedClock(SystemClock):
    """The simulator's time: asked for every half second, running on by the machine's clock in between.

    Waiting stays in real seconds, so that a moved clock never freezes or floods the service.
    """

    def __init__(self, ask: Callable[[], Awaitable[datetime]]) -> None:
        self._ask = ask
        self._anchor = datetime.now(UTC)
        self._asked_at = time.monotonic()

    def now(self) -> datetime:
        return self._anchor + timedelta(seconds=time.monotonic() - self._asked_at)

    async def refresh(self) -> None:
        """Take the simulator's time as the present."""
        anchor = await self._ask()
        self._anchor, self._asked_at = anchor, time.monotonic()

    async def follow(self) -> None:
        """Keep following until cancelled; a simulator that is away leaves the clock running on."""
        while True:
            with contextlib.suppress(aiohttp.ClientError, TimeoutError, ValueError, KeyError):
                await self.refresh()
            await asyncio.sleep(0.5)


def simulator_time(url: str, session: aiohttp.ClientSession) -> Callable[[], Awaitable[datetime]]:
    """Ask `url` (the simulator's `/_sim/now`) for its time; an address off loopback is refused."""
    if urlsplit(url).hostname not in LOOPBACK:
        raise SettingsError(said.CLOCK_OFF_LOOPBACK.format(url=url))

    async def ask() -> datetime:
        async with session.get(url, timeout=aiohttp.ClientTimeout(total=2)) as answer:
            body = await answer.json()
        return datetime.fromisoformat(body["now"]).astimezone(UTC)

    return ask


def local(moment: datetime) -> datetime:
    """The moment as people here read it on the wall."""
    return moment.astimezone(SHANGHAI)


def local_day(moment: datetime) -> date:
    """The calendar day of a moment, in Shanghai."""
    return local(moment).date()


def told(moment: datetime) -> str:
    """A moment in a sentence: 3月12日 09:05."""
    at = local(moment)
    return f"{at.month}月{at.day}日 {at:%H:%M}"
