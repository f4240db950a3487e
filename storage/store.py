"""One database behind an async door: accept what arrives, do one thing in one transaction, work the lanes.

The door is async, the work behind it is short synchronous callables, so that every shelf is written once and no
transaction ever waits for anything but the database.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import structlog

from storage.desk import Desk
from storage.errors import UnknownDatabase
from storage.records import Arrival, InboxRow

T = TypeVar("T")
Work = Callable[[Desk], T]
Parked = Callable[[Desk, InboxRow, str], None]
log = structlog.get_logger(__name__)
BATCH = 1000
"""At most so many frames share a commit, so that none waits long for its ack."""


def _say_nothing(desk: Desk, row: InboxRow, number: str) -> None:
    """What happens beside the log when a row is parked, until somebody sets `Store.on_parked`."""


class Store(ABC):
    """A database of one organisation. Built in `bot/app.py`, by commands and by tests."""

    def __init__(self, clock: Callable[[], datetime], org: str, algorithm: str) -> None:
        self.clock = clock
        self.org = org
        self.algorithm = algorithm
        self.on_parked: Parked = _say_nothing
        self.put_out = asyncio.Event()
        self._arrived = asyncio.Event()
        self._waiting: list[tuple[Sequence[Arrival], asyncio.Future[None]]] = []
        self._accepting: asyncio.Task[None] | None = None

    @staticmethod
    async def open(
        url: str, *, clock: Callable[[], datetime], org: str = "default", algorithm: str = "sha256"
    ) -> "Store":
        """Open the database at `sqlite:///PATH` or `postgresql://…`."""
        from storage.postgres import PostgresStore
        from storage.sqlite import SqliteStore

        if url.startswith("sqlite:///"):
            return SqliteStore(url.removeprefix("sqlite:///"), clock, org, algorithm)
        if url.startswith(("postgresql://", "postgres://")):
            return PostgresStore(url, clock, org, algorithm)
        raise UnknownDatabase(url)

    @abstractmethod
    async def write(self, work: Work[T]) -> T:
        """Do one thing in one transaction: all of it, or none when it raises."""

    @abstractmethod
    async def read(self, work: Work[T]) -> T:
        """Look something up on a connection of its own."""

    @abstractmethod
    async def migrate(self) -> None:
        """Bring an empty database up by itself; OldSchema when it was made by an older version."""

    @abstractmethod
    async def _keep(self, arrivals: Sequence[Arrival]) -> None:
        """Insert arrivals in one commit, ahead of all other work."""

    async def close(self) -> None:
        """Finish what is being accepted and let go of the database."""
        if self._accepting is not None:
            await self._accepting

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Keep arrivals durably; returns after the commit. A key that is already there is simply known."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrivals, done))
        if self._accepting is None or self._accepting.done():
            self._accepting = asyncio.create_task(self._accept_all())
        await done

    async def _accept_all(self) -> None:
        """Commit together whatever waits, until nothing waits."""
        await asyncio.sleep(0)
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            await self._accept_batch(batch)

    async def _accept_batch(self, batch: list[tuple[Sequence[Arrival], asyncio.Future[None]]]) -> None:
        try:
            await self._keep([one for arrivals, _ in batch for one in arrivals])
        except Exception as problem:
            log.warning("inbox.batch_failed", size=len(batch), error=type(problem).__name__)
            for arrivals, done in batch:
                await self._accept_alone(arrivals, done)
        else:
            for _, done in batch:
                if not done.done():
                    done.set_result(None)
        self._arrived.set()

    async def _accept_alone(self, arrivals: Sequence[Arrival], done: "asyncio.Future[None]") -> None:
        """Row by row, so that one bad frame never costs the others."""
        try:
            await self._keep(arrivals)
        except Exception as problem:
            if not done.done():
                done.set_exception(problem)
        else:
            if not done.done():
                done.set_result(None)

    async def work_next(self, work: Callable[[Desk, InboxRow], None]) -> bool:
        """Work the oldest row of a free lane in one transaction with its done mark; False when nothing can be worked.

        A row whose work raises is rolled back and counted; at the third failure it is parked under a number.
        """
        claimed: list[InboxRow] = []

        def turn(desk: Desk) -> bool:
            row = desk.inbox.claim()
            if row is None:
                return False
            claimed.append(row)
            work(desk, row)
            desk.inbox.done(row.id)
            return True

        try:
            busy = await self.write(turn)
        except Exception as problem:
            if not claimed:
                raise
            await self._failed(claimed[0], problem)
            return True
        if busy:
            self.put_out.set()
        return busy

    async def _failed(self, row: InboxRow, problem: Exception) -> None:
        number = f"{row.id:06d}"
        log.error("inbox.row_failed", number=number, attempts=row.attempts + 1, exc_info=problem)

        def count(desk: Desk) -> None:
            if desk.inbox.failed(row, f"{type(problem).__name__}: {problem}"):
                self.on_parked(desk, row, number)

        await self.write(count)
        self.put_out.set()

    def wake(self) -> None:
        """Say that something was put into the inbox or the outbox by another way than `accept`."""
        self._arrived.set()
        self.put_out.set()

    async def until_work(self, seconds: float) -> None:
        """Sleep until something arrives in this process, or for so many seconds (another replica may have put it)."""
        try:
            async with asyncio.timeout(seconds):
                await self._arrived.wait()
        except TimeoutError:
            return
        self._arrived.clear()
