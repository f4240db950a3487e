"""The official calendar: chinesecalendar for the years it knows, a year's own table before it, weekends otherwise."""

import csv
import io
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import chinese_calendar
from chinese_calendar import Holiday

from bot.errors import BotError
from bot.words import workdays as said

NAMES = {
    "元旦": Holiday.new_years_day, "春节": Holiday.spring_festival, "清明": Holiday.tomb_sweeping_day,
    "五一": Holiday.labour_day, "端午": Holiday.dragon_boat_festival, "中秋": Holiday.mid_autumn_festival,
    "国庆": Holiday.national_day,
}  # fmt: skip
FIXED = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1)}
"""The holidays whose day is known before the year's arrangement is."""
SATURDAY = 5
FIRST_KNOWN, LAST_KNOWN = min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year


class DayOf(NamedTuple):
    """One row of a year's own table: worked or off, and for which holiday."""

    works: bool
    holiday: str


class OfficialCalendar:
    """Workdays and holidays; `own` is what the office has added for years that are not published yet."""

    def __init__(self, own: Mapping[date, DayOf] | None = None) -> None:
        self._own = dict(own or {})
        self._years = {day.year for day in self._own}

    def knows(self, year: int) -> bool:
        """Whether the year's arrangement is known."""
        return year in self._years or FIRST_KNOWN <= year <= LAST_KNOWN

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day; in a year nobody knows, Monday to Friday."""
        if day in self._own:
            return self._own[day].works
        if day.year in self._years or not self.knows(day.year):
            return day.weekday() < SATURDAY
        worked: bool = chinese_calendar.is_workday(day)
        return worked

    def first_day_off(self, holiday: str, year: int) -> date | None:
        """The first day off for a holiday of a year; None when its day is not known."""
        if holiday not in NAMES:
            return None
        if year in self._years:
            days = [day for day, one in self._own.items() if one.holiday == holiday and not one.works]
            return min(days, default=None)
        if self.knows(year):
            return self._published(holiday, year)
        return date(year, *FIXED[holiday]) if holiday in FIXED else None

    def _published(self, holiday: str, year: int) -> date | None:
        """The first of the days off in a row that are named after the holiday and reach into the year."""
        wanted = NAMES[holiday].value
        days = [day for day, named in chinese_calendar.holidays.items() if named == wanted and day.year == year]
        first = min(days, default=None)
        while first is not None and chinese_calendar.holidays.get(first - timedelta(days=1)) == wanted:
            first -= timedelta(days=1)
        return first

    def warning(self, year: int) -> str:
        """What people should know of a year nobody knows; empty for one that is known."""
        return "" if self.knows(year) else said.UNKNOWN_YEAR.format(year=year)


def calendar_of(data: bytes) -> OfficialCalendar:
    """The calendar with a year's own table: CSV with 日期, 休或班, 节日; BotError names the first bad row."""
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    except UnicodeDecodeError:
        raise BotError(said.NOT_UTF8) from None
    if not rows:
        raise BotError(said.EMPTY)
    return OfficialCalendar(dict(_row(number, row) for number, row in enumerate(rows, start=2)))


def _row(number: int, row: Mapping[str, str | None]) -> tuple[date, DayOf]:
    day, kind, holiday = ((row.get(name) or "").strip() for name in said.COLUMNS)
    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise BotError(said.BAD_DAY.format(row=number, day=day)) from None
    if kind not in (said.OFF, said.WORKED):
        raise BotError(said.BAD_KIND.format(row=number, kind=kind))
    if holiday and holiday not in NAMES:
        raise BotError(said.BAD_HOLIDAY.format(row=number, holiday=holiday, names="、".join(NAMES)))
    return when, DayOf(kind == said.WORKED, holiday)
