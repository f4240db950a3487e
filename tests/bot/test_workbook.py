"""The workbook says what the sheets say, exactly, and computes it again wherever it is opened."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.usecases.ledger import LedgerRow
from bot.usecases.workbook import export_workbook
from bot.usecases.workbook_cells import new_page, saved
from scoring import Facts, Scheme, Sheet, load_scheme, rank, score
from scoring.facts import BonusClaim, BudgetRate, Decision, Deduction, ExtraDeduction, LeaderScore, VetoFinding
from storage.records import Entry
from tests.services import LibreOffice

AT = datetime(2022, 12, 28, 1, 30, tzinfo=UTC)
STAMP = "导出时间 2022-12-30 10:00 · 暂定，未公布，请勿外传"
WHO = {"p1": "房基处经办", "p2": "考核办甲", "p3": "分管领导甲"}
HEAD_ROW = 3


def who(key: str) -> str:
    return WHO.get(key, key)


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme(2022)


@pytest.fixture(scope="module")
def sheets(scheme: Scheme) -> list[Sheet]:
    """Eight units: one with something of everything, one vetoed, one capped, the rest clean and tied."""
    rich = Facts(
        unit="FJ",
        task_deductions=(
            Deduction(rule="FJ-4-R1", count=Decimal(2), ref="a", by="p2", at=AT, event="查阅台账",
                      reason="缺端午、国庆两次", proof=("五一督查.pdf", "元旦督查.pdf")),
            Deduction(rule="FJ-1-R1", count=Decimal(2), ref="b", by="p2", on_behalf_of="p1", at=AT),
        ),
        self_declared=(Deduction(rule="FJ-4-R1", count=Decimal(1), ref="s", by="p1", at=AT),),
        common_deductions=(Deduction(rule="GX-3-R1", amounts=(Decimal("0.35"),), ref="c", by="p2", at=AT),),
        budget_rate=BudgetRate(rate=Decimal("90.995"), ref="r"),
        bonuses=(
            BonusClaim(clause="四(四)1(1)", level="市政府", subject="个人", document_date=date(2022, 6, 1), ref="d"),
            BonusClaim(clause="四(四)1(1)", level="某协会", document_date=date(2022, 6, 1), ref="e"),
            BonusClaim(clause="四(四)1(1)", level="市政府", document_date=date(2022, 12, 1),
                       received_date=date(2023, 2, 1), ref="late"),
        ),
        extra_deductions=(ExtraDeduction(clause="四(四)2(2)", role="主要", amount=Decimal("1.25"), ref="f"),),
        leader_scores=(LeaderScore(leader="p3", score=Decimal("9.55"), by="p3", at=AT),),
        decisions=(Decision(points=Decimal("0.5"), meeting="领导小组会议", by="p2", at=AT),),
    )  # fmt: skip
    vetoed = Facts(unit="ZC", vetoes=(VetoFinding(clause="四(四)3", reason="有文件认定", ref="v"),))
    capped = Facts(
        unit="HQ",
        task_deductions=(
            Deduction(rule="HQ-2-R1", amounts=(Decimal("1.5"),), ref="h1"),
            Deduction(rule="HQ-3-R2", count=Decimal(40), ref="h2"),
            *(Deduction(rule=f"HQ-4-R{n}", ref=f"h{n}") for n in (1, 2, 3, 4, 5)),
            *(Deduction(rule=f"HQ-4-R{n}", count=Decimal(9), ref=f"h{n}") for n in (6, 7, 8)),
        ),
    )  # fmt: skip
    given = {facts.unit: facts for facts in (rich, vetoed, capped)}
    return [score(given.get(unit.code, Facts(unit=unit.code)), scheme) for unit in scheme.units]


@pytest.fixture
def book(tmp_path: Path, scheme: Scheme, sheets: list[Sheet]) -> Path:
    return made(tmp_path / "结果.xlsx", scheme, sheets, [row()])


def made(path: Path, scheme: Scheme, sheets: Sequence[Sheet], ledger: Sequence[LedgerRow]) -> Path:
    ranking = rank(sheets, scheme)
    export_workbook(path, scheme=scheme, sheets=sheets, ranking=ranking, ledger=ledger, stamp=STAMP, who=who)
    return path


def row(**changes: Any) -> LedgerRow:
    about: dict[str, Any] = {
        "id": "0184f1c2e3a00010000000000", "seq": 1, "at": AT, "version": 1, "kind": "item.verified", "year": 2022,
        "slot": "verify:FJ:FJ-4", "actor": "p2", "unit": "FJ", "item": "FJ-4", "reason": "查阅台账",
    }  # fmt: skip
    names = {"actor": "考核办甲", "on_behalf_of": "", "content": "", "evidence": (), "counts": True}
    own = {key: changes.pop(key) for key in list(changes) if key in names}
    return LedgerRow(entry=Entry(**{**about, **changes}), **{**names, **own})


def cells(sheet: Worksheet, first: int = HEAD_ROW + 1) -> list[list[Any]]:
    return [list(values) for values in sheet.iter_rows(min_row=first, values_only=True)]


def named(sheet: Worksheet, name: str) -> list[Any]:
    return next(values for values in cells(sheet) if values[1] == name)


def exactly(value: Any) -> Decimal:
    return Decimal(str(value))


def totals(path: Path) -> dict[str, list[Decimal]]:
    """What 排名 shows of each unit: six parts and the total."""
    values = cells(load_workbook(path, data_only=True)["排名"])
    return {one[1]: [exactly(value) for value in one[3:10]] for one in values}


def expected(scheme: Scheme, sheets: Sequence[Sheet]) -> dict[str, list[Decimal]]:
    return {scheme.unit(sheet.unit).name: [*sheet.parts.values(), sheet.total] for sheet in sheets}


def test_what_is_read_back_equals_the_sheets_exactly(book: Path, scheme: Scheme, sheets: list[Sheet]) -> None:
    assert totals(book) == expected(scheme, sheets)


def test_libreoffice_computes_the_same_from_the_formulas_alone(
    book: Path, scheme: Scheme, sheets: list[Sheet], libreoffice: LibreOffice, tmp_path: Path
) -> None:
    bare = tmp_path / "无结果.xlsx"
    load_workbook(book).save(bare)
    assert load_workbook(bare, data_only=True)["排名"]["J4"].value is None

    anew = libreoffice.recalculated(bare)

    assert totals(anew) == expected(scheme, sheets)
    for sheet in sheets:
        page = load_workbook(anew, data_only=True)[scheme.unit(sheet.unit).short]
        assert exactly(named(page, "总分")[4]) == sheet.total


def test_every_item_of_a_unit_shows_full_own_and_counted_points(
    book: Path, scheme: Scheme, sheets: list[Sheet]
) -> None:
    page = load_workbook(book, data_only=True)["房基处"]
    sheet = next(one for one in sheets if one.unit == "FJ")

    for item in (*scheme.unit("FJ").items, *scheme.commons):
        clause, _, points, _, kept, full, *_ = named(page, item.label)
        assert (clause, exactly(points), exactly(full)) == (item.clause, item.points, item.points)
        assert exactly(kept) == sheet.items[item.id]
    assert exactly(named(page, "办公用房节前督查")[3]) == 8
    assert named(page, "办公用房节前督查")[6] == "已核准"
    assert named(page, "用房租赁审核")[6] == "未核准，暂按自评"
    assert named(page, "信息工作")[6] == "未评分"


def test_every_line_says_clause_arithmetic_grounds_who_when_and_proof(book: Path) -> None:
    page = load_workbook(book, data_only=True)["房基处"]

    line = named(page, "　节前督查缺次")

    assert line[0] == "附件1 房基处-4"
    assert exactly(line[5]) == -4
    assert "2" in line[6]
    assert line[7:] == ["查阅台账\n缺端午、国庆两次", "考核办甲", "2022-12-28 09:30", "五一督查.pdf\n元旦督查.pdf"]
    assert named(page, "　一键通有一项延误")[8] == "考核办甲（代房基处经办）"


def test_a_cap_and_a_floor_are_lines_of_their_own(book: Path, sheets: list[Sheet]) -> None:
    page = load_workbook(book, data_only=True)["后勤中心"]
    sheet = next(one for one in sheets if one.unit == "HQ")

    back = [values for values in cells(page) if values[5] and "退回" in str(values[6])]

    assert [exactly(values[5]) for values in back] == [
        one.points for one in sheet.lines if one.kind in ("cap", "floor")
    ]
    assert back


def test_a_chosen_amount_is_marked_as_human_judgement(book: Path) -> None:
    page = load_workbook(book, data_only=True)["房基处"]

    assert "人工裁量" in named(page, "　信息上报任务没完成")[6]


def test_what_was_not_taken_and_what_moves_to_the_next_year_stand_beside_the_score(book: Path) -> None:
    page = load_workbook(book, data_only=True)["房基处"]

    assert "需考核办认定" in named(page, "未采纳")[6]
    assert exactly(named(page, "移到下一年度的加分")[2]) == 5


def test_ties_share_a_rank_and_a_veto_has_no_place_among_the_eligible(book: Path, scheme: Scheme) -> None:
    page = load_workbook(book, data_only=True)["排名"]
    ranks = {values[1]: (values[0], values[10], values[11]) for values in cells(page)}

    assert ranks["办公室"] == ranks["计划财务处"] == (1, "有", 1)
    assert ranks["市机关资产事务中心"] == (1, "无", "—")
    assert [values[0] for values in cells(page)] == [1, 1, 1, 1, 1, 1, 7, 8]


@pytest.mark.parametrize("words", ["=1+1", "+86 575", "-5 分", "@SUM(A1)", '=HYPERLINK("http://x")', "#REF!", "\t=1"])
def test_words_that_begin_like_a_formula_stay_words(
    words: str, tmp_path: Path, scheme: Scheme, sheets: list[Sheet]
) -> None:
    path = made(tmp_path / "x.xlsx", scheme, sheets, [row(reason=words, event=words, content=words, evidence=(words,))])
    sheet = load_workbook(path)["台账"]

    found = [cell for cell in sheet[HEAD_ROW + 1] if cell.value == words]

    assert [cell.column_letter for cell in found] == ["I", "J", "K", "L"]
    assert {cell.data_type for cell in found} <= {"s", "inlineStr"}
    assert all(cell.quotePrefix for cell in found) or words == "#REF!"


def test_words_in_a_line_of_the_score_stay_words_too(tmp_path: Path, scheme: Scheme) -> None:
    facts = Facts(unit="FJ", task_deductions=(
        Deduction(rule="FJ-4-R1", count=Decimal(1), by="p1", at=AT, reason="=cmd|' /C calc'!A0", proof=("=A1.pdf",)),
    ))  # fmt: skip
    path = made(tmp_path / "x.xlsx", scheme, [score(facts, scheme)], [])

    line = named(load_workbook(path)["房基处"], "　节前督查缺次")

    assert line[7] == "=cmd|' /C calc'!A0"
    formulas = [c.value for c in load_workbook(path)["房基处"]["H"] if c.data_type == "f"]
    assert formulas == []


def test_control_characters_and_endless_words_do_not_break_the_file(
    tmp_path: Path, scheme: Scheme, sheets: list[Sheet]
) -> None:
    path = made(tmp_path / "x.xlsx", scheme, sheets, [row(reason="坏\x00字\x0b符", content="长" * 40_000)])
    sheet = load_workbook(path)["台账"]

    assert sheet.cell(HEAD_ROW + 1, 11).value == "坏字符"
    assert len(str(sheet.cell(HEAD_ROW + 1, 9).value)) == 32_000


def test_the_ledger_row_says_when_who_what_and_whether_it_still_counts(
    tmp_path: Path, scheme: Scheme, sheets: list[Sheet]
) -> None:
    given = row(on_behalf_of="房基处负责人", counts=False, document_on=date(2022, 9, 30), handed_in_at=AT)
    sheet = load_workbook(made(tmp_path / "x.xlsx", scheme, sheets, [given]))["台账"]

    names, values = cells(sheet, HEAD_ROW)[:2]
    told = dict(zip(names, values, strict=True))

    assert told["时间"] == datetime(2022, 12, 28, 9, 30)
    assert (told["经手人"], told["代谁录入"], told["做了什么"]) == ("考核办甲", "房基处负责人", "核准")
    assert (told["单位"], told["事项"]) == ("房基处", "FJ-4 办公用房节前督查")
    assert (told["文件日期"], told["交来时间"]) == (datetime(2022, 9, 30), datetime(2022, 12, 28, 9, 30))
    assert (told["是否有效"], told["流水号"]) == ("已被后来的替代", given.entry.id)


def test_an_item_that_was_not_yet_there_when_the_result_was_kept_is_left_out(
    tmp_path: Path, scheme: Scheme, sheets: list[Sheet]
) -> None:
    whole = sheets[1]
    kept = {key: points for key, points in whole.items.items() if key != "DW-5"}
    without = [line for line in whole.lines if line.item != "DW-5"]
    older = whole.model_copy(update={"items": kept, "lines": tuple(without)})

    page = load_workbook(made(tmp_path / "x.xlsx", scheme, [older], []), data_only=True)["机关党委"]

    assert "配合与临时交办" not in {values[1] for values in cells(page)}
    assert exactly(named(page, "总分")[4]) == 85


def test_every_sheet_prints_on_a4_landscape_under_a_repeated_header(book: Path) -> None:
    for sheet in load_workbook(book).worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes == f"A{HEAD_ROW + 1}"
        assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
        assert sheet["A2"].value == STAMP


def test_sheets_are_the_ranking_the_units_in_order_and_the_ledger(book: Path, scheme: Scheme) -> None:
    assert load_workbook(book).sheetnames == ["排名", *(unit.short for unit in scheme.units), "台账"]


def test_a_sheet_title_keeps_to_what_spreadsheets_allow() -> None:
    book = Workbook()

    titles = [new_page(book, name).sheet.title for name in ("综合/用车处", "综合/用车处", "甲" * 40, "a'b[c]")]

    assert titles[0] == "综合·用车处"
    assert len(set(titles)) == 4
    assert len(titles[2]) <= 31
    assert titles[3] == "a·b·c·"


def test_only_sheets_with_formulas_are_filled_in() -> None:
    book = Workbook()
    page = new_page(book, "空")

    written = zipfile.ZipFile(io.BytesIO(saved(book, [page])))

    assert written.testzip() is None
