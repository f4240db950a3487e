import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import event

from storage.desk import Desk
from storage.records import InboxRow
from storage.sqlite import SqliteStore
from storage.sqlite_writer import GROUP
from storage.store import Store
from tests.storage.desks import MovableClock, append, frame, inbox_counts, says


class Held:
    """A store whose writer is kept busy until `go`, so that works wait together; counts its commits."""

    def __init__(self, store: SqliteStore) -> None:
        self.store = store
        self.commits = 0
        self._gate = threading.Event()
        self._busy: asyncio.Task[bool] | None = None
        event.listen(store._engine, "commit", self._count)

    def _count(self, connection: object) -> None:
        self.commits += 1

    async def hold(self) -> None:
        self._gate.clear()
        started = threading.Event()

        def wait(desk: Desk) -> bool:
            started.set()
            return self._gate.wait(10)

        self._busy = asyncio.create_task(self.store.write(wait))
        await asyncio.to_thread(started.wait, 10)

    async def go(self, *works: asyncio.Task[object]) -> list[object]:
        await asyncio.sleep(0.05)
        self._gate.set()
        assert self._busy is not None
        _, *results = await asyncio.gather(self._busy, *works, return_exceptions=True)
        return list(results)


@pytest.fixture
async def held(sqlite_database: str, clock: MovableClock) -> AsyncIterator[Held]:
    store = await Store.open(sqlite_database, clock=clock)
    assert isinstance(store, SqliteStore)
    await store.migrate()
    yield Held(store)
    await store.close()


def task(store: Store, slot: str, *, fails: bool = False) -> asyncio.Task[object]:
    def work(desk: Desk) -> str:
        desk.journal.append(says(slot))
        if fails:
            raise RuntimeError(slot)
        return slot

    return asyncio.create_task(store.write(work))


async def slots(store: Store) -> list[str]:
    return [entry.slot for entry in await store.read(lambda desk: desk.journal.entries(2022))]


async def test_works_that_wait_share_commits_and_keep_their_order(held: Held) -> None:
    await held.hold()
    before = held.commits
    results = await held.go(*(task(held.store, f"s{n}") for n in range(GROUP + 3)))

    assert results == [f"s{n}" for n in range(GROUP + 3)]
    assert await slots(held.store) == results
    assert held.commits - before == 2


async def test_a_failing_work_is_undone_alone(held: Held) -> None:
    await held.hold()
    results = await held.go(
        task(held.store, "a"), task(held.store, "b", fails=True), task(held.store, "c"), task(held.store, "d")
    )

    assert [str(result) for result in results] == ["a", "b", "c", "d"]
    assert isinstance(results[1], RuntimeError)
    assert await slots(held.store) == ["a", "c", "d"]


async def test_when_the_transaction_itself_is_lost_all_who_shared_it_are_told(held: Held) -> None:
    await held.hold()
    first = task(held.store, "first")
    breaks = asyncio.create_task(held.store.write(lambda desk: desk.connection.exec_driver_sql("ROLLBACK")))
    results = await held.go(first, breaks, task(held.store, "behind"))

    assert [isinstance(result, Exception) for result in results] == [True, True, False]
    assert await slots(held.store) == ["behind"]
    assert len(await append(held.store, says("a"))) == 1


async def test_a_work_that_fails_because_the_transaction_was_lost_says_why(held: Held) -> None:
    def breaks(desk: Desk) -> None:
        desk.connection.exec_driver_sql("ROLLBACK")
        raise RuntimeError("lost")

    with pytest.raises(RuntimeError, match="lost"):
        await held.store.write(breaks)
    assert len(await append(held.store, says("a"))) == 1


async def test_a_work_given_up_while_it_waits_is_left_out(held: Held) -> None:
    await held.hold()
    works = [task(held.store, slot) for slot in "abc"]
    await asyncio.sleep(0)
    works[1].cancel()
    await held.go(*works)

    assert await slots(held.store) == ["a", "c"]


async def test_an_accept_goes_ahead_of_waiting_works(held: Held) -> None:
    await held.hold()
    seen = asyncio.create_task(held.store.write(lambda desk: desk.inbox.counts()))
    accepting = asyncio.create_task(held.store.accept([frame("k")]))
    results = await held.go(seen, accepting)

    assert results[0] == {"new": 1}


async def test_four_workers_share_commits_and_still_work_each_lane_in_order(held: Held) -> None:
    await held.store.accept([frame(f"{lane}{n}", lane=lane) for n in range(9) for lane in "ab"])
    worked: list[str] = []

    def work(desk: Desk, row: InboxRow) -> None:
        if row.key == "a3":
            raise ValueError("never")
        worked.append(row.key)

    async def worker() -> None:
        while await held.store.work_next(work):
            pass

    await asyncio.gather(*(worker() for _ in range(4)))
    assert [key for key in worked if key[0] == "a"] == [f"a{n}" for n in range(9) if n != 3]
    assert [key for key in worked if key[0] == "b"] == [f"b{n}" for n in range(9)]
    assert await inbox_counts(held.store) == {"done": 17, "parked": 1}
