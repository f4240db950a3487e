"""Who is in the roster, where and since when, and what the journal says about their tasks; now, or on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.clock import local_day
from bot.usecases.act import Act
from storage.desk import Desk
from storage.records import Entry, Person, Role

ASSIGNED, DELEGATED = "task.assigned", "duty.delegated"
WORKERS = frozenset({Role.STAFF, Role.HEAD})
"""The roles whose bearers can hold tasks: they may hand in what proves them."""
Came = Mapping[tuple[str, str], int]
"""When each person came into each of his units, as a number that only orders; 0 before the year began."""


@dataclass(frozen=True)
class Staffing:
    """The people, the entries about their tasks, and in which order they came into their units."""

    people: Sequence[Person]
    entries: Sequence[Entry] = ()
    came: Came = field(default_factory=dict)

    def workers(self, unit: str) -> list[Person]:
        """The active people of a unit who can hold tasks, those who were there first before the others."""
        found = [one for one in self.people if one.active and unit in one.units and one.roles & WORKERS]
        return sorted(found, key=lambda one: (self.came.get((one.id, unit), 0), one.id))

    def heads(self, unit: str) -> list[Person]:
        """The active heads of a unit."""
        return [one for one in self.workers(unit) if Role.HEAD in one.roles]

    def office(self) -> list[Person]:
        """The active members of 考核办."""
        return [one for one in self.people if one.active and Role.OFFICE in one.roles]


def staffing(act: Act) -> Staffing:
    """Everybody, and what holds now, in three queries."""
    return staffing_of(act.desk, act.year, act.desk.people.all())


def staffing_of(desk: Desk, year: int, people: Sequence[Person]) -> Staffing:
    """These people, with what the journal says now."""
    entries = desk.journal.currents(year, kinds={ASSIGNED, DELEGATED})
    return Staffing(people, entries, came(desk.journal.entries(year, prefix="person:")))


def staffing_on(act: Act, day: date) -> Staffing:
    """Everybody as they were on a day, and what held then; before somebody's first entry, as that entry says."""
    history = act.desk.journal.entries(act.year, prefix="person:")
    people = {one.id: one for one in act.desk.people.all()} | {one.id: one for one in _people_on(history, day)}
    assigned = act.desk.journal.entries(act.year, prefix="assign:")
    then = [one for one in assigned if one.payload["from"] <= day.isoformat()]
    return Staffing(list(people.values()), then, came(one for one in history if local_day(one.at) <= day))


def came(history: Iterable[Entry]) -> Came:
    """When each came into each unit he is in: leaving and coming back starts anew."""
    found: dict[tuple[str, str], int] = {}
    for entry in (one for one in history if one.payload):
        person = entry.slot.removeprefix("person:")
        units = set(entry.payload["units"]) if entry.payload["active"] else set()
        for left in [key for key in found if key[0] == person and key[1] not in units]:
            del found[left]
        for unit in units:
            found.setdefault((person, unit), entry.seq)
    return found


def _people_on(history: Iterable[Entry], day: date) -> list[Person]:
    seen: dict[str, Person] = {}
    for entry in (one for one in history if one.payload):
        person = Person.model_validate(entry.payload)
        if person.id not in seen or local_day(entry.at) <= day:
            seen[person.id] = person
    return list(seen.values())
