"""The roster: who is who, where, and in which role."""

from sqlalchemy import ColumnElement, RowMapping, select

from storage import tables as t
from storage.records import Person, Role
from storage.shelf import Shelf, from_json, to_json, upsert


class People(Shelf):
    """The people of one organisation, inside one transaction."""

    def by_userid(self, userid: str) -> Person | None:
        """The person behind a platform account; None for a stranger."""
        return self._one(t.person.c.userid == userid)

    def get(self, person_id: str) -> Person | None:
        """The person of this id."""
        return self._one(t.person.c.id == person_id)

    def _one(self, condition: ColumnElement[bool]) -> Person | None:
        query = select(t.person).where(t.person.c.org == self.org).where(condition)
        row = self.connection.execute(query).mappings().one_or_none()
        return _person(row) if row else None

    def all(self) -> list[Person]:
        """Everybody, active or not, by id."""
        query = select(t.person).where(t.person.c.org == self.org).order_by(t.person.c.id)
        return [_person(row) for row in self.connection.execute(query).mappings()]

    def with_role(self, role: Role, unit: str | None = None) -> list[Person]:
        """The active people in a role, narrowed to a unit, in a fixed order."""
        return [
            person
            for person in self.all()
            if person.active and role in person.roles and (unit is None or unit in person.units)
        ]

    def put(self, person: Person) -> None:
        """Add a person, or change what is known of one."""
        row = {
            "org": self.org, "id": person.id, "userid": person.userid, "name": person.name,
            "units": to_json(person.units), "roles": to_json(sorted(person.roles)), "lines": to_json(person.lines),
            "items": to_json(person.items), "active": person.active,
        }  # fmt: skip
        upsert(self.connection, t.person, row)


def _person(row: RowMapping) -> Person:
    many = {name: from_json(row[name]) for name in ("units", "roles", "lines", "items")}
    return Person(id=row["id"], userid=row["userid"], name=row["name"], active=row["active"], **many)
