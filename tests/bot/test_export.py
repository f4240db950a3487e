"""Handing the result out: from the journal to a file, with a trace; a published result is handed out as published."""

import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.errors import BotError
from bot.usecases.act import Act
from bot.usecases.export import workbook
from bot.usecases.ledger import LedgerRow, ledger
from bot.usecases.results import receipt
from scoring import Scheme, load_scheme
from storage.desk import Desk
from storage.errors import StorageError
from storage.records import Entry, NewEntry, Person, Role
from storage.store import Store

NOW = datetime(2022, 12, 30, 2, 0, tzinfo=UTC)
CLERK = Person(id="p1", userid="fj-jingban", name="房基处经办", units=("FJ",), roles=frozenset({Role.STAFF}))
OFFICE = Person(id="p2", userid="khb-jia", name="考核办甲", units=("BGS",), roles=frozenset({Role.OFFICE}))


@pytest.fixture
def scheme() -> Scheme:
    return load_scheme(2022)


@pytest.fixture
async def store(sqlite_database: str) -> AsyncIterator[Store]:
    opened = await Store.open(sqlite_database, clock=lambda: NOW)
    await opened.migrate()

    def enrol(desk: Desk) -> None:
        desk.people.put(CLERK)
        desk.people.put(OFFICE)

    await opened.write(enrol)
    yield opened
    await opened.close()


async def wrote(store: Store, kind: str, slot: str, actor: Person = CLERK, **about: Any) -> Entry:
    entry = NewEntry(kind=kind, year=2022, slot=slot, actor=actor.id, **about)
    return await store.write(lambda desk: desk.journal.append(entry))


async def rows(store: Store, scheme: Scheme) -> list[LedgerRow]:
    return await store.read(lambda desk: ledger(desk, scheme))


async def a_year(store: Store) -> None:
    """One unit hands a paper in, declares two misses; the office finds two."""
    files = [{"sha256": "0" * 64, "size": 3, "mime": "application/pdf", "name": "五一督查.pdf"}]
    await wrote(store, "evidence.filed", "evidence:1", unit="FJ", item="FJ-4", document_on=date(2022, 4, 29),
                handed_in_at=NOW, payload={"files": files, "text": "节前督查报告"})  # fmt: skip
    await wrote(store, "self.declared", "self:FJ:FJ-4", unit="FJ", item="FJ-4",
                payload={"deductions": [{"rule": "FJ-4-R1", "count": 1}], "points": "8"})  # fmt: skip
    await wrote(store, "item.verified", "verify:FJ:FJ-4", OFFICE, unit="FJ", item="FJ-4", reason="缺端午、国庆两次",
                payload={"deductions": [{"rule": "FJ-4-R1", "count": 2}], "self": "8", "verified": "6"})  # fmt: skip


def shown(path: Path) -> dict[str, Decimal]:
    page = load_workbook(path, data_only=True)["排名"]
    return {str(line[1]): Decimal(str(line[9])) for line in page.iter_rows(min_row=4, values_only=True)}


async def test_the_workbook_shows_what_the_journal_adds_up_to(store: Store, scheme: Scheme, tmp_path: Path) -> None:
    await a_year(store)

    await workbook(store, scheme, tmp_path / "结果.xlsx")

    assert shown(tmp_path / "结果.xlsx")["房产基建处"] == 86
    page = load_workbook(tmp_path / "结果.xlsx", data_only=True)["房基处"]
    item = next(line for line in page.iter_rows(values_only=True) if line[1] == "办公用房节前督查")
    assert (item[3], item[4], item[6]) == (8, 6, "已核准")
    assert "暂定" in str(page["A2"].value)


async def test_an_export_leaves_a_trace_with_the_fingerprint_of_the_file(
    store: Store, scheme: Scheme, tmp_path: Path
) -> None:
    await workbook(store, scheme, tmp_path / "结果.xlsx")

    (trace,) = await rows(store, scheme)

    assert (trace.kind, trace.actor, trace.content) == ("导出工作簿", "系统", "文件 结果.xlsx")
    assert len(trace.entry.payload["sha256"]) == 64


