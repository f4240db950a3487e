import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from storage import tables as t
from storage.desk import Desk
from storage.errors import CannotDestroy, Collided
from storage.records import Entry, InboxRow, NewEntry
from storage.seal import seal_pending, verify
from storage.store import Store
from tests.storage.conftest import Open
from tests.storage.desks import NOON, MovableClock, append, frame, says

FULL = NewEntry(
    kind="item.verified",
    year=2022,
    slot="verify:HQ:HQ-1",
    actor="p-office",
    on_behalf_of="p-head",
    basis="签字表 3 号",
    unit="HQ",
    item="HQ-1",
    task="HQ-1-2",
    clause="附件1 办公室-1",
    event="六月例会迟报",
    reason="迟报两次",
    evidence=("a" * 64, "b" * 64),
    message="msg-1",
    done_on=date(2022, 5, 30),
    document_on=date(2022, 5, 31),
    handed_in_at=datetime(2022, 6, 1, 1, 2, 3, 456789, tzinfo=UTC),
    payload={"deductions": [{"rule": "HQ-1-R1", "count": 2}], "说明": "两次", "amount": "0.50"},
)


async def test_an_entry_comes_back_as_it_was_written(store: Store) -> None:
    (written,) = await append(store, FULL)
    found = await store.read(lambda desk: desk.journal.get(written.id))

    assert found == written
    assert NewEntry(**{name: getattr(found, name) for name in NewEntry.model_fields}) == FULL
    assert (written.at, written.version, written.supersedes) == (NOON, 1, None)


async def test_a_correction_supersedes_and_nothing_is_overwritten(store: Store) -> None:
    first, second = await append(store, says("a", 1), says("a", 2, reason="填错了"))

    assert (second.version, second.supersedes) == (2, first.id)
    assert await store.read(lambda desk: desk.journal.history(2022, "a")) == [first, second]
    assert await store.read(lambda desk: desk.journal.current(2022, "a")) == second
    assert await store.read(lambda desk: desk.journal.entries(2022)) == [first, second]


async def test_what_was_never_written_is_none(store: Store) -> None:
    assert await store.read(lambda desk: desk.journal.current(2022, "a")) is None
    assert await store.read(lambda desk: desk.journal.get("nothing")) is None
    assert await store.read(lambda desk: desk.journal.history(2022, "a")) == []


async def test_the_present_is_narrowed_by_prefix_unit_and_kind(store: Store) -> None:
    await append(
        store,
        says("self:FJ:FJ-1", unit="FJ"),
        says("self:HQ:HQ-1", unit="HQ"),
        says("self:HQ:HQ-2", unit="HQ"),
        says("verify:HQ:HQ-1", unit="HQ", kind="item.verified"),
        says("self:HQ:HQ-1", 2, unit="HQ"),
        says("self:HQ:HQ-1", unit="HQ", year=2023),
    )

    def slots(desk: Desk) -> list[list[str]]:
        look = desk.journal.currents
        found = [
            look(2022, prefix="self:HQ:"),
            look(2022, unit="HQ"),
            look(2022, kinds={"item.verified", "item.unknown"}),
            look(2022, prefix="self:", unit="FJ", kinds=["self.declared"]),
            look(2022, kinds=[]),
            look(2023),
        ]
        return [[entry.slot for entry in entries] for entries in found]

    assert await store.read(slots) == [
        ["self:HQ:HQ-2", "self:HQ:HQ-1"],
        ["self:HQ:HQ-2", "verify:HQ:HQ-1", "self:HQ:HQ-1"],
        ["verify:HQ:HQ-1"],
        ["self:FJ:FJ-1"],
        [],
        ["self:HQ:HQ-1"],
    ]
    assert len(await store.read(lambda desk: desk.journal.entries(2022, unit="HQ"))) == 4


async def test_ids_sort_by_the_order_of_writing(store: Store, clock: MovableClock) -> None:
    ids = [entry.id for entry in await append(store, *(says(f"s{n}") for n in range(20)))]
    clock.moves(0.001)
    ids += [entry.id for entry in await append(store, says("later"))]

    assert ids == sorted(ids)
    assert {len(one) for one in ids} == {26}


