"""冻结 (issue of a lost phone or a leaver): at once nothing is heard from, sent to or opened by an account."""

from datetime import datetime

from bot.errors import Mistaken, NotAllowed
from bot.usecases.act import Act
from bot.words import freeze as said
from storage.records import Entry, Person, Role

RUNNERS = frozenset({Role.OFFICE, Role.ADMIN})


def may_freeze(act: Act, person: Person) -> bool:
    """Whether the actor may freeze this account: his own, one of the units he heads, and the office's any."""
    actor = act.actor
    heads = Role.HEAD in actor.roles and bool(set(actor.units) & set(person.units))
    return actor.id == person.id or heads or bool(actor.roles & RUNNERS)


def freeze(act: Act, person: Person, reason: str) -> Entry:
    """Freeze an account; what waits for it is held, what it had to decide stays open for the office to see."""
    if not may_freeze(act, person):
        raise NotAllowed(said.MAY_NOT)
    if person.frozen:
        raise Mistaken(said.FROZEN_ALREADY.format(name=person.name))
    act.desk.people.freeze(person.id, True)
    return act.record("person.frozen", f"freeze:{person.id}", reason=reason.strip() or None)


def thaw(act: Act, person: Person, reason: str) -> Entry:
    """Let an account go again, for a reason; never by its owner."""
    if not act.actor.roles & RUNNERS or act.actor.id == person.id:
        raise NotAllowed(said.THAW_BY_OFFICE)
    if not person.frozen:
        raise Mistaken(said.NOT_FROZEN.format(name=person.name))
    if len(reason.strip()) < 2:
        raise Mistaken(said.THAW_REASON)
    act.desk.people.freeze(person.id, False)
    act.desk.outbox.release(f"user:{person.userid}")
    return act.record("person.thawed", f"freeze:{person.id}", reason=reason.strip())


def acts_since(act: Act, person: Person, since: datetime) -> list[Entry]:
    """What a person did since a moment, for the office."""
    if not act.actor.roles & {Role.OFFICE}:
        raise NotAllowed(said.LIST_BY_OFFICE)
    return act.desk.journal.by_since(act.year, person.id, since)
