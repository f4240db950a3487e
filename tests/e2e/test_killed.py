"""Killed at any point, delivered twice, delivered late: the same facts, cards once, no text lost."""

import asyncio
import json
import random
import re
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.simulator.driver import Driver
from tests import year
from tests.e2e.test_year_on_the_wire import SHORTS
from tests.e2e.wire import Site, Wire, open_site

OTHERS = ("khb-jia", "jn-daiping", "dw-daiping", "bgs-jingban-2", "hq-jingban-2")
"""Who else is written to while the units assess themselves."""


def facts(site: Site) -> Counter[str]:
    """What the journal says, without the ids and moments that differ from run to run."""
    query = (
        "SELECT kind, slot, version, actor, unit, item, task, body FROM entry"
        " JOIN payload ON payload.entry_id = entry.id WHERE kind NOT LIKE 'roster.%'"
    )
    with closing(sqlite3.connect(site.data / "kaohe.db")) as database:
        rows = database.execute(query).fetchall()
    return Counter(
        json.dumps([kind, slot.split(":")[0], *rest, _lasting(kind, body)], ensure_ascii=False)
        for kind, slot, *rest, body in rows
    )


def _lasting(kind: str, body: str) -> str:
    """What an entry says, whatever the ids of the entries it names; of a receipt the ranking."""
    if kind == "result.published":
        return json.dumps(json.loads(body)["payload"]["receipt"]["ranking"])
    return re.sub(r"\b[0-9a-f]{26}\b", "…", body)


async def first_half(wire: Wire) -> None:
    """Hand in and assess."""
    await year.hand_in(wire)
    await year.self_assess(wire)


async def play(folder: Path, *, disturb: Any = None, part: Any = first_half) -> tuple[Counter[str], dict[str, int]]:
    """Play a part of the year, with or without trouble: the facts, and what became of the letters."""
    async with open_site(folder, measured=False) as (site, driver):
        trouble = asyncio.create_task(disturb(site, driver)) if disturb else None
        wire = Wire(driver, site.data / "kaohe.db", SHORTS)
        await part(wire)
        if trouble is not None:
            trouble.cancel()
            await asyncio.gather(trouble, return_exceptions=True)
            if site.bot is not None and site.bot.returncode is not None:
                await site.start(driver)
            await wire.quiet()
        return facts(site), await letters(site, driver)


async def letters(site: Site, driver: Driver) -> dict[str, int]:
    """How many cards and texts the bot sent and people have, what was not sent, and what was uncertain."""
    with closing(sqlite3.connect(site.data / "kaohe.db")) as database:
        sent = database.execute("SELECT count(*) FROM outbox WHERE kind = 'card' AND state = 'sent'").fetchone()[0]
        texts = database.execute("SELECT count(*) FROM outbox WHERE kind IN ('text', 'markdown')").fetchone()[0]
        lost = database.execute("SELECT count(*) FROM outbox WHERE state != 'sent'").fetchone()[0]
        again = database.execute("SELECT count(*) FROM outbox WHERE again").fetchone()[0]
    state = await driver.get("state")
    names = [*(name for pair in year.UNITS.values() for name in pair), *OTHERS]
    windows = [await driver.messages(name, "private") for name in names]
    heard = sum(one["from"] == "bot" and one["kind"] != "card" for window in windows for one in window)
    return {
        "cards sent": sent, "cards there": int(state["cards"]), "not sent": lost, "uncertain": again,
        "texts sent": texts, "texts there": heard,
    }  # fmt: skip


def killer(times: int, seed: int) -> Any:
    """Trouble that kills the bot without a word and starts it again, so many times."""
    chance = random.Random(seed)

    async def disturb(site: Site, driver: Driver) -> None:
        await driver.faults(redeliver_after=1.0)
        for _ in range(times):
            await asyncio.sleep(chance.uniform(0.1, 1.5))
            await site.kill()
            await site.start(driver)

    return disturb


async def twice(site: Site, driver: Driver) -> None:
    """Trouble that delivers every push twice."""
    await driver.faults(duplicate_pushes=1)
    await asyncio.Event().wait()


async def test_killed_and_started_again_the_year_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    calm, _ = await play(tmp_path / "calm")
    rough, post = await play(tmp_path / "rough", disturb=killer(times=5, seed=2022))

    assert rough == calm
    assert post["cards there"] == post["cards sent"]
    assert post["not sent"] == 0
    assert post["texts sent"] <= post["texts there"] <= post["texts sent"] + post["uncertain"]


async def test_what_is_delivered_twice_is_worked_once(tmp_path: Path) -> None:
    calm, _ = await play(tmp_path / "calm")
    rough, post = await play(tmp_path / "rough", disturb=twice)

    assert rough == calm
    assert post["cards there"] == post["cards sent"]
    assert post["uncertain"] == 0


@pytest.mark.chaos
@pytest.mark.parametrize("seed", range(6))
async def test_the_whole_year_killed_thirty_times_at_any_point(tmp_path: Path, seed: int) -> None:
    calm, _ = await play(tmp_path / "calm", part=year.play_year)
    rough, post = await play(tmp_path / "rough", disturb=killer(times=30, seed=seed), part=year.play_year)

    assert rough == calm
    assert post["cards there"] == post["cards sent"]
    assert post["not sent"] == 0


@pytest.mark.chaos
async def test_the_whole_year_delivered_twice_and_late(tmp_path: Path) -> None:
    async def late_and_twice(site: Site, driver: Driver) -> None:
        await driver.faults(duplicate_pushes=1, push_delay=0.1)
        await asyncio.Event().wait()

    calm, _ = await play(tmp_path / "calm", part=year.play_year)
    rough, post = await play(tmp_path / "rough", disturb=late_and_twice, part=year.play_year)

    assert rough == calm
    assert post["cards there"] == post["cards sent"]
    assert (post["not sent"], post["uncertain"]) == (0, 0)
