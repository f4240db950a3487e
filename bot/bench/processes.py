"""The processes of a measure: a load gateway with one client, and a PostgreSQL where Debian's is installed."""

import asyncio
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

START_SECONDS, END_SECONDS = 30.0, 5.0
ENDS_WITH_US = 'trap "" INT TERM; "$@" <&- & server=$!; cat >/dev/null; kill -QUIT "$server"; wait "$server"'
"""Run a server until our end of its standard input closes, which happens even when we are killed."""


@asynccontextmanager
async def process(arguments: Sequence[str], **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A Python module as a process of its own, killed at the end."""
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **environment},
    )
    try:
        yield started
    finally:
        with suppress(ProcessLookupError):
            started.send_signal(signal.SIGKILL)
        await started.wait()


async def first_line(started: asyncio.subprocess.Process) -> str:
    """What a process says first."""
    if started.stdout is None:
        return ""
    async with asyncio.timeout(START_SECONDS):
        return (await started.stdout.readline()).decode().strip()


class Pair:
    """A load gateway and the client that is connected to it."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def measure(self, in_flight: int, seconds: float, *, by_reply: bool = False) -> dict[str, float]:
        """Frames per second, p50 and p99 in milliseconds."""
        body = {"in_flight": in_flight, "seconds": seconds, "by_reply": by_reply}
        async with self._session.post(f"{self.url}/measure", json=body) as response:
            response.raise_for_status()
            measured: dict[str, float] = await response.json()
        return measured


@asynccontextmanager
async def pair(client: Sequence[str], *, sdk: bool = False) -> AsyncIterator[Pair]:
    """Start a gateway and a client; `client` is a module and its arguments, `{url}` standing for the gateway."""
    async with process(["bot.bench.load"]) as gateway, aiohttp.ClientSession() as session:
        url = await first_line(gateway)
        arguments = [one.format(url=url) for one in client]
        environment = {"DINGTALK_OPENAPI_ENDPOINT": url, "NO_PROXY": "127.0.0.1"} if sdk else {}
        async with process(arguments, **environment):
            yield Pair(url, session)


@asynccontextmanager
async def postgres() -> AsyncIterator[str | None]:
    """Debian's PostgreSQL in a folder of its own, for as long as it is needed; None where it is not installed."""
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="kaohe-bench-"))
    owner: list[str] = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        owner = ["runuser", "-u", "postgres", "--"]
    data, port = folder / "data", _free_port()
    try:
        await _done(*owner, str(binaries / "initdb"), "-D", str(data), "-U", "kaohe", "-A", "trust", "-E", "UTF8", "-N")
        options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        server = await asyncio.create_subprocess_exec(
            *owner, "sh", "-c", ENDS_WITH_US, "sh", str(binaries / "postgres"), "-D", str(data), *options,
            cwd="/", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        url = f"postgresql://kaohe@127.0.0.1:{port}/postgres"
        try:
            await _until_ready(str(binaries / "pg_isready"), url)
            yield url
        finally:
            await _ended(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _ended(server: asyncio.subprocess.Process) -> None:
    """Close our end of its input, which ends it; whoever does not end in time is killed."""
    if server.stdin is not None:
        server.stdin.close()
    try:
        async with asyncio.timeout(END_SECONDS):
            await server.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


async def _until_ready(ready: str, url: str) -> None:
    for _ in range(round(START_SECONDS / 0.1)):
        if not await (await asyncio.create_subprocess_exec(ready, "-q", "-d", url)).wait():
            return
        await asyncio.sleep(0.1)
    raise RuntimeError("PostgreSQL does not answer")


async def _done(*command: str) -> None:
    quiet = asyncio.subprocess.DEVNULL
    started = await asyncio.create_subprocess_exec(*command, cwd="/", stdout=quiet, stderr=quiet)
    if await started.wait():
        raise RuntimeError(f"{command[-1]} failed")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
