"""How measures are told: a line each with name, value, unit, ratio; or as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from unicodedata import east_asian_width

NAME_WIDTH = 52


@dataclass(frozen=True)
class Measure:
    """One measured value; `ratio` is against the peer measured in the same rounds."""

    name: str
    value: float
    unit: str
    ratio: float | None = None


def as_lines(measures: Sequence[Measure]) -> list[str]:
    """A line per measure."""
    return [_line(one) for one in measures]


def as_json(measures: Sequence[Measure]) -> str:
    """The same for programs."""
    return json.dumps({"measures": [asdict(one) for one in measures]}, ensure_ascii=False)


def _line(one: Measure) -> str:
    width = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in one.name)
    value = f"{one.value:,.0f}" if one.value >= 100 else f"{one.value:.2f}"
    ratio = "-" if one.ratio is None else f"{one.ratio:.2f}"
    return f"{one.name}{' ' * max(1, NAME_WIDTH - width)}\t{value}\t{one.unit}\t{ratio}"
