"""Chapter 4: deductions outside the items, for criticism and failures of duty (四(四)2, reading 9)."""

from decimal import Decimal

from scoring.errors import RuledOut
from scoring.facts import Deduction, ExtraDeduction, Facts
from scoring.model import Collector, Line
from scoring.parts import is_exact, shown
from scoring.scheme import Extra, Scheme, Share
from scoring.words import penalties as said
from scoring.words.common import WRONG_COUNT

MOST = 1000
"""No year holds more events than this; a larger count is a slip of the finger."""


def penalise(facts: Facts, scheme: Scheme, inside: list[Deduction], out: Collector) -> list[Line]:
    """One line per event; what the clause rules out is refused.

    `inside` are the deductions that already cost points in an item: the same event may cost both (reading 9).
    """
    seen: set[tuple[str, str]] = set()
    events = {one.event for one in inside if one.event}

    def take(one: ExtraDeduction) -> Line:
        clause, share = _share(one, scheme)
        each = _each(one, share)
        key = (clause.clause, one.event)
        if one.event and key in seen and scheme.read.event_counts_once:
            raise RuledOut(said.COUNTED_ALREADY.format(event=one.event, clause=clause.clause))
        if one.event and one.event in events and not scheme.read.double_jeopardy_stands:
            raise RuledOut(said.COUNTED_IN_ITEM.format(event=one.event))
        seen.add(key)
        return _line(one, clause, each, human=share.amount is None)

    lines = list(out.taken(facts.extra_deductions, take))
    if any(_may_be_same(fact.event, one.event) for made in lines for fact in made.facts for one in inside):
        out.flags.add("double_jeopardy_confirm")
    return lines


def _may_be_same(event: str, other: str) -> bool:
    """Whether two deductions can rest on one event: the same one, or one of them does not say."""
    return not event or not other or event == other


def _line(one: ExtraDeduction, clause: Extra, each: Decimal, human: bool) -> Line:
    cost = each * one.count
    arithmetic = said.COST_OF_SEVERAL if one.count > 1 else said.COST
    told = arithmetic.format(count=shown(one.count), each=shown(each), points=shown(cost))
    return Line(
        part="extra", kind="extra", clause=clause.clause, points=-cost, count=one.count, human=human, facts=(one,),
        because=said.LINE.format(label=clause.label, role=one.role, cost=told),
    )  # fmt: skip


def _share(one: ExtraDeduction, scheme: Scheme) -> tuple[Extra, Share]:
    clause = next((extra for extra in scheme.extras if extra.clause == one.clause), None)
    if clause is None:
        raise RuledOut(said.NO_SUCH_CLAUSE.format(clause=one.clause))
    if one.role not in ("主要", "次要"):
        raise RuledOut(said.WRONG_ROLE.format(role=one.role))
    if not 1 <= one.count <= MOST or one.count != one.count.to_integral_value():
        raise RuledOut(WRONG_COUNT.format(count=shown(one.count)))
    if one.day is not None and not scheme.window.holds(one.day):
        start, end = scheme.window.start, scheme.window.end
        raise RuledOut(said.OUTSIDE_YEAR.format(day=one.day, start=start, end=end))
    return clause, clause.primary if one.role == "主要" else clause.secondary


def _each(one: ExtraDeduction, share: Share) -> Decimal:
    if share.amount is not None:
        if one.amount is not None and one.amount != share.amount:
            told = said.FIXED_AMOUNT.format(role=one.role, points=shown(share.amount), amount=shown(one.amount))
            raise RuledOut(told)
        return share.amount
    low, high = share.min or Decimal(0), share.max or Decimal(0)
    span = {"role": one.role, "low": shown(low), "high": shown(high)}
    if one.amount is None:
        raise RuledOut(said.NO_AMOUNT.format(**span))
    if not low <= one.amount <= high or not is_exact(one.amount):
        raise RuledOut(said.WRONG_AMOUNT.format(**span, amount=one.amount))
    return one.amount
