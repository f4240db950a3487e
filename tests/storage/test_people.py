"""The people of a site: found by account, by role, by unit, by line."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from storage.desk import Desk
from storage.records import Person, Role
from storage.store import Store

NOON = datetime(2022, 4, 20, 4, 0, tzinfo=UTC)


def person(
    name: str, *roles: Role, units: tuple[str, ...] = (), lines: tuple[str, ...] = (), active: bool = True
) -> Person:
    return Person(
        id=name, userid=f"u-{name}", name=name, roles=frozenset(roles), units=units, lines=lines, active=active
    )


PEOPLE = [
    person("fj-staff", Role.STAFF, units=("FJ",)),
    person("fj-head", Role.HEAD, units=("FJ",)),
    person("dw-scorer", Role.STAFF, Role.SCORER, units=("DW",)),
    person("khb-1", Role.OFFICE, units=("BGS",)),
    person("khb-2", Role.OFFICE, Role.STAFF, units=("BGS",)),
    person("leader", Role.LEADER, lines=("FJ", "BGS")),
    person("chief", Role.CHIEF, Role.LEADER, lines=("DW",)),
    person("gone", *Role, units=("FJ",), lines=("FJ",)).model_copy(update={"active": False}),
]


def hire(desk: Desk) -> None:
    for one in PEOPLE:
        desk.people.put(one)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await Store.open(database, clock=lambda: NOON)
    await opened.migrate()
    yield opened
    await opened.close()


@pytest.fixture
async def staffed(store: Store) -> Store:
    await store.write(hire)
    return store


async def test_a_person_is_found_by_account_and_by_id(staffed: Store) -> None:
    def look(desk: Desk) -> tuple[Person | None, Person | None]:
        return desk.people.by_userid("u-fj-head"), desk.people.get("fj-head")

    assert await staffed.read(look) == (PEOPLE[1], PEOPLE[1])


async def test_a_stranger_is_nobody(staffed: Store) -> None:
    assert await staffed.read(lambda desk: desk.people.by_userid("somebody")) is None
    assert await staffed.read(lambda desk: desk.people.get("somebody")) is None


async def test_everybody_is_listed_whether_active_or_not(staffed: Store) -> None:
    everybody = await staffed.read(lambda desk: desk.people.all())

    assert everybody == sorted(PEOPLE, key=lambda one: one.id)


async def test_only_the_active_are_in_a_role(staffed: Store) -> None:
    def look(desk: Desk) -> list[list[Person]]:
        people = desk.people
        return [people.staff_of("FJ"), people.heads_of("FJ"), people.scorers_of("DW"), people.office(),
                people.leaders_of("FJ"), people.leaders_of("DW"), people.in_unit("FJ"), people.scorers_of("FJ"),
                people.with_role(Role.STAFF)]  # fmt: skip

    found = [[one.id for one in group] for group in await staffed.read(look)]

    assert found == [
        ["fj-staff"], ["fj-head"], ["dw-scorer"], ["khb-1", "khb-2"],
        ["leader"], ["chief"], ["fj-head", "fj-staff"], [], ["dw-scorer", "fj-staff", "khb-2"],
    ]  # fmt: skip


async def test_the_chief_is_one_person_or_nobody(store: Store) -> None:
    assert await store.read(lambda desk: desk.people.chief()) is None

    await store.write(hire)

    assert await store.read(lambda desk: desk.people.chief()) == PEOPLE[6]


async def test_putting_a_person_again_changes_what_is_known(staffed: Store) -> None:
    moved = PEOPLE[0].model_copy(update={"units": ("JC",), "items": ("JC-1",)})

    await staffed.write(lambda desk: desk.people.put(moved))

    assert await staffed.read(lambda desk: desk.people.get("fj-staff")) == moved
    assert await staffed.read(lambda desk: desk.people.staff_of("FJ")) == []


async def test_units_are_told_apart_by_their_whole_code(staffed: Store) -> None:
    await staffed.write(lambda desk: desk.people.put(person("other", Role.STAFF, units=("F_", "fj"))))

    assert [one.id for one in await staffed.read(lambda desk: desk.people.in_unit("F_"))] == ["other"]
    assert [one.id for one in await staffed.read(lambda desk: desk.people.staff_of("FJ"))] == ["fj-staff"]
    assert await staffed.read(lambda desk: desk.people.in_unit("J")) == []
