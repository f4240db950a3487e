import asyncio
import threading
import time

import pytest
from sqlalchemy import text

from storage import postgres
from storage.desk import Desk
from storage.records import InboxRow
from storage.store import Store
from tests.storage.conftest import Open
from tests.storage.desks import append, frame, inbox_counts, says, text_to


async def test_a_turn_is_one_transaction_of_entry_letter_and_done_mark(store: Store) -> None:
    await store.accept([frame("k")])

    def work(desk: Desk, row: InboxRow) -> None:
        desk.journal.append(says("a", message=row.key))
        desk.outbox.put(text_to(row.lane, "收到"))

    assert await store.work_next(work) is True
    assert await store.work_next(work) is False
    assert await inbox_counts(store) == {"done": 1}
    assert store.put_out.is_set()
    assert await store.read(lambda desk: len(desk.journal.entries(2022))) == 1


async def test_a_failing_turn_leaves_nothing_behind_but_its_count(store: Store) -> None:
    await store.accept([frame("k")])

    def fails(desk: Desk, row: InboxRow) -> None:
        desk.journal.append(says("a"))
        desk.outbox.put(text_to("u1", "收到"))
        desk.inbox.push(frame("inner"))
        raise RuntimeError("broken")

    assert await store.work_next(fails) is True
    assert await store.read(lambda desk: desk.journal.entries(2022)) == []
    assert await store.read(lambda desk: desk.outbox.counts()) == {"uncertain": 0}
    assert await inbox_counts(store) == {"new": 1}


async def test_a_row_that_fails_three_times_is_parked_and_its_lane_goes_on(store: Store) -> None:
    await store.accept([frame("bad"), frame("good")])
    parked: list[tuple[str, str]] = []
    worked: list[str] = []

    def tell(desk: Desk, row: InboxRow, number: str) -> None:
        parked.append((row.key, number))
        desk.outbox.put(text_to(row.lane, f"已记录（编号 {number}）"))

    def work(desk: Desk, row: InboxRow) -> None:
        if row.key == "bad":
            raise ValueError("no")
        worked.append(row.key)

    store.on_parked = tell
    for _ in range(3):
        assert worked == []
        await store.work_next(work)
    await store.work_next(work)

    assert (worked, parked) == (["good"], [("bad", "000001")])
    assert await inbox_counts(store) == {"parked": 1, "done": 1}
    assert [row.key for row in await store.read(lambda desk: desk.inbox.parked())] == ["bad"]
    assert [letter.body["text"] for letter in await store.write(lambda desk: desk.outbox.claim(9))] == [
        "已记录（编号 000001）"
    ]


async def test_without_anybody_to_tell_a_row_is_parked_all_the_same(store: Store) -> None:
    await store.accept([frame("bad")])

    def fails(desk: Desk, row: InboxRow) -> None:
        raise ValueError("no")

    while await store.work_next(fails):
        pass
    assert await inbox_counts(store) == {"parked": 1}


async def test_a_failure_is_not_counted_against_a_row_that_was_done_meanwhile(store: Store) -> None:
    await store.accept([frame("k")])
    rows: list[InboxRow] = []
    await store.work_next(lambda desk, row: rows.append(row))

    assert await store.write(lambda desk: desk.inbox.failed(rows[0], "late")) is False
    assert await inbox_counts(store) == {"done": 1}


async def test_an_event_of_our_own_joins_its_lane_behind_what_waits(store: Store) -> None:
    await store.accept([frame("first"), frame("second")])
    keys: list[str] = []

    def work(desk: Desk, row: InboxRow) -> None:
        keys.append(row.key)
        if row.key == "first":
            desk.inbox.push(frame("downloaded"))

    while await store.work_next(work):
        pass
    assert keys == ["first", "second", "downloaded"]


async def test_two_stores_keep_one_persons_order_and_never_run_his_messages_at_once(store: Store, other: Store) -> None:
    await store.accept([frame(f"{lane}{n:02d}", lane=lane) for n in range(15) for lane in ("a", "b")])
    running: set[str] = set()
    worked: list[str] = []
    clashes: list[str] = []
    guard = threading.Lock()

    def work(desk: Desk, row: InboxRow) -> None:
        with guard:
            clashes.extend([row.key] if row.lane in running else [])
            running.add(row.lane)
        desk.connection.execute(text(PAUSE[desk.connection.dialect.name]))
        with guard:
            running.discard(row.lane)
            worked.append(row.key)

    async def worker(one: Store) -> None:
        while await one.work_next(work):
            pass

    await asyncio.gather(worker(store), worker(other), worker(store), worker(other))

    assert clashes == []
    for lane in ("a", "b"):
        assert [key for key in worked if key[0] == lane] == [f"{lane}{n:02d}" for n in range(15)]
    assert len(worked) == 30


