"""What a printed due time means in a year (reading 19), whatever calendar is given."""

from datetime import date, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from scoring.due import dated
from scoring.dues import Due

READ: TypeAdapter[Due] = TypeAdapter(Due)


class Plain:
    """Weekends are off, 国庆 begins on the first of October, 春节 is not known."""

    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5

    def first_day_off(self, holiday: str, year: int) -> date | None:
        return date(year, 10, 1) if holiday == "国庆" else None


def days(year: int, **due: object) -> list[str]:
    return [day.isoformat() for day in dated(READ.validate_python(due), year, Plain()).dates]


def reading(year: int, **due: object) -> str:
    return dated(READ.validate_python(due), year, Plain()).reading


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ({"type": "all_year"}, ["2022-12-31"]),
        ({"type": "months", "months": [6]}, ["2022-06-30"]),
        ({"type": "months", "months": [10, 11]}, ["2022-11-30"]),
        ({"type": "months", "months": [7, 4], "each": True}, ["2022-04-30", "2022-07-31"]),
        ({"type": "by", "month": 3, "part": "初"}, ["2022-03-10"]),
        ({"type": "by", "month": 2, "part": "底"}, ["2022-02-28"]),
        ({"type": "before", "month": 4}, ["2022-03-31"]),
        ({"type": "before", "month": 1}, ["2021-12-31"]),
        ({"type": "month_range", "from": 4, "to": 10}, ["2022-10-31"]),
        ({"type": "recurring", "every": "half_year"}, ["2022-06-30", "2022-12-31"]),
        ({"type": "recurring", "every": "quarter"}, ["2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"]),
        ({"type": "events", "events": ["国庆"], "part": "前"}, ["2022-09-30"]),
        ({"type": "external", "by": "省局"}, []),
        ({"type": "status", "status": "done"}, []),
        ({"type": "on_demand"}, []),
        ({"type": "routine"}, []),
        ({"type": "none"}, []),
    ],
)
def test_every_kind_of_due_time_has_its_days(due: dict[str, object], expected: list[str]) -> None:
    assert days(2022, **due) == expected
    assert reading(2022, **due).startswith("没有日期") is (not expected)


def test_a_leap_february_ends_a_day_later() -> None:
    assert days(2024, type="by", month=2, part="底") == ["2024-02-29"]


def test_every_month_has_twelve_days_in_order() -> None:
    found = days(2022, type="recurring", every="month")
    assert (len(found), found[0], found[-1]) == (12, "2022-01-31", "2022-12-31")
    assert found == sorted(found)


@pytest.mark.parametrize("year", range(2020, 2030))
def test_every_week_ends_with_its_last_workday_within_the_year(year: int) -> None:
    found = [date.fromisoformat(day) for day in days(year, type="recurring", every="week")]

    assert all(day.year == year for day in found)
    assert len({day.isocalendar()[:2] for day in found}) == len(found)
    first, last = date(year, 1, 1), date(year, 12, 31)
    weeks = {(first + timedelta(days=n)).isocalendar()[:2] for n in range((last - first).days + 1)}
    worked = {day.isocalendar()[:2] for day in (first + timedelta(n) for n in range((last - first).days + 1))
              if day.weekday() < 5}  # fmt: skip
    assert {day.isocalendar()[:2] for day in found} == weeks & worked


def test_a_holiday_nobody_knows_yet_is_named_and_the_others_keep_their_days() -> None:
    due = {"type": "events", "events": ["春节", "国庆"], "part": "前"}
    assert days(2027, **due) == ["2027-09-30"]
    assert "2027 年春节的放假安排还不知道" in reading(2027, **due)


@pytest.mark.parametrize(
    "due",
    [
        {"type": "months", "months": [13]},
        {"type": "months", "months": []},
        {"type": "by", "month": 0, "part": "底"},
        {"type": "by", "month": 3, "part": "中旬"},
        {"type": "recurring", "every": "fortnight"},
        {"type": "whenever"},
    ],
)
def test_a_month_that_does_not_exist_and_a_phrase_nobody_foresaw_are_no_due_time(due: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        READ.validate_python(due)
