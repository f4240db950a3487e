"""A sheet explains itself to a clerk: clause, count, arithmetic, proof, who, when."""

from datetime import UTC, date, datetime
from decimal import Decimal

from scoring import (
    BonusClaim,
    Decision,
    Deduction,
    ExtraDeduction,
    Facts,
    LeaderScore,
    Scheme,
    VetoFinding,
    explain,
    explain_item,
    score,
)
from scoring.explain import told

NAMES = {"p1": "房基处经办", "p2": "考核办甲"}


def test_a_capped_deduction_is_told_in_one_sentence_with_proof_who_and_when(scheme: Scheme) -> None:
    one = Deduction(
        rule="HQ-3-R2", count=Decimal(30), reason="巡查记录缺", event="12 月实地考核", proof=("台账.xlsx",), by="p2",
        on_behalf_of="p1", at=datetime(2022, 12, 21, 1, 30, tzinfo=UTC),
    )  # fmt: skip
    sheet = score(Facts(unit="HQ", task_deductions=(one,)), scheme)
    head, sentence = explain_item(sheet, "HQ-3", scheme, NAMES.__getitem__)
    item = scheme.item("HQ-3")
    assert head == f"附件1 后勤保障中心-3“{item.label}”满分 12，得 9.5 分。"
    assert sentence == (
        f"附件1 后勤保障中心-3“{item.label}”：{scheme.rule('HQ-3-R2').label} 30 次 × 0.1 = 3 分，"
        "按“累计不超过 2.5 分”只扣 2.5 分。"
        "理由：巡查记录缺，依据：12 月实地考核，佐证：台账.xlsx，2022-12-21 09:30 考核办甲（代房基处经办）登记。"
    )


def test_several_entries_under_one_cap_are_told_one_by_one(scheme: Scheme) -> None:
    made = tuple(Deduction(rule="HQ-3-R2", count=Decimal(20), seq=n) for n in (1, 2))
    _, first, second = explain_item(score(Facts(unit="HQ", task_deductions=made), scheme), "HQ-3", scheme)
    assert first.endswith("20 次 × 0.1 = 2 分。")
    assert second.endswith("20 次 × 0.1 = 2 分，按“累计不超过 2.5 分”只扣 2.5 分。")


def test_a_judgement_is_marked_wherever_it_is_read(scheme: Scheme) -> None:
    made = Facts(
        unit="BGS",
        task_deductions=(Deduction(rule="BGS-2-R1", amounts=(Decimal(2),)),),
        extra_deductions=(ExtraDeduction(clause="四(四)2(2)", role="主要", amount=Decimal(1)),),
        leader_scores=(LeaderScore(leader="甲", score=Decimal(9)),),
        decisions=(Decision(points=Decimal(1), reason="抢险有功"),),
    )
    sheet = score(made, scheme)
    human = [told(line, scheme) for line in sheet.lines if line.human]
    assert len(human) == 4
    assert all(sentence.count("人工裁量") == 1 for sentence in human)
    assert sum("抢险有功" in sentence for sentence in human) == 1
    assert "".join(explain(sheet, scheme)).count("抢险有功") == 1


def test_the_whole_sheet_opens_with_the_sum_and_ends_with_what_was_not_taken(scheme: Scheme) -> None:
    late = BonusClaim(
        clause="四(四)1(1)", level="市委", document_date=date(2022, 12, 1), received_date=date(2023, 2, 1)
    )
    now = BonusClaim(clause="四(四)1(1)", level="市委", document_date=date(2022, 12, 1))
    made = Facts(
        unit="BGS",
        task_deductions=(
            Deduction(rule="BGS-1-R1"),
            Deduction(rule="BGS-1-R3"),
            Deduction(rule="BGS-4-R1", count=Decimal(3), ref="x"),
        ),
        bonuses=(late, now),
        extra_deductions=(ExtraDeduction(clause="四(四)2(1)", role="主要"),),
        vetoes=(VetoFinding(clause="四(四)3", reason="安全责任事故"),),
        decisions=(Decision(points=Decimal(-2)),),
    )
    first, *rest = explain(score(made, scheme), scheme)
    assert first == (
        "办公室得 80 分：责任清单 52，共性工作 30，综合评价 0，加分 5，另设扣分 −5，集体决定 −2。"
        "另有加分 5 分递延到下一年度。已取消评先评优资格。"
    )
    assert any("扣完为止，本项只有 8 分，退回 2 分" in sentence for sentence in rest)
    assert sum("安全责任事故" in sentence for sentence in rest) == 1
    assert rest[-1].startswith("未采纳（x）：")
    assert all("满分" not in sentence for sentence in rest)


def test_a_raised_result_shows_a_plus(scheme: Scheme) -> None:
    sheet = score(Facts(unit="BGS", decisions=(Decision(points=Decimal("0.5")),)), scheme)
    assert "集体决定 +0.5" in explain(sheet, scheme)[0]


def test_an_item_nobody_deducted_from_says_so(scheme: Scheme) -> None:
    assert explain_item(score(Facts(unit="BGS"), scheme), "BGS-1", scheme)[1:] == ["没有扣分。"]


def test_many_proofs_are_counted(scheme: Scheme) -> None:
    one = Deduction(rule="BGS-4-R1", proof=("甲", "乙", "丙", "丁"), by="p2")
    sheet = score(Facts(unit="BGS", task_deductions=(one,)), scheme)
    assert explain_item(sheet, "BGS-4", scheme, NAMES.__getitem__)[1].endswith(
        "佐证：甲、乙、丙 等 4 份，考核办甲登记。"
    )
