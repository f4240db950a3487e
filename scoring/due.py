"""The days a printed due time means in a year (reading 19): pure, with the calendar given from outside."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Protocol

from scoring.dues import (
    AllYear,
    Before,
    By,
    Due,
    External,
    Holidays,
    MonthRange,
    Months,
    Recurring,
    Status,
    Undated,
)
from scoring.parts import Frozen
from scoring.words import due as said

EARLY = 10
"""某月初 ends with the tenth."""
STEPS = {"month": 1, "quarter": 3, "half_year": 6}


class Calendar(Protocol):
    """What a year's official calendar knows."""

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day, swapped weekends included."""

    def first_day_off(self, holiday: str, year: int) -> date | None:
        """The first day off for a holiday of a year; None when nobody knows it yet."""


class Dated(Frozen):
    """The days of a task in a year, the first one first, and how the words were read; no day says why not."""

    dates: tuple[date, ...]
    reading: str


def dated(due: Due, year: int, calendar: Calendar) -> Dated:
    """The days that a due time means in a year."""
    match due:
        case Holidays():
            return _holidays(due, year, calendar)
        case Recurring(every="week"):
            return Dated(dates=_weeks(year, calendar), reading=said.EVERY_WEEK)
        case Recurring(every=every):
            return Dated(dates=_periods(year, STEPS[every]), reading=said.EVERY[every])
        case External(by=by):
            return Dated(dates=(), reading=said.EXTERNAL.format(by=by))
        case Status():
            return Dated(dates=(), reading=said.DONE)
        case Undated(type=kind):
            return Dated(dates=(), reading=said.UNDATED[kind])
        case _:
            return _on_paper(due, year)


def _on_paper(due: AllYear | Months | By | Before | MonthRange, year: int) -> Dated:
    """What needs no calendar."""
    match due:
        case AllYear():
            return Dated(dates=(date(year, 12, 31),), reading=said.ALL_YEAR)
        case Months(months=months, each=each):
            last = months if each else months[-1:]
            reading = said.EACH_MONTH if each else said.LAST_MONTH if len(months) > 1 else said.MONTH
            return Dated(dates=tuple(sorted(month_end(year, month) for month in last)), reading=reading)
        case By(month=month, part=part):
            is_early = part == said.EARLY_PART
            day = date(year, month, EARLY) if is_early else month_end(year, month)
            return Dated(dates=(day,), reading=said.EARLY if is_early else said.MONTH)
        case Before(month=month):
            return Dated(dates=(date(year, month, 1) - timedelta(days=1),), reading=said.BEFORE.format(month=month))
    return Dated(dates=(month_end(year, due.end),), reading=said.RANGE.format(month=due.end))


def _holidays(due: Holidays, year: int, calendar: Calendar) -> Dated:
    """The day before the first day off of each; those nobody knows yet are named."""
    first = {name: calendar.first_day_off(name, year) for name in due.events}
    unknown = [name for name, day in first.items() if day is None]
    days = tuple(sorted(day - timedelta(days=1) for day in first.values() if day is not None))
    more = said.UNKNOWN_HOLIDAY.format(names="、".join(unknown), year=year) if unknown else ""
    return Dated(dates=days, reading=said.HOLIDAY + more)


def _weeks(year: int, calendar: Calendar) -> tuple[date, ...]:
    """The last workday of each week, Monday to Sunday, as far as it lies in the year."""
    first = date(year, 1, 1) - timedelta(days=date(year, 1, 1).weekday())
    found = []
    for monday in (first + timedelta(weeks=number) for number in range(54)):
        week = [monday + timedelta(days=number) for number in range(7)]
        worked = [day for day in week if day.year == year and calendar.is_workday(day)]
        found += worked[-1:]
    return tuple(found)


def _periods(year: int, months: int) -> tuple[date, ...]:
    return tuple(month_end(year, month) for month in range(months, 13, months))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
