"""Simulator and bot as processes play the year of all eight units over the real Stream protocol."""

import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scoring import load_scheme
from tests import year
from tests.bot.conversation.test_year import expected
from tests.e2e.wire import Site, Wire, open_site

SHORTS = {unit.code: unit.short for unit in load_scheme(2022).units}


@pytest.mark.parametrize("cards", [True, False], ids=["cards", "links"])
async def test_the_published_totals_are_those_of_the_same_facts(tmp_path: Path, cards: bool) -> None:
    async with open_site(tmp_path, cards=cards) as (site, driver):
        await year.play_year(Wire(driver, site.data / "kaohe.db", SHORTS, cards))

        assert published(site) == {code: f"{points.normalize():f}" for code, points in expected().items()}
        assert await driver.problems() == []
        code, told = await site.kaohe("export", "workbook", str(tmp_path / "result.xlsx"))
        assert code == 0, told
        assert await site.stop() < 5
        code, told = await site.kaohe("audit", "verify")
        assert code == 0, told
    assert load_workbook(tmp_path / "result.xlsx").sheetnames[0] == "排名"


def published(site: Site) -> dict[str, str]:
    """The totals of the receipt that was kept when the result was published."""
    with sqlite3.connect(site.data / "kaohe.db") as database:
        row = database.execute(
            "SELECT body FROM payload JOIN entry ON entry.id = payload.entry_id WHERE entry.kind = 'result.published'"
        ).fetchone()
    ranks = json.loads(row[0])["payload"]["receipt"]["ranking"]["ranks"]
    return {one["unit"]: f"{Decimal(one['total']).normalize():f}" for one in ranks}


async def test_everything_acked_is_saved_when_the_bot_is_told_to_stop(tmp_path: Path) -> None:
    async with open_site(tmp_path) as (site, driver):
        for number in range(40):
            await driver.say("fj-jingban-1", f"第{number}次问进度")
        assert await site.stop() < 5
        counts = await driver.counts()
    with sqlite3.connect(site.data / "kaohe.db") as database:
        kept = database.execute("SELECT count(*) FROM inbox").fetchone()[0]
    assert kept >= counts["acks"] > 0
