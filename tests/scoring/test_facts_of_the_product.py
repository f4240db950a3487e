"""What the product knows beyond a case file: events, tasks, days, honours, decisions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scoring import (
    Abstention,
    BonusClaim,
    BudgetRate,
    Decision,
    Deduction,
    ExtraDeduction,
    Fact,
    Facts,
    FraudFinding,
    LeaderScore,
    Relief,
    Scheme,
    Verified,
    VetoFinding,
    check,
    explain_item,
    score,
)


def _extra(**known: Any) -> ExtraDeduction:
    return ExtraDeduction(clause="四(四)2(1)", role="主要", **known)


def _honour(level: str, **known: Any) -> BonusClaim:
    known.setdefault("document_date", date(2022, 6, 1))
    known.setdefault("honour", "文明单位")
    return BonusClaim(clause="四(四)1(1)", level=level, **known)


def test_one_notice_costs_once_however_many_papers_report_it(scheme: Scheme) -> None:
    twice = (_extra(event="1 号通报", ref="正文"), _extra(event="1 号通报", ref="抄送"), _extra(event="2 号通报"))
    sheet = score(Facts(unit="BGS", extra_deductions=twice), scheme)
    assert sheet.part("extra") == -10
    assert [refusal.ref for refusal in sheet.refusals] == ["正文"]
    each = score(Facts(unit="BGS", extra_deductions=twice), scheme.reread(event_counts_once=False))
    assert each.part("extra") == -15


def test_a_talk_outside_the_window_costs_nothing(scheme: Scheme) -> None:
    both = (_extra(day=date(2022, 12, 20)), _extra(day=date(2022, 12, 21), ref="晚"))
    sheet = score(Facts(unit="BGS", extra_deductions=both), scheme)
    assert sheet.part("extra") == -5
    assert [refusal.ref for refusal in sheet.refusals] == ["晚"]


@pytest.mark.parametrize(
    ("inside", "outside", "asks"), [("1 号通报", "1 号通报", True), ("1 号", "2 号", False), ("", "2 号", True)]
)
def test_only_what_may_be_one_event_asks_for_confirmation(
    scheme: Scheme, inside: str, outside: str, asks: bool
) -> None:
    made = Facts(
        unit="BGS",
        task_deductions=(Deduction(rule="BGS-3-R1", event=inside),),
        extra_deductions=(_extra(event=outside),),
    )
    assert ("double_jeopardy_confirm" in score(made, scheme).flags) is asks


def test_an_office_may_let_an_event_cost_in_one_place_only(scheme: Scheme) -> None:
    made = Facts(
        unit="BGS",
        task_deductions=(Deduction(rule="BGS-3-R1", event="1 号通报"),),
        extra_deductions=(_extra(event="1 号通报"), _extra(event="2 号通报")),
    )
    assert score(made, scheme).total == 76
    sheet = score(made, scheme.reread(double_jeopardy_stands=False))
    assert sheet.total == 81
    assert [refusal.sentence for refusal in sheet.refusals] == ["“1 号通报”已经在事项里扣过分，按设定不再另扣。"]


def test_alternatives_that_name_different_tasks_need_no_confirmation(scheme: Scheme) -> None:
    def flags(*tasks: str) -> tuple[str, ...]:
        rules = ("BGS-9-R1", "BGS-9-R2")
        amounts: tuple[tuple[Decimal, ...], ...] = ((), (Decimal(1),))
        made = zip(rules, amounts, tasks, strict=True)
        return score(
            Facts(unit="BGS", task_deductions=tuple(Deduction(rule=r, amounts=a, task=t) for r, a, t in made)), scheme
        ).flags

    assert "alternatives_confirm" not in flags("BGS-9-M1", "BGS-9-M2")
    assert "alternatives_confirm" in flags("BGS-9-M1", "BGS-9-M1")
    assert "alternatives_confirm" in flags("BGS-9-M1", "")


def test_a_task_of_another_item_is_refused(scheme: Scheme) -> None:
    refusal = check(Deduction(rule="BGS-9-R1", task="BGS-1-M1"), scheme, Facts(unit="BGS"))
    assert refusal is not None
    assert "BGS-1-M1" in refusal.sentence


def test_one_honour_is_one_bonus_at_its_highest_level(scheme: Scheme) -> None:
    claims = (
        _honour("市委", ref="转发", seq=1),
        _honour("省委", ref="通报", seq=2, document="省委〔2022〕8号"),
        _honour("省委", ref="奖牌", seq=3),
        _honour("国家", ref="假", seq=4, fraud=True),
        _honour("国家", ref="查实", seq=5),
        _honour("国家", ref="过期", seq=6, document_date=date(2019, 1, 1)),
        _honour("市委", ref="另一项", seq=7, honour="平安单位"),
    )
    made = Facts(unit="BGS", bonuses=claims, frauds=(FraudFinding(bonus="查实"),))
    sheet = score(made, scheme)
    refused = {refusal.ref: refusal.sentence for refusal in sheet.refusals}
    assert sheet.part("bonus") == 15
    assert set(refused) == {"转发", "奖牌", "假", "查实", "过期"}
    assert "省委〔2022〕8号" in refused["转发"]


def test_a_collective_decision_is_a_line_beside_the_computed_value(scheme: Scheme) -> None:
    raised = Decision(points=Decimal("1.5"), meeting="领导小组第 2 次会议", reason="灾后抢修")
    decisions = (raised, Decision(points=Decimal(-1)), Decision(points=Decimal("0.001"), ref="细"))
    sheet = score(Facts(unit="BGS", decisions=(*decisions, Decision(points=Decimal(101), ref="大"))), scheme)
    lines = [line for line in sheet.lines if line.kind == "decision"]
    assert (sheet.total, sheet.parts["decision"]) == (Decimal("90.5"), Decimal("0.5"))
    assert [(line.clause, line.human) for line in lines] == [("五(二)6", True)] * 2
    assert any("领导小组第 2 次会议审议决定加 1.5 分：灾后抢修" in line.because for line in lines)
    assert any("领导小组审议决定减 1 分" in line.because for line in lines)
    assert {refusal.ref for refusal in sheet.refusals} == {"细", "大"}


def test_nobody_scoring_is_nobodys_default(scheme: Scheme) -> None:
    sheet = score(Facts(unit="BGS"), scheme)
    assert sheet.part("leader") == 0
    assert sheet.flags == ("leader_missing",)


def test_declared_values_stand_beside_the_verified_ones(scheme: Scheme) -> None:
    made = Facts(
        unit="FJ",
        self_declared=(Deduction(rule="FJ-2-R1"),),
        task_deductions=(Deduction(rule="FJ-1-R1", count=Decimal(2)),),
    )
    sheet = score(made, scheme)
    assert sheet.self_items is not None
    assert {item: sheet.items[item] for item in ("FJ-1", "FJ-2")} == {"FJ-1": 0, "FJ-2": 10}
    assert {item: sheet.self_items[item] for item in ("FJ-1", "FJ-2")} == {"FJ-1": 15, "FJ-2": 5}
    assert sheet.self_task == 55


def test_a_record_that_is_declared_and_counts_meanwhile_is_refused_once(scheme: Scheme) -> None:
    one = (Deduction(rule="FJ-4-R1", count=Decimal(9), ref="自评"),)
    other = (*one, Deduction(rule="FJ-1-R1", count=Decimal(9), ref="另一条"))
    sheet = score(Facts(unit="FJ", task_deductions=one, self_declared=other), scheme)
    assert [refusal.ref for refusal in sheet.refusals] == ["自评", "另一条"]


def test_a_sheet_tells_its_parts_and_what_it_rests_on(scheme: Scheme) -> None:
    made = Facts(unit="BGS", task_deductions=(Deduction(rule="BGS-4-R1", ref="d1"), Deduction(rule="BGS-4-R2")))
    sheet = score(made, scheme)
    assert sheet.parts == {"task": 56, "common": 30, "leader": 0, "bonus": 0, "extra": 0, "decision": 0}
    assert [line.refs for line in sheet.of_item("BGS-4")] == [(), (), ("d1",)]
    assert sheet.eligible_for_excellence
    assert sheet.deferred_to_next_year == 0


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        (Deduction(rule="JN-1-R1", count=Decimal(6)), "已登记 3 次，再填 6 次就超了"),
        (Deduction(rule="GX-5-R1", count=Decimal(2)), "一年只扣一次"),
        (Deduction(rule="没有"), "没有扣分规则"),
        (BudgetRate(rate=Decimal(1000)), "预算执行率 1000% 不对"),
        (_honour("县政府"), "低于办法列举的级别"),
        (_extra(count=Decimal(0)), "要填 1 以上的整数"),
        (VetoFinding(clause="?"), "不在办法里"),
        (FraudFinding(item="BGS-1"), "不是这个单位的考核事项"),
        (LeaderScore(leader="分管领导甲", score=Decimal(9)), "已经给这个单位打过分"),
        (Verified(item="JN-1", points=Decimal(20)), "按登记的扣分应为 14"),
        (Decision(points=Decimal("0.125")), "小数超过两位"),
    ],
)
def test_a_bad_fact_is_refused_before_it_is_stored(scheme: Scheme, fact: Fact, says: str) -> None:
    so_far = Facts(
        unit="JN",
        task_deductions=(Deduction(rule="JN-1-R1", count=Decimal(3)),),
        leader_scores=(LeaderScore(leader="分管领导甲", score=Decimal(8)),),
    )
    refusal = check(fact, scheme, so_far)
    assert refusal is not None
    assert says in refusal.sentence


@pytest.mark.parametrize(
    "fact",
    [
        Deduction(rule="JN-1-R1", count=Decimal(5)),
        Deduction(rule="GX-1-R1"),
        BudgetRate(rate=Decimal("90.5")),
        _honour("省政府"),
        VetoFinding(clause="四(四)3"),
    ],
)
def test_a_good_fact_can_be_stored(scheme: Scheme, fact: Fact) -> None:
    so_far = Facts(unit="JN", task_deductions=(Deduction(rule="JN-1-R1", count=Decimal(3)),))
    assert check(fact, scheme, so_far) is None


def test_enormous_and_tiny_numbers_are_refused_and_never_break_the_sum(scheme: Scheme) -> None:
    odd = [Decimal("1E+999"), Decimal("1E-999"), Decimal("-1E+40")]
    made = Facts(
        unit="BGS",
        task_deductions=tuple(Deduction(rule="BGS-2-R1", amounts=(one,)) for one in odd)
        + tuple(Deduction(rule="GX-1-R1", count=one) for one in odd),
        leader_scores=tuple(LeaderScore(leader=str(one), score=one) for one in odd),
        budget_rate=BudgetRate(rate=odd[0]),
        verifications=tuple(Verified(item="BGS-1", points=one) for one in odd),
        decisions=tuple(Decision(points=one) for one in odd),
    )
    sheet = score(made, scheme)
    assert sheet.total == 90
    assert len(sheet.refusals) == 16


def test_an_abstention_keeps_full_marks_as_a_line_of_its_own(scheme: Scheme) -> None:
    sheet = score(Facts(unit="FJ", abstentions=(Abstention(item="GX-1", reason="不掌握情况"),)), scheme)

    assert sheet.items["GX-1"] == 10
    assert [line.kind for line in sheet.of_item("GX-1")] == ["full", "abstained"]
    assert "弃权，没有评这一行：不掌握情况" in explain_item(sheet, "GX-1", scheme)[1]


def test_an_abstention_in_a_row_that_does_not_exist_is_refused(scheme: Scheme) -> None:
    sheet = score(Facts(unit="FJ", abstentions=(Abstention(ref="a", item="GX-9"),)), scheme)

    assert [refusal.ref for refusal in sheet.refusals] == ["a"]


def test_what_was_decided_on_a_document_moves_no_points_and_cites_it(scheme: Scheme) -> None:
    given: Any = {"document": "绍防指〔2022〕3号", "reason": "活动被叫停"}
    reliefs = (
        Relief(item="FJ-3", **given),
        Relief(item="FJ-3", task="FJ-3-M2", until=date(2022, 6, 30), **given),
        Relief(item="GX-1", ref="row", **given),
        Relief(item="JN-1", ref="foreign", **given),
    )
    sheet = score(Facts(unit="FJ", reliefs=reliefs), scheme)

    assert sheet.items["FJ-3"] == 10
    told = [line.because for line in sheet.lines if line.kind == "relief"]
    assert told[0] == "“换届用房保障与调剂”属客观原因，经考核办决定免予考核（绍防指〔2022〕3号）：活动被叫停"
    assert told[1] == "“可调剂用房清单”经考核办同意延期到 2022-06-30（绍防指〔2022〕3号）：活动被叫停"
    assert len(told) == 3
    assert [refusal.ref for refusal in sheet.refusals] == ["foreign"]
