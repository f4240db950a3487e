import asyncio
from collections.abc import Callable

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from storage import tables as t
from storage.desk import Desk
from storage.errors import NewSchema, OldSchema
from storage.migrate import upgrade
from storage.store import Store
from tests.storage.desks import MovableClock, append, says


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), t.metadata))


def _at(revision: str) -> Callable[[Desk], object]:
    statement = text("UPDATE alembic_version SET version_num = :revision")
    return lambda desk: desk.connection.execute(statement, {"revision": revision})


async def test_the_migrations_make_exactly_the_tables_we_use(store: Store) -> None:
    assert await store.read(lambda desk: _differences(desk.connection)) == []


async def test_every_table_carries_the_organisation(store: Store) -> None:
    assert [table.name for table in t.metadata.tables.values() if "org" not in table.columns] == []


async def test_every_text_is_either_long_or_has_a_length(store: Store) -> None:
    names = [f"{c.table.name}.{c.name}" for table in t.metadata.tables.values() for c in table.columns]
    columns = await store.read(lambda desk: inspect(desk.connection).get_columns("entry"))

    assert len(names) == len(set(names))
    assert {column["name"] for column in columns} == {column.name for column in t.entry.columns}


async def test_two_replicas_may_start_on_an_empty_database_at_once(database: str, clock: MovableClock) -> None:
    stores = [await Store.open(database, clock=clock) for _ in range(3)]
    await asyncio.gather(*(store.migrate() for store in stores))
    await append(stores[0], says("a"))

    assert len(await stores[2].read(lambda desk: desk.journal.entries(2022))) == 1
    for store in stores:
        await store.close()


async def test_starting_again_changes_nothing(store: Store) -> None:
    await append(store, says("a"))
    await store.migrate()

    assert len(await store.read(lambda desk: desk.journal.entries(2022))) == 1


async def test_upgrading_an_empty_database_makes_it_usable(database: str, clock: MovableClock) -> None:
    await upgrade(database)
    await upgrade(database)
    store = await Store.open(database, clock=clock)
    await store.migrate()

    assert await store.read(lambda desk: _differences(desk.connection)) == []
    await store.close()


async def test_a_database_of_the_first_version_is_brought_up_to_this_one(store: Store, database: str) -> None:
    await append(store, says("a"))
    await store.write(lambda desk: desk.connection.execute(text("DROP TABLE wake")))
    await store.write(lambda desk: desk.connection.execute(text("ALTER TABLE person DROP COLUMN frozen")))
    await store.write(_at("0001"))
    with pytest.raises(OldSchema):
        await store.migrate()

    await upgrade(database)

    await store.migrate()
    assert await store.read(lambda desk: _differences(desk.connection)) == []
    assert len(await store.read(lambda desk: desk.journal.entries(2022))) == 1


async def test_a_newer_database_is_refused_in_a_sentence(store: Store) -> None:
    await store.write(_at("9999"))

    with pytest.raises(NewSchema, match="更新版本"):
        await store.migrate()


async def test_an_older_database_is_refused_with_the_command_to_upgrade(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.migrate._scripts", lambda: _Later())

    with pytest.raises(OldSchema, match="kaohe db upgrade"):
        await store.migrate()


class _Later:
    """The steps of a programme one version on."""

    def get_current_head(self) -> str:
        return "0004"

    def walk_revisions(self) -> list["_Step"]:
        return [_Step("0004"), _Step("0003"), _Step("0002"), _Step("0001")]


class _Step:
    def __init__(self, revision: str) -> None:
        self.revision = revision
