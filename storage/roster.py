"""Bring a roster into the database: adds and changes in one transaction, each in the journal."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from scoring.scheme import Scheme
from storage import words
from storage.desk import Desk
from storage.records import Frozen, NewEntry, Person, Role
from storage.roster_file import SEPARATOR, read_roster
from storage.store import Store

After = Callable[[Desk, Sequence[Person]], None]
FIELDS = {"name": "姓名", "units": "单位", "roles": "角色", "lines": "分管单位", "items": "负责事项"}


class RosterReport(Frozen):
    """What an import would do, or did; `details`: what changed of whom, `remarks`: what the office should look at."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    applied: bool = False

    @property
    def changes_nothing(self) -> bool:
        """Whether the database already says what the roster says."""
        return not (self.added or self.changed or self.left)

    def lines(self) -> list[str]:
        """The report in sentences."""
        if self.problems:
            return list(self.problems)
        told = [(words.ADDED, self.added), (words.CHANGED, self.changed), (words.LEFT, self.left)]
        said = [_counted(words.COUNTED, names, did=word) for word, names in told if names]
        said += self.details
        if self.missing:
            said.append(_counted(words.STILL_THERE, self.missing))
        if self.changes_nothing:
            said.insert(0, words.NO_CHANGE)
        return [*said, *(words.REMARK.format(remark=remark) for remark in self.remarks)]


def _counted(sentence: str, names: Sequence[str], **about: str) -> str:
    return sentence.format(count=len(names), names=SEPARATOR.join(names), **about)


async def import_roster(
    store: Store, data: bytes, *, name: str, scheme: Scheme, apply: bool, replace: bool, after: After | None = None
) -> RosterReport:
    """Read a table and, with `apply`, write it; with a single bad row nothing is written.

    `after` is called in the same transaction with those who were there before.
    """
    roster = read_roster(data, name, scheme)
    if roster.problems:
        return RosterReport(problems=roster.problems)
    if not apply:
        return await store.read(lambda desk: plan(desk, roster.people, replace, scheme))

    def write(desk: Desk) -> RosterReport:
        before = desk.people.all()
        report = carry_out(desk, roster.people, replace, scheme)
        if after is not None and not report.changes_nothing:
            after(desk, before)
        return report

    return await store.write(write)


def plan(desk: Desk, people: Sequence[Person], replace: bool, scheme: Scheme) -> RosterReport:
    """What would change; who is missing stays, unless the roster is to replace what is there."""
    known = {person.id: person for person in desk.people.all()}
    named = {person.id for person in people}
    absent = [person for person in known.values() if person.id not in named and person.active]
    changed = [person for person in people if person.id in known and known[person.id] != person]
    return RosterReport(
        added=tuple(person.name for person in people if person.id not in known),
        changed=tuple(person.name for person in changed),
        missing=() if replace else tuple(person.name for person in absent),
        left=tuple(person.name for person in absent) if replace else (),
        details=tuple(_difference(known[person.id], person, scheme) for person in changed),
        remarks=tuple(remarks([*people, *([] if replace else absent)], scheme)),
    )


def carry_out(desk: Desk, people: Sequence[Person], replace: bool, scheme: Scheme) -> RosterReport:
    """Write the changes, one journal entry each; a second time there is nothing left to write."""
    report = plan(desk, people, replace, scheme)
    known = {person.id: person for person in desk.people.all()}
    for person in people:
        if person != known.get(person.id):
            _put(desk, person, "roster.changed" if person.id in known else "roster.added", scheme.year)
    if replace:
        named = {person.id for person in people}
        for person in known.values():
            if person.id not in named and person.active:
                _put(desk, person.model_copy(update={"active": False}), "roster.left", scheme.year)
    return report.model_copy(update={"applied": True})


def _put(desk: Desk, person: Person, kind: str, year: int) -> None:
    desk.people.put(person)
    payload = {**person.model_dump(mode="json"), "roles": sorted(person.roles)}
    desk.journal.append(NewEntry(kind=kind, year=year, slot=f"person:{person.id}", actor="system", payload=payload))


def _difference(old: Person, new: Person, scheme: Scheme) -> str:
    """What changed of a person, old → new."""
    parts = [
        words.CHANGE.format(
            column=column,
            old=_told(field, getattr(old, field), scheme),
            new=_told(field, getattr(new, field), scheme),
        )
        for field, column in FIELDS.items()
        if getattr(old, field) != getattr(new, field)
    ]
    if not old.active:
        parts.insert(0, words.ACTIVE_AGAIN)
    return words.DIFFERENCE.format(name=new.name, parts="；".join(parts))


def _told(field: str, value: Any, scheme: Scheme) -> str:
    if field in ("units", "lines"):
        names = {unit.code: unit.short for unit in scheme.units}
        return SEPARATOR.join(names.get(code, code) for code in value) or words.NONE
    if field == "roles":
        return SEPARATOR.join(role for role in Role if role in value)
    return value if isinstance(value, str) else SEPARATOR.join(value) or words.WHOLE_UNIT


def remarks(people: Sequence[Person], scheme: Scheme) -> Iterable[str]:
    """What a roster leaves open: nothing wrong in itself, but the year would get stuck on it."""
    in_role = {role: [person for person in people if role in person.roles] for role in Role}
    for role in (Role.STAFF, Role.HEAD, Role.LEADER):
        covered = {code for one in in_role[role] for code in (one.lines if role is Role.LEADER else one.units)}
        without = [unit.short for unit in scheme.units if unit.code not in covered]
        if without:
            yield words.UNITS_WITHOUT.format(units=SEPARATOR.join(without), role=role)
    scoring = {code for one in in_role[Role.SCORER] for code in one.units}
    unscored = [row.label for row in scheme.commons if row.scorer not in scoring]
    if unscored:
        yield words.UNSCORED.format(rows="”“".join(unscored))
    if len(in_role[Role.OFFICE]) < 2:
        yield words.OFFICE_TOO_SMALL.format(count=len(in_role[Role.OFFICE]))
    if len(in_role[Role.CHIEF]) != 1:
        yield words.NOT_ONE_CHIEF.format(count=len(in_role[Role.CHIEF]))
    homeless = [person.name for person in in_role[Role.OFFICE] if not person.units]
    if homeless:
        yield words.OFFICE_HOMELESS.format(names=SEPARATOR.join(homeless))
