"""分管领导 score the units of their line, 0–10, hidden from the others until all are in (clause 五(二)5).

A score is a draft until the leader has handed his line in; then it may be changed until the stage closes.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation

from bot.errors import Mistaken
from bot.permissions import Deed, related_units, require
from bot.usecases.act import Act
from bot.usecases.leader_choice import decided_units
from bot.usecases.leader_lens import extremes
from bot.words import leaders as said
from scoring import Facts, score
from storage.facts import leader_fact
from storage.records import Entry, Person, Role

DRAFT, SCORED = "leader.drafted", "leader.scored"
SHORTEST_FACT = 4


def units_of(act: Act, leader: Person) -> tuple[str, ...]:
    """The units of his line that this leader scores; those he is related to are for the 组长 to decide."""
    aside = related_units(act, leader)
    return tuple(code for code in leader.lines if code not in aside)


def score_units(act: Act, typed: Mapping[str, str], fact: str = "") -> list[Entry]:
    """Set the actor's scores for units of his line; one that stands out rests on a line of fact.

    Before he has handed in they are drafts, after that they count at once.
    """
    points = {unit: checked_points(act, unit, one) for unit, one in typed.items()}
    given = own_scores(act, act.actor)
    outstanding = set(extremes({**given, **points})) & set(points)
    if outstanding and len(fact.strip()) < SHORTEST_FACT:
        raise Mistaken(said.FACT_NEEDED)
    kind = SCORED if has_handed_in(act, act.actor) else DRAFT
    return [_set(act, unit, one, kind, fact.strip() if unit in outstanding else "") for unit, one in points.items()]


def _set(act: Act, unit: str, points: Decimal, kind: str, fact: str) -> Entry:
    require(act, Deed.SCORE_LEADER, unit)
    if unit in decided_units(act):
        raise Mistaken(said.DECIDED_BY_CHIEF.format(unit=act.scheme.unit(unit).name))
    return act.record(kind, slot_of(unit, act.actor), unit=unit, payload={"score": str(points)}, reason=fact or None)


def slot_of(unit: str, leader: Person) -> str:
    """Where the journal keeps what a leader gives a unit."""
    return f"leader:{unit}:{leader.id}"


def hand_in(act: Act) -> list[Entry]:
    """Hand in the line: the drafts become scores; refused while a unit has none."""
    drafts = [entry for entry in _entries(act) if entry.principal == act.actor.id and entry.kind == DRAFT]
    owed = units_left(act, act.actor)
    if owed:
        names = "、".join(act.scheme.unit(code).short for code in owed)
        raise Mistaken(said.UNITS_LEFT.format(count=len(owed), units=names))
    if not drafts:
        raise Mistaken(said.HANDED_IN_ALREADY)
    for entry in drafts:
        require(act, Deed.SCORE_LEADER, entry.unit)
    return [
        act.record(SCORED, entry.slot, unit=entry.unit, payload=entry.payload, reason=entry.reason) for entry in drafts
    ]


def units_left(act: Act, leader: Person) -> list[str]:
    """The units of his line that a leader has given nothing yet and the 组长 has not decided."""
    given, decided = own_scores(act, leader), decided_units(act)
    return [code for code in units_of(act, leader) if code not in given and code not in decided]


def has_handed_in(act: Act, leader: Person) -> bool:
    """Whether the leader's line has been handed in."""
    return any(entry.principal == leader.id and entry.kind == SCORED for entry in _entries(act))


def own_scores(act: Act, leader: Person) -> dict[str, Decimal]:
    """What this leader has given so far, drafts included, by unit."""
    mine = [one for one in _entries(act) if one.principal == leader.id]
    return {one.unit: Decimal(one.payload["score"]) for one in mine if one.unit}


def all_scores(act: Act) -> dict[str, dict[str, Decimal]]:
    """What every leader has handed in: leader id to points by unit."""
    found: dict[str, dict[str, Decimal]] = {}
    for entry in _entries(act):
        if entry.kind == SCORED and entry.unit and not entry.basis:
            found.setdefault(entry.principal, {})[entry.unit] = Decimal(entry.payload["score"])
    return found


def missing_scores(act: Act) -> dict[str, list[str]]:
    """Who still owes which units: leader id to unit codes; empty when all are in or decided by the 组长."""
    given = {(entry.principal, entry.unit) for entry in _entries(act) if entry.kind == SCORED}
    decided = decided_units(act)
    owed = {
        leader.id: [unit for unit in units_of(act, leader) if (leader.id, unit) not in given and unit not in decided]
        for leader in act.desk.people.with_role(Role.LEADER)
    }
    return {leader: units for leader, units in owed.items() if units}


def units_without_leader(act: Act) -> list[str]:
    """The units that no leader scores: the 组长 must say what happens (reading 11)."""
    led = {unit for leader in act.desk.people.with_role(Role.LEADER) for unit in units_of(act, leader)}
    done = led | decided_units(act)
    return [unit.code for unit in act.scheme.units if unit.code not in done]


def checked_points(act: Act, unit: str, typed: str) -> Decimal:
    """The points somebody typed for a unit, within what the method allows; refused in words otherwise."""
    points = points_of(typed)
    given = leader_fact({"score": str(points)}, ref="leader", by=act.actor.id, at=act.now)
    sheet = score(Facts(unit=unit, leader_scores=(given,)), act.scheme)
    if sheet.refusals:
        raise Mistaken(sheet.refusals[0].sentence)
    return points


def points_of(typed: str) -> Decimal:
    """The points somebody typed; refused in words when they are no number."""
    try:
        points = Decimal(typed.strip().removesuffix("分").strip())
    except InvalidOperation:
        raise Mistaken(said.NOT_A_SCORE.format(said=typed.strip()[:20])) from None
    if not points.is_finite():
        raise Mistaken(said.OUT_OF_RANGE)
    return points


def _entries(act: Act) -> Collection[Entry]:
    return act.desk.journal.currents(act.year, prefix="leader:", kinds={DRAFT, SCORED})
