"""Bring a roster into the database: adds and changes in one transaction, each in the journal."""

from collections.abc import Sequence

from scoring.scheme import Scheme
from storage.desk import Desk
from storage.records import Frozen, NewEntry, Person
from storage.roster_file import read_roster
from storage.store import Store


class RosterReport(Frozen):
    """What an import would do, or did."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    applied: bool = False

    def lines(self) -> list[str]:
        """The report in sentences."""
        if self.problems:
            return list(self.problems)
        told = [("新增", self.added), ("变更", self.changed), ("停用", self.left)]
        said = [f"{word} {len(names)} 人：{'、'.join(names)}" for word, names in told if names]
        if self.missing:
            said.append(f"名册里没有、系统里仍保留 {len(self.missing)} 人：{'、'.join(self.missing)}")
        return said or ["名册与系统一致，没有变化。"]


async def import_roster(
    store: Store, data: bytes, *, name: str, scheme: Scheme, apply: bool, replace: bool
) -> RosterReport:
    """Read a table and, with `apply`, write it; with a single bad row nothing is written."""
    roster = read_roster(data, name, scheme)
    if roster.problems:
        return RosterReport(problems=roster.problems)
    if not apply:
        return await store.read(lambda desk: plan(desk, roster.people, replace))
    return await store.write(lambda desk: carry_out(desk, roster.people, replace, scheme.year))


def plan(desk: Desk, people: Sequence[Person], replace: bool) -> RosterReport:
    """What would change."""
    known = {person.id: person for person in desk.people.all()}
    named = {person.id for person in people}
    absent = tuple(person.name for person in known.values() if person.id not in named and person.active)
    return RosterReport(
        added=tuple(person.name for person in people if person.id not in known),
        changed=tuple(person.name for person in people if person.id in known and known[person.id] != person),
        missing=() if replace else absent,
        left=absent if replace else (),
    )


def carry_out(desk: Desk, people: Sequence[Person], replace: bool, year: int) -> RosterReport:
    """Write the changes, one journal entry each."""
    report = plan(desk, people, replace)
    known = {person.id: person for person in desk.people.all()}
    for person in people:
        if person != known.get(person.id):
            _put(desk, person, "roster.changed" if person.id in known else "roster.added", year)
    if replace:
        named = {person.id for person in people}
        for person in known.values():
            if person.id not in named and person.active:
                _put(desk, person.model_copy(update={"active": False}), "roster.left", year)
    return report.model_copy(update={"applied": True})


def _put(desk: Desk, person: Person, kind: str, year: int) -> None:
    desk.people.put(person)
    payload = {**person.model_dump(mode="json"), "roles": sorted(person.roles)}
    desk.journal.append(NewEntry(kind=kind, year=year, slot=f"person:{person.id}", actor="system", payload=payload))
