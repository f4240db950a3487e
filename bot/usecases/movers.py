"""After the roster changed: the head, who got tasks and who lost them are told, each once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.clock import local_day
from bot.usecases.assign import named
from bot.usecases.responsible import Basis, Charge, charges
from bot.usecases.staffing import DELEGATED, Staffing, came, staffing_of
from bot.words import movers as said
from cards.words import day as in_words
from scoring.scheme import Scheme, Unit
from storage.desk import Desk
from storage.records import Entry, Letter, Person

LINES = 3
Moved = list[tuple[Charge, Charge]]
"""Tasks as they stood before and as they stand now."""


def telling(scheme: Scheme) -> Callable[[Desk, Sequence[Person]], None]:
    """What to do after an import, given who was in the roster before it."""
    return lambda desk, before: tell_moved(desk, scheme, before)


def tell_moved(desk: Desk, scheme: Scheme, before: Sequence[Person]) -> None:
    """Tell everybody concerned what a change of the roster did to the tasks; a first roster moves nothing."""
    if not before:
        return
    new = staffing_of(desk, scheme.year, desk.people.all())
    old = replace(new, people=before, came=came(_history_before(desk, scheme.year, before)))
    units, today = [unit.code for unit in scheme.units], local_day(desk.now)
    was, now = charges(scheme, old, units, today), charges(scheme, new, units, today)
    for unit in scheme.units:
        moved = [(was[task], one) for task, one in now.items() if one.unit == unit and _who(was[task]) != _who(one)]
        if moved:
            _tell_unit(desk, unit, new, moved)
    _tell_alone(desk, new, today)


def _history_before(desk: Desk, year: int, before: Sequence[Person]) -> Iterable[Entry]:
    """The roster's entries without the last one of everybody who has just changed."""
    known = {one.id: one for one in before}
    changed = {one.id for one in desk.people.all() if known.get(one.id) != one}
    history = desk.journal.entries(year, prefix="person:")
    last = {one.slot: one.id for one in history}
    gone = {last[slot] for slot in last if slot.removeprefix("person:") in changed}
    return (one for one in history if one.id not in gone)


def _who(charge: Charge) -> str:
    return charge.responsible.id if charge.responsible else ""


def _tell_unit(desk: Desk, unit: Unit, staff: Staffing, moved: Moved) -> None:
    """The heads and both sides hear what moved; the office, when nobody of the unit is left for it."""
    lines = _lines(moved)
    shown = "；".join(lines[:LINES]) + (f"；{said.MORE.format(count=len(lines))}" if len(lines) > LINES else "")
    told = said.MOVED.format(unit=unit.short, count=len(moved), lines=shown)
    heads = staff.heads(unit.code)
    active = {one.id for one in staff.people if one.active}
    sides = [one.responsible for pair in moved for one in pair if one.responsible and one.basis is not Basis.OFFICE]
    _tell(desk, heads, f"{told}{said.TO_CHANGE.format(number=moved[0][1].number)}")
    _tell(desk, [one for one in sides if one.id in active and one not in heads], told)
    fallen = [now for _, now in moved if now.basis is Basis.OFFICE]
    if fallen:
        _tell(desk, staff.office(), said.NO_HEAD.format(unit=unit.short, count=len(fallen)))


def _lines(moved: Moved) -> list[str]:
    """What moved, by who had it and who has it."""
    pairs: dict[tuple[str, str], list[Charge]] = {}
    for was, now in moved:
        pairs.setdefault((_name(was), _name(now)), []).append(now)
    return [said.LINE.format(what=named(many), old=old, new=new) for (old, new), many in pairs.items()]


def _name(charge: Charge) -> str:
    return charge.responsible.name if charge.responsible else said.NOBODY


def _tell_alone(desk: Desk, staff: Staffing, today: date) -> None:
    """Whoever relied on somebody who has left does his tasks himself again."""
    active = {one.id: one for one in staff.people if one.active}
    everybody = {one.id: one for one in staff.people}
    for entry in (one for one in staff.entries if one.kind == DELEGATED):
        person, until = active.get(entry.slot.removeprefix("delegate:")), date.fromisoformat(entry.payload["until"])
        if person and until >= today and not _can_stand_in(entry, person, staff):
            to = everybody[entry.payload["to"]].name
            _tell(desk, [person], said.STAND_IN_LEFT.format(to=to, until=in_words(until)))


def _can_stand_in(entry: Entry, person: Person, staff: Staffing) -> bool:
    return any(entry.payload["to"] in {one.id for one in staff.workers(unit)} for unit in person.units)


def _tell(desk: Desk, people: Iterable[Person], text: str) -> None:
    for one in {one.id: one for one in people}.values():
        desk.outbox.put(Letter(to=f"user:{one.userid}", kind="text", body={"text": text}))
