"""The unchanged dingtalk-stream client, in a process of its own, takes the simulator for DingTalk."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.simulator import Driver, Simulator
from tests.bot.simulator.conftest import Bot, until


class Process:
    """The bot's process and what it said it saw."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.said: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.said.append(line.decode().strip())

    async def saw(self, what: str) -> None:
        async def said() -> bool:
            return any(what in line for line in self.said)

        try:
            await until(said, 10)
        except TimeoutError:
            raise AssertionError(f"{what!r} was not seen; it said {self.said}") from None

    async def end(self) -> None:
        self._process.kill()
        await self._process.wait()
        await self._reading


@pytest.fixture
async def sdk(simulator: Simulator, people: Driver) -> AsyncIterator[Process]:
    env = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    env |= {"DINGTALK_OPENAPI_ENDPOINT": simulator.url, "NO_PROXY": "127.0.0.1"}
    settings = simulator.settings
    script = str(Path(__file__).with_name("sdk_bot.py"))
    process = Process(
        await asyncio.create_subprocess_exec(
            sys.executable,
            script,
            settings.client_id,
            settings.client_secret,
            env=env,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
    )
    try:
        await people.connected(20)
        yield process
    finally:
        await process.end()


async def test_it_hears_a_message_and_answers_with_its_own_reply_text(sdk: Process, people: Driver) -> None:
    await people.say("jingban", "你好")

    answer = await people.wait_for("jingban")
    assert answer["text"] == "收到：你好"
    assert "message jingban 你好" in sdk.said
    assert await people.problems() == []


async def test_it_hears_a_group_message_that_names_it(sdk: Process, people: Driver) -> None:
    await people.say("lingdao", "排名", "cidWorkGroup1==")

    answer = await people.wait_for("kaohe", conversation="cidWorkGroup1==", wanted=lambda one: one["from"] == "bot")
    assert answer["text"] == "收到：排名"


async def test_it_acks_a_tap_and_its_answer_shows_on_the_card(sdk: Process, people: Driver, app: Bot) -> None:
    buttons = '[{"label":"确认","code":"ABCDE"}]'
    await app.show("jingban", {"title": "自评", "status": "等待", "buttons": buttons, "version": "1"})

    await people.tap("jingban", "card-1", "确认")
    await sdk.saw("tap jingban card-1 ABCDE")
    await people.wait_for("jingban", lambda one: one["card"]["params"]["status"] == "已确认")
    assert await people.problems() == []


async def test_it_survives_a_ping_and_comes_back_after_a_disconnect(sdk: Process, people: Driver) -> None:
    await people.happen("ping")
    await people.happen("disconnect")

    async def back() -> bool:
        return (await people.counts())["connections connected"] == 2

    await until(back, 10)
    await people.say("jingban", "还在吗")
    assert (await people.wait_for("jingban"))["text"] == "收到：还在吗"


async def test_it_hears_events_but_never_says_success(sdk: Process, people: Driver) -> None:
    await people.post("event", event="user_leave_org", data={"userId": ["jingban"]})

    await sdk.saw("event user_leave_org")
