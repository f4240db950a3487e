"""SQLite: one thread owns the only writing connection; accept batches go first; reads have their own connections."""

import asyncio
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from storage.desk import Desk
from storage.errors import Unreachable
from storage.inbox import keep
from storage.migrate import migrate
from storage.records import Arrival
from storage.store import Store, Work

T = TypeVar("T")
FIRST, NEXT, LAST = 0, 1, 2
READERS = 3
PRAGMAS = ["busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"]
Job = tuple[Callable[[Connection], Any], "Future[Any]"]


def make_engine(path: str, *, pool_size: int = 1, reads_only: bool = False) -> Engine:
    """An engine whose connections wait for a lock, keep foreign keys and commit durably (WAL, FULL)."""
    pragmas = [*PRAGMAS, "query_only=ON"] if reads_only else PRAGMAS
    engine = create_engine(
        f"sqlite:///{path}", poolclass=QueuePool, pool_size=pool_size, connect_args={"check_same_thread": False}
    )

    @event.listens_for(engine, "do_connect")
    def _make_folder(*_: Any) -> None:
        Path(path).parent.mkdir(parents=True, exist_ok=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return engine


class SqliteStore(Store):
    """A database in one file, for one process that serves."""

    def __init__(self, path: str, clock: Callable[[], datetime], org: str, algorithm: str) -> None:
        super().__init__(clock, org, algorithm)
        self._path = path
        self._engine = make_engine(path)
        self._read_engine = make_engine(path, pool_size=READERS, reads_only=True)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="kaohe-read")
        self._jobs: queue.PriorityQueue[tuple[int, int, Job]] = queue.PriorityQueue()
        self._given = 0
        self._writer = threading.Thread(target=self._run, name="kaohe-write", daemon=True)
        self._writer.start()

    def _run(self) -> None:
        """Do one job after the other on the one writing connection, which is opened for the first of them."""
        connection: Connection | None = None
        while True:
            rank, _, (work, result) = self._jobs.get()
            if rank == LAST:
                break
            if not result.set_running_or_notify_cancel():
                continue
            try:
                connection = connection or self._engine.connect()
                result.set_result(_in_transaction(connection, work))
            except BaseException as problem:
                result.set_exception(problem)
        if connection is not None:
            connection.close()

    def _give(self, rank: int, work: Callable[[Connection], Any]) -> Future[Any]:
        result: Future[Any] = Future()
        self._given += 1
        self._jobs.put((rank, self._given, (work, result)))
        return result

    async def _transact(self, rank: int, work: Callable[[Connection], T]) -> T:
        self._check_open()
        done: T = await asyncio.wrap_future(self._give(rank, work))
        return done

    async def write(self, work: Work[T]) -> T:
        """Do one thing under BEGIN IMMEDIATE on the writer's thread."""
        return await self._transact(NEXT, lambda connection: work(self._desk(connection)))

    async def _keep(self, arrivals: Sequence[Arrival]) -> None:
        await self._transact(FIRST, lambda connection: keep(connection, self.org, arrivals))

    async def read(self, work: Work[T]) -> T:
        """Look something up on a reading connection, in a thread of its own; all of it sees one moment."""
        self._check_open()

        def look() -> T:
            with self._read_engine.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                return work(self._desk(connection))

        return await asyncio.get_running_loop().run_in_executor(self._readers, look)

    async def migrate(self) -> None:
        """Bring an empty database up on the writer's thread."""
        try:
            await self._transact(FIRST, migrate)
        except (DatabaseError, OSError) as problem:
            raise Unreachable(self._path, problem) from problem

    async def close(self) -> None:
        """Finish the queued work, then let go of the file."""
        if self._closed:
            return
        await super().close()
        self._give(LAST, lambda connection: None)
        await asyncio.to_thread(self._writer.join)
        self._readers.shutdown()
        self._engine.dispose()
        self._read_engine.dispose()

    def _desk(self, connection: Connection) -> Desk:
        return Desk(connection, self.org, self.clock(), self.algorithm)


def _in_transaction(connection: Connection, work: Callable[[Connection], T]) -> T:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return result
