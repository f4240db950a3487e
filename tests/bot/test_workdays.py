"""The official calendar: published years, the office's own table, and years nobody knows yet."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.cli import main
from bot.errors import BotError
from bot.workdays import OfficialCalendar, calendar_of

TABLE = "日期,休或班,节日\n2027-02-05,休,春节\n2027-02-06,休,春节\n2027-02-14,班,\n"


@pytest.mark.parametrize(
    ("holiday", "year", "first"),
    [
        ("元旦", 2022, "2022-01-01"), ("春节", 2022, "2022-01-31"), ("清明", 2022, "2022-04-03"),
        ("五一", 2022, "2022-04-30"), ("端午", 2022, "2022-06-03"), ("中秋", 2022, "2022-09-10"),
        ("国庆", 2022, "2022-10-01"), ("元旦", 2011, "2011-01-01"), ("春节", 2026, "2026-02-15"),
    ],
)  # fmt: skip
def test_the_first_day_off_is_the_published_one(holiday: str, year: int, first: str) -> None:
    assert OfficialCalendar().first_day_off(holiday, year) == date.fromisoformat(first)


def test_a_holiday_that_begins_in_the_old_year_begins_there() -> None:
    assert OfficialCalendar().first_day_off("元旦", 2013) == date(2013, 1, 1)
    assert OfficialCalendar().first_day_off("元旦", 2024) == date(2023, 12, 30)


def test_swapped_weekends_are_workdays_and_days_off_are_not() -> None:
    calendar = OfficialCalendar()
    assert calendar.is_workday(date(2022, 1, 29))
    assert not calendar.is_workday(date(2022, 2, 1))
    assert calendar.is_workday(date(2022, 5, 9))


def test_a_year_nobody_knows_has_its_weekends_and_its_fixed_days_and_says_so() -> None:
    calendar = OfficialCalendar()
    assert calendar.is_workday(date(2031, 1, 1))
    assert not calendar.is_workday(date(2031, 1, 4))
    assert calendar.first_day_off("国庆", 2031) == date(2031, 10, 1)
    assert calendar.first_day_off("春节", 2031) is None
    assert "2031 年的放假安排还没有公布" in calendar.warning(2031)
    assert calendar.warning(2022) == ""


def test_a_holiday_nobody_heard_of_has_no_day() -> None:
    assert OfficialCalendar().first_day_off("双十一", 2022) is None


def test_the_offices_own_table_stands_before_everything() -> None:
    calendar = calendar_of(TABLE.encode())
    assert calendar.first_day_off("春节", 2027) == date(2027, 2, 5)
    assert calendar.first_day_off("国庆", 2027) is None
    assert calendar.is_workday(date(2027, 2, 14))
    assert not calendar.is_workday(date(2027, 2, 5))
    assert calendar.is_workday(date(2027, 3, 1))
    assert calendar.warning(2027) == ""


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("日期,休或班,节日\n2027-02-30,休,春节\n", "第 2 行的日期“2027-02-30”读不出来"),
        ("日期,休或班,节日\n2027-02-05,放,春节\n", "第 2 行“放”应写“休”或“班”"),
        ("日期,休或班,节日\n2027-02-05,休,双十一\n", "第 2 行的节日“双十一”不认识"),
        ("日期,休或班,节日\n", "放假表是空的"),
        ("date,kind\n2027-02-05,休\n", "第 2 行的日期“”读不出来"),
    ],
)
def test_a_bad_table_is_refused_with_its_row(table: str, sentence: str) -> None:
    with pytest.raises(BotError, match=sentence):
        calendar_of(table.encode())


def test_a_table_in_another_encoding_is_refused() -> None:
    with pytest.raises(BotError, match="UTF-8"):
        calendar_of(TABLE.encode("gbk"))


def test_due_prints_all_tasks_and_why_nineteen_have_no_day(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["due", "--year", "2022", "--json"])
    rows = json.loads(capsys.readouterr().out)

    assert done.value.code == 0
    assert (len(rows), sum(bool(row["dates"]) for row in rows)) == (211, 192)
    assert all(row["dates"] == sorted(row["dates"]) for row in rows)
    assert all(row["reading"].startswith("没有日期") is not bool(row["dates"]) for row in rows)
    festive = next(row for row in rows if row["task"] == "FJ-4-M1")
    assert festive["dates"] == ["2021-12-31", "2022-01-30", "2022-04-29", "2022-06-02", "2022-09-30"]


def test_due_in_words_warns_of_a_year_nobody_knows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["due", "--year", "2027"])
    told = capsys.readouterr()
    assert "共 211 项任务，192 项有日期，19 项没有" in told.err
    assert "2027 年的放假安排还没有公布" in told.err
    assert "FJ-4-M1" in told.out

    (tmp_path / "2027.csv").write_text(TABLE, encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["due", "--year", "2027", "--calendar", str(tmp_path / "2027.csv")])
    told = capsys.readouterr()
    assert "没有公布" not in told.err
    assert "2027-02-04" in told.out
