"""The gateway of the product against the pretend DingTalk, both in the test's own process."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.gateway.dingtalk.client import DingTalk
from bot.gateway.dingtalk.frames import Frame
from bot.gateway.dingtalk.openapi import OpenApi, Origins
from bot.gateway.dingtalk.stream import Pause, Stream
from bot.simulator import Driver, Simulator
from storage.store import Store

START = datetime(2022, 4, 18, 1, 0, tzinfo=UTC)
QUICK = Pause(first=0.05, most=0.2)


@dataclass
class MovedClock:
    """A clock that tests move."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


@dataclass
class Heard:
    """What was accepted; `work` may fail or wait first."""

    frames: list[Frame] = field(default_factory=list)
    work: Callable[[Frame], Awaitable[None]] | None = None

    async def accept(self, frame: Frame) -> None:
        if self.work is not None:
            await self.work(frame)
        self.frames.append(frame)

    @property
    def words(self) -> str:
        return "\n".join(frame.data for frame in self.frames)


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    simulator = Simulator()
    await simulator.start()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def people(simulator: Simulator) -> AsyncIterator[Driver]:
    async with Driver(simulator.url) as driver:
        yield driver


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def stream(
    simulator: Simulator, session: aiohttp.ClientSession, heard: Heard, people: Driver
) -> AsyncIterator[Stream]:
    """A connected stream that retries within a fraction of a second."""
    settings = simulator.settings
    made = Stream(
        session, simulator.url, settings.client_id, settings.client_secret, heard.accept, pause=QUICK, linger=0.3
    )
    running = asyncio.create_task(made.run())
    await people.connected()
    yield made
    await made.stop(1.0)
    await running


@pytest.fixture
def api(simulator: Simulator, session: aiohttp.ClientSession) -> OpenApi:
    settings = simulator.settings
    origins = Origins(simulator.url, simulator.url, simulator.url)
    return OpenApi(session, origins, settings.client_id, settings.client_secret)


@pytest.fixture
def dingtalk(simulator: Simulator, api: OpenApi) -> DingTalk:
    return DingTalk(api, simulator.settings.robot_code, simulator.settings.template.id)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def store(tmp_path: Path, clock: MovedClock) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{tmp_path / 'kaohe.db'}", clock=clock.now)
    await store.migrate()
    yield store
    await store.close()


async def until(check: Callable[[], object], seconds: float = 3.0) -> None:
    """Wait until a check says yes."""
    end = asyncio.get_running_loop().time() + seconds
    while not check():
        assert asyncio.get_running_loop().time() < end, "it did not happen"
        await asyncio.sleep(0.01)
