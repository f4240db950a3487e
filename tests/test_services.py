"""The services that the other tests lean on are real, fresh and their own."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest
from openpyxl import Workbook, load_workbook
from playwright.async_api import Browser

from tests.services import LibreOffice, Postgres, absent


async def test_every_test_gets_an_empty_database_of_its_own(postgres: Postgres) -> None:
    with postgres.database() as first, postgres.database() as second:
        assert first != second
        connection = await asyncpg.connect(first)
        await connection.execute("CREATE TABLE here (id int)")
        await connection.close()
        connection = await asyncpg.connect(second)
        assert await connection.fetchval("SELECT to_regclass('here')") is None
        await connection.close()


async def test_postgresql_keeps_its_promises_about_durability(postgres_database: str) -> None:
    connection = await asyncpg.connect(postgres_database)
    assert await connection.fetchval("SHOW fsync") == "on"
    assert await connection.fetchval("SHOW synchronous_commit") == "on"
    await connection.close()


def test_a_database_url_names_its_kind(database: str) -> None:
    assert database.startswith(("sqlite:///", "postgresql://"))


async def test_the_browser_renders_a_page(browser: Browser) -> None:
    page = await browser.new_page()
    await page.set_content("<h1>考核</h1>")
    assert await page.inner_text("h1") == "考核"


def test_libreoffice_computes_a_formula_anew(libreoffice: LibreOffice, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = 60, 29.5, "=SUM(A1:A2)"
    book.save(tmp_path / "sheet.xlsx")

    copy = load_workbook(libreoffice.recalculated(tmp_path / "sheet.xlsx"), data_only=True)

    assert copy.active is not None
    assert copy.active["A3"].value == 89.5


KILLED_MIDWAY = """
import os, signal
from tests.services import running_postgres
with running_postgres() as server:
    print(server.port, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.usefixtures("postgres")
def test_the_server_ends_with_a_test_process_that_is_killed() -> None:
    """Who is killed cannot tidy up; the server notices by itself."""
    killed = subprocess.run([sys.executable, "-c", KILLED_MIDWAY], capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    deadline = time.monotonic() + 10
    while listens(int(killed.stdout)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_what_is_absent_is_skipped_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAOHE_TEST_FULL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium is not on this machine"):
        absent("Chromium", "chromium")


def test_what_is_absent_is_a_failure_where_nothing_may_be_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAOHE_TEST_FULL", "1")
    with pytest.raises(pytest.fail.Exception, match="Chromium is missing"):
        absent("Chromium", "chromium")
