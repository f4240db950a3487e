"""Functional offices score common work row by row; one's own unit goes to the alternate (五(二)2, 回避)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, alternate_for, judges_home, related_units, require
from bot.usecases.act import Act
from bot.usecases.points import points_left
from bot.words import common as said
from scoring.scheme import CommonItem
from storage.records import Entry, Person, Role


@dataclass(frozen=True)
class RowState:
    """One row of annex 2 as one scorer sees it: the units he scores, what each has, and whether it is handed in."""

    row: CommonItem
    units: tuple[str, ...]
    entries: dict[str, Entry]
    submitted: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The units that have no score in this row yet."""
        return tuple(unit for unit in self.units if unit not in self.entries)

    def deductions(self, unit: str) -> list[dict[str, Any]]:
        """What is deducted of a unit in this row; [] when nothing, or nothing yet. A missed rate is a deduction too."""
        entry = self.entries.get(unit)
        if entry is None:
            return []
        rate = entry.payload.get("rate")
        if rate and self.left(unit) < self.row.points:
            return [{"rule": rule.id, "reason": f"实际 {rate}%"} for rule in self.row.rules if rule.below is not None]
        return list(entry.payload["deductions"])

    def left(self, unit: str) -> Decimal:
        """The points a unit keeps in this row as it stands."""
        entry = self.entries.get(unit)
        return Decimal(entry.payload["points"]) if entry else self.row.points


def rows_of(act: Act, person: Person) -> list[CommonItem]:
    """The rows this person scores: those of his office, and those where he is the alternate for another's own unit."""
    mine = [row for row in act.scheme.commons if Role.SCORER in person.roles and row.scorer in person.units]
    stand_in = [row for row in act.scheme.commons if row not in mine and stand_in_units(act, row.id, person)]
    return [*mine, *stand_in]


def stand_in_units(act: Act, row: str, person: Person) -> frozenset[str]:
    """The units that this person scores in this row as the alternate of those who must step aside."""
    other = alternate_for(act, row)
    if other is None or other.id != person.id:
        return frozenset()
    return judges_home(act, row) - related_units(act, person)


def row_state(act: Act, row_id: str) -> RowState:
    """The row as the acting person sees it."""
    row = act.scheme.common(row_id)
    units = units_to_score(act, row)
    entries = act.desk.journal.currents(act.year, prefix=f"common:{row_id}:", kinds={"common.scored"})
    mine = {entry.unit: entry for entry in entries if entry.unit in units}
    return RowState(row, units, mine, act.current(submit_slot(act, row)) is not None)


def units_to_score(act: Act, row: CommonItem) -> tuple[str, ...]:
    """The units this person scores in this row, in the scheme's order."""
    person = act.actor
    wanted = stand_in_units(act, row.id, person)
    if Role.SCORER in person.roles and row.scorer in person.units:
        everyone = frozenset(unit.code for unit in act.scheme.units)
        wanted |= everyone - related_units(act, person)
    return tuple(unit.code for unit in act.scheme.units if unit.code in wanted)


def submit_slot(act: Act, row: CommonItem) -> str:
    """Where this person's handing-in of the row is kept: the office's own, or the alternate's."""
    if Role.SCORER in act.actor.roles and row.scorer in act.actor.units:
        return f"common-submit:{row.id}"
    return f"common-submit:{row.id}:alternate"


def score_common(
    act: Act, row_id: str, unit: str, deductions: Sequence[dict[str, Any]], *, rate: Decimal | None = None
) -> Entry:
    """Set what is deducted of one unit in one row, or its measured `rate` in percent; [] says 无扣分.

    A draft until the row is handed in.
    """
    require(act, Deed.SCORE_COMMON, unit, duty=row_id)
    if row_state(act, row_id).submitted:
        raise Mistaken(said.ROW_SUBMITTED)
    left = points_left(act, unit, row_id, deductions, rate=rate)
    measured = {} if rate is None else {"rate": str(rate)}
    return act.record(
        "common.scored",
        f"common:{row_id}:{unit}",
        unit=unit,
        item=row_id,
        payload={"deductions": list(deductions), "points": str(left), **measured},
    )


def rest_clean(act: Act, row_id: str) -> list[str]:
    """Say 无扣分 for every unit that has no score in this row yet; returns their codes."""
    missing = row_state(act, row_id).missing
    for unit in missing:
        score_common(act, row_id, unit, [])
    return list(missing)


def submit_row(act: Act, row_id: str) -> Entry:
    """Hand the row in; refused while a unit is missing."""
    state = row_state(act, row_id)
    require(act, Deed.SCORE_COMMON, state.units[0] if state.units else None, duty=row_id)
    if state.submitted:
        raise Mistaken(said.ROW_SUBMITTED_TWICE)
    if state.missing:
        names = "、".join(act.scheme.unit(code).short for code in state.missing)
        raise Mistaken(said.UNITS_LEFT.format(count=len(state.missing), units=names))
    return act.record(
        "common.submitted", submit_slot(act, state.row), item=row_id, payload={"units": list(state.units)}
    )
