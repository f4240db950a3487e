"""What a test may ask for by name: a database, a browser, an office suite, the notice."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.services import CHROMIUM_FLAGS, LibreOffice, Postgres, chromium, libreoffice_at, running_postgres

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this test process."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """The server's own database; tests that write take `postgres_database`."""
    return postgres.url


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[str]:
    """An empty database on a real PostgreSQL."""
    with postgres.database() as url:
        yield url


@pytest.fixture
def sqlite_database(tmp_path: Path) -> str:
    """An SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'kaohe.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """An empty database: the test runs once on each kind."""
    name = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a window."""
    program = chromium()
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=program, args=[*CHROMIUM_FLAGS])
        yield opened
        await opened.close()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice, to open what we wrote as its reader will."""
    return libreoffice_at(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the notice and its worked cases, where it lies beside the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "notice").is_dir():
        pytest.skip("the notice (../shared) is not beside this project")
    return folder
