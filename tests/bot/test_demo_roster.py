"""The demo's cast: roles, no real names, everybody a whole year needs."""

from collections import Counter
from pathlib import Path

import pytest

from scoring import Scheme, load_scheme
from storage.records import Person, Role
from storage.roster_file import read_roster

FILE = Path(__file__).parents[2] / "bot" / "demo" / "roster-demo.csv"


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme(2022)


@pytest.fixture(scope="module")
def cast(scheme: Scheme) -> tuple[Person, ...]:
    roster = read_roster(FILE.read_bytes(), FILE.name, scheme)
    assert roster.problems == ()
    return roster.people


def in_role(cast: tuple[Person, ...], role: Role, unit: str | None = None) -> list[Person]:
    return [person for person in cast if role in person.roles and (unit is None or unit in person.units)]


def test_every_unit_has_its_clerks_and_its_head(cast: tuple[Person, ...], scheme: Scheme) -> None:
    for unit in scheme.units:
        assert in_role(cast, Role.STAFF, unit.code), unit.name
        assert len(in_role(cast, Role.HEAD, unit.code)) == 1, unit.name


def test_every_item_has_somebody_who_answers_for_it(cast: tuple[Person, ...], scheme: Scheme) -> None:
    for unit in scheme.units:
        clerks = in_role(cast, Role.STAFF, unit.code)
        assert all(any(not one.items or item.id in one.items for one in clerks) for item in unit.items), unit.name


def test_every_row_of_the_common_work_has_a_scorer(cast: tuple[Person, ...], scheme: Scheme) -> None:
    assert all(in_role(cast, Role.SCORER, row.scorer) for row in scheme.commons)


def test_every_unit_is_led_by_exactly_one_leader(cast: tuple[Person, ...], scheme: Scheme) -> None:
    led = Counter(unit for leader in in_role(cast, Role.LEADER) for unit in leader.lines)

    assert led == {unit.code: 1 for unit in scheme.units}
    assert len(in_role(cast, Role.LEADER)) == 3


def test_the_office_is_two_persons_and_outside_it_stand_chief_operator_and_auditor(cast: tuple[Person, ...]) -> None:
    assert [person.units for person in in_role(cast, Role.OFFICE)] == [("BGS",), ("BGS",)]
    assert [len(in_role(cast, role)) for role in (Role.CHIEF, Role.ADMIN, Role.AUDITOR)] == [1, 1, 1]


def test_somebody_outside_each_scoring_unit_can_stand_in(cast: tuple[Person, ...], scheme: Scheme) -> None:
    stand_ins = [person for person in cast if person.name.startswith("代评人")]

    for row in scheme.commons:
        assert any(row.scorer not in person.units for person in stand_ins)


def test_nobody_in_the_cast_is_a_real_official(cast: tuple[Person, ...], shared: Path) -> None:
    real = set((shared / "notice" / "names.txt").read_text(encoding="utf-8").split())

    assert real.isdisjoint(person.name for person in cast)
