"""Chapter 6: the leaders' scores for a unit of their line, made one (四(三), 五(二)5, reading 11)."""

from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from scoring.errors import RuledOut
from scoring.facts import Facts, LeaderScore
from scoring.model import Collector, Line
from scoring.parts import CENT, is_exact, shown
from scoring.scheme import Scheme
from scoring.words import leaders as said
from scoring.words.common import TOO_FINE


def average(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """One line with the mean, rounded half-up to two decimals where it enters; nothing when nobody has scored."""
    full = scheme.part("leader")
    taken: dict[str, LeaderScore] = {}

    def take(one: LeaderScore) -> LeaderScore:
        if not 0 <= one.score <= full.points:
            raise RuledOut(said.OUT_OF_RANGE.format(full=shown(full.points), score=shown(one.score)))
        if not is_exact(one.score):
            raise RuledOut(TOO_FINE.format(amount=one.score))
        if one.leader in taken:
            raise RuledOut(said.SCORED_ALREADY.format(leader=one.leader))
        return taken.setdefault(one.leader, one)

    scored = list(out.taken(facts.leader_scores, take))
    if not scored:
        out.flags.add("leader_missing")
        return []
    points, because = _as_one(scored, scheme)
    return [
        Line(part="leader", kind="leader", clause=full.clause, points=points, because=because, human=True,
             facts=tuple(scored))
    ]  # fmt: skip


def _as_one(scored: list[LeaderScore], scheme: Scheme) -> tuple[Decimal, str]:
    scores = [one.score for one in scored]
    if len(scored) == 1:
        told = said.ALONE_BECAUSE if scored[0].reason else said.ALONE
        return scores[0], told.format(points=shown(scores[0]), reason=scored[0].reason)
    how = scheme.read.leader_mean
    made = {"mean": sum(scores, Decimal(0)) / len(scores), "median": median(scores), "lowest": min(scores)}[how]
    points = made.quantize(CENT, ROUND_HALF_UP)
    if how == "mean":
        added = " + ".join(shown(score) for score in scores)
        return points, said.MEAN.format(scores=added, count=len(scores), points=shown(points))
    listed = "、".join(shown(score) for score in scores)
    return points, said.OTHERWISE.format(scores=listed, way=said.WAYS[how], points=shown(points))
