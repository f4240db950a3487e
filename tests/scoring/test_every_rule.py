"""Every rule id of the method has a kind, a clause and a case: scored once alone, and at its limit."""

from decimal import Decimal

import pytest

from scoring import Deduction, Facts, Scheme, Sheet, explain_item, load_scheme, score
from scoring.scheme import Kind, Marked, Rule

SCHEME = load_scheme(2022)
MARKED: list[tuple[str, Marked]] = [
    *((unit.code, item) for unit in SCHEME.units for item in unit.items),
    *(("BGS", row) for row in SCHEME.commons),
]
RULES = [pytest.param(unit, one, rule, id=rule.id) for unit, one in MARKED for rule in one.rules]


def test_there_are_170_rules_of_six_kinds() -> None:
    assert len(RULES) == 170
    assert {param.values[2].kind for param in RULES if isinstance(param.values[2], Rule)} == set(Kind)


@pytest.mark.parametrize(("unit", "item", "rule"), RULES)
def test_a_rule_met_once_costs_what_it_prints(scheme: Scheme, unit: str, item: Marked, rule: Rule) -> None:
    low, _high = item.limits(rule)
    amount = (low or Decimal("0.01")) if rule.has_range else None
    sheet = _scored(scheme, unit, item, Deduction(rule=rule.id, amounts=() if amount is None else (amount,)))
    cost = amount or (item.points if rule.kind is Kind.ALL else rule.amount)
    assert cost is not None
    assert sheet.refusals == ()
    assert item.points - sheet.items[item.id] == min(cost, item.points, rule.cap or item.points)
    assert sheet.total == 90 - (item.points - sheet.items[item.id])
    lines = [line for line in sheet.lines if line.rule == rule.id]
    assert lines
    assert all(line.clause == item.clause for line in lines)
    assert lines[0].human is rule.has_range
    assert rule.label in explain_item(sheet, item.id, scheme)[1]


@pytest.mark.parametrize(("unit", "item", "rule"), RULES)
def test_a_rule_at_its_limit_stops_there(scheme: Scheme, unit: str, item: Marked, rule: Rule) -> None:
    most = rule.count_limit or (1 if rule.kind in (Kind.FIXED, Kind.RANGE, Kind.THRESHOLD, Kind.ALL) else 1000)
    high = item.limits(rule)[1]
    amounts = (high,) * most if rule.has_range else ()
    sheet = _scored(scheme, unit, item, Deduction(rule=rule.id, count=Decimal(most), amounts=amounts))
    each = high if rule.has_range else item.points if rule.kind is Kind.ALL else rule.amount
    assert each is not None
    caps = [rule.cap, *(group.cap for group in item.groups if group.id == rule.group)]
    assert sheet.refusals == ()
    assert item.points - sheet.items[item.id] == min(each * most, item.points, *(cap for cap in caps if cap))
    if rule.count_limit or rule.kind in (Kind.FIXED, Kind.THRESHOLD):
        more = Deduction(rule=rule.id, count=Decimal(most + 1), amounts=(high,) * (most + 1) if amounts else ())
        assert len(_scored(scheme, unit, item, more).refusals) == 1


def _scored(scheme: Scheme, unit: str, item: Marked, one: Deduction) -> Sheet:
    if item.part == "common":
        return score(Facts(unit=unit, common_deductions=(one,)), scheme)
    return score(Facts(unit=unit, task_deductions=(one,)), scheme)
