"""Chapter 7: what the leading group decided otherwise than the sum, as a line of its own (五(二)6)."""

from scoring.errors import RuledOut
from scoring.facts import Decision, Facts
from scoring.model import Collector, Line
from scoring.parts import is_exact, shown

CLAUSE = "五(二)6"

FULL_YEAR = 100
"""A decision moves a result by less than everything there is to win."""


def decide(facts: Facts, out: Collector) -> list[Line]:
    """One signed line per decision, beside the computed value."""
    return list(out.taken(facts.decisions, _line))


def _line(one: Decision) -> Line:
    if abs(one.points) > FULL_YEAR:
        raise RuledOut(f"集体决定增减 {shown(one.points)} 分超过了满分，请核对。")
    if not is_exact(one.points):
        raise RuledOut(f"分值 {one.points} 的小数超过两位，请保留两位以内。")
    sign = "加" if one.points > 0 else "减"
    told = f"：{one.reason}" if one.reason else ""
    because = f"{one.meeting or '领导小组'}审议决定{sign} {shown(abs(one.points))} 分{told}"
    return Line(
        part="decision", kind="decision", clause=CLAUSE, points=one.points, because=because, human=True, facts=(one,)
    )
