"""Simulator and bot as processes play the year of all eight units over the real Stream protocol."""

import asyncio
import json
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.gateway.dingtalk.frames import ROBOT
from bot.simulator.driver import Driver
from scoring import load_scheme
from tests import year
from tests.bot.conversation.test_year import expected
from tests.e2e.wire import Site, Wire, open_site

SHORTS = {unit.code: unit.short for unit in load_scheme(2022).units}
NAMES = {unit.code: unit.name for unit in load_scheme(2022).units}


@pytest.mark.parametrize("cards", [True, pytest.param(False, marks=pytest.mark.year)], ids=["cards", "links"])
async def test_the_published_totals_are_those_of_the_same_facts(tmp_path: Path, cards: bool) -> None:
    async with open_site(tmp_path, cards=cards, measured=cards) as (site, driver):
        await year.play_year(Wire(driver, site.data / "kaohe.db", SHORTS, cards))

        assert published(site) == {code: f"{points.normalize():f}" for code, points in expected().items()}
        assert await driver.problems() == []
        code, told = await site.kaohe("export", "workbook", str(tmp_path / "result.xlsx"))
        assert code == 0, told
        assert await site.stop() < 5
        code, told = await site.kaohe("audit", "verify")
        assert code == 0, told
    assert written(tmp_path / "result.xlsx") == {NAMES[code]: points for code, points in expected().items()}


def published(site: Site) -> dict[str, str]:
    """The totals of the receipt that was kept with the newest version of the result."""
    with sqlite3.connect(site.data / "kaohe.db") as database:
        row = database.execute(
            "SELECT body FROM payload JOIN entry ON entry.id = payload.entry_id WHERE entry.kind = 'result.published'"
            " ORDER BY entry.seq DESC"
        ).fetchone()
    ranks = json.loads(row[0])["payload"]["receipt"]["ranking"]["ranks"]
    return {one["unit"]: f"{Decimal(one['total']).normalize():f}" for one in ranks}


def written(path: Path) -> dict[str, Decimal]:
    """The totals that the workbook shows, by the unit's name."""
    rows = load_workbook(path, data_only=True)["排名"].iter_rows(min_row=4, values_only=True)
    return {str(one[1]): Decimal(str(one[9])) for one in rows}


async def acked(driver: Driver) -> set[str]:
    """The msgId of every message that the bot said it had kept."""
    lines = (await driver.get("frames"))["frames"]
    sent = [json.loads(one["body"]) for one in lines if one["way"] == "out"]
    acks = [json.loads(one["body"]) for one in lines if one["way"] == "in"]
    kept = {ack["headers"]["messageId"] for ack in acks if ack["code"] == 200}
    said = [one for one in sent if one["headers"]["topic"] == ROBOT and one["headers"]["messageId"] in kept]
    return {json.loads(one["data"])["msgId"] for one in said}


async def test_everything_acked_is_saved_when_the_bot_is_told_to_stop_in_the_middle_of_a_burst(tmp_path: Path) -> None:
    people = [staff for staff, _ in year.UNITS.values()]
    async with open_site(tmp_path) as (site, driver):
        burst = [asyncio.create_task(driver.say(people[number % 8], f"第{number}次问进度")) for number in range(400)]
        for _ in range(2000):
            if (await driver.counts()).get("acks", 0) >= 50:
                break
            await asyncio.sleep(0.01)
        assert await site.stop() < 5
        await asyncio.gather(*burst)
        promised = await acked(driver)
    with closing(sqlite3.connect(site.data / "kaohe.db")) as database:
        keys = {str(key).rpartition(":")[2] for (key,) in database.execute("SELECT key FROM inbox")}
    assert len(promised) >= 50
    assert promised <= keys
