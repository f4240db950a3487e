"""What is to happen later rings once, in order, after its time, however often it was moved."""

from datetime import datetime, timedelta

import pytest

from storage.desk import Desk
from storage.records import Wake
from storage.store import Store
from tests.storage.desks import NOON, MovableClock


def wake(key: str, seconds: float, lane: str = "u1") -> Wake:
    return Wake(key=key, lane=lane, at=NOON + timedelta(seconds=seconds), body={"verb": "关上", "n": seconds})


async def claimed(store: Store, limit: int = 10) -> list[str]:
    return [one.key for one in await store.write(lambda desk: desk.wakes.claim(limit))]


async def put(store: Store, *wakes: Wake) -> None:
    def work(desk: Desk) -> None:
        for one in wakes:
            desk.wakes.set(one)

    await store.write(work)


async def test_a_wake_rings_once_and_not_before_its_time(store: Store, clock: MovableClock) -> None:
    await put(store, wake("gather:a", 20))
    assert await claimed(store) == []

    clock.moves(20)
    (rung,) = await store.write(lambda desk: desk.wakes.claim(10))

    assert rung == wake("gather:a", 20)
    assert await claimed(store) == []


async def test_a_wake_of_the_same_key_is_moved(store: Store, clock: MovableClock) -> None:
    await put(store, wake("gather:a", 20), wake("gather:a", 35))

    clock.moves(34)
    assert await claimed(store) == []
    clock.moves(1)
    assert await claimed(store) == ["gather:a"]


async def test_wakes_ring_in_the_order_of_their_times_as_many_as_asked_for(store: Store, clock: MovableClock) -> None:
    clock.moves(60)
    await put(store, wake("c", 30), wake("a", 10), wake("b", 20))

    assert await claimed(store, 2) == ["a", "b"]
    assert await claimed(store, 2) == ["c"]


async def test_a_wake_that_was_let_go_does_not_ring(store: Store, clock: MovableClock) -> None:
    await put(store, wake("a", 10), wake("b", 10))
    await store.write(lambda desk: desk.wakes.cancel("a"))
    await store.write(lambda desk: desk.wakes.cancel("nobody"))

    def look(desk: Desk) -> list[datetime | None]:
        return [desk.wakes.when(key) for key in ("a", "b")]

    assert await store.read(look) == [None, NOON + timedelta(seconds=10)]
    clock.moves(10)
    assert await claimed(store) == ["b"]


async def test_a_wake_claimed_by_a_transaction_that_failed_rings_again(store: Store) -> None:
    await put(store, wake("a", 0))

    def fail(desk: Desk) -> None:
        desk.wakes.claim(10)
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        await store.write(fail)

    assert await claimed(store) == ["a"]
