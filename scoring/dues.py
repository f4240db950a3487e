"""When a task is due, as the paper prints it; what that means in a year needs a calendar (reading 19)."""

from typing import Annotated, Literal

from pydantic import Field

from scoring.parts import Frozen

Month = Annotated[int, Field(ge=1, le=12)]


class Printed(Frozen):
    """What every printed due time may carry: a note for people."""

    note: str | None = None


class AllYear(Printed):
    """全年."""

    type: Literal["all_year"]


class Months(Printed):
    """One month or several; `each` when the work is due in each of them."""

    type: Literal["months"]
    months: tuple[Month, ...] = Field(min_length=1)
    each: bool = False


class By(Printed):
    """某月底 or 某月初."""

    type: Literal["by"]
    month: Month
    part: Literal["初", "底"]


class Before(Printed):
    """某月前."""

    type: Literal["before"]
    month: Month


class MonthRange(Printed):
    """From one month to another, due at the end of the last."""

    type: Literal["month_range"]
    start: Month = Field(alias="from")
    end: Month = Field(alias="to")


class Recurring(Printed):
    """Every week, month, quarter or half-year."""

    type: Literal["recurring"]
    every: Literal["week", "month", "quarter", "half_year"]


class Holidays(Printed):
    """Before each of some holidays."""

    type: Literal["events"]
    events: tuple[str, ...] = Field(min_length=1)
    part: Literal["前"]
    each: bool = True


class External(Printed):
    """Set by somebody else."""

    type: Literal["external"]
    by: str


class Status(Printed):
    """Already done when the paper was issued."""

    type: Literal["status"]
    status: Literal["done"]


class Undated(Printed):
    """On demand, routine, or no due time printed at all."""

    type: Literal["on_demand", "routine", "none"]


Due = Annotated[
    AllYear | Months | By | Before | MonthRange | Recurring | Holidays | External | Status | Undated,
    Field(discriminator="type"),
]