PAUSE = {"sqlite": "SELECT 1", "postgresql": "SELECT pg_sleep(0.01)"}


async def test_an_organisation_works_only_its_own_inbox(opens: Open) -> None:
    mine, theirs = await opens("mine"), await opens("theirs")
    await mine.accept([frame("k", body=b"mine")])
    await theirs.accept([frame("k", body=b"theirs")])
    seen: list[tuple[str, bytes]] = []
    while await theirs.work_next(lambda desk, row: seen.append((desk.org, row.body))):
        pass

    assert seen == [("theirs", b"theirs")]
    assert await inbox_counts(mine) == {"new": 1}


async def test_everything_an_organisation_keeps_is_its_own(opens: Open) -> None:
    mine, theirs = await opens("mine"), await opens("theirs")
    await append(mine, says("a"))

    def put(desk: Desk) -> None:
        desk.outbox.put(text_to("u1", "我的", key="same"))
        desk.sessions.put("p1", {"at": "home"})

    await mine.write(put)
    await theirs.write(lambda desk: desk.outbox.put(text_to("u1", "他们的", key="same")))

    assert await theirs.read(lambda desk: desk.journal.currents(2022)) == []
    assert await theirs.read(lambda desk: desk.sessions.get("p1")) == {}
    assert [letter.body["text"] for letter in await theirs.write(lambda desk: desk.outbox.claim(9))] == ["他们的"]
    first = await append(theirs, says("a"))
    assert first[0].version == 1


class TestOnPostgres:
    """What only a database shared by several processes can show."""

    @pytest.fixture
    def database(self, postgres_database: str) -> str:
        return postgres_database

    async def test_a_slow_lane_does_not_hold_up_another(self, store: Store, other: Store) -> None:
        await store.accept([frame("slow", lane="a"), frame("quick", lane="b")])
        order: list[str] = []

        def work(desk: Desk, row: InboxRow) -> None:
            if row.lane == "a":
                desk.connection.execute(text("SELECT pg_sleep(0.5)"))
            order.append(row.key)

        await asyncio.gather(store.work_next(work), other.work_next(work))
        assert order == ["quick", "slow"]

    async def test_a_lane_is_free_again_when_its_workers_connection_dies(self, store: Store, other: Store) -> None:
        await store.accept([frame("k")])
        claimed = asyncio.Event()

        def dies(desk: Desk, row: InboxRow) -> None:
            claimed.set()
            desk.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        with pytest.raises(Exception, match=r"closed|terminat"):
            await store.work_next(dies)
        assert claimed.is_set()

        keys: list[str] = []
        assert await other.work_next(lambda desk, row: keys.append(f"{row.key}{row.attempts}"))
        assert keys == ["k0"]

    async def test_a_hung_replica_loses_its_lane(
        self, store: Store, opens: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres, "HUNG_MS", "300")
        hung = await opens()
        await store.accept([frame("k")])

        def hangs(desk: Desk, row: InboxRow) -> None:
            time.sleep(0.6)

        keys: list[str] = []
        with pytest.raises(Exception, match=r"idle-in-transaction|closed"):
            await hung.work_next(hangs)
        assert await store.work_next(lambda desk, row: keys.append(row.key))
        assert keys == ["k"]

    async def test_a_store_outlives_a_restart_of_its_connections(self, store: Store, other: Store) -> None:
        await asyncio.gather(*(store.read(lambda desk: desk.inbox.counts()) for _ in range(4)))
        end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        end_all += " AND datname = current_database()"
        await other.write(lambda desk: desk.connection.execute(text(end_all)))

        await store.accept([frame("k")])
        assert await inbox_counts(store) == {"new": 1}


async def test_a_lane_tells_how_many_events_of_a_kind_it_still_has_before_it(store: Store) -> None:
    ours = [frame(key).model_copy(update={"topic": "kaohe/fetched"}) for key in ("a", "b")]
    await store.accept([*ours, frame("c"), frame("d", lane="u2").model_copy(update={"topic": "kaohe/fetched"})])
    seen: list[int] = []
    while await store.work_next(lambda desk, row: seen.append(desk.inbox.waiting("u1", "kaohe/fetched"))):
        pass

    assert sorted(seen) == [0, 0, 0, 1]
