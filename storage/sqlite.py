"""SQLite: one thread owns the only writing connection; accept batches go first; reads have their own connections."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
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
from storage.sqlite_writer import FIRST, NEXT, Writer
from storage.store import Store, Work

T = TypeVar("T")
READERS = 3
PRAGMAS = ["busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"]
"""What is deleted is written over: a destroyed paper must not stand in a free page."""
TRIES, PAUSE = 200, 0.05


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
        _switch_to_wal(connection)
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _switch_to_wal(connection: Any) -> None:
    """Two that open an empty file at once both want it alone; SQLite does not wait there, so this does."""
    for left in range(TRIES, 0, -1):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if left == 1:
                raise
            time.sleep(PAUSE)


class SqliteStore(Store):
    """A database in one file, for one process that serves."""

    def __init__(self, path: str, clock: Callable[[], datetime], org: str, algorithm: str) -> None:
        super().__init__(clock, org, algorithm)
        self._path = path
        self._engine = make_engine(path)
        self._read_engine = make_engine(path, pool_size=READERS, reads_only=True)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="kaohe-read")
        self._writer = Writer(self._engine)

    async def _transact(self, rank: int, work: Callable[[Connection], T]) -> T:
        self._check_open()
        done: T = await asyncio.wrap_future(self._writer.give(rank, work))
        return done

    async def write(self, work: Work[T]) -> T:
        """Do one thing under BEGIN IMMEDIATE on the writer's thread."""
        destroyed: list[bool] = []

        def turn(connection: Connection) -> T:
            desk = self._desk(connection)
            done = work(desk)
            destroyed.append(desk.has_destroyed)
            return done

        done = await self._transact(NEXT, turn)
        if any(destroyed):
            await asyncio.to_thread(self._empty_log)
        return done

    def _empty_log(self) -> None:
        """Move everything from the write-ahead log into the file; older pages of it would still tell."""
        with self._read_engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

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
        await asyncio.to_thread(self._writer.finish)
        self._readers.shutdown()
        self._engine.dispose()
        self._read_engine.dispose()

    def _desk(self, connection: Connection) -> Desk:
        return Desk(connection, self.org, self.clock(), self.algorithm)
