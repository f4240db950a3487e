"""Functional offices score common work row by row; one's own unit goes to the alternate (五(二)2, 回避)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, alternate_for, judges_home, related_units, require
from bot.usecases.act import Act
from bot.usecases.points import points_left
from bot.usecases.requests import granted_of
from bot.words import common as said
from bot.words.requests import BY_REQUEST
from scoring.scheme import CommonItem
from storage.records import Entry, Person, Role

ANSWERS = frozenset({"common.scored", "common.abstained"})
"""What a scorer may say of a unit in a row."""


@dataclass(frozen=True)
class RowState:
    """One row of annex 2 as one scorer sees it: the units he scores, what each has, and whether it is handed in."""

    row: CommonItem
    units: tuple[str, ...]
    entries: dict[str, Entry]
    submitted: bool
    granted: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """What 考核办 granted on request, by unit: it counts beside what the scorer enters."""
    abstained: dict[str, str] = field(default_factory=dict)
    """The units that were left unjudged, each with the reason."""

    @property
    def missing(self) -> tuple[str, ...]:
        """The units that have no score in this row yet."""
        return tuple(unit for unit in self.units if unit not in self.entries and unit not in self.abstained)

    def deductions(self, unit: str) -> list[dict[str, Any]]:
        """What is deducted of a unit in this row; [] when nothing, or nothing yet. A missed rate is a deduction too."""
        entry = self.entries.get(unit)
        if entry is None:
            return []
        rate = entry.payload.get("rate")
        if rate and Decimal(entry.payload["points"]) < self.row.points:
            return [{"rule": rule.id, "reason": f"实际 {rate}%"} for rule in self.row.rules if rule.below is not None]
        return list(entry.payload["deductions"])

    def left(self, unit: str) -> Decimal:
        """The points a unit keeps in this row as it stands."""
        entry = self.entries.get(unit)
        kept = Decimal(entry.payload["points"]) if entry else self.row.points
        granted = sum((Decimal(one["amount"]) for one in self.granted.get(unit, ())), Decimal(0))
        return max(kept - granted, Decimal(0))


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
    entries = act.desk.journal.currents(act.year, prefix=f"common:{row_id}:", kinds=ANSWERS)
    mine = {entry.unit: entry for entry in entries if entry.unit in units and entry.kind == "common.scored"}
    unjudged = {entry.unit: entry.reason or "" for entry in entries if entry.unit in units and entry.unit not in mine}
    submitted = act.current(submit_slot(act, row)) is not None
    return RowState(row, units, mine, submitted, granted_of(act, row_id), unjudged)


def row_left(act: Act, row_id: str, unit: str) -> Decimal:
    """The points a unit keeps in a row at present, whoever scores it."""
    row = act.scheme.common(row_id)
    entry = act.current(f"common:{row_id}:{unit}")
    entries = {unit: entry} if entry is not None and entry.kind == "common.scored" else {}
    return RowState(row, (unit,), entries, False, granted_of(act, row_id)).left(unit)


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
    state = row_state(act, row_id)
    if unit not in state.units:
        raise NotAllowed(said.NOT_YOUR_ROW.format(row=state.row.label, who=act.scheme.unit(state.row.scorer).name))
    if state.submitted:
        raise Mistaken(said.ROW_SUBMITTED)
    for one in deductions:
        rule = act.scheme.rule(one["rule"])
        if rule.applied_by:
            raise Mistaken(BY_REQUEST.format(rule=rule.label, unit=act.scheme.unit(unit).short))
    left = points_left(act, unit, row_id, deductions, rate=rate)
    measured = {} if rate is None else {"rate": str(rate)}
    return act.record(
        "common.scored",
        f"common:{row_id}:{unit}",
        unit=unit,
        item=row_id,
        payload={"deductions": list(deductions), "points": str(left), **measured},
    )


def rest_clean(act: Act, row_id: str, besides: Collection[str] = ()) -> list[str]:
    """Say 无扣分 for every unit that has no score in this row yet; returns their codes. Those `besides` wait."""
    missing = [unit for unit in row_state(act, row_id).missing if unit not in besides]
    for unit in missing:
        score_common(act, row_id, unit, [])
    return missing


def submit_row(act: Act, row_id: str) -> Entry:
    """Hand the row in; refused while a unit is missing."""
    state = refuse_submission(act, row_id)
    return act.record(
        "common.submitted", submit_slot(act, state.row), item=row_id, payload={"units": list(state.units)}
    )


def refuse_submission(act: Act, row_id: str) -> RowState:
    """Raise the sentence why the row cannot be handed in; the row as it stands when it can."""
    state = row_state(act, row_id)
    require(act, Deed.SCORE_COMMON, state.units[0] if state.units else None, duty=row_id)
    if state.submitted:
        raise Mistaken(said.ROW_SUBMITTED_TWICE)
    if state.missing:
        names = "、".join(act.scheme.unit(code).short for code in state.missing)
        raise Mistaken(said.UNITS_LEFT.format(count=len(state.missing), units=names))
    return state
