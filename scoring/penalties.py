"""Chapter 4: deductions outside the items, for criticism and failures of duty (四(四)2, reading 9)."""

from decimal import Decimal

from scoring.errors import RuledOut
from scoring.facts import Deduction, ExtraDeduction, Facts
from scoring.model import Collector, Line
from scoring.parts import is_exact, shown
from scoring.scheme import Extra, Scheme, Share

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
            raise RuledOut(f"“{one.event}”按{clause.clause}已经扣过分，一次通报或谈话只扣一次。")
        if one.event and one.event in events and not scheme.read.double_jeopardy_stands:
            raise RuledOut(f"“{one.event}”已经在事项里扣过分，按设定不再另扣。")
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
    times = f" {shown(one.count)} 次 × {shown(each)} = {shown(cost)} 分" if one.count > 1 else f"，扣 {shown(cost)} 分"
    return Line(
        part="extra", kind="extra", clause=clause.clause, points=-cost, count=one.count, human=human, facts=(one,),
        because=f"{clause.label}（{one.role}责任）{times}",
    )  # fmt: skip


def _share(one: ExtraDeduction, scheme: Scheme) -> tuple[Extra, Share]:
    clause = next((extra for extra in scheme.extras if extra.clause == one.clause), None)
    if clause is None:
        raise RuledOut(f"扣分条款“{one.clause}”不在办法里，请核对。")
    if one.role not in ("主要", "次要"):
        raise RuledOut(f"责任要写“主要”或“次要”，填的是“{one.role}”。")
    if not 1 <= one.count <= MOST or one.count != one.count.to_integral_value():
        raise RuledOut(f"次数 {shown(one.count)} 不对，要填 1 以上的整数。")
    if one.day is not None and not scheme.window.holds(one.day):
        start, end = scheme.window.start, scheme.window.end
        raise RuledOut(f"通报或谈话日期 {one.day} 不在统计时间 {start} 至 {end} 内，不扣分。")
    return clause, clause.primary if one.role == "主要" else clause.secondary


def _each(one: ExtraDeduction, share: Share) -> Decimal:
    if share.amount is not None:
        if one.amount is not None and one.amount != share.amount:
            raise RuledOut(f"{one.role}责任每次按办法扣 {shown(share.amount)} 分，不能填 {shown(one.amount)} 分。")
        return share.amount
    low, high = share.min or Decimal(0), share.max or Decimal(0)
    span = f"{one.role}责任每次扣 {shown(low)} 到 {shown(high)} 分"
    if one.amount is None:
        raise RuledOut(f"{span}，请填扣多少分。")
    if not low <= one.amount <= high or not is_exact(one.amount):
        raise RuledOut(f"{span}（两位小数以内），填的是 {one.amount} 分。")
    return one.amount