async def test_no_file_is_handed_out_when_the_trace_cannot_be_left(
    store: Store, scheme: Scheme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise StorageError("写不进去")

    monkeypatch.setattr("bot.usecases.export._leave_trace", refuse)

    with pytest.raises(StorageError):
        await workbook(store, scheme, tmp_path / "结果.xlsx")

    assert [name for name in os.listdir(tmp_path) if name.endswith(".xlsx")] == []


async def test_a_folder_that_is_not_there_is_told_in_a_sentence(store: Store, scheme: Scheme, tmp_path: Path) -> None:
    with pytest.raises(BotError, match=r"写不了文件.*请换一个文件夹"):
        await workbook(store, scheme, tmp_path / "没有" / "结果.xlsx")
    assert await rows(store, scheme) == []


async def test_a_folder_of_the_same_name_is_told_in_a_sentence(store: Store, scheme: Scheme, tmp_path: Path) -> None:
    os.mkdir(tmp_path / "结果.xlsx")

    with pytest.raises(BotError, match="写不了文件"):
        await workbook(store, scheme, tmp_path / "结果.xlsx")

    assert [name for name in os.listdir(tmp_path) if name.startswith(".kaohe")] == []


async def test_a_name_that_no_spreadsheet_opens_is_refused(store: Store, scheme: Scheme, tmp_path: Path) -> None:
    with pytest.raises(BotError, match=r"\.xlsx 结尾"):
        await workbook(store, scheme, tmp_path / "结果.csv")


async def test_a_published_result_stays_as_it_was_published(store: Store, scheme: Scheme, tmp_path: Path) -> None:
    await a_year(store)
    kept = await store.read(lambda desk: receipt(Act(desk, scheme, OFFICE, "m1")))
    await wrote(store, "result.published", "publication", OFFICE, payload={"version": 1, "receipt": kept})
    await wrote(store, "item.verified", "verify:FJ:FJ-4", OFFICE, unit="FJ", item="FJ-4", payload={"deductions": []})

    await workbook(store, scheme, tmp_path / "结果.xlsx")

    assert shown(tmp_path / "结果.xlsx")["房产基建处"] == 86
    page = load_workbook(tmp_path / "结果.xlsx")["房基处"]
    assert "已公布，第 1 版" in str(page["A2"].value)
    line = next(line for line in page.iter_rows(values_only=True) if line[1] == "　节前督查缺次")
    assert line[7:9] == ("缺端午、国庆两次", "考核办甲")


async def test_the_ledger_tells_every_entry_in_words(store: Store, scheme: Scheme) -> None:
    await a_year(store)

    paper, declared, verified = await rows(store, scheme)

    assert (paper.kind, paper.content, paper.evidence) == ("交材料", "说明 节前督查报告", ("五一督查.pdf",))
    assert declared.content == "FJ-4-R1节前督查缺次 1 次；得分 8"
    assert (verified.actor, verified.content) == ("考核办甲", "FJ-4-R1节前督查缺次 2 次；自评 8；核准 6")


async def test_an_entry_that_was_replaced_stays_and_says_so(store: Store, scheme: Scheme) -> None:
    for count in (1, 2):
        await wrote(store, "self.declared", "self:FJ:FJ-4", unit="FJ", item="FJ-4",
                    payload={"deductions": [{"rule": "FJ-4-R1", "count": count}]})  # fmt: skip
    await wrote(store, "self.declared", "self:FJ:FJ-5", unit="FJ", item="FJ-5", payload={"deductions": []})

    assert [row.counts for row in await rows(store, scheme)] == [False, True, True]
    assert (await rows(store, scheme))[-1].content == "无扣分"


async def test_chosen_amounts_reasons_and_strangers_are_told(store: Store, scheme: Scheme) -> None:
    chosen = [{"rule": "GX-3-R1", "amount": "0.35", "reason": "少报 3 篇"}, {"rule": "老规则", "amounts": ["1", "2"]}]
    await wrote(store, "common.scored", "common:GX-3:FJ", OFFICE, unit="FJ", item="GX-3", on_behalf_of="p9",
                payload={"deductions": chosen, "rate": None})  # fmt: skip
    await wrote(store, "alternate.named", "alternate:GX-1", OFFICE, payload={"person": "p1"})
    await wrote(store, "brand.new", "x:1", OFFICE)

    scored, named, unknown = await rows(store, scheme)

    assert scored.content == "GX-3-R1信息上报任务没完成 0.35 分 （少报 3 篇）、老规则 1＋2 分"
    assert scored.on_behalf_of == "p9"
    assert named.content == "人员 房基处经办"
    assert unknown.kind == "brand.new"


async def test_evidence_that_an_entry_cites_is_named(store: Store, scheme: Scheme) -> None:
    await a_year(store)
    await wrote(store, "bonus.claimed", "bonus:1", unit="FJ", evidence=("evidence:1", "纸质原件"))

    assert (await rows(store, scheme))[-1].evidence == ("五一督查.pdf", "纸质原件")


async def test_the_reason_of_a_recusal_is_not_in_the_ledger(store: Store, scheme: Scheme) -> None:
    await wrote(store, "relation.declared", "relation:p1:JC", unit="JC", reason="亲属关系", event="亲属",
                payload={"text": "亲属关系"})  # fmt: skip

    (row,) = await rows(store, scheme)

    assert row.content == "（内容仅组长可见）"
    assert (row.entry.reason, row.entry.event, row.entry.payload) == (None, None, {})


async def test_a_destroyed_content_is_marked_and_gone(store: Store, scheme: Scheme) -> None:
    await a_year(store)
    (paper, *_) = await rows(store, scheme)
    await store.write(lambda desk: desk.journal.destroy_payload(paper.entry.id, ("p1", "p2"), "涉密"))

    again = await rows(store, scheme)

    assert (again[0].content, again[0].evidence) == ("（内容已销毁）", ())
    assert again[-1].content == f"流水号 {paper.entry.id}"
