"""The bricks of a method: frozen values, exact points, a document, a window of days."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

CENT = Decimal("0.01")
FAR = Decimal(10) ** 12


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

    def before(self) -> "Window":
        """The window of the year before, which ends the day before this one starts."""
        start = self.start.replace(year=self.start.year - 1)
        return Window.model_validate({"from": start, "to": date.fromordinal(self.start.toordinal() - 1)})


@lru_cache(maxsize=4096)
def is_exact(points: Decimal) -> bool:
    """Whether an amount has at most two decimals, as every printed amount must."""
    _, digits, exponent = points.as_tuple()
    finer = -int(exponent) - 2
    return finer <= 0 or not any(digits[-finer:])


@lru_cache(maxsize=4096)
def shown(points: Decimal) -> str:
    """Points as people write them: 9.5, 10, -0.25; what is finer than a cent is shown as it was written."""
    if not is_exact(points) or abs(points) >= FAR:
        return str(points)
    text = format(points.quantize(CENT), "f").rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
