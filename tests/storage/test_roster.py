"""A roster is first shown as a plan; applied, it is one transaction with an entry per person, once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from scoring import load_scheme
from storage.records import Entry, Person, Role
from storage.roster import RosterReport, import_roster
from storage.roster_file import template
from storage.store import Store

NOON = datetime(2022, 4, 20, 4, 0, tzinfo=UTC)
HEADER = "姓名,userid,单位,角色,分管单位,负责事项"
SCHEME = load_scheme(2022)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await Store.open(database, clock=lambda: NOON)
    await opened.migrate()
    yield opened
    await opened.close()


async def bring(store: Store, *lines: str, apply: bool = True, replace: bool = False) -> RosterReport:
    data = "\n".join([HEADER, *lines]).encode()
    return await import_roster(store, data, name="名册.csv", scheme=SCHEME, apply=apply, replace=replace)


async def everybody(store: Store) -> list[Person]:
    return await store.read(lambda desk: desk.people.all())


async def entries(store: Store) -> list[Entry]:
    return await store.read(lambda desk: desk.journal.entries(2022))


STAFF, HEAD = "甲,u1,房基处,经办,,", "乙,u2,房基处,单位负责人,,"


async def test_without_apply_nothing_is_written(store: Store) -> None:
    report = await bring(store, STAFF, HEAD, apply=False)

    assert report.added == ("甲", "乙")
    assert not report.applied
    assert await everybody(store) == []
    assert await entries(store) == []


async def test_applied_everybody_is_there_with_an_entry_each(store: Store) -> None:
    report = await bring(store, STAFF, HEAD)

    assert report.applied
    assert [person.name for person in await everybody(store)] == ["甲", "乙"]
    written = await entries(store)
    assert [(entry.kind, entry.slot, entry.actor) for entry in written] == [
        ("roster.added", "person:u1", "system"),
        ("roster.added", "person:u2", "system"),
    ]
    assert written[1].payload["roles"] == ["单位负责人"]


async def test_a_second_time_there_is_nothing_to_do(store: Store) -> None:
    await bring(store, STAFF, HEAD)

    report = await bring(store, HEAD, STAFF)

    assert report.changes_nothing
    assert report.lines()[0] == "名册与系统一致，没有变化。"
    assert len(await entries(store)) == 2


async def test_a_change_is_told_old_and_new(store: Store) -> None:
    await bring(store, STAFF)

    report = await bring(store, "甲甲,u1,计财处,经办、单位负责人,,JC-1")

    assert report.changed == ("甲甲",)
    assert report.details == (
        "甲甲：姓名 甲 → 甲甲；单位 房基处 → 计财处；角色 经办 → 经办、单位负责人；负责事项 （本单位全部） → JC-1",
    )
    assert "变更 1 人：甲甲" in report.lines()
    assert [entry.kind for entry in await entries(store)] == ["roster.added", "roster.changed"]
    assert (await everybody(store))[0].units == ("JC",)


async def test_who_is_missing_is_listed_and_stays(store: Store) -> None:
    await bring(store, STAFF, HEAD)

    report = await bring(store, STAFF)

    assert report.missing == ("乙",)
    assert any("仍保留 1 人：乙" in line for line in report.lines())
    assert all(person.active for person in await everybody(store))


async def test_who_is_missing_is_deactivated_when_the_roster_replaces(store: Store) -> None:
    await bring(store, STAFF, HEAD)

    report = await bring(store, STAFF, replace=True)

    assert (report.missing, report.left) == ((), ("乙",))
    assert "停用 1 人：乙" in report.lines()
    assert [person.active for person in await everybody(store)] == [True, False]
    assert (await entries(store))[-1].kind == "roster.left"
    assert (await bring(store, STAFF, replace=True)).changes_nothing


async def test_who_comes_back_is_active_again(store: Store) -> None:
    await bring(store, STAFF, HEAD)
    await bring(store, STAFF, replace=True)

    report = await bring(store, STAFF, "乙,u2,,分管领导,房基处,")

    assert report.details == (
        "乙：重新启用；单位 房基处 → （无）；角色 单位负责人 → 分管领导；分管单位 （无） → 房基处",
    )
    assert (await everybody(store))[1].active


async def test_with_one_bad_row_nothing_at_all_is_written(store: Store) -> None:
    report = await bring(store, STAFF, ",u2,环保处,科员,,")

    assert len(report.problems) == 3
    assert report.lines() == list(report.problems)
    assert await everybody(store) == []


async def test_a_file_that_is_no_table_is_a_problem_too(store: Store) -> None:
    report = await import_roster(store, b"", name="名册.csv", scheme=SCHEME, apply=True, replace=True)

    assert report.problems == ("名册.csv 是空文件，里面没有内容。",)


async def test_what_would_hold_up_the_year_is_pointed_out(store: Store) -> None:
    report = await bring(store, STAFF, "考核办甲,u3,,考核办,,", apply=False)

    told = "\n".join(report.lines())
    assert "没有单位负责人" in told
    assert "没有分管领导" in told
    assert "共性工作“党建工作”“重点交办工作”" in told
    assert "考核办只有 1 人" in told
    assert "组长有 0 人" in told
    assert "考核办甲没有写单位" in told
    assert "房基处没有经办" not in told


async def test_the_template_can_be_imported_as_it_is(store: Store) -> None:
    report = await import_roster(store, template(), name="模板.csv", scheme=SCHEME, apply=True, replace=False)

    assert report.problems == ()
    assert (await store.read(lambda desk: desk.people.chief())) is not None
    assert len(await store.read(lambda desk: desk.people.with_role(Role.OFFICE))) == 2
