"""10,000 units are scored and ranked within seconds."""

import sys
from decimal import Decimal
from time import process_time

import pytest

from scoring import Deduction, Facts, LeaderScore, Scheme, rank, score


@pytest.mark.no_cover
def test_ten_thousand_units_with_five_deductions_take_less_than_five_seconds(scheme: Scheme) -> None:
    leader = (LeaderScore(leader="分管领导甲", score=Decimal(9)),)
    years = []
    for unit in scheme.units:
        rules = [(item, rule) for item in unit.items for rule in item.rules[:1]][:4]
        made = tuple(
            Deduction(rule=rule.id, amounts=(item.limits(rule)[1],) if rule.has_range else ()) for item, rule in rules
        )
        common = (Deduction(rule="GX-1-R1", count=Decimal(2)),)
        years.append(Facts(unit=unit.code, task_deductions=made, common_deductions=common, leader_scores=leader))
    started = process_time()
    sheets = [score(years[n % len(years)], scheme) for n in range(10_000)]
    rank(sheets, scheme)
    assert process_time() - started < (5 if sys.gettrace() is None else 25)
    assert len(sheets) == 10_000
    assert not any(sheet.refusals for sheet in sheets)
