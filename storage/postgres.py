"""PostgreSQL: any number of replicas; the same synchronous shelves, run inside an async connection."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

import asyncpg
from sqlalchemy import Connection, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.desk import Desk
from storage.errors import Unreachable
from storage.inbox import keep
from storage.migrate import migrate
from storage.records import Arrival
from storage.store import Store, Work

T = TypeVar("T")
POOL = 16
CONNECT_SECONDS = 10
STATEMENT_SECONDS = 60
HUNG_MS = "15000"
"""A replica that hangs inside a transaction loses it after so many milliseconds, and its locks with it."""


def make_engine(url: str, *, pool_size: int = POOL) -> AsyncEngine:
    """An engine whose transactions die when their owner hangs or its host is gone."""
    address = make_url("postgresql+asyncpg://" + url.split("://", 1)[1])
    if "sslmode" in address.query:
        mode = address.query["sslmode"]
        address = address.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    server = {
        "idle_in_transaction_session_timeout": HUNG_MS,
        "tcp_keepalives_idle": "5",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "2",
        "application_name": "kaohe",
    }
    wait = {"server_settings": server, "timeout": CONNECT_SECONDS, "command_timeout": STATEMENT_SECONDS}
    return create_async_engine(address, pool_size=pool_size, max_overflow=0, connect_args=wait)


class PostgresStore(Store):
    """A database that several processes share."""

    def __init__(self, url: str, clock: Callable[[], datetime], org: str, algorithm: str) -> None:
        super().__init__(clock, org, algorithm)
        self._engine = make_engine(url)
        self._looking = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    async def write(self, work: Work[T]) -> T:
        """Do one thing in one transaction."""
        return await self._transact(self._engine, lambda connection: work(self._desk(connection)))

    async def read(self, work: Work[T]) -> T:
        """Look something up; all of it sees one moment."""
        return await self._transact(self._looking, lambda connection: work(self._desk(connection)))

    async def _keep(self, arrivals: Sequence[Arrival]) -> None:
        await self._transact(self._engine, lambda connection: keep(connection, self.org, arrivals))

    async def _transact(self, engine: AsyncEngine, work: Callable[[Connection], T]) -> T:
        """Once more when the connection turns out to be lost before the commit: nothing was written then."""
        self._check_open()
        tries = 0
        while True:
            async with engine.connect() as connection:
                try:
                    result = await connection.run_sync(work)
                except DBAPIError as problem:
                    tries += 1
                    if tries > 1 or not problem.connection_invalidated:
                        raise
                    continue
                await connection.commit()
                return result

    async def migrate(self) -> None:
        """Bring an empty database up, under a lock that other replicas wait for."""
        try:
            await self._transact(self._engine, migrate)
        except (OSError, DBAPIError, asyncpg.PostgresError) as problem:
            raise Unreachable(f"{self._engine.url.host}/{self._engine.url.database}", problem) from problem

    async def close(self) -> None:
        """Finish what is being accepted and give the connections back."""
        await super().close()
        await self._engine.dispose()

    def _desk(self, connection: Connection) -> Desk:
        return Desk(connection, self.org, self.clock(), self.algorithm)
