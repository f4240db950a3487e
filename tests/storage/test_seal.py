import asyncio
import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, insert, select, update

from storage import tables as t
from storage.audit import export_lines, verify_export
from storage.desk import Desk
from storage.projections import rebuild
from storage.seal import digest, seal_pending, still_holds, verify
from storage.store import Store
from tests.storage.conftest import Open
from tests.storage.desks import MovableClock, append, says

Tamper = Callable[[Desk, list[str]], object]


async def sealed_ids(store: Store, count: int = 5) -> list[str]:
    entries = await append(store, *(says(f"s{n}", n, unit="HQ", done_on=date(2022, 5, n + 1)) for n in range(count)))
    assert await store.write(seal_pending) == count
    return [entry.id for entry in entries]


def _set(place: int, **values: object) -> Tamper:
    def tamper(desk: Desk, ids: list[str]) -> object:
        return desk.connection.execute(update(t.entry).where(t.entry.c.id == ids[place]).values(**values))

    return tamper


def _without(table: str, place: int) -> Tamper:
    column = {"entry": t.entry.c.id, "payload": t.payload.c.entry_id, "seal": t.seal.c.entry_id}[table]

    def tamper(desk: Desk, ids: list[str]) -> object:
        return desk.connection.execute(delete(column.table).where(column == ids[place]))

    return tamper


def _swap_seals(desk: Desk, ids: list[str]) -> None:
    for one, place in ((1, 90), (2, 1), (90, 2)):
        desk.connection.execute(update(t.seal).where(t.seal.c.number == one).values(number=place))


def _swap_entries(desk: Desk, ids: list[str]) -> None:
    for old, new in ((ids[0], "x"), (ids[1], ids[0]), ("x", ids[1])):
        desk.connection.execute(update(t.entry).where(t.entry.c.id == old).values(id=new))


def _insert_seal(desk: Desk, ids: list[str]) -> None:
    row = {"org": desk.org, "number": 6, "entry_id": "invented", "algorithm": "sha256", "hash": "f" * 64}
    desk.connection.execute(insert(t.seal).values(row))


def _cut_the_tail(desk: Desk, ids: list[str]) -> None:
    for table in ("entry", "payload", "seal"):
        _without(table, -1)(desk, ids)


TAMPERED: dict[str, tuple[Tamper, str]] = {
    "another actor": (_set(1, actor="p9"), "内容或次序被改过"),
    "another date": (_set(4, done_on=date(2022, 1, 1)), "内容或次序被改过"),
    "another version": (_set(2, version=7), "内容或次序被改过"),
    "another digest": (_set(2, digest="0" * 64), "内容或次序被改过"),
    "an unknown algorithm": (_set(2, algorithm="rot13"), "内容或次序被改过"),
    "an algorithm without a length": (_set(2, algorithm="shake_128"), "内容或次序被改过"),
    "an entry removed": (_without("entry", 2), "已被删除"),
    "a content removed": (_without("payload", 2), "又没有销毁记录"),
    "a seal removed": (_without("seal", 2), "封签缺号：应为第 3 号，却是第 4 号。"),
    "the tail cut off": (_cut_the_tail, "连同封签被删除"),
    "a seal inserted": (_insert_seal, "已被删除"),
    "seals swapped": (_swap_seals, "次序被改过"),
    "entries swapped": (_swap_entries, "次序被改过"),
}


@pytest.mark.parametrize("how", TAMPERED)
async def test_tampering_is_found(store: Store, how: str) -> None:
    tamper, words = TAMPERED[how]
    ids = await sealed_ids(store)
    assert await store.read(verify) == []

    await store.write(lambda desk: tamper(desk, ids))
    assert any(words in problem for problem in await store.read(verify))


@pytest.mark.parametrize("how", [name for name in TAMPERED if name != "the tail cut off"])
async def test_an_outsider_finds_it_in_the_export_too(sqlite_database: str, clock: MovableClock, how: str) -> None:
    store = await Store.open(sqlite_database, clock=clock)
    await store.migrate()
    tamper, words = TAMPERED[how]
    ids = await sealed_ids(store)
    assert verify_export(await store.read(export_lines)) == []

    await store.write(lambda desk: tamper(desk, ids))
    assert any(words in problem for problem in verify_export(await store.read(export_lines)))
    await store.close()


async def test_what_is_too_new_to_be_sealed_is_no_problem(store: Store) -> None:
    await sealed_ids(store)
    await append(store, says("new"))

    assert await store.read(verify) == []
    assert await store.write(seal_pending) == 1
    assert await store.write(seal_pending) == 0