async def test_a_transaction_that_raises_leaves_nothing(store: Store) -> None:
    def fails(desk: Desk) -> None:
        desk.journal.append(says("a"))
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        await store.write(fails)
    assert await store.read(lambda desk: desk.journal.entries(2022)) == []

    (entry,) = await append(store, says("a"))
    assert entry.version == 1


async def test_many_writers_of_one_slot_get_one_version_each(store: Store, other: Store) -> None:
    entries = await asyncio.gather(*(append(one, says("a", n)) for n in range(10) for one in (store, other)))

    versions = sorted(entry.version for (entry,) in entries)
    assert versions == list(range(1, 21))
    history = await store.read(lambda desk: desk.journal.history(2022, "a"))
    assert [entry.supersedes for entry in history] == [None, *(entry.id for entry in history[:-1])]
    assert await store.read(lambda desk: desk.journal.current(2022, "a")) == history[-1]


async def test_an_entry_the_projection_does_not_know_is_a_clean_collision(store: Store) -> None:
    await append(store, says("a"))
    await store.write(lambda desk: desk.connection.execute(text("DELETE FROM current")))

    with pytest.raises(Collided, match="再试一次"):
        await append(store, says("a"))


async def test_the_database_itself_refuses_a_second_entry_of_one_version(store: Store) -> None:
    await append(store, says("a"))

    def doubles(desk: Desk) -> None:
        row = dict(desk.connection.execute(select(t.entry)).mappings().one())
        desk.connection.execute(insert(t.entry).values({**row, "seq": row["seq"] + 1, "id": "other"}))

    with pytest.raises(IntegrityError):
        await store.write(doubles)


async def destroyed(store: Store, entry: Entry) -> Entry:
    return await store.write(lambda desk: desk.journal.destroy_payload(entry.id, ("p1", "p2"), "误传涉密文件"))


async def test_two_persons_destroy_a_content_and_the_chain_still_verifies(store: Store) -> None:
    await store.accept([frame("msg-1", body="机密".encode())])
    entry, _ = await append(store, FULL, says("b"))
    await store.write(seal_pending)
    tombstone = await destroyed(store, entry)
    await store.write(seal_pending)

    left = await store.read(lambda desk: desk.journal.get(entry.id))
    assert left is not None
    assert (left.payload, left.reason, left.event, left.basis) == ({}, None, None, None)
    assert (left.actor, left.slot, left.evidence) == ("p-office", FULL.slot, FULL.evidence)
    assert tombstone.payload == {"entry": entry.id, "second": "p2", "reason": "误传涉密文件"}
    assert await store.read(verify) == []

    rows: list[InboxRow] = []
    await store.work_next(lambda desk, row: rows.append(row))
    assert rows[0].body == b""


@pytest.mark.parametrize(
    ("by", "words"), [(("p1", "p1"), "须由两个人"), (("p1", "p2"), "没有这条流水")], ids=["one person", "no such entry"]
)
async def test_a_destruction_is_refused_in_a_sentence(store: Store, by: tuple[str, str], words: str) -> None:
    with pytest.raises(CannotDestroy, match=words):
        await store.write(lambda desk: desk.journal.destroy_payload("nothing", by, "x"))


async def test_a_content_is_destroyed_once(store: Store) -> None:
    (entry,) = await append(store, FULL)
    await destroyed(store, entry)

    with pytest.raises(CannotDestroy, match="已经销毁"):
        await destroyed(store, entry)


async def test_the_same_fact_written_twice_has_two_different_digests(store: Store) -> None:
    await append(store, says("a"), says("b"))
    digests = await store.read(lambda desk: desk.connection.execute(select(t.entry.c.digest)).scalars().all())

    assert len(set(digests)) == 2


async def test_a_payload_altered_behind_our_back_is_found(opens: Open) -> None:
    store = await opens(algorithm="sm3")
    await append(store, says("a"))
    await store.write(seal_pending)
    await store.write(lambda desk: desk.connection.execute(update(t.payload).values(body="{}")))

    assert [problem[-7:] for problem in await store.read(verify)] == ["的内容被改过。"]
