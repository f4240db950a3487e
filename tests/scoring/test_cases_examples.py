"""The notice's worked cases come out to the hundredth of a point."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring import load_scheme
from scoring.cases import cases_json

EXAMPLES = Path(__file__).parents[3] / "shared" / "notice" / "cases-examples.json"
EXTRAS = {"rejected": [], "flags": [], "deferred_to_next_year": 0}


@pytest.fixture(scope="module")
def written() -> dict[str, Any]:
    if not EXAMPLES.is_file():
        pytest.skip("the notice's worked cases (../shared) are not here")
    found: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def scored(written: dict[str, Any]) -> dict[str, Any]:
    text = cases_json(EXAMPLES.read_text(encoding="utf-8"), load_scheme(2022))
    found: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return found


def test_every_worked_case_has_exactly_the_printed_result(written: dict[str, Any], scored: dict[str, Any]) -> None:
    flat = [sub for case in written["cases"] for sub in case.get("subcases", [case]) if "inputs" in sub]
    made = {case["id"]: case for case in scored["cases"]}
    assert [case["id"] for case in flat] == [case["id"] for case in scored["cases"]]
    for case in flat:
        expected = {**EXTRAS, **case["expected"]}
        found = {name: made[case["id"]][name] for name in expected}
        assert _plain(found) == _plain(expected), case["id"]


def test_the_worked_ranking_comes_out_in_order_with_its_ties(written: dict[str, Any], scored: dict[str, Any]) -> None:
    case = next(case for case in written["cases"] if "ranking" in case)
    ranks = {row["unit"]: row for row in scored["rankings"][0]["ranks"]}
    for row in case["ranking"]:
        found = ranks[row["unit"]]
        assert (_plain(found["total"]), found["rank"]) == (_plain(row["expected_total"]), row["expected_rank"])
        assert found["rank_among_eligible"] == case["expected"]["rank_among_eligible"].get(row["unit"])
    assert [row["rank"] for row in scored["rankings"][0]["ranks"]] == case["expected"]["ranks"]


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, list):
        return sorted(value)
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, dict) else value
