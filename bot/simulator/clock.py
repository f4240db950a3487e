"""The simulator's time, which can be moved and made to run faster."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class SimulatedClock:
    """Runs on by this machine's clock from wherever it was set, `rate` times as fast."""

    def __init__(self, start: datetime | None = None) -> None:
        self._anchor = aware(start) if start else datetime.now(UTC)
        self._since = time.monotonic()
        self.rate = 1.0
        self._asked = asyncio.Event()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return self._anchor + timedelta(seconds=(time.monotonic() - self._since) * self.rate)

    def ms(self) -> int:
        """The present moment as the platform writes it: milliseconds."""
        return int(self.now().timestamp() * 1000)

    def asked(self) -> None:
        """Note that somebody who follows this clock has asked for the time."""
        self._asked.set()
        self._asked = asyncio.Event()

    async def followed(self, seconds: float) -> None:
        """Wait until a follower has asked for the time, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._asked.wait()

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds."""
        self.set(self.now() + timedelta(seconds=seconds))

    def set(self, moment: datetime) -> None:
        """Be at this moment."""
        self._anchor, self._since = aware(moment), time.monotonic()

    def run_at(self, rate: float) -> None:
        """Run so many times as fast; 0 stops it."""
        self.set(self.now())
        self.rate = rate


def aware(moment: datetime) -> datetime:
    """A moment in UTC; one without a zone is meant in Shanghai."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)