async def test_a_long_journal_is_sealed_piece_by_piece_into_one_chain(store: Store) -> None:
    await append(store, *(says(f"s{n}") for n in range(25)))
    sizes = [await store.write(lambda desk: seal_pending(desk, limit=10)) for _ in range(4)]

    assert sizes == [10, 10, 5, 0]
    assert await store.read(verify) == []


async def test_two_sealers_at_once_make_one_chain(store: Store, other: Store) -> None:
    await append(store, *(says(f"s{n}") for n in range(60)))

    async def seals(one: Store) -> int:
        total = 0
        for _ in range(12):
            total += await one.write(lambda desk: seal_pending(desk, limit=10))
        return total

    assert sum(await asyncio.gather(seals(store), seals(other))) == 60
    assert await store.read(verify) == []


async def test_each_organisation_has_a_chain_of_its_own(opens: Open) -> None:
    mine, theirs = await opens("mine"), await opens("theirs")
    await append(mine, says("a"))
    await append(theirs, says("a"), says("b"))
    await asyncio.gather(mine.write(seal_pending), theirs.write(seal_pending))

    assert (await mine.read(digest)).number == 1
    assert (await theirs.read(digest)).number == 2
    await theirs.write(lambda desk: desk.connection.execute(delete(t.entry).where(t.entry.c.org == "theirs")))
    assert await mine.read(verify) == []
    assert await theirs.read(verify) != []


async def test_the_chain_goes_on_when_the_algorithm_changes(opens: Open) -> None:
    before = await opens()
    await sealed_ids(before, 2)
    after = await opens(algorithm="sm3")
    await append(after, says("later"))
    await after.write(seal_pending)

    assert await before.read(verify) == []
    algorithms = select(t.seal.c.algorithm).order_by(t.seal.c.number)
    found = await after.read(lambda desk: desk.connection.execute(algorithms).scalars().all())
    assert found == ["sha256", "sha256", "sm3"]


async def test_a_digest_kept_elsewhere_tells_when_the_end_was_cut_off(store: Store) -> None:
    empty = await store.read(digest)
    ids = await sealed_ids(store)
    kept = await store.read(digest)
    assert str(kept).startswith("2022-06-01 封签至第 5 号 ")

    await append(store, says("later"))
    await store.write(seal_pending)
    assert await store.read(lambda desk: still_holds(desk, kept) and still_holds(desk, empty))

    def cut(desk: Desk) -> None:
        for name in ids:
            desk.connection.execute(delete(t.seal).where(t.seal.c.entry_id == name))

    await store.write(cut)
    assert not await store.read(lambda desk: still_holds(desk, kept))


async def test_both_databases_seal_the_same_facts_with_the_same_hash(
    sqlite_database: str, postgres_database: str, clock: MovableClock
) -> None:
    lines: list[list[str]] = []

    def append_without_chance(desk: Desk) -> None:
        desk.random = bytes
        desk.journal.append(says("a", handed_in_at=clock.now))

    for url in (sqlite_database, postgres_database):
        store = await Store.open(url, clock=clock)
        await store.migrate()
        await store.write(append_without_chance)
        await store.write(seal_pending)
        lines.append(await store.read(export_lines))
        await store.close()

    assert lines[0] == lines[1]


async def test_an_export_carries_every_entry_content_seal_and_tombstone(store: Store) -> None:
    first, _ = await sealed_ids(store, 2)
    await store.write(lambda desk: desk.journal.destroy_payload(first, ("p1", "p2"), "误传"))
    await store.write(seal_pending)
    lines = await store.read(export_lines)

    names = [json.loads(line)["table"] for line in lines]
    assert {name: names.count(name) for name in names} == {"entry": 3, "payload": 2, "seal": 3, "tombstone": 1}
    assert verify_export([*lines, ""]) == []
    assert any("又没有销毁记录" in problem for problem in verify_export(lines[:-1]))


@pytest.mark.parametrize(
    "line",
    ["not json", "[]", "{}", '{"table":"person"}', '{"table":"entry","id":["x"]}', '{"table":["entry"]}', "null"],
)
async def test_a_file_that_is_no_export_is_told_by_its_line(line: str) -> None:
    assert verify_export(["", line]) == ["第 2 行不是导出的流水，请核对是不是拿错了文件。"]


async def test_a_chain_verifies_after_the_projection_was_rebuilt(store: Store) -> None:
    await sealed_ids(store)
    await store.write(rebuild)

    assert await store.read(verify) == []
