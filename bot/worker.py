"""Works the inbox: one lane at a time, one transaction per message, never silence."""

import asyncio
from collections.abc import Callable

import structlog

from storage.desk import Desk
from storage.records import InboxRow
from storage.store import Store

log = structlog.get_logger(__name__)


class Worker:
    """Takes the next message of any lane until told to stop; the work itself is a short synchronous callable."""

    def __init__(self, store: Store, work: Callable[[Desk, InboxRow], None]) -> None:
        self._store = store
        self._work = work
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Work until `stop`; a failing message is retried by the store and parked at its third failure."""
        while not self._stopping.is_set():
            try:
                busy = await self._store.work_next(self._work)
            except Exception:
                log.exception("inbox.work_failed")
                busy = False
                await asyncio.sleep(0.2)
            if not busy:
                await self._store.until_work(1.0)

    def stop(self) -> None:
        """Finish the message in hand and end."""
        self._stopping.set()
