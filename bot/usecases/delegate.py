"""代办: until a day somebody else acts in one's tasks; who answers for them stays the same, and it ends by itself."""

from dataclasses import dataclass
from datetime import date

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, may_assign, require
from bot.usecases.act import Act
from bot.usecases.responsible import Charge, charges_of
from bot.usecases.staffing import DELEGATED, WORKERS
from bot.words import delegate as said
from cards.words import day as in_words
from storage.records import Entry, Person, Role

ENDED = "duty.delegation_ended"
JUDGES = frozenset({Role.LEADER, Role.CHIEF, Role.SCORER, Role.OFFICE})
"""Who judges others: that is never delegated."""


@dataclass(frozen=True)
class Absence:
    """Somebody's tasks, who is to act in them, and the first and last day."""

    person: Person
    to: Person
    first: date
    until: date
    charges: tuple[Charge, ...]


def own_charges(act: Act, person: Person) -> tuple[Charge, ...]:
    """What the person answers for; refused when there is nothing to delegate, or not by this actor."""
    require_say(act, person)
    mine = held_by(act, person)
    if not mine and person.roles & JUDGES:
        raise Mistaken(said.JUDGING)
    if not mine:
        raise Mistaken(said.NO_TASKS.format(name=person.name))
    return mine


def held_by(act: Act, person: Person) -> tuple[Charge, ...]:
    """The tasks the person answers for."""
    found = charges_of(act, *person.units).values() if person.units else ()
    return tuple(one for one in found if one.responsible == person)


def require_say(act: Act, person: Person) -> None:
    """Refuse whoever may not speak for this person: it takes himself, his head or the office."""
    if person.id == act.actor.id:
        return
    require(act, Deed.ASSIGN)
    if not any(may_assign(act, unit) for unit in person.units):
        raise NotAllowed(said.NO_SAY)


def absence(act: Act, person: Person, to: Person, first: date, until: date) -> Absence:
    """What a delegation comes to; refused when it cannot be."""
    mine = own_charges(act, person)
    require(act, Deed.ASSIGN)
    if until < max(first, act.today):
        raise Mistaken(said.PAST.format(day=in_words(until)))
    if to.id == person.id:
        raise Mistaken(said.HIMSELF)
    shared = tuple(one for one in mine if to.active and one.unit.code in to.units and to.roles & WORKERS)
    if not shared:
        raise Mistaken(said.OTHER_UNIT.format(name=to.name, unit=mine[0].unit.short))
    away = delegation(act, to)
    if away is not None and date.fromisoformat(away.payload["from"]) <= until:
        raise Mistaken(said.AWAY_HIMSELF.format(name=to.name, day=in_words(date.fromisoformat(away.payload["until"]))))
    now = delegation(act, person)
    if now is not None and (now.payload["to"], now.payload["until"]) == (to.id, until.isoformat()):
        raise Mistaken(said.SAME.format(name=to.name, day=in_words(until)))
    return Absence(person, to, max(first, act.today), until, shared)


def delegation(act: Act, person: Person) -> Entry | None:
    """The delegation of a person that has not ended yet."""
    entry = act.current(f"delegate:{person.id}")
    if entry is None or entry.kind != DELEGATED or date.fromisoformat(entry.payload["until"]) < act.today:
        return None
    return entry


def delegate(act: Act, found: Absence) -> Entry:
    """Write who stands in for whom, and until when."""
    payload = {"to": found.to.id, "from": found.first.isoformat(), "until": found.until.isoformat()}
    behalf = found.person.id if found.person.id != act.actor.id else None
    return act.record(DELEGATED, f"delegate:{found.person.id}", on_behalf_of=behalf, payload=payload)


def delegations_of(act: Act, person: Person) -> list[tuple[Person, Person, date]]:
    """The delegations not ended in which the person is away or stands in: who is away, who stands in, until when."""
    people = {one.id: one for one in act.desk.people.all()}
    entries = act.desk.journal.currents(act.year, prefix="delegate:", kinds={DELEGATED})
    found = []
    for entry in entries:
        away, to = people[entry.slot.removeprefix("delegate:")], people[entry.payload["to"]]
        until = date.fromisoformat(entry.payload["until"])
        if until >= act.today and person in (away, to):
            found.append((away, to, until))
    return found


def end(act: Act, person: Person) -> Entry:
    """End a delegation before its day."""
    now = delegation(act, person)
    if now is None:
        raise Mistaken(said.NONE_NOW)
    return act.record(ENDED, f"delegate:{person.id}", payload=dict(now.payload))
