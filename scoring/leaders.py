"""Chapter 6: the leaders' scores for a unit of their line, averaged (四(三), 五(二)5, reading 11)."""

from decimal import ROUND_HALF_UP, Decimal

from scoring.facts import Facts, LeaderScore
from scoring.model import Collector, Line, in_order
from scoring.parts import CENT, is_exact, shown
from scoring.scheme import Scheme


def average(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """One line with the mean, rounded half-up to two decimals where it enters; nothing when nobody has scored."""
    full = scheme.part("leader")
    taken: dict[str, LeaderScore] = {}
    for one in in_order(facts.leader_scores):
        assert isinstance(one, LeaderScore)
        problem = _problem(one, full.points, taken)
        if problem:
            out.refuse(one, problem)
        else:
            taken[one.leader] = one
    if not taken:
        out.flags.add("leader_missing")
        return []
    scores = [one.score for one in taken.values()]
    mean = (sum(scores, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP)
    listed = " + ".join(shown(score) for score in scores)
    because = (
        f"分管领导评价 {listed}" if len(scores) == 1 else f"分管领导评价（{listed}）÷ {len(scores)} = {shown(mean)}"
    )
    facts_used = tuple(taken.values())
    return [Line(part="leader", clause=full.clause, points=mean, because=because, human=True, facts=facts_used)]


def _problem(one: LeaderScore, full: Decimal, taken: dict[str, LeaderScore]) -> str | None:
    if not 0 <= one.score <= full:
        return f"综合评价在 0 到 {shown(full)} 分之间，填的是 {shown(one.score)} 分。"
    if not is_exact(one.score):
        return f"分值 {one.score} 的小数超过两位，请保留两位以内。"
    if one.leader in taken:
        return f"{one.leader}已经给这个单位打过分，不能重复打。"
    return None
