"""Asks a few times a minute whether the day's reminders are to be sent; any number of processes may ask."""

import asyncio
from functools import partial

import structlog

from bot.usecases.reminding import SentAlready, remind
from scoring.scheme import Scheme
from storage.store import Store

log = structlog.get_logger(__name__)
PAUSE = 20.0


class Reminder:
    """Reminds until told to stop."""

    def __init__(self, store: Store, scheme: Scheme) -> None:
        self._store = store
        self._scheme = scheme
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Ask again and again until `stop`."""
        while not self._stopping.is_set():
            try:
                await self.remind()
            except Exception:
                log.exception("reminding.failed")
            try:
                await asyncio.wait_for(self._stopping.wait(), PAUSE)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """End after the question in hand."""
        self._stopping.set()

    async def remind(self) -> int:
        """Send what is to be said now, in one transaction; returns how many heard something."""
        try:
            told = await self._store.write(partial(remind, scheme=self._scheme))
        except SentAlready:
            return 0
        if told:
            log.info("reminding.sent", people=told)
            self._store.wake()
        return told
