"""PostgreSQL: any number of replicas; the same synchronous shelves, run inside an async connection."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.desk import Desk
from storage.inbox import keep
from storage.migrate import migrate
from storage.records import Arrival
from storage.store import Store, Work

T = TypeVar("T")
POOL = 16
HUNG_MS = "15000"
"""A replica that hangs inside a transaction loses it after so many milliseconds, and its locks with it."""


def make_engine(url: str, *, pool_size: int = POOL) -> AsyncEngine:
    """An engine whose transactions die when their owner hangs or its host is gone."""
    address = "postgresql+asyncpg://" + url.split("://", 1)[1]
    server = {
        "idle_in_transaction_session_timeout": HUNG_MS,
        "tcp_keepalives_idle": "5",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "2",
        "application_name": "kaohe",
    }
    return create_async_engine(
        address, pool_size=pool_size, max_overflow=0, pool_pre_ping=True, connect_args={"server_settings": server}
    )


class PostgresStore(Store):
    """A database that several processes share."""

    def __init__(self, url: str, clock: Callable[[], datetime], org: str, algorithm: str) -> None:
        super().__init__(clock, org, algorithm)
        self._engine = make_engine(url)

    async def write(self, work: Work[T]) -> T:
        """Do one thing in one transaction."""
        return await self._transact(lambda connection: work(self._desk(connection)))

    async def read(self, work: Work[T]) -> T:
        """Look something up."""
        return await self.write(work)

    async def _keep(self, arrivals: Sequence[Arrival]) -> None:
        await self._transact(lambda connection: keep(connection, self.org, arrivals))

    async def _transact(self, work: Callable[[Connection], T]) -> T:
        async with self._engine.begin() as connection:
            return await connection.run_sync(work)

    async def migrate(self) -> None:
        """Bring an empty database up, under a lock that other replicas wait for."""
        await self._transact(migrate)

    async def close(self) -> None:
        """Finish what is being accepted and give the connections back."""
        await super().close()
        await self._engine.dispose()

    def _desk(self, connection: Connection) -> Desk:
        return Desk(connection, self.org, self.clock(), self.algorithm)
