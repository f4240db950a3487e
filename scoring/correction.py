"""A published result beside the corrected one: whose number, rank or eligibility moved, and through what."""

from collections.abc import Sequence
from decimal import Decimal

from scoring.compare import Difference, compare
from scoring.model import Sheet
from scoring.parts import Frozen, shown
from scoring.ranking import Ranking
from scoring.scheme import Scheme
from scoring.words import correction as said


class Place(Frozen):
    """Where a unit stands in one version of the result."""

    total: Decimal
    rank: int
    kind: str
    rank_in_kind: int
    rank_among_eligible: int | None

    @property
    def eligible(self) -> bool:
        """Whether the unit may be chosen for awards."""
        return self.rank_among_eligible is not None


class Move(Frozen):
    """One unit that stands elsewhere after a correction."""

    unit: str
    before: Place
    after: Place
    differences: tuple[Difference, ...] = ()

    @property
    def sentence(self) -> str:
        """What moved, in words: 总分 95 → 94.5，名次第 3 → 第 4."""
        old, new = self.before, self.after
        told = [said.TOTAL.format(old=shown(old.total), new=shown(new.total))] if old.total != new.total else []
        told += [said.RANK.format(old=old.rank, new=new.rank)] if old.rank != new.rank else []
        if old.rank_in_kind != new.rank_in_kind:
            told.append(said.RANK_IN_KIND.format(kind=new.kind, old=old.rank_in_kind, new=new.rank_in_kind))
        if old.eligible != new.eligible:
            told.append(said.ELIGIBLE_AGAIN if new.eligible else said.NO_LONGER_ELIGIBLE)
        elif old.rank_among_eligible != new.rank_among_eligible:
            told.append(said.RANK_AMONG_ELIGIBLE.format(old=old.rank_among_eligible, new=new.rank_among_eligible))
        return "，".join(told) or said.UNMOVED


def moves(
    before: tuple[Sequence[Sheet], Ranking], after: tuple[Sequence[Sheet], Ranking], scheme: Scheme
) -> tuple[Move, ...]:
    """Every unit that a correction moves, in the order of the new ranking."""
    old = {sheet.unit: sheet for sheet in before[0]}
    new = {sheet.unit: sheet for sheet in after[0]}
    made = (
        Move(
            unit=one.unit,
            before=place_of(before[1], one.unit),
            after=place_of(after[1], one.unit),
            differences=tuple(compare(old[one.unit], new[one.unit], scheme)),
        )
        for one in after[1].ranks
    )
    return tuple(move for move in made if move.before != move.after or move.differences)


def place_of(ranking: Ranking, unit: str) -> Place:
    """Where a unit stands in a ranking."""
    one = ranking.of(unit)
    return Place.model_validate(one.model_dump(include=set(Place.model_fields)))
