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
from sqlalchemy.exc import DBAPIError

from storage.desk import Desk
from storage.errors import Closed, UnknownDatabase
from storage.records import Arrival, InboxRow

T = TypeVar("T")
Work = Callable[[Desk], T]
Parked = Callable[[Desk, InboxRow, str], None]
Waiting = tuple[Arrival, "asyncio.Future[None]"]
log = structlog.get_logger(__name__)
BATCH = 1000
"""At most so many frames share a commit, so that none waits long for its ack."""
PASSING = ("SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN")
PASSING_STATES = ("08", "40", "53", "57P")
"""PostgreSQL's classes for a lost connection, a lost race (deadlock, serialisation), a full server, a shutdown."""


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
        self._waiting: list[Waiting] = []
        self._accepting: asyncio.Task[None] | None = None
        self._closed = False

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
        """Finish what is being accepted and let go of the database; nothing can be asked of it afterwards."""
        if self._accepting is not None:
            await self._accepting
        self._closed = True

    def _check_open(self) -> None:
        if self._closed:
            raise Closed

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        """Keep arrivals durably; returns after the commit. A key that is already there is simply known.

        When some cannot be kept the others are, and the first problem is raised.
        """
        loop = asyncio.get_running_loop()
        mine: list[Waiting] = [(arrival, loop.create_future()) for arrival in arrivals]
        self._waiting += mine
        if self._accepting is None or self._accepting.done():
            self._accepting = asyncio.create_task(self._accept_all())
        if len(mine) == 1:
            await mine[0][1]
        else:
            await asyncio.gather(*(done for _, done in mine))

    async def _accept_all(self) -> None:
        """Commit together whatever waits, until nothing waits."""
        await asyncio.sleep(0)
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            await self._accept_batch(batch)
            self._arrived.set()

    async def _accept_batch(self, batch: list[Waiting]) -> None:
        """One commit for all; a batch that fails is halved until the bad frame stands alone."""
        try:
            await self._keep([arrival for arrival, _ in batch])
        except Exception as problem:
            log.warning("inbox.batch_failed", size=len(batch), error=type(problem).__name__)
            if len(batch) > 1:
                middle = len(batch) // 2
                await self._accept_batch(batch[:middle])
                await self._accept_batch(batch[middle:])
                return
            _settle(batch, problem)
        else:
            _settle(batch, None)

    async def work_next(self, work: Callable[[Desk, InboxRow], None]) -> bool:
        """Work the oldest row of a free lane in one transaction with its done mark; False when nothing can be worked.

        A row whose work raises is rolled back and counted; at the third failure it is parked under a number. What is
        the database's fault (gone, full, busy) is not counted: it is raised, and the row waits.
        """
        claimed: list[InboxRow] = []

        def turn(desk: Desk) -> bool:
            row = desk.inbox.claim()
            if row is None:
                return False
            claimed.append(row)
            work(desk, row)
            return True

        try:
            busy = await self.write(turn)
        except Exception as problem:
            if not claimed or is_passing(problem):
                raise
            await self._failed(claimed[-1], problem)
            return True
        if busy:
            self.put_out.set()
        return busy

    async def _failed(self, row: InboxRow, problem: Exception) -> None:
        number = f"{row.id:06d}"
        log.warning("inbox.row_failed", number=number, attempts=row.attempts + 1, exc_info=problem)

        def count(desk: Desk) -> None:
            if desk.inbox.failed(row, f"{type(problem).__name__}: {problem}"):
                log.error("inbox.row_parked", number=number, topic=row.topic)
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


def _settle(batch: list[Waiting], problem: Exception | None) -> None:
    for _, done in batch:
        if done.done():
            continue
        if problem is None:
            done.set_result(None)
        else:
            done.set_exception(problem)


def is_passing(problem: Exception) -> bool:
    """Whether the database failed, not the work: it is gone, full, busy or cannot be written."""
    if not isinstance(problem, DBAPIError):
        return False
    name: str = getattr(problem.orig, "sqlite_errorname", None) or ""
    state: str = getattr(problem.orig, "sqlstate", None) or ""
    return problem.connection_invalidated or name.startswith(PASSING) or state.startswith(PASSING_STATES)
