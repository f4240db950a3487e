"""The cases beside this file: each a sentence with numbers, which an appraiser can add to."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scoring import Sheet, explain, load_scheme, score
from scoring.cases import facts_of

FILES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in FILES
    for case in tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["case"]
]
PASSED_ON = (
    "task_deductions", "common_deductions", "self_declared", "bonuses", "extra_deductions", "veto", "fraud",
    "leader_scores", "verification", "budget_execution_rate", "assessment_date", "previous_assessment_date",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_case_comes_out_as_written(case: dict[str, Any]) -> None:
    scheme = load_scheme(2022).reread(**case.get("set", {}))
    sheet = score(facts_of(scheme.unit(case["unit"]).code, _inputs(case)), scheme)
    full = {one.id: one.points for one in (*scheme.unit(case["unit"]).items, *scheme.commons)}
    assert _numbers(sheet) == {**USUAL, **{name: case[name] for name in USUAL if name in case}, "total": case["total"]}
    assert {item: points for item, points in sheet.items.items() if points != full[item]} == case.get("items", {})
    assert sorted(refusal.ref for refusal in sheet.refusals if refusal.ref) == sorted(case.get("rejected", []))
    told = "\n".join(explain(sheet, scheme))
    assert all(words in told for words in case.get("says", []))
    assert set(case.get("cites", [])) <= {line.clause for line in sheet.lines if line.kind != "full"}
    assert case.get("human", False) <= any(line.human for line in sheet.lines)


USUAL: dict[str, Any] = {
    "bonus": 0, "extra": 0, "leader": 0, "deferred": 0, "eligible": True, "self_task": None, "flags": [], "total": None,
}  # fmt: skip


def _numbers(sheet: Sheet) -> dict[str, Any]:
    return {
        "bonus": sheet.part("bonus"),
        "extra": -sheet.part("extra"),
        "leader": sheet.part("leader"),
        "deferred": sheet.deferred,
        "eligible": sheet.eligible,
        "self_task": sheet.self_task,
        "flags": [flag for flag in sheet.flags if flag != "leader_missing"],
        "total": sheet.total,
    }


def _inputs(case: dict[str, Any]) -> dict[str, Any]:
    inputs = {name: _plain(case[name]) for name in PASSED_ON if name in case}
    for rule, amount in case.get("given", {}).items():
        key = "common_deductions" if rule.startswith("GX-") else "task_deductions"
        made = {"amounts": amount} if isinstance(amount, list) else {"count": amount}
        inputs.setdefault(key, []).append({"rule": rule, **made})
    if "leaders" in case:
        inputs["leader_scores"] = [{"leader": f"分管领导{n}", "score": one} for n, one in enumerate(case["leaders"])]
    return inputs


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return {name: _plain(one) for name, one in value.items()} if isinstance(value, dict) else value
