"""Two sheets side by side: a correction item by item, two units by rows and parts."""

from decimal import Decimal

from scoring import Deduction, Facts, LeaderScore, Scheme, score
from scoring.compare import compare


def test_a_correction_is_shown_item_by_item(scheme: Scheme) -> None:
    before = score(Facts(unit="FJ", task_deductions=(Deduction(rule="FJ-1-R1"),)), scheme)
    scored = (LeaderScore(leader="分管领导甲", score=Decimal("8.5")),)
    after = score(Facts(unit="FJ", task_deductions=(Deduction(rule="FJ-2-R1"),), leader_scores=scored), scheme)
    found = compare(before, after, scheme)
    first, second, third = (difference.sentence for difference in found)
    assert first.endswith("：5 → 15，多 10 分")
    assert second.endswith("：10 → 5，少 5 分")
    assert third == "综合评价：0 → 8.5，多 8.5 分"
    assert sum(difference.points for difference in found) == after.total - before.total
    assert compare(after, after, scheme) == []


def test_two_units_are_compared_by_their_common_rows_and_parts(scheme: Scheme) -> None:
    one = score(Facts(unit="FJ", task_deductions=(Deduction(rule="FJ-1-R1"),)), scheme)
    other = score(Facts(unit="JN", common_deductions=(Deduction(rule="GX-1-R3"),)), scheme)
    found = compare(one, other, scheme)
    assert [difference.name for difference in found] == ["责任清单", f"附件2 第1行“{scheme.common('GX-1').label}”"]
    assert sum(difference.points for difference in found) == other.total - one.total == 0
