"""Places: ties, eligibility, the two kinds of unit."""

from decimal import Decimal

from scoring import Facts, LeaderScore, Scheme, Sheet, VetoFinding, rank, score
from scoring.ranking import TieOrder


def _sheets(scheme: Scheme, **scores: str) -> list[Sheet]:
    vetoed = {"HQ"}
    return [
        score(
            Facts(
                unit=code,
                leader_scores=(LeaderScore(leader="分管领导甲", score=Decimal(points)),),
                vetoes=(VetoFinding(clause="四(四)3"),) if code in vetoed else (),
            ),
            scheme,
        )
        for code, points in scores.items()
    ]


def test_ties_share_a_rank_and_the_next_one_is_skipped(scheme: Scheme) -> None:
    ranking = rank(_sheets(scheme, ZC="9", HQ="10", BGS="9", DW="9.5"), scheme)
    assert [(one.unit, one.rank) for one in ranking.ranks] == [("HQ", 1), ("DW", 2), ("BGS", 3), ("ZC", 3)]
    assert [(one.unit, one.rank_among_eligible) for one in ranking.eligible] == [("DW", 1), ("BGS", 2), ("ZC", 2)]
    assert [(one.unit, one.rank_in_kind) for one in ranking.of_kind("直属单位")] == [("HQ", 1), ("ZC", 2)]
    assert [(one.unit, one.rank_in_kind) for one in ranking.of_kind("机关处（室）")] == [("DW", 1), ("BGS", 2)]
    assert ranking.of("ZC").total == 99


def test_places_after_a_tie_can_be_kept_dense(scheme: Scheme) -> None:
    dense = scheme.reread(ties_skip=False)
    ranking = rank(_sheets(dense, BGS="9", DW="9", JC="8"), dense)
    assert [one.rank for one in ranking.ranks] == [1, 1, 2]


def test_a_vetoed_unit_can_be_ranked_after_all_others(scheme: Scheme) -> None:
    last = scheme.reread(veto_keeps_score=False)
    ranking = rank(_sheets(last, HQ="10", BGS="5"), last)
    assert [(one.unit, one.rank) for one in ranking.ranks] == [("BGS", 1), ("HQ", 2)]
    assert ranking.of("HQ").total == 100


def test_a_decided_order_parts_units_of_the_same_total(scheme: Scheme) -> None:
    decided = TieOrder(units=("ZC", "BGS"), meeting="领导小组纪要〔2023〕2号")
    ranking = rank(_sheets(scheme, ZC="9", HQ="10", BGS="9", DW="9.5"), scheme, [decided])

    assert [(one.unit, one.rank) for one in ranking.ranks] == [("HQ", 1), ("DW", 2), ("ZC", 3), ("BGS", 4)]
    assert [(one.unit, one.rank_among_eligible) for one in ranking.eligible] == [("DW", 1), ("ZC", 2), ("BGS", 3)]
    assert ranking.of("ZC").total == ranking.of("BGS").total == 99
    assert ranking.decided == (decided,)


def test_a_decided_order_of_units_that_are_no_longer_equal_alone_changes_nothing(scheme: Scheme) -> None:
    decided = TieOrder(units=("ZC", "BGS"), meeting="领导小组纪要〔2023〕2号")
    for scores in ({"ZC": "9", "BGS": "9.5"}, {"ZC": "9", "BGS": "9", "DW": "9"}, {"ZC": "9"}):
        sheets = _sheets(scheme, **scores)
        assert rank(sheets, scheme, [decided]) == rank(sheets, scheme)
