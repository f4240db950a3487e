"""The roster: who is who, where, and in which role."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, RowMapping, select, update

from storage import tables as t
from storage.records import Person, Role
from storage.shelf import DeskLike, Shelf, from_json, to_json, upsert


class People(Shelf):
    """The people of one organisation, inside one transaction."""

    def __init__(self, desk: DeskLike) -> None:
        super().__init__(desk)
        self._in_role: dict[Role, list[Person]] = {}

    def by_userid(self, userid: str) -> Person | None:
        """The person behind a platform account, active or not; None for a stranger."""
        return self._one(t.person.c.userid == userid)

    def holding(self, userids: Iterable[str]) -> dict[str, Person]:
        """The persons behind these platform ids, by id."""
        return {one.userid: one for one in self._many(t.person.c.userid.in_(tuple(userids)))}

    def get(self, person_id: str) -> Person | None:
        """The person of this id, active or not."""
        return self._one(t.person.c.id == person_id)

    def _one(self, condition: ColumnElement[bool]) -> Person | None:
        found = self._many(condition)
        return found[0] if found else None

    def _many(self, *conditions: ColumnElement[bool]) -> list[Person]:
        query = select(t.person).where(t.person.c.org == self.org, *conditions).order_by(t.person.c.id)
        return [_person(row) for row in self.connection.execute(query).mappings()]

    def all(self) -> list[Person]:
        """Everybody, active or not, by id."""
        return self._many()

    def with_role(self, role: Role, unit: str | None = None) -> list[Person]:
        """The active people in a role, narrowed to a unit, in a fixed order."""
        if role not in self._in_role:
            named = t.person.c.roles.contains(f'"{role.value}"', autoescape=True)
            self._in_role[role] = self._many(t.person.c.active, named)
        return [person for person in self._in_role[role] if unit is None or unit in person.units]

    def in_unit(self, unit: str) -> list[Person]:
        """The active people of a unit, in a fixed order."""
        likely = self._many(t.person.c.active, t.person.c.units.contains(f'"{unit}"', autoescape=True))
        return [person for person in likely if unit in person.units]

    def staff_of(self, unit: str) -> list[Person]:
        """Who does the paperwork of a unit."""
        return self.with_role(Role.STAFF, unit)

    def heads_of(self, unit: str) -> list[Person]:
        """Who heads a unit and confirms its self-assessment."""
        return self.with_role(Role.HEAD, unit)

    def scorers_of(self, office: str) -> list[Person]:
        """Who scores common work for a functional office; a row names its office as `row.scorer`."""
        return self.with_role(Role.SCORER, office)

    def leaders_of(self, unit: str) -> list[Person]:
        """The leaders on whose line a unit is."""
        return [leader for leader in self.with_role(Role.LEADER) if unit in leader.lines]

    def office(self) -> list[Person]:
        """The persons of 考核办."""
        return self.with_role(Role.OFFICE)

    def chief(self) -> Person | None:
        """The head of the leading group; None until the roster names one."""
        return next(iter(self.with_role(Role.CHIEF)), None)

    def freeze(self, person_id: str, frozen: bool) -> None:
        """Freeze an account or let it go again; a new roster changes nothing about it."""
        same = (t.person.c.org == self.org) & (t.person.c.id == person_id)
        self.connection.execute(update(t.person).where(same).values(frozen=frozen))
        self._in_role.clear()

    def put(self, person: Person) -> None:
        """Add a person, or change what is known of one."""
        row = {
            "org": self.org, "id": person.id, "userid": person.userid, "name": person.name,
            "units": to_json(person.units), "roles": to_json(sorted(person.roles)), "lines": to_json(person.lines),
            "items": to_json(person.items), "active": person.active,
        }  # fmt: skip
        upsert(self.connection, t.person, row)
        self._in_role.clear()


def _person(row: RowMapping) -> Person:
    many = {name: from_json(row[name]) for name in ("units", "roles", "lines", "items")}
    return Person(
        id=row["id"], userid=row["userid"], name=row["name"], active=row["active"], frozen=row["frozen"], **many
    )
