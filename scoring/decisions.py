"""Chapter 7: what the leading group decided otherwise than the sum, as a line of its own (五(二)6)."""

from scoring.errors import RuledOut
from scoring.facts import Decision, Facts
from scoring.model import Collector, Line
from scoring.parts import is_exact, shown
from scoring.words import decisions as said
from scoring.words.common import TOO_FINE

CLAUSE = "五(二)6"

FULL_YEAR = 100
"""A decision moves a result by less than everything there is to win."""


def decide(facts: Facts, out: Collector) -> list[Line]:
    """One signed line per decision, beside the computed value."""
    return list(out.taken(facts.decisions, _line))


def _line(one: Decision) -> Line:
    if abs(one.points) > FULL_YEAR:
        raise RuledOut(said.TOO_LARGE.format(points=shown(one.points)))
    if not is_exact(one.points):
        raise RuledOut(TOO_FINE.format(amount=one.points))
    because = said.DECIDED.format(
        meeting=one.meeting or said.GROUP,
        sign=said.ADDS if one.points > 0 else said.TAKES,
        points=shown(abs(one.points)),
        why=said.BECAUSE.format(reason=one.reason) if one.reason else "",
    )
    return Line(
        part="decision", kind="decision", clause=CLAUSE, points=one.points, because=because, human=True, facts=(one,)
    )
