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
from sqlalchemy.pool import QueuePool

from storage.desk import Desk
from storage.inbox import keep
from storage.migrate import migrate
from storage.records import Arrival
from storage.store import Store, Work

T = TypeVar("T")
FIRST, NEXT, LAST = 0, 1, 2
READERS = 3


def make_engine(path: str, *, pool_size: int = 1) -> Engine:
    """An engine whose connections wait for a lock, keep foreign keys and commit durably (WAL, FULL)."""
    engine = create_engine(
        f"sqlite:///{path}", poolclass=QueuePool, pool_size=pool_size, connect_args={"check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


class SqliteStore(Store):
    """A database in one file, for one process that serves."""

    def __init__(self, path: str, clock: Callable[[], datetime], org: str, algorithm: str) -> None:
        super().__init__(clock, org, algorithm)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._engine = make_engine(path)
        self._read_engine = make_engine(path, pool_size=READERS)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="kaohe-read")
        self._jobs: queue.PriorityQueue[tuple[int, int, Callable[[Connection], None]]] = queue.PriorityQueue()
        self._given = 0
        self._closing = threading.Event()
        self._writer = threading.Thread(target=self._run, name="kaohe-write", daemon=True)
        self._writer.start()

    def _run(self) -> None:
        with self._engine.connect() as connection:
            while True:
                rank, _, job = self._jobs.get()
                if rank == LAST:
                    return
                job(connection)

    def _give(self, rank: int, job: Callable[[Connection], None]) -> None:
        self._given += 1
        self._jobs.put((rank, self._given, job))

    async def _transact(self, rank: int, work: Callable[[Connection], T]) -> T:
        result: Future[T] = Future()

        def job(connection: Connection) -> None:
            if not result.set_running_or_notify_cancel():
                return
            try:
                result.set_result(_in_transaction(connection, work))
            except BaseException as problem:
                result.set_exception(problem)

        self._give(rank, job)
        return await asyncio.wrap_future(result)

    async def write(self, work: Work[T]) -> T:
        """Do one thing under BEGIN IMMEDIATE on the writer's thread."""
        return await self._transact(NEXT, lambda connection: work(self._desk(connection)))

    async def _keep(self, arrivals: Sequence[Arrival]) -> None:
        await self._transact(FIRST, lambda connection: keep(connection, self.org, arrivals))

    async def read(self, work: Work[T]) -> T:
        """Look something up on a reading connection, in a thread of its own."""

        def look() -> T:
            with self._read_engine.connect() as connection:
                connection.exec_driver_sql("BEGIN")
                try:
                    return work(self._desk(connection))
                finally:
                    connection.exec_driver_sql("ROLLBACK")

        return await asyncio.get_running_loop().run_in_executor(self._readers, look)

    async def migrate(self) -> None:
        """Bring an empty database up on the writer's thread."""
        await self._transact(FIRST, migrate)

    async def close(self) -> None:
        """Finish the queued work, then let go of the file."""
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
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        connection.rollback()
        raise
    connection.exec_driver_sql("COMMIT")
    connection.commit()
    return result
