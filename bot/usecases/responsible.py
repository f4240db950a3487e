"""Who answers for which task, who helps and who stands in: always exactly one 责任人, nothing is an orphan."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.usecases.act import Act
from bot.usecases.staffing import ASSIGNED, DELEGATED, WORKERS, Staffing, staffing, staffing_on
from scoring.scheme import Item, Scheme, Task, Unit
from storage.records import Entry, Person, Role


class Basis(StrEnum):
    """Why somebody answers for a task."""

    ASSIGNED = "指定"
    ROSTER = "名册"
    HEAD = "单位负责人"
    OFFICE = "考核办"


@dataclass(frozen=True)
class Charge:
    """A task with its 责任人, its 配合人 and, while the 责任人 is away, who stands in for him.

    `responsible` is None only in a roster that has neither a head of the unit nor a member of 考核办.
    """

    unit: Unit
    item: Item
    task: Task
    responsible: Person | None
    helpers: tuple[Person, ...] = ()
    stand_in: Person | None = None
    basis: Basis = Basis.ROSTER

    @property
    def number(self) -> str:
        """The task as people refer to it: 3.2."""
        return f"{self.item.seq}.{self.item.tasks.index(self.task) + 1}"

    @property
    def name(self) -> str:
        """Number and label: 3.2 办公用房制度."""
        return f"{self.number} {self.task.label}"

    def is_for(self, person: Person) -> bool:
        """Whether the person has anything to do with it."""
        return person.id in {one.id for one in (self.responsible, self.stand_in, *self.helpers) if one}

    def is_owed_by(self, person: Person) -> bool:
        """Whether the person is the one to act: the 责任人, or who stands in for him."""
        return person.id in {one.id for one in (self.responsible, self.stand_in) if one}


def charges(scheme: Scheme, staff: Staffing, units: Collection[str], day: date) -> dict[str, Charge]:
    """Every task of these units by its id."""
    assigned = _assigned(staff.entries)
    absences = [entry for entry in staff.entries if entry.kind == DELEGATED and _holds(entry, day)]
    away = {entry.slot.removeprefix("delegate:"): entry for entry in absences}
    found: dict[str, Charge] = {}
    for unit in (one for one in scheme.units if one.code in units):
        bench = _Bench(unit, staff, away)
        for item in unit.items:
            by_roster = bench.by_roster(item)
            for task in item.tasks:
                entry = _later(assigned.get(task.id), assigned.get(item.id))
                responsible, helpers, basis = by_roster if entry is None else bench.by_entry(entry)
                others = tuple(one for one in helpers if one != responsible)
                found[task.id] = Charge(unit, item, task, responsible, others, bench.stand_in(responsible), basis)
    return found


def _assigned(entries: Iterable[Entry]) -> dict[str, Entry]:
    """The last assignment of each task or whole item."""
    return {entry.slot.partition(":")[2]: entry for entry in entries if entry.kind == ASSIGNED}


def _later(one: Entry | None, other: Entry | None) -> Entry | None:
    both = [entry for entry in (one, other) if entry is not None]
    return max(both, key=lambda entry: entry.seq) if both else None


def _holds(entry: Entry, day: date) -> bool:
    """Whether a delegation covers the day."""
    first, last = date.fromisoformat(entry.payload["from"]), date.fromisoformat(entry.payload["until"])
    return first <= day <= last


Holders = tuple[Person | None, tuple[Person, ...], Basis]


class _Bench:
    """The people of one unit who can hold its tasks."""

    def __init__(self, unit: Unit, staff: Staffing, away: Mapping[str, Entry]) -> None:
        self._away = away
        self._workers = {one.id: one for one in staff.workers(unit.code)}
        self._last = _last_resort(staff, unit.code)

    def by_roster(self, item: Item) -> Holders:
        """Who names the item in the roster, else who has no items of his own there; the first of them answers."""
        named = [one for one in self._workers.values() if item.id in one.items]
        general = [one for one in self._workers.values() if not one.items and Role.STAFF in one.roles]
        everyone = [*named, *general]
        if not everyone:
            return (self._last[0], (), self._last[1])
        return everyone[0], tuple(everyone[1:]), Basis.ROSTER

    def by_entry(self, entry: Entry) -> Holders:
        """Whom an assignment names, as far as they are still here; who has left leaves the task to the head."""
        responsible = self._workers.get(entry.payload["responsible"] or "")
        helpers = tuple(self._workers[one] for one in entry.payload["helpers"] if one in self._workers)
        if responsible is None:
            return self._last[0], helpers, self._last[1]
        return responsible, helpers, Basis.ASSIGNED

    def stand_in(self, responsible: Person | None) -> Person | None:
        """Who acts for the 责任人 while he is away."""
        entry = self._away.get(responsible.id) if responsible else None
        return self._workers.get(entry.payload["to"]) if entry else None


def _last_resort(staff: Staffing, unit: str) -> tuple[Person | None, Basis]:
    """To whom falls what nobody holds: the head, and in a unit without one 考核办."""
    heads = staff.heads(unit)
    if heads:
        return heads[0], Basis.HEAD
    return next(iter(staff.office()), None), Basis.OFFICE


def charges_of(act: Act, *units: str) -> dict[str, Charge]:
    """The tasks of some units (of all when none is named) as they stand, by id."""
    codes = units or tuple(unit.code for unit in act.scheme.units)
    return charges(act.scheme, staffing(act), codes, act.today)


def tasks_of(act: Act, person: Person) -> list[Charge]:
    """What the person answers for, stands in for or helps with, in the order of the lists."""
    units = person.units if Role.OFFICE not in person.roles else ()
    return [charge for charge in charges_of(act, *units).values() if charge.is_for(person)] if _works(person) else []


def _works(person: Person) -> bool:
    return person.active and bool(person.roles & (WORKERS | {Role.OFFICE}))


def items_of(act: Act, person: Person) -> list[Item]:
    """The items of which the person has at least one task; a head has all of his unit's."""
    headed = person.units if Role.HEAD in person.roles else ()
    items = [item for code in headed for item in act.scheme.unit(code).items]
    items += [charge.item for charge in tasks_of(act, person)]
    return list({item.id: item for item in items}.values())


def responsible_for(act: Act, task: str) -> Charge:
    """Who answers for the task now."""
    unit = act.scheme.unit_of_item(act.scheme.item_of_task(task).id)
    return charges_of(act, unit.code)[task]


def responsible_on(act: Act, task: str, day: date) -> Person | None:
    """Who answered for the task on a day: deductions follow the date."""
    unit = act.scheme.unit_of_item(act.scheme.item_of_task(task).id)
    return charges(act.scheme, staffing_on(act, day), {unit.code}, day)[task].responsible
