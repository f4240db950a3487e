"""Everybody's chat window over the wire: what tests/year.py plays, against real processes."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.simulator.driver import Driver
from tests.bot.chat import ROSTER, matches
from tests.services import free_port

ROOT = Path(__file__).parents[2]
WAITING = (
    "SELECT count(*) FROM inbox WHERE state = 'new'",
    "SELECT count(*) FROM outbox WHERE state IN ('new', 'sending')",
    "SELECT count(*) FROM download WHERE state = 'new'",
)
TEMPLATE = ROOT / "cards" / "template.json"
Json = dict[str, Any]


@dataclass
class Site:
    """A pretend DingTalk and a data folder; the bot is a process that may be stopped, killed and started again."""

    url: str
    data: Path
    cards: bool = True
    measured: bool = True
    """Whether the processes count which lines they run; that makes them half as fast."""
    bot: asyncio.subprocess.Process | None = None
    log: list[str] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the site."""
        inherited = _inherited(self.measured)
        ours = {
            "CLIENT_ID": "dingsimulator",
            "CLIENT_SECRET": "simulator-secret",
            "GATEWAY_URL": self.url,
            "TOKEN_URL": self.url,
            "OPENAPI_URL": self.url,
            "OAPI_URL": self.url,
            "CARD_TEMPLATE_ID": "kaohe-universal-1.schema" if self.cards else "",
            "DATA_DIR": str(self.data),
            "CLOCK_URL": f"{self.url}/_sim/now",
            "QPS": "1000",
            "LOG_LEVEL": "WARNING",
        }
        return inherited | {f"KAOHE_{name}": value for name, value in ours.items()}

    async def kaohe(self, *arguments: str) -> tuple[int, str]:
        """Run a command to its end: exit code and everything it printed."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", *arguments, cwd=ROOT, env=self.environment,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        out, _ = await process.communicate()
        return process.returncode or 0, out.decode()

    async def start(self, driver: Driver) -> None:
        """Start the bot and wait until it listens."""
        log = (self.data / "bot.log").open("ab")
        self.bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", "run", cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )
        log.close()
        await driver.connected(seconds=30)

    async def stop(self) -> float:
        """Ask the bot to end; returns how many seconds it took."""
        assert self.bot is not None
        started = asyncio.get_running_loop().time()
        self.bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(60):
            await self.bot.wait()
        return asyncio.get_running_loop().time() - started

    async def kill(self) -> None:
        """End the bot without a word."""
        assert self.bot is not None
        self.bot.kill()
        await self.bot.wait()


def _inherited(measured: bool) -> dict[str, str]:
    strange = ("KAOHE_",) if measured else ("KAOHE_", "COVERAGE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(strange)}


@asynccontextmanager
async def open_site(data: Path, *, cards: bool = True, measured: bool = True) -> AsyncIterator[tuple[Site, Driver]]:
    """A site with the demo cast imported and the bot connected."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    arguments = ["--port", str(port), "--template", str(TEMPLATE), "--people", str(ROSTER), "--qps", "0"]
    arguments += ["--groups", str(ROSTER.with_name("groups.json"))]
    arguments += ["--client-id", "dingsimulator", "--client-secret", "simulator-secret"]
    simulator = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.simulator", *arguments, "--start", "2022-05-09T09:00:00+08:00",
        cwd=ROOT, env=_inherited(measured), stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert simulator.stdout is not None
    assert (await simulator.stdout.readline()).decode().startswith("http://127.0.0.1")
    site = Site(url, data, cards, measured)
    try:
        code, told = await site.kaohe("roster", "import", str(ROSTER), "--apply")
        assert code == 0, told
        async with Driver(url) as driver:
            await site.start(driver)
            yield site, driver
    finally:
        if site.bot is not None and site.bot.returncode is None:
            site.bot.kill()
            await site.bot.wait()
        simulator.terminate()
        await simulator.wait()


