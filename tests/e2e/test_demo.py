"""The demo answers on its address, can be used in a browser, refuses real credentials and ends with Ctrl-C."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser

from tests.e2e.wire import ROOT
from tests.services import free_port


def environment() -> dict[str, str]:
    """Ours without any real settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KAOHE_")}
    return {**inherited, "PYTHONPATH": str(ROOT)}


async def start_demo(folder: Path, *arguments: str) -> tuple[asyncio.subprocess.Process, list[str]]:
    """Start the demo in a folder of its own; what it printed until its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.cli", "demo", "--port", str(free_port()), *arguments,
        cwd=folder, env=environment(), stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    lines: list[str] = []
    async with asyncio.timeout(90):
        while not lines or not lines[-1].startswith("http"):
            line = (await process.stdout.readline()).decode().strip()
            assert line or process.returncode is None, lines
            lines.append(line)
    return process, lines


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """The address of a running demo; afterwards it ends with Ctrl-C and leaves no process."""
    process, lines = await start_demo(tmp_path)
    yield lines[-1]
    process.send_signal(signal.SIGINT)
    async with asyncio.timeout(8):
        await process.wait()
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


async def test_a_newcomer_can_be_anybody_in_a_browser(demo: str, browser: Browser) -> None:
    page = await browser.new_page()
    await page.goto(demo)
    await page.get_by_text("房基处经办").first.click()
    await page.get_by_placeholder("说点什么").fill("我的任务")
    await page.keyboard.press("Enter")
    await page.get_by_text("共 11 项任务").first.wait_for(timeout=15000)

    await page.get_by_placeholder("说点什么").fill("今天天气不错")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="帮助").last.click(timeout=15000)
    await page.get_by_text("您可以这样说").first.wait_for(timeout=15000)


async def test_half_a_year_is_there_to_be_seen(demo: str) -> None:
    async with aiohttp.ClientSession() as session:
        asked = {"person": "bgs-jingban-1"}
        async with session.get(f"{demo}_sim/messages", params=asked) as answer:
            messages = (await answer.json())["messages"]

    titles = [one["card"]["params"]["title"] for one in messages if one.get("card")]
    assert titles.count("已收到，登记好了") == 2
