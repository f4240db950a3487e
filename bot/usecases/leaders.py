"""分管领导 score the units of their line, 0–10, each hidden from the others until all are in (clause 五(二)5)."""

from decimal import Decimal, InvalidOperation

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import leaders as said
from scoring import Facts, score
from storage.facts import leader_fact
from storage.records import Entry, Person, Role


def score_unit(act: Act, unit: str, typed: str) -> Entry:
    """Set the actor's score for a unit of his line; changeable until the stage closes."""
    require(act, Deed.SCORE_LEADER, unit)
    points = _points(typed)
    fact = leader_fact({"score": str(points)}, ref="leader", by=act.actor.id, at=act.now)
    sheet = score(Facts(unit=unit, leader_scores=(fact,)), act.scheme)
    if sheet.refusals:
        raise Mistaken(sheet.refusals[0].sentence)
    return act.record("leader.scored", f"leader:{unit}:{act.actor.id}", unit=unit, payload={"score": str(points)})


def own_scores(act: Act, leader: Person) -> dict[str, Decimal]:
    """What this leader has given so far, by unit."""
    entries = act.desk.journal.currents(act.year, prefix="leader:", kinds={"leader.scored"})
    return {e.unit: Decimal(e.payload["score"]) for e in entries if e.unit and e.actor == leader.id}


def missing_scores(act: Act) -> dict[str, list[str]]:
    """Who still owes which units: leader id to unit codes; empty when all are in."""
    entries = act.desk.journal.currents(act.year, prefix="leader:", kinds={"leader.scored"})
    given = {(entry.actor, entry.unit) for entry in entries}
    owed = {
        leader.id: [unit for unit in leader.lines if (leader.id, unit) not in given]
        for leader in act.desk.people.with_role(Role.LEADER)
    }
    return {leader: units for leader, units in owed.items() if units}


def units_without_leader(act: Act) -> list[str]:
    """The units that are on nobody's line: the 组长 must say what happens (reading 11)."""
    led = {unit for leader in act.desk.people.with_role(Role.LEADER) for unit in leader.lines}
    return [unit.code for unit in act.scheme.units if unit.code not in led]


def _points(typed: str) -> Decimal:
    try:
        points = Decimal(typed.strip().removesuffix("分").strip())
    except InvalidOperation:
        raise Mistaken(said.NOT_A_SCORE.format(said=typed.strip()[:20])) from None
    if not points.is_finite():
        raise Mistaken(said.OUT_OF_RANGE)
    return points
