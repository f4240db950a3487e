"""Chapter 6: the leaders' scores for a unit of their line, made one (四(三), 五(二)5, reading 11)."""

from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from scoring.errors import RuledOut
from scoring.facts import Facts, LeaderScore
from scoring.model import Collector, Line
from scoring.parts import CENT, is_exact, shown
from scoring.scheme import Scheme

SEVERAL = {"mean": "平均", "median": "中位数", "lowest": "最低分"}


def average(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """One line with the mean, rounded half-up to two decimals where it enters; nothing when nobody has scored."""
    full = scheme.part("leader")
    taken: dict[str, LeaderScore] = {}

    def take(one: LeaderScore) -> LeaderScore:
        if not 0 <= one.score <= full.points:
            raise RuledOut(f"综合评价在 0 到 {shown(full.points)} 分之间，填的是 {shown(one.score)} 分。")
        if not is_exact(one.score):
            raise RuledOut(f"分值 {one.score} 的小数超过两位，请保留两位以内。")
        if one.leader in taken:
            raise RuledOut(f"{one.leader}已经给这个单位打过分，不能重复打。")
        return taken.setdefault(one.leader, one)

    scored = list(out.taken(facts.leader_scores, take))
    if not scored:
        out.flags.add("leader_missing")
        return []
    points, because = _as_one([one.score for one in scored], scheme)
    return [
        Line(part="leader", kind="leader", clause=full.clause, points=points, because=because, human=True,
             facts=tuple(scored))
    ]  # fmt: skip


def _as_one(scores: list[Decimal], scheme: Scheme) -> tuple[Decimal, str]:
    if len(scores) == 1:
        return scores[0], f"分管领导评价 {shown(scores[0])} 分"
    how = scheme.read.leader_mean
    made = {"mean": sum(scores, Decimal(0)) / len(scores), "median": median(scores), "lowest": min(scores)}[how]
    points = made.quantize(CENT, ROUND_HALF_UP)
    listed = " + ".join(shown(score) for score in scores)
    if how == "mean":
        return points, f"分管领导评价（{listed}）÷ {len(scores)} = {shown(points)} 分"
    return points, f"分管领导评价 {listed.replace(' + ', '、')}，取{SEVERAL[how]} {shown(points)} 分"
