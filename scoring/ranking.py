"""Totals side by side: ties share a rank, eligibility and kind of unit have lists of their own (reading 13)."""

from collections.abc import Mapping, Sequence
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


class TieOrder(Frozen):
    """The order in which a meeting put units of the same total (五(二)6)."""

    units: tuple[str, ...]
    meeting: str


class Ranking(Frozen):
    """All units from the highest total down, and the decided orders that made a difference."""

    ranks: tuple[Rank, ...]
    decided: tuple[TieOrder, ...] = ()

    def of(self, unit: str) -> Rank:
        """The place of a unit."""
        return next(one for one in self.ranks if one.unit == unit)

    def of_kind(self, kind: str) -> tuple[Rank, ...]:
        """The list of one kind of unit: 机关处（室） or 直属单位."""
        return tuple(sorted((one for one in self.ranks if one.kind == kind), key=lambda one: one.rank_in_kind))

    @property
    def eligible(self) -> tuple[Rank, ...]:
        """The list of those who may be chosen for awards."""
        return tuple(one for one in self.ranks if one.rank_among_eligible is not None)


Worth = tuple[bool, Decimal, int]
"""By what a unit is placed: eligible or not, its total, and its place in a decided order (0 first, then −1 …)."""


def rank(sheets: Sequence[Sheet], scheme: Scheme, orders: Sequence[TieOrder] = ()) -> Ranking:
    """Rank the sheets by their exact totals; equal totals share a rank and the next is skipped (1, 2, 2, 4).

    A decided order holds as long as exactly its units are equal; otherwise they share their rank as before.
    """
    totals = {sheet.unit: sheet.total for sheet in sheets}
    equal = tied(sheets, scheme)
    decided = tuple(one for one in orders if set(one.units) in equal)
    below = {code: -place for one in decided for place, code in enumerate(one.units)}
    above = {sheet.unit: (*_worth(sheet, scheme), below.get(sheet.unit, 0)) for sheet in sheets}
    order = {unit.code: place for place, unit in enumerate(scheme.units)}
    kinds = {code: scheme.unit(code).kind for code in totals}
    skip = scheme.read.ties_skip
    overall = places(above, skip)
    eligible = places({sheet.unit: above[sheet.unit] for sheet in sheets if sheet.eligible}, skip)
    in_kind: dict[str, int] = {}
    for kind in set(kinds.values()):
        in_kind |= places({code: worth for code, worth in above.items() if kinds[code] == kind}, skip)
    made = [
        Rank(
            unit=code,
            total=total,
            rank=overall[code],
            rank_among_eligible=eligible.get(code),
            kind=kinds[code],
            rank_in_kind=in_kind[code],
        )
        for code, total in totals.items()
    ]
    return Ranking(ranks=tuple(sorted(made, key=lambda one: (one.rank, order[one.unit]))), decided=decided)


def tied(sheets: Sequence[Sheet], scheme: Scheme) -> list[set[str]]:
    """The units that nothing but a decision can put in an order, group by group."""
    groups: dict[tuple[bool, Decimal], set[str]] = {}
    for sheet in sheets:
        groups.setdefault(_worth(sheet, scheme), set()).add(sheet.unit)
    return [group for group in groups.values() if len(group) > 1]


def _worth(sheet: Sheet, scheme: Scheme) -> tuple[bool, Decimal]:
    return scheme.read.veto_keeps_score or sheet.eligible, sheet.total


def places(worths: Mapping[str, Worth], skip: bool = True) -> dict[str, int]:
    """Each name's place by its worth, highest first; equal ones share a place, and the next one is skipped or not."""
    ordered = sorted(worths.items(), key=lambda one: one[1], reverse=True)
    first_with: dict[Worth, int] = {}
    for seen, (_, worth) in enumerate(ordered, start=1):
        first_with.setdefault(worth, seen if skip else len(first_with) + 1)
    return {name: first_with[worth] for name, worth in ordered}
