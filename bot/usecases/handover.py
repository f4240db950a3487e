"""交接: a task moves when both persons have tapped; until then who had it answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, may_assign, require
from bot.usecases.act import Act
from bot.usecases.assign import Change, assign, named
from bot.usecases.responsible import Charge, charges_of
from bot.usecases.staffing import WORKERS
from bot.words import assign as said
from scoring.scheme import Unit
from storage.records import Entry, Person

PROPOSED, GIVEN, TAKEN = "handover.proposed", "handover.given", "handover.taken"
DONE, CANCELLED, RETURNED = "handover.done", "handover.cancelled", "handover.returned"
OPEN = frozenset({PROPOSED, GIVEN, TAKEN})
ENDED = {DONE: "办完", CANCELLED: "取消", RETURNED: "退回"}
LEAST_REASON = 2


@dataclass(frozen=True)
class Handover:
    """Tasks on their way from one person to another, and who has tapped."""

    slot: str
    unit: Unit
    charges: tuple[Charge, ...]
    old: Person
    new: Person
    helpers: tuple[Person, ...]
    kinds: frozenset[str]

    @property
    def what(self) -> str:
        """The tasks in words."""
        return named(self.charges)

    @property
    def ended(self) -> str:
        """How it ended; empty while it has not."""
        return next((word for kind, word in ENDED.items() if kind in self.kinds), "")

    @property
    def lapsed(self) -> bool:
        """Whether it cannot be done any more: the tasks are somebody else's by now, or the new one has gone."""
        moved = any(one.responsible is None or one.responsible.id != self.old.id for one in self.charges)
        return moved or not _is_worker(self.new, self.unit)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return not self.ended and not self.lapsed

    def waits_for(self, person: Person) -> bool:
        """Whether this person has still to tap."""
        side = GIVEN if person.id == self.old.id else TAKEN if person.id == self.new.id else ""
        return bool(side) and side not in self.kinds and self.is_open


def _is_worker(person: Person, unit: Unit) -> bool:
    return person.active and unit.code in person.units and bool(person.roles & WORKERS)


def propose(act: Act, change: Change) -> list[Handover]:
    """Start handing over, once for each person who gives; the actor's own side is done with that.

    The number is taken before looking for what is pending: of two who start at once, the second finds either.
    """
    if change.to is None:
        return []
    number = len(act.desk.journal.currents(act.year, prefix=f"handover:{change.unit.code}:")) + 1
    pending = [one for one in handovers(act, change.unit.code) if one.is_open]
    wanted = {one.task.id for one in change.charges}
    for one in pending:
        if wanted & {charge.task.id for charge in one.charges}:
            raise Mistaken(said.PENDING.format(what=one.what, old=one.old.name, new=one.new.name))
    return [_propose(act, change, giver, n) for n, giver in enumerate(change.givers, start=number)]


def _propose(act: Act, change: Change, giver: Person, number: int) -> Handover:
    slot = f"handover:{change.unit.code}:{number}"
    tasks = [one.task.id for one in change.charges if one.responsible == giver]
    payload: dict[str, Any] = {"tasks": tasks, "from": giver.id, "to": change.to.id if change.to else ""}
    payload["helpers"] = [one.id for one in change.helpers]
    entry = act.record(PROPOSED, slot, unit=change.unit.code, payload=payload)
    if entry.version > 1:
        raise Mistaken(said.CHANGED_MEANWHILE)
    found = handover(act, slot)
    return tap(act, slot) if found.waits_for(act.actor) else found


def handovers(act: Act, unit: str | None = None) -> list[Handover]:
    """The handovers nobody has ended, oldest first."""
    entries = act.desk.journal.currents(act.year, prefix=f"handover:{unit or ''}", unit=unit, kinds=OPEN)
    state = charges_of(act, *([unit] if unit else [])) if entries else {}
    people = {one.id: one for one in act.desk.people.all()} if entries else {}
    return [_read(act, [entry], state, people) for entry in entries]


def handover(act: Act, slot: str) -> Handover:
    """A handover with everything that happened to it."""
    history = act.desk.journal.history(act.year, slot)
    people = {one.id: one for one in act.desk.people.all()}
    return _read(act, history, charges_of(act, history[0].unit or ""), people)


def _read(act: Act, history: Sequence[Entry], state: dict[str, Charge], people: dict[str, Person]) -> Handover:
    first = history[0]
    return Handover(
        slot=first.slot,
        unit=act.scheme.unit(first.unit or ""),
        charges=tuple(state[task] for task in first.payload["tasks"]),
        old=people[first.payload["from"]],
        new=people[first.payload["to"]],
        helpers=tuple(people[one] for one in first.payload["helpers"]),
        kinds=frozenset(entry.kind for entry in history),
    )


def tap(act: Act, slot: str) -> Handover:
    """The actor's 移交 or 接收; with the second of the two the tasks are the new one's."""
    found = _open(act, slot)
    if act.actor.id not in (found.old.id, found.new.id):
        raise NotAllowed(said.NOT_PARTY.format(old=found.old.name, new=found.new.name))
    gives = act.actor.id == found.old.id
    if not found.waits_for(act.actor):
        did, wanted = (said.HAND, said.TAKE) if gives else (said.TAKE, said.HAND)
        other = found.new if gives else found.old
        raise Mistaken(said.ALREADY_TAPPED.format(did=did, other=other.name, wanted=wanted))
    _record(act, GIVEN if gives else TAKEN, found)
    after = handover(act, slot)
    if after.kinds >= {GIVEN, TAKEN}:
        assign(act, after.charges, after.new, after.helpers, reason=said.REASON.format(name=after.old.name))
        _record(act, DONE, after)
        after = handover(act, slot)
    return after


def stop(act: Act, slot: str, reason: str) -> Handover:
    """取消 by who gives or who arranged it, 退回 by who was to take it, with a reason."""
    found = _open(act, slot)
    takes = act.actor.id == found.new.id
    if not takes and act.actor.id != found.old.id and not may_assign(act, found.unit.code):
        raise NotAllowed(said.NOT_PARTY.format(old=found.old.name, new=found.new.name))
    if len(reason.strip()) < LEAST_REASON:
        raise Mistaken(said.REASON_SHORT.format(number=found.charges[0].number))
    _record(act, RETURNED if takes else CANCELLED, found, reason.strip())
    return handover(act, slot)


def _record(act: Act, kind: str, found: Handover, reason: str | None = None) -> None:
    tasks = [one.task.id for one in found.charges]
    helpers = [one.id for one in found.helpers]
    payload = {"tasks": tasks, "from": found.old.id, "to": found.new.id, "helpers": helpers}
    act.record(kind, found.slot, unit=found.unit.code, reason=reason, payload=payload)


def _open(act: Act, slot: str) -> Handover:
    require(act, Deed.ASSIGN)
    found = handover(act, slot)
    if found.ended:
        raise Mistaken(said.CLOSED.format(how=found.ended))
    gone = next((one for one in (found.old, found.new) if found.unit.code not in one.units or not one.active), None)
    holder = found.charges[0].responsible
    if found.lapsed and gone is not None:
        name = holder.name if holder else said.NOBODY
        raise Mistaken(said.LAPSED.format(name=gone.name, unit=found.unit.short, holder=name))
    if found.lapsed:
        raise Mistaken(said.MOVED)
    return found
