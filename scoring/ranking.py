"""Totals side by side: ties share a rank, eligibility and kind of unit have lists of their own (reading 13)."""

from collections.abc import Sequence
from decimal import Decimal

from scoring.model import Sheet
from scoring.parts import Frozen
from scoring.scheme import Scheme


class Rank(Frozen):
    """One unit's place: among all, among those eligible for awards, and among its own kind of unit."""

    unit: str
    total: Decimal
    rank: int
    rank_among_eligible: int | None
    kind: str
    rank_in_kind: int


class Ranking(Frozen):
    """All units from the highest total down."""

    ranks: tuple[Rank, ...]

    def of(self, unit: str) -> Rank:
        """The place of a unit."""
        return next(one for one in self.ranks if one.unit == unit)


def rank(sheets: Sequence[Sheet], scheme: Scheme) -> Ranking:
    """Rank the sheets by their exact totals; equal totals share a rank and the next is skipped (1, 2, 2, 4)."""
    totals = {sheet.unit: sheet.total for sheet in sheets}
    order = {unit.code: place for place, unit in enumerate(scheme.units)}
    kinds = {code: scheme.unit(code).kind for code in totals}
    overall = places(totals)
    eligible = places({sheet.unit: totals[sheet.unit] for sheet in sheets if sheet.eligible})
    in_kind: dict[str, int] = {}
    for kind in set(kinds.values()):
        in_kind |= places({code: total for code, total in totals.items() if kinds[code] == kind})
    made = [
        Rank(unit=code, total=total, rank=overall[code], rank_among_eligible=eligible.get(code),
             kind=kinds[code], rank_in_kind=in_kind[code])
        for code, total in totals.items()
    ]  # fmt: skip
    return Ranking(ranks=tuple(sorted(made, key=lambda one: (one.rank, order[one.unit]))))


def places(totals: dict[str, Decimal]) -> dict[str, int]:
    """Each name's place by its total, highest first; equal totals share a place and the next is skipped."""
    ordered = sorted(totals.items(), key=lambda one: -one[1])
    first_with: dict[Decimal, int] = {}
    for seen, (_, total) in enumerate(ordered, start=1):
        first_with.setdefault(total, seen)
    return {name: first_with[total] for name, total in ordered}
