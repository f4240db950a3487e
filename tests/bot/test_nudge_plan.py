"""Every day of two years: who hears what, never twice a day, never on a rest day, never more than the week allows."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from bot.cli import main
from bot.usecases.nudge_plan import Days, Kind, Message, Owed, messages, wanted
from bot.usecases.nudges import owed, plan, text_of
from bot.usecases.staffing import Staffing
from bot.workdays import OfficialCalendar
from scoring import load_scheme
from scoring.scheme import Scheme
from storage.roster_file import read_roster

ROSTER = Path("bot/demo/roster-demo.csv")
CALENDAR = OfficialCalendar()
SCHEME = load_scheme(2022)
STAFF = Staffing(read_roster(ROSTER.read_bytes(), "roster.csv", SCHEME).people)
ISSUED = date(2022, 4, 15)


def year_of(year: int) -> Iterator[date]:
    return (date(year, 1, 1) + timedelta(days=number) for number in range(365))


def in_year(year: int) -> Scheme:
    """The same method a year that begins on another day of the week, with another calendar."""
    document = SCHEME.document.model_copy(update={"issued": date(year, 4, 15)})
    return SCHEME.model_copy(update={"year": year, "document": document})


@lru_cache
def told(year: int) -> dict[date, list[Message]]:
    """Everything that is said in a year in which nobody hands anything in."""
    scheme = in_year(year)
    papers = list(owed(scheme, STAFF, {}, CALENDAR, date(year, 6, 1)))
    return {day: messages(papers, CALENDAR, scheme.document.issued, day) for day in year_of(year)}


def one(due: str, **more: object) -> Owed:
    return Owed(task="T", name="1.1 台账", unit="房基处", due=date.fromisoformat(due), userid="a", **more)  # type: ignore[arg-type]


def heard(due: str, day: str, **more: object) -> list[tuple[str, Kind]]:
    found = messages([one(due, **more)], CALENDAR, ISSUED, date.fromisoformat(day))
    return [(message.userid, message.kind) for message in found]


@pytest.mark.parametrize("year", [2022, 2026])
def test_nothing_is_said_on_a_rest_day_and_nobody_hears_two_messages_a_day(year: int) -> None:
    for day, found in told(year).items():
        assert CALENDAR.is_workday(day) or not found
        assert len({message.userid for message in found}) == len(found)


@pytest.mark.parametrize("year", [2022, 2026])
def test_nobody_hears_more_than_three_a_week_but_for_the_day_itself(year: int) -> None:
    weeks: Counter[tuple[str, tuple[int, int]]] = Counter()
    for day, found in told(year).items():
        for message in found:
            weeks[message.userid, day.isocalendar()[:2]] += message.kind is not Kind.TODAY
    assert weeks
    assert max(weeks.values()) <= 3


@pytest.mark.parametrize("year", [2022, 2026])
def test_everything_owed_is_asked_for_before_and_on_its_day(year: int) -> None:
    scheme, days = in_year(year), Days(CALENDAR)
    by_task: dict[tuple[str, date], list[date]] = {}
    for day, found in told(year).items():
        for message in found:
            for point in message.points:
                if point.userid == point.owed.userid:
                    by_task.setdefault((point.owed.task, point.owed.due), []).append(day)
    asked = 0
    for paper in owed(scheme, STAFF, {}, CALENDAR, date(year, 6, 1)):
        if paper.weekly or paper.due < scheme.document.issued:
            continue
        asked += 1
        said = by_task[paper.task, paper.due]
        assert days.workday_until(paper.due) in said
        for before in (7, 2):
            day = days.workday_until(paper.due - timedelta(days=before))
            if day >= scheme.document.issued:
                assert any(day <= other <= day + timedelta(days=7) for other in said), (paper, before)
    assert asked > 50


def test_what_was_due_before_the_notice_was_issued_is_asked_for_once_in_one_list() -> None:
    first = [message for message in told(2022)[ISSUED] if Kind.ISSUED in {point.kind for point in message.points}]
    again = [
        point
        for day, found in told(2022).items()
        for message in found
        for point in message.points
        if point.owed.due < ISSUED and day > ISSUED + timedelta(days=7)
    ]
    assert first
    assert not again
    assert not [day for day, found in told(2022).items() if day < ISSUED and found]


def test_what_is_done_is_never_asked_for_again() -> None:
    done = {paper.task: [date(2022, 5, 1), date(2022, 12, 31)] for paper in owed(SCHEME, STAFF, {}, CALENDAR, ISSUED)}
    left = {paper.task for paper in owed(SCHEME, STAFF, done, CALENDAR, ISSUED)}
    for day in (date(2022, 5, 31), date(2022, 11, 28), date(2022, 12, 30)):
        for message in plan(SCHEME, STAFF, done, CALENDAR, day):
            assert set(message.tasks) <= left


@pytest.mark.parametrize(
    ("due", "day", "kind"),
    [
        ("2022-06-30", "2022-06-23", Kind.SOON),
        ("2022-06-30", "2022-06-28", Kind.SOON),
        ("2022-06-30", "2022-06-30", Kind.TODAY),
        ("2022-06-30", "2022-07-01", Kind.LATE),
        ("2022-06-30", "2022-07-08", Kind.LATE),
        ("2022-07-31", "2022-07-29", Kind.TODAY),
    ],
)
def test_the_days_of_a_reminder(due: str, day: str, kind: Kind) -> None:
    assert heard(due, day) == [("a", kind)]


@pytest.mark.parametrize("day", ["2022-06-22", "2022-06-29", "2022-07-04", "2022-08-05", "2022-07-02", "2022-12-30"])
def test_on_other_days_nothing_is_said(day: str) -> None:
    assert heard("2022-06-30", day) == []


def test_a_weekly_task_is_one_line_on_the_first_workday_of_its_week() -> None:
    assert heard("2022-06-10", "2022-06-06", weekly=True) == [("a", Kind.WEEKLY)]
    assert heard("2022-06-10", "2022-06-10", weekly=True) == []
    assert heard("2022-10-09", "2022-10-08", weekly=True) == [("a", Kind.WEEKLY)]


def test_late_the_head_hears_of_it_and_after_a_week_the_leader_hears_a_number() -> None:
    assert heard("2022-06-30", "2022-07-01", head="h") == [("a", Kind.LATE), ("h", Kind.ESCALATED)]
    found = messages([one("2022-06-30", leader="l")], CALENDAR, ISSUED, date(2022, 7, 8))
    count = next(message for message in found if message.userid == "l")
    assert (count.kind, count.tasks) == (Kind.COUNT, [])
    assert "台账" not in text_of(count)
    assert "房基处有 1 项过期超过一周。" in text_of(count)
    assert heard("2022-06-30", "2022-07-01", head="a") == [("a", Kind.LATE)]


def test_what_the_cap_holds_back_goes_into_the_next_message() -> None:
    many = [
        Owed(task=f"T{number}", name=f"{number}", unit="房基处", due=date(2022, 6, 20 + number), userid="a")
        for number in range(5)
    ]
    week = [messages(many, CALENDAR, ISSUED, date(2022, 6, 13 + number)) for number in range(12)]
    free = [found for found in week[:7] if found and found[0].kind is not Kind.TODAY]
    assert len(free) == 3
    said = {task for found in week for message in found for task in message.tasks}
    assert said == {f"T{number}" for number in range(5)}


def test_a_days_paper_counts_between_the_day_before_and_the_next() -> None:
    dates = [date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30)]
    assert wanted(dates, []) == dates
    assert wanted(dates, [date(2022, 3, 1)]) == dates[1:]
    assert wanted(dates, [date(2022, 9, 1)]) == dates[:1]


def test_a_unit_whose_staff_have_all_left_is_asked_through_its_head_or_the_office() -> None:
    people = [person for person in STAFF.people if "FJ" not in person.units]
    found = plan(SCHEME, Staffing(people), {}, CALENDAR, date(2022, 11, 30))
    late = [message for message in found if any(point.owed.unit == "房基处" for point in message.points)]
    assert {message.userid for message in late} <= {"khb-jia", "khb-yi"}


def test_ten_thousand_people_are_planned_at_once() -> None:
    many = [
        Owed(task=f"T{number}", name="1.1", unit="房基处", due=date(2022, 6, 30), userid=f"u{person}")
        for person in range(10_000)
        for number in range(3)
    ]
    assert len(messages(many, CALENDAR, ISSUED, date(2022, 6, 30))) == 10_000


def test_the_command_prints_every_message_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nudges", "--date", "2022-11-30", "--dry-run", "--roster", str(ROSTER), "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert rows
    assert all(set(row) == {"userid", "unit", "kind", "tasks", "text", "why"} for row in rows)
    assert any("今天到期" in row["text"] for row in rows)

    with pytest.raises(SystemExit):
        main(["nudges", "--date", "2022-11-27", "--dry-run", "--roster", str(ROSTER), "--json"])
    assert json.loads(capsys.readouterr().out) == []

    with pytest.raises(SystemExit):
        main(["nudges", "--date", "2022-11-30", "--dry-run", "--roster", str(ROSTER)])
    printed = capsys.readouterr()
    assert "原因：" in printed.out
    assert "提醒" in printed.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--date", "昨天", "--dry-run"], "日期请写成 2022-11-28，写的是“昨天”"),
        (["--date", "2022-11-28"], "请加 --dry-run"),
    ],
)
def test_wrong_use_is_one_sentence(capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str) -> None:
    with pytest.raises(SystemExit) as done:
        main(["nudges", *arguments])
    assert done.value.code == 1
    assert sentence in capsys.readouterr().err