@dataclass
class Wire:
    """Implements `tests.year.Player` by talking to the pretend DingTalk."""

    driver: Driver
    database: Path
    shorts: Mapping[str, str]
    cards: bool = True

    async def quiet(self) -> None:
        """Wait until the bot has nothing left to work, to fetch or to say."""
        for _ in range(6000):
            if not (await self.driver.get("state"))["unacked"] and not self._waiting():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("the bot is still busy after a minute")

    def _waiting(self) -> int:
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return sum(connection.execute(query).fetchone()[0] for query in WAITING)

    async def says(self, person: str, text: str, *, group: str | None = None) -> str:
        """Say something; returns what the person, or the group, hears last."""
        place = group or "private"
        sent = await self.driver.say(person, text, conversation=place)
        return await self._heard(person, int(sent["changed"]), place)

    async def _heard(self, person: str, after: int, place: str = "private") -> str:
        await self.driver.wait_for(person, after=after, seconds=60, conversation=place)
        await self.quiet()
        heard = [one for one in await self.driver.messages(person, place, after=after) if one["from"] == "bot"]
        return _text(max(heard, key=lambda one: int(one["changed"])))

    async def taps(self, person: str, label: str, form: dict[str, str] | None = None) -> str:
        """Tap a button: `label`, `start…`, `one|other`, on the card `label@title`; or the link that says the same."""
        wanted, _, title = label.partition("@")
        if self.cards:
            card, button = await self._button(person, wanted, title)
            before = (await self.driver.get("state"))["changed"]
            await self.driver.tap(person, card, button, form)
            return await self._heard(person, int(before))
        message, link = await self._link(person, wanted, title)
        before = (await self.driver.get("state"))["changed"]
        await self.driver.tap_link(person, message, link)
        told = await self._heard(person, int(before) + 1)
        for value in (form or {}).values():
            told = await self.says(person, value)
        return told

    async def _button(self, person: str, wanted: str, title: str) -> tuple[Json, str]:
        messages = [one for one in await self.driver.messages(person, "private") if one.get("card")]
        for message in sorted(messages, key=lambda one: -int(one["changed"])):
            card: Json = message["card"]
            if title in card["params"]["title"]:
                for tap in card["taps"]:
                    if any(matches(tap["label"], one) for one in wanted.split("|")):
                        return card, str(tap["label"])
        raise AssertionError(f"{person} 没有“{wanted}”按钮")

    async def _link(self, person: str, wanted: str, title: str) -> tuple[Json, str]:
        for message in reversed(await self.driver.messages(person, "private")):
            heading = f"{message.get('title', '')}{message.get('text', '')[:60]}"
            for link in message.get("links", ()):
                if title in heading and any(matches(link["label"], one) for one in wanted.split("|")):
                    return message, str(link["label"])
        raise AssertionError(f"{person} 没有“{wanted}”链接")

    async def sends(self, person: str, name: str) -> str:
        """Send a file of a few bytes, and that was all: 完成."""
        sent = await self.driver.send_file(person, f"材料：{name}".encode(), name)
        await self._heard(person, int(sent["changed"]))
        return await self.says(person, "完成")

    async def sees(self, person: str) -> str:
        """The card the person has in front of him."""
        heard = [one for one in await self.driver.messages(person, "private") if one["from"] == "bot"]
        return _text(max(heard, key=lambda one: int(one["changed"])))

    async def gives(self, person: str, scores: dict[str, str]) -> str:
        """A leader's scores: in the form of his card, or unit by unit."""
        if self.cards:
            return await self.taps(person, "保存打分", scores)
        told = ""
        for code, points in scores.items():
            told = await self.taps(person, f"给{self.shorts[code]}打分", {"score": points})
        return told

    async def later(self, *, days: float) -> None:
        """Move the clock, and wait until the bot has seen it."""
        await self.driver.advance(days * 86400, followed=5)


def _text(message: Json) -> str:
    if message.get("card"):
        params = message["card"]["params"]
        return "\n".join(str(params[name]) for name in ("title", "body1", "body2", "body3", "body4", "status"))
    return str(message.get("text", ""))
