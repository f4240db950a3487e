"""By which day a task is due, as far as the paper alone says; holidays and what others set have no day here."""

from calendar import monthrange
from datetime import date, timedelta

from scoring.dues import AllYear, Before, By, Due, MonthRange, Months, Recurring

EARLY = 10
"""某月初 ends with the tenth."""


def due_day(due: Due, year: int, today: date) -> date | None:
    """The day by which it must be done; of several the next one, and the last once all have passed. None: no day."""
    days = _days(due, year)
    return next((day for day in days if day >= today), days[-1] if days else None)


def _days(due: Due, year: int) -> list[date]:
    match due:
        case Months(months=months, each=each):
            return [month_end(year, month) for month in (months if each else months[-1:])]
        case By(month=month, part=part):
            return [date(year, month, EARLY) if part == "初" else month_end(year, month)]
        case Before(month=month):
            return [date(year, month, 1) - timedelta(days=1)]
        case MonthRange(end=end):
            return [month_end(year, end)]
        case Recurring(every="half_year"):
            return [date(year, 6, 30), date(year, 12, 31)]
        case AllYear() | Recurring():
            return [date(year, 12, 31)]
        case _:
            return []


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])
