"""Chapter 4: deductions outside the items, for criticism and failures of duty (四(四)2, reading 9)."""

from decimal import Decimal

from scoring.facts import ExtraDeduction, Facts
from scoring.model import Collector, Line, in_order
from scoring.parts import is_exact, shown
from scoring.scheme import Extra, Scheme, Share


class Refused(Exception):
    """Why a deduction cannot be taken."""


def penalise(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """One line per event; what the clause rules out is refused."""
    lines = []
    for one in in_order(facts.extra_deductions):
        assert isinstance(one, ExtraDeduction)
        try:
            clause, share = _share(one, scheme)
            each = _each(one, share)
        except Refused as refusal:
            out.refuse(one, str(refusal))
            continue
        cost = each * one.count
        times = (
            f" {shown(one.count)} 次 × {shown(each)} = {shown(cost)} 分" if one.count > 1 else f"，扣 {shown(cost)} 分"
        )
        lines.append(
            Line(part="extra", clause=clause.clause, points=-cost, because=f"{clause.label}（{one.role}责任）{times}",
                 human=share.amount is None, facts=(one,))
        )  # fmt: skip
    return lines


def _share(one: ExtraDeduction, scheme: Scheme) -> tuple[Extra, Share]:
    clause = next((extra for extra in scheme.extras if extra.clause == one.clause), None)
    if clause is None:
        raise Refused(f"扣分条款“{one.clause}”不在办法里，请核对。")
    if one.role not in ("主要", "次要"):
        raise Refused(f"责任要写“主要”或“次要”，填的是“{one.role}”。")
    if one.count != one.count.to_integral_value() or one.count < 1:
        raise Refused(f"次数 {shown(one.count)} 不对，要填 1 以上的整数。")
    return clause, clause.primary if one.role == "主要" else clause.secondary


def _each(one: ExtraDeduction, share: Share) -> Decimal:
    if share.amount is not None:
        if one.amount is not None and one.amount != share.amount:
            raise Refused(f"{one.role}责任每次按办法扣 {shown(share.amount)} 分，不能填 {shown(one.amount)} 分。")
        return share.amount
    low, high = share.min or Decimal(0), share.max or Decimal(0)
    if one.amount is None:
        raise Refused(f"{one.role}责任每次扣 {shown(low)} 到 {shown(high)} 分，请填扣多少分。")
    if not low <= one.amount <= high or not is_exact(one.amount):
        raise Refused(
            f"{one.role}责任每次扣 {shown(low)} 到 {shown(high)} 分（两位小数以内），填的是 {one.amount} 分。"
        )
    return one.amount
