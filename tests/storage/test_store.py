import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.desk import Desk
from storage.errors import Closed, UnknownDatabase, Unreachable
from storage.postgres import make_engine
from storage.records import InboxRow
from storage.store import Store, is_passing
from tests.services import free_port
from tests.storage.desks import MovableClock, append, frame, inbox_counts, says


async def test_a_work_gives_back_its_result(store: Store) -> None:
    assert await store.write(lambda desk: (desk.org, desk.algorithm)) == ("default", "sha256")


async def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read-?\s?only"):
        await store.read(lambda desk: desk.sessions.put("p1", {}))
    assert await store.read(lambda desk: desk.sessions.get("p1")) == {}


async def test_a_reader_sees_one_moment_while_others_write(store: Store) -> None:
    await append(store, says("a"))
    loop = asyncio.get_running_loop()
    writing: list[asyncio.Task[object]] = []

    def look(desk: Desk) -> tuple[int, int]:
        before = len(desk.journal.entries(2022))
        if desk.connection.dialect.name == "sqlite":
            asyncio.run_coroutine_threadsafe(append(store, says("b")), loop).result(10)
        else:
            writing.append(loop.create_task(append(store, says("b"))))
            desk.connection.execute(text("SELECT pg_sleep(0.2)"))
        return before, len(desk.journal.entries(2022))

    assert await store.read(look) == (1, 1)
    await asyncio.gather(*writing)
    assert len(await store.read(lambda desk: desk.journal.entries(2022))) == 2


async def test_a_closed_store_says_so_instead_of_waiting_for_ever(store: Store) -> None:
    await store.close()
    await store.close()

    with pytest.raises(Closed, match="正在停止"):
        await store.write(lambda desk: desk.org)
    with pytest.raises(Closed):
        await store.read(lambda desk: desk.org)
    with pytest.raises(Closed):
        await store.accept([frame("k")])


async def test_closing_finishes_what_is_being_accepted(database: str, clock: MovableClock) -> None:
    first = await Store.open(database, clock=clock)
    await first.migrate()
    accepting = [asyncio.create_task(first.accept([frame(f"k{n}")])) for n in range(50)]
    await asyncio.sleep(0)
    await first.close()
    await asyncio.gather(*accepting)

    again = await Store.open(database, clock=clock)
    await again.migrate()
    assert await inbox_counts(again) == {"new": 50}
    await again.close()


async def test_a_caller_who_gave_up_before_his_turn_writes_nothing(store: Store) -> None:
    tasks = [asyncio.create_task(append(store, says("a", n))) for n in range(3)]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert len(await append(store, says("a"))) == 1


async def test_an_address_we_do_not_speak_is_refused(clock: MovableClock) -> None:
    with pytest.raises(UnknownDatabase, match="不支持 mysql 数据库"):
        await Store.open("mysql://root:secret@db/kaohe", clock=clock)


async def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path, clock: MovableClock) -> None:
    (tmp_path / "kaohe.db").write_text("这不是数据库" * 100, encoding="utf-8")
    store = await Store.open(f"sqlite:///{tmp_path / 'kaohe.db'}", clock=clock)

    with pytest.raises(Unreachable, match=r"打不开.*not a database"):
        await store.migrate()
    await store.close()


async def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path, clock: MovableClock) -> None:
    (tmp_path / "file").write_text("x")
    store = await Store.open(f"sqlite:///{tmp_path / 'file' / 'kaohe.db'}", clock=clock)

    with pytest.raises(Unreachable, match="打不开"):
        await store.migrate()
    await store.close()


async def test_a_server_that_does_not_answer_is_told_without_its_password(clock: MovableClock) -> None:
    store = await Store.open(f"postgresql://kaohe:secret@127.0.0.1:{free_port()}/kaohe", clock=clock)

    with pytest.raises(Unreachable, match=r"127\.0\.0\.1/kaohe 打不开") as refusal:
        await store.migrate()
    assert "secret" not in refusal.value.sentence
    await store.close()


async def test_a_database_that_is_not_there_is_told_in_a_sentence(postgres_url: str, clock: MovableClock) -> None:
    store = await Store.open(postgres_url.replace("/postgres", "/nothing"), clock=clock)

    with pytest.raises(Unreachable, match="nothing 打不开"):
        await store.migrate()
    await store.close()


async def test_without_a_schema_working_says_what_is_missing(sqlite_database: str, clock: MovableClock) -> None:
    store = await Store.open(sqlite_database, clock=clock)

    with pytest.raises(DBAPIError, match="no such table"):
        await store.work_next(lambda desk, row: None)
    await store.close()


async def test_a_full_disk_is_not_counted_against_the_message(sqlite_database: str, clock: MovableClock) -> None:
    store = await Store.open(sqlite_database, clock=clock)
    await store.migrate()
    await store.accept([frame("k")])

    def fill(desk: Desk, row: InboxRow) -> None:
        pages = desk.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        desk.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        desk.journal.append(says("a", "x" * 100_000))

    for _ in range(4):
        with pytest.raises(DBAPIError, match="full"):
            await store.work_next(fill)
    assert await inbox_counts(store) == {"new": 1}
    await store.close()


async def test_the_writers_durability_is_what_we_promise(sqlite_database: str, clock: MovableClock) -> None:
    store = await Store.open(sqlite_database, clock=clock)

    def pragmas(desk: Desk) -> list[object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        return [desk.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names]

    assert await store.write(pragmas) == ["wal", 2, 1, 10000]
    await store.close()


@pytest.mark.parametrize("mode", ["require", "verify-full"])
def test_an_address_with_libpqs_sslmode_is_understood(mode: str) -> None:
    engine = make_engine(f"postgresql://u:p@db:5433/kaohe?sslmode={mode}")

    assert dict(engine.url.query) == {"ssl": mode}


class _Failed(Exception):
    """What a driver raises, with the state PostgreSQL gave it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate
        super().__init__(sqlstate)


@pytest.mark.parametrize(
    ("sqlstate", "passes"),
    [("40P01", True), ("40001", True), ("53100", True), ("57P01", True), ("08006", True), ("23505", False)],
)
def test_a_lost_race_or_a_full_server_is_the_databases_fault_not_the_messages(sqlstate: str, passes: bool) -> None:
    assert is_passing(DBAPIError("work", {}, _Failed(sqlstate))) is passes
