"""The bench measures what it says, over real processes."""

import json

from bot.bench.processes import pair
from bot.bench.report import Measure, as_json, as_lines
from bot.bench.scores import facts, seconds_for_eight
from scoring import load_scheme, score


async def test_whole_turns_are_counted_by_their_replies(tmp_path: object) -> None:
    client = ["bot.bench.ours", "turn", "{url}", f"sqlite:///{tmp_path}/turn.db", str(tmp_path)]
    async with pair(client) as one:
        measured = await one.measure(10, 0.5, by_reply=True)

    assert measured["rate"] > 10
    assert 0 < measured["p50"] <= measured["p99"]


async def test_the_bare_sdk_is_measured_unchanged() -> None:
    async with pair(["bot.bench.sdk_echo"], sdk=True) as one:
        assert (await one.measure(10, 0.3))["rate"] > 100


def test_a_measure_is_a_line_of_name_value_unit_and_ratio() -> None:
    measures = [Measure("整轮", 1234.5, "轮/秒", 0.5), Measure("计分", 1.5, "毫秒")]

    assert [line.split("\t")[1:] for line in as_lines(measures)] == [["1,234", "轮/秒", "0.50"], ["1.50", "毫秒", "-"]]
    assert json.loads(as_json(measures))["measures"][0]["ratio"] == 0.5


def test_scoring_is_measured_on_facts_without_refusals() -> None:
    scheme = load_scheme("2022")

    assert not any(score(year, scheme).refusals for year in facts(scheme))
    assert 0 < seconds_for_eight() < 1
