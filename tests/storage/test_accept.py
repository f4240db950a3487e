import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from storage import tables as t
from storage.desk import Desk
from storage.records import Arrival, InboxRow
from storage.store import Store
from tests.storage.desks import frame, inbox_counts


async def worked(store: Store) -> list[str]:
    """The keys of everything that waits, in the order it is worked."""
    keys: list[str] = []

    def note(desk: Desk, row: InboxRow) -> None:
        keys.append(row.key)

    while await store.work_next(note):
        pass
    return keys


async def test_a_frame_is_kept_byte_for_byte(store: Store) -> None:
    body = bytes(range(256))
    await store.accept([frame("k", lane="张", body=body)])

    seen: list[InboxRow] = []
    await store.work_next(lambda desk, row: seen.append(row))
    assert (seen[0].body, seen[0].lane, seen[0].received_at) == (body, "张", datetime(2022, 6, 1, 4, tzinfo=UTC))


async def test_a_redelivered_frame_is_kept_once_and_the_first_bytes_stay(store: Store) -> None:
    await store.accept([frame("k", body=b"first")])
    await store.accept([frame("k", body=b"second"), frame("k", body=b"third")])

    seen: list[bytes] = []
    while await store.work_next(lambda desk, row: seen.append(row.body)):
        pass
    assert seen == [b"first"]


async def test_a_redelivery_after_the_work_is_not_worked_again(store: Store) -> None:
    await store.accept([frame("k")])
    assert await worked(store) == ["k"]

    await store.accept([frame("k")])
    assert await worked(store) == []


async def test_frames_of_one_batch_are_worked_as_they_arrived_not_as_their_keys_sort(store: Store) -> None:
    await asyncio.gather(*(store.accept([frame(key)]) for key in ("c", "a", "b")))

    assert await worked(store) == ["c", "a", "b"]


async def test_a_thousand_waiting_frames_share_few_commits(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    keep = store._keep

    async def counted(arrivals: Sequence[Arrival]) -> None:
        sizes.append(len(arrivals))
        await keep(arrivals)

    monkeypatch.setattr(store, "_keep", counted)
    await asyncio.gather(*(store.accept([frame(f"k{n}", lane=f"u{n % 7}")]) for n in range(1500)))

    assert sizes == [1000, 500]
    assert await inbox_counts(store) == {"new": 1500}


async def test_one_bad_frame_never_costs_the_others(store: Store) -> None:
    kept = [store.accept([frame(f"k{n}")]) for n in range(20)]
    results = await asyncio.gather(*kept, store.accept([frame("bad\ud800")]), return_exceptions=True)

    assert results[:20] == [None] * 20
    assert isinstance(results[20], Exception)
    assert await inbox_counts(store) == {"new": 20}


async def test_the_good_frames_of_one_call_are_kept_beside_a_bad_one(store: Store) -> None:
    with pytest.raises(Exception, match="surrogate"):
        await store.accept([frame("a"), frame("bad\ud800"), frame("b")])

    assert await worked(store) == ["a", "b"]


async def test_accepting_nothing_is_nothing(store: Store) -> None:
    await store.accept([])

    assert await inbox_counts(store) == {}


async def test_overlapping_batches_of_two_stores_keep_every_key_once(store: Store, other: Store) -> None:
    keys = [f"k{n:03d}" for n in range(200)]
    waves = [[frame(key, lane=key[-1]) for key in keys[start : start + 40]] for start in range(0, 200, 20)]
    backwards = [list(reversed(wave)) for wave in reversed(waves)]
    await asyncio.gather(*(store.accept(w) for w in waves), *(other.accept(w) for w in backwards))

    assert await inbox_counts(store) == {"new": 200}
    assert sorted(await worked(other)) == keys


async def test_a_caller_who_went_away_leaves_the_others_waiting_for_their_commit(store: Store) -> None:
    gone = asyncio.create_task(store.accept([frame("gone")]))
    await asyncio.sleep(0)
    stays = asyncio.create_task(store.accept([frame("stays")]))
    gone.cancel()
    await stays

    assert (await inbox_counts(store))["new"] >= 1


async def test_a_refused_frame_keeps_its_reason_and_no_text(store: Store) -> None:
    refused = frame("k", body=b"").model_copy(update={"refused": "涉密内容不予接收"})
    await store.accept([refused])

    def look(desk: Desk) -> tuple[bytes, str | None]:
        row = desk.connection.execute(select(t.inbox.c.body, t.inbox.c.refused)).one()
        return row.body, row.refused

    assert await store.read(look) == (b"", "涉密内容不予接收")


async def test_an_arrival_wakes_a_sleeping_worker(store: Store) -> None:
    sleeper = asyncio.create_task(store.until_work(30))
    await asyncio.sleep(0)
    await store.accept([frame("k")])
    async with asyncio.timeout(5):
        await sleeper


async def test_a_worker_looks_again_after_its_time_even_when_nothing_arrived(store: Store) -> None:
    async with asyncio.timeout(5):
        await store.until_work(0.01)


async def test_waking_the_store_wakes_worker_and_dispatcher(store: Store) -> None:
    store.wake()
    async with asyncio.timeout(5):
        await store.until_work(30)
    assert store.put_out.is_set()
