"""By which day a task is due next, with the official calendar; what others set has no day here."""

from datetime import date, timedelta

from bot.workdays import OfficialCalendar
from scoring.due import dated
from scoring.dues import Due, Recurring

CALENDAR = OfficialCalendar()


def due_day(due: Due, year: int, today: date) -> date | None:
    """The day by which it must be done; of several the next one, and the last once all have passed. None: no day.

    What recurs weekly or monthly is one paper for the year here, due with the last time.
    """
    days = dated(due, year, CALENDAR).dates
    if isinstance(due, Recurring) and due.every != "half_year":
        days = days[-1:]
    return next((day for day in days if day >= today), days[-1] if days else None)


def working_days_on(day: date, count: int) -> date:
    """The day that many working days after another, by the official calendar."""
    while count:
        day += timedelta(days=1)
        count -= CALENDAR.is_workday(day)
    return day
