"""The bricks of a method: frozen values, points, a document, a due time."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field

CENT = Decimal("0.01")


class Frozen(BaseModel):
    """A value that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Document(Frozen):
    """The paper a method was issued with."""

    number: str
    issued: date


class Window(Frozen):
    """The days whose documents count for bonuses, both ends included (四(四)1 end)."""

    start: date = Field(alias="from")
    end: date = Field(alias="to")

    def holds(self, day: date) -> bool:
        """Whether a document of that day counts."""
        return self.start <= day <= self.end


class Due(Frozen):
    """A due time as the paper prints it; what it means in a year is worked out with a calendar (reading 19)."""

    type: str
    months: tuple[int, ...] = ()
    month: int | None = None
    part: str | None = None
    start: int | None = Field(default=None, alias="from")
    end: int | None = Field(default=None, alias="to")
    every: str | None = None
    events: tuple[str, ...] = ()
    each: bool = False
    by: str | None = None
    status: str | None = None
    note: str | None = None


def is_exact(points: Decimal) -> bool:
    """Whether an amount has at most two decimals, as every printed amount must."""
    return points == points.quantize(CENT)


def shown(points: Decimal) -> str:
    """Points as people write them: 9.5, 10, -0.25."""
    text = format(points.quantize(CENT), "f").rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
