"""A store on each kind of database, and a second one beside it, as two replicas would be."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from storage.store import Store
from tests.storage.desks import MovableClock

Open = Callable[..., Awaitable[Store]]


@pytest.fixture
def clock() -> MovableClock:
    """Noon, until the test moves it."""
    return MovableClock()


@pytest.fixture
async def opens(database: str, clock: MovableClock) -> AsyncIterator[Open]:
    """Open a store on the test's database, as often as one likes."""
    async with AsyncExitStack() as stack:

        async def open_store(org: str = "default", algorithm: str = "sha256") -> Store:
            opened = await Store.open(database, clock=clock, org=org, algorithm=algorithm)
            stack.push_async_callback(opened.close)
            await opened.migrate()
            return opened

        yield open_store


@pytest.fixture
async def store(opens: Open) -> Store:
    """A store with an empty schema."""
    return await opens()


@pytest.fixture
async def other(opens: Open, store: Store) -> Store:
    """A second store on the same database."""
    return await opens()
