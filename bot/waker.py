"""Rings the wakes that are due: each becomes an event in its person's lane, so that order per person holds."""

import asyncio

import orjson
import structlog

from bot.gateway.events import WOKEN
from storage.desk import Desk
from storage.records import Arrival, Wake
from storage.store import Store

log = structlog.get_logger(__name__)
AT_ONCE = 100
PAUSE = 0.5


class Waker:
    """Rings until told to stop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Ring what is due, twice a second, until `stop`."""
        while not self._stopping.is_set():
            try:
                await self.ring()
            except Exception:
                log.exception("wake.failed")
            try:
                await asyncio.wait_for(self._stopping.wait(), PAUSE)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """End after the ring in hand."""
        self._stopping.set()

    async def ring(self) -> int:
        """Ring what is due now; returns how many."""
        rung = await self._store.write(_ring)
        if rung:
            self._store.wake()
        return rung


def _ring(desk: Desk) -> int:
    wakes = desk.wakes.claim(AT_ONCE)
    for wake in wakes:
        desk.inbox.push(_arrival(desk, wake))
    return len(wakes)


def _arrival(desk: Desk, wake: Wake) -> Arrival:
    return Arrival(
        key=f"wake:{wake.key}:{desk.new_id()}",
        lane=wake.lane,
        topic=WOKEN,
        body=orjson.dumps(wake.body),
        received_at=desk.now,
    )
