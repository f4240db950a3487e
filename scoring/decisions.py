"""Chapter 7: what the leading group decided otherwise than the sum, as a line of its own (五(二)6)."""

from scoring.facts import Facts
from scoring.model import Collector, Line
from scoring.parts import is_exact, shown

CLAUSE = "五(二)6"


def decide(facts: Facts, out: Collector) -> list[Line]:
    """One signed line per decision, beside the computed value."""
    lines = []
    for one in facts.decisions:
        if not is_exact(one.points):
            out.refuse(one, f"分值 {one.points} 的小数超过两位，请保留两位以内。")
            continue
        sign = "加" if one.points > 0 else "减"
        because = f"领导小组审议决定{sign} {shown(abs(one.points))} 分：{one.reason or one.meeting}"
        lines.append(Line(part="decision", clause=CLAUSE, points=one.points, because=because, human=True, facts=(one,)))
    return lines
