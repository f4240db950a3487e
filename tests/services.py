"""Real services for the tests, found on this machine and run on the side: PostgreSQL, Chromium, LibreOffice.

Each one is started from Debian's own binaries, on loopback, in a folder of its own, and ends with the test process,
also when that process is killed. What is absent is skipped by name; under KAOHE_TEST_FULL=1 it is a failure.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import pytest

STARTING_SECONDS = 30
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OWNER = "kaohe"

WATCH = """
"$@" & server=$!
cat >/dev/null
kill -INT "$server"
wait "$server"
rm -rf "$FOLDER"
"""
"""Run a server until our end of its standard input closes, which happens even when we are killed."""

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def absent(what: str, package: str) -> NoReturn:
    """Skip for want of a service, or fail where nothing may be skipped."""
    if os.environ.get("KAOHE_TEST_FULL") == "1":
        pytest.fail(f"{what} is missing and nothing may be skipped; `make deps` installs {package}", pytrace=False)
    pytest.skip(f"{what} is not on this machine; `make deps` installs {package}")


class Postgres:
    """A PostgreSQL of our own: `database()` gives a fresh one each time."""

    def __init__(self, binaries: Path, port: int) -> None:
        self.binaries = binaries
        self.port = port
        self.url = self.address("postgres")

    def address(self, name: str) -> str:
        """Where to find one of its databases."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str) -> None:
        """Do one thing as its owner."""
        psql = [str(self.binaries / "psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", statement]
        subprocess.run([*psql, self.url], check=True, capture_output=True, text=True)

    @contextmanager
    def database(self) -> Iterator[str]:
        """An empty database, gone afterwards with whoever is still connected."""
        name = f"t{uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield self.address(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start Debian's PostgreSQL on a free port; stop it fast and leave nothing behind."""
    binaries = _postgres_binaries()
    if binaries is None:
        absent("PostgreSQL", "postgresql")
    folder = Path(tempfile.mkdtemp(prefix="kaohe-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    initdb = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", OWNER, "-A", "trust", "-E", "UTF8"]
    made = subprocess.run(
        [*as_owner, *initdb, "--locale=C.UTF-8", "--no-sync"], cwd="/", capture_output=True, text=True
    )
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr}")
    server = Postgres(binaries, free_port())
    options = ["-p", str(server.port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    command = [str(binaries / "postgres"), "-D", str(folder / "data"), *options, "-c", "max_connections=200"]
    with open(folder / "log", "wb") as log:
        watch = subprocess.Popen(
            [*as_owner, "sh", "-c", WATCH, "sh", *command],
            cwd="/",
            env={**os.environ, "FOLDER": str(folder)},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        _wait_until_it_answers(server, folder / "log")
        yield server
    finally:
        watch.communicate(timeout=STARTING_SECONDS)


def _postgres_binaries() -> Path | None:
    """The newest PostgreSQL that Debian put here."""
    found = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    newest = sorted(found, key=lambda path: int(path.parts[-3]))
    return newest[-1].parent if newest else None


def _wait_until_it_answers(server: Postgres, log: Path) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    ready = [str(server.binaries / "pg_isready"), "-q", "-d", server.url]
    while subprocess.run(ready).returncode:
        if time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL does not answer: {log.read_text()}")
        time.sleep(0.05)


def free_port() -> int:
    """A port of loopback that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def chromium() -> str:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        absent("Chromium", "chromium")
    return path


class LibreOffice:
    """Opens a workbook as a clerk's computer would: every formula computed anew."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")

    def recalculated(self, workbook: Path) -> Path:
        """A copy with every cell's value computed by LibreOffice."""
        return self.converted(workbook, "xlsx")

    def converted(self, document: Path, kind: str) -> Path:
        """A copy in another format: xlsx, csv, pdf …"""
        out = self._folder / uuid4().hex
        profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
        command = [self._program, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(document)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        result = out / f"{document.stem}.{kind}"
        if not result.exists():
            raise RuntimeError(f"LibreOffice did not convert {document.name}: {done.stdout}{done.stderr}")
        return result


def libreoffice_at(folder: Path) -> LibreOffice:
    """Debian's LibreOffice with a profile of its own."""
    program = shutil.which("soffice")
    if program is None:
        absent("LibreOffice", "libreoffice-calc")
    return LibreOffice(program, folder)
