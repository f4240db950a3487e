"""Who moved when a published result was corrected, and how that is said."""

from decimal import Decimal

from scoring import Decision, Deduction, Facts, Sheet, VetoFinding, load_scheme, rank, score
from scoring.correction import Move, moves

SCHEME = load_scheme(2022)


def sheets(known: dict[str, Facts]) -> list[Sheet]:
    """Everybody's sheet, where nothing is known of the others."""
    return [score(known.get(unit.code, Facts(unit=unit.code)), SCHEME) for unit in SCHEME.units]


def moved(before: dict[str, Facts], after: dict[str, Facts]) -> dict[str, Move]:
    """What a correction from one set of facts to another moves, by unit."""
    old, new = sheets(before), sheets(after)
    found = moves((old, rank(old, SCHEME)), (new, rank(new, SCHEME)), SCHEME)
    return {one.unit: one for one in found}


def decided(unit: str, points: str) -> dict[str, Facts]:
    """A unit of which the meeting decided otherwise than the sum."""
    return {unit: Facts(unit=unit, decisions=(Decision(ref="d", by="khb", points=Decimal(points), meeting="会"),))}


def test_the_unit_that_lost_half_a_point_and_everybody_it_let_pass_have_moved() -> None:
    found = moved({}, decided("FJ", "-0.5"))

    assert set(found) == {"FJ"}
    assert found["FJ"].sentence == "总分 90 → 89.5，名次第 1 → 第 8，机关处（室）名次第 1 → 第 6，评优名次第 1 → 第 8"
    assert [one.name for one in found["FJ"].differences] == ["集体决定"]


def test_who_is_overtaken_has_moved_without_a_difference_of_his_own() -> None:
    found = moved({}, decided("FJ", "+0.5"))

    assert len(found) == len(SCHEME.units)
    assert found["HQ"].differences == ()
    assert found["HQ"].sentence == "名次第 1 → 第 2，评优名次第 1 → 第 2"


def test_eligibility_lost_and_regained_is_said() -> None:
    veto = VetoFinding(ref="v", by="khb", clause="四(四)3")
    vetoed = {"FJ": Facts(unit="FJ", vetoes=(veto,))}

    assert moved({}, vetoed)["FJ"].sentence == "取消评优资格"
    assert moved(vetoed, {})["FJ"].sentence == "恢复评优资格"


def test_the_same_facts_move_nobody() -> None:
    assert moved(decided("FJ", "-1"), decided("FJ", "-1")) == {}


def test_differences_that_cancel_out_leave_the_total() -> None:
    lost = Deduction(ref="t", by="khb", rule="FJ-4-R1", count=Decimal(1))
    cost = Decimal(90) - score(Facts(unit="FJ", task_deductions=(lost,)), SCHEME).total
    gain = Decision(ref="d", by="khb", points=cost, meeting="会")
    found = moved({}, {"FJ": Facts(unit="FJ", task_deductions=(lost,), decisions=(gain,))})

    assert found["FJ"].sentence == "总分和名次不变"
    assert len(found["FJ"].differences) == 2
