"""What a scorer types when he notes a fact is taken apart: unit, day, what, how often, paper."""

from datetime import date
from decimal import Decimal

import pytest

from bot.understanding.noted import read_note, row_meant, rule_meant
from scoring import load_scheme

SCHEME = load_scheme(2022)
TODAY = date(2022, 5, 20)


@pytest.mark.parametrize(
    ("text", "unit", "day", "what", "count", "basis", "number"),
    [
        (
            "房基处 5月12日 公文退回 2次 依据办文通报〔2022〕3号",
            "FJ", date(2022, 5, 12), "公文退回", 2, "办文通报〔2022〕3号", "办文通报〔2022〕3号",
        ),
        ("节能处5月6号会议迟到两人次，依据：签到表", "JN", date(2022, 5, 6), "会议迟到", 2, "签到表", ""),
        ("帮我给房基处 5月12日公文退回", "FJ", date(2022, 5, 12), "公文退回", None, "", ""),
        ("昨天后勤中心没报信息", "HQ", date(2022, 5, 19), "没报信息", None, "", ""),
        ("资产中心 督查发现问题 第2条 市督查〔2022〕7号", "ZC", None, "督查发现问题 第2条", None, "市督查〔2022〕7号",
         "市督查〔2022〕7号"),
        ("公共机构节能处 2022-05-06 请假未批", "JN", date(2022, 5, 6), "请假未批", None, "", ""),
    ],
)  # fmt: skip
def test_a_note_is_taken_apart(
    text: str, unit: str, day: date | None, what: str, count: int | None, basis: str, number: str
) -> None:
    noted = read_note(text, SCHEME, TODAY)

    assert [one.code for one in noted.units] == [unit]
    assert (noted.day, noted.what, noted.count) == (day, what, count)
    assert (noted.basis, noted.number, noted.has_wrong_day) == (basis, number, False)


def test_a_day_the_calendar_lacks_is_no_day() -> None:
    noted = read_note("房基处 2月30日 公文退回", SCHEME, TODAY)

    assert noted.has_wrong_day
    assert noted.day is None


def test_an_amount_is_no_part_of_what_happened() -> None:
    noted = read_note("房基处 信息少报 扣1.5分", SCHEME, TODAY)

    assert noted.amount == Decimal("1.5")
    assert noted.what == "信息少报"


def test_two_units_are_both_heard() -> None:
    assert len(read_note("房基处、节能处 公文退回", SCHEME, TODAY).units) == 2


def test_a_row_or_rule_is_only_meant_when_nothing_else_fits_as_well() -> None:
    rows = [row for row in SCHEME.commons if row.scorer == "BGS"]
    discipline = SCHEME.common("GX-1").rules

    assert row_meant("垃圾分类检查被扣分", rows) == SCHEME.common("GX-6")
    assert row_meant("公文错了", rows) is None
    assert rule_meant("第一种形态处理", list(discipline)) == SCHEME.rule("GX-1-R2")
    assert rule_meant("被谈话", list(discipline)) is None
