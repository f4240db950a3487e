"""Chapter 1: what deductions cost inside an item (annexes 1 and 2, readings 1, 3, 4, 6, 7)."""

from collections.abc import Iterable
from decimal import Decimal

from scoring.facts import BudgetRate, Deduction
from scoring.model import Collector, Line, in_order
from scoring.parts import is_exact, shown
from scoring.scheme import Kind, Marked, Rule, Scheme

ONCE = frozenset({Kind.FIXED, Kind.THRESHOLD, Kind.ALL})
"""Kinds that can be met only once a year: a second entry is refused."""


class Refused(Exception):
    """Why a deduction cannot be taken."""


def deduct(made: Iterable[Deduction], scheme: Scheme, marked: Iterable[Marked], out: Collector) -> list[Line]:
    """The lines of one part's deductions; what cannot be taken is refused and changes nothing."""
    known = {rule.id: (one, rule) for one in marked for rule in one.rules}
    counted: dict[str, Decimal] = {}
    lines: list[Line] = []
    for one in in_order(tuple(made)):
        assert isinstance(one, Deduction)
        try:
            if one.rule not in known:
                raise Refused(_unknown(one.rule, scheme))
            item, rule = known[one.rule]
            count = _count(one, rule, counted.get(rule.id, Decimal(0)))
            points, because = _cost(one, rule, item, count)
        except Refused as refusal:
            out.refuse(one, str(refusal))
            continue
        counted[rule.id] = counted.get(rule.id, Decimal(0)) + count
        lines.append(_line(one, rule, item, points, because))
    _flag_alternatives(lines, known, out)
    return lines


def rate_deduction(rate: BudgetRate, rows: Iterable[Marked]) -> list[Deduction]:
    """What a budget execution rate costs: all or nothing below the bound, compared exactly (reading 7)."""
    about = rate.model_dump(exclude={"rate"})
    return [
        Deduction(rule=rule.id, **about)
        for row in rows
        for rule in row.rules
        if rule.kind is Kind.THRESHOLD and rule.below is not None and rate.rate < rule.below
    ]


def _unknown(rule: str, scheme: Scheme) -> str:
    return f"扣分规则“{rule}”不属于这个单位的这部分考核，请核对编号。"


def _count(one: Deduction, rule: Rule, before: Decimal) -> Decimal:
    """How many times the rule is met by this entry; refused beyond what can be true."""
    count = one.count if one.count is not None else Decimal(max(len(one.amounts), 1))
    if count != count.to_integral_value() or count < 1:
        raise Refused(f"次数 {shown(count)} 不对，要填 1 以上的整数。")
    if one.amounts and len(one.amounts) != count:
        raise Refused(f"填了 {shown(count)} 次、{len(one.amounts)} 个分值，两者要一致。")
    if rule.kind in ONCE and (before or count > 1):
        raise Refused(f"“{rule.label}”一年只扣一次，已经登记过了，不能重复扣。")
    limit = rule.count_limit
    if limit is not None and before + count > limit:
        raise Refused(f"“{rule.label}”最多 {limit} {rule.per or '次'}，填了 {shown(before + count)}，请核对。")
    return count


def _cost(one: Deduction, rule: Rule, item: Marked, count: Decimal) -> tuple[Decimal, str]:
    """The points an entry costs, and the arithmetic in words."""
    if rule.has_range:
        return _chosen(one, rule, item)
    each = item.points if rule.kind is Kind.ALL else rule.amount
    assert each is not None
    for amount in one.amounts:
        if amount != each:
            raise Refused(f"“{rule.label}”按办法扣 {shown(each)} 分，不能填 {shown(amount)} 分。")
    cost = each * count
    if rule.kind is Kind.ALL:
        return cost, f"{rule.label}，扣完本项 {shown(cost)} 分"
    if rule.kind in ONCE:
        return cost, f"{rule.label}，扣 {shown(cost)} 分"
    return cost, f"{rule.label} {shown(count)} {rule.per or '次'} × {shown(each)} = {shown(cost)} 分"


def _chosen(one: Deduction, rule: Rule, item: Marked) -> tuple[Decimal, str]:
    """The amounts somebody chose, each within the printed range, ends included, two decimals (reading 3)."""
    low, high = item.limits(rule)
    span = f"{shown(low)} 到 {shown(high)} 分" if low else f"大于 0、不超过 {shown(high)} 分"
    if not one.amounts:
        raise Refused(f"“{rule.label}”由人酌定，请填扣多少分（{span}）。")
    for amount in one.amounts:
        if not (low <= amount <= high) or amount <= 0:
            raise Refused(f"“{rule.label}”可扣 {span}，填的 {shown(amount)} 分不在范围内。")
        if not is_exact(amount):
            raise Refused(f"分值 {amount} 的小数超过两位，请保留两位以内。")
    cost = sum(one.amounts, Decimal(0))
    if len(one.amounts) == 1:
        return cost, f"{rule.label}，人工裁量扣 {shown(cost)} 分（{span}）"
    return cost, f"{rule.label}，人工裁量 {' + '.join(shown(a) for a in one.amounts)} = {shown(cost)} 分"


def _line(one: Deduction, rule: Rule, item: Marked, points: Decimal, because: str) -> Line:
    return Line.model_construct(
        part=item.part, clause=item.clause, points=-points, because=because,
        item=item.id, rule=rule.id, human=rule.is_human, facts=(one,),
    )  # fmt: skip


def _flag_alternatives(lines: list[Line], known: dict[str, tuple[Marked, Rule]], out: Collector) -> None:
    """未开展 and 未完成或有失误 of one item exclude each other for one task; both stand, and somebody must confirm."""
    met: dict[str, set[str]] = {}
    for line in lines:
        item, rule = known[line.rule or ""]
        if rule.alternative:
            met.setdefault(item.id, set()).add(rule.id)
    if any(len(rules) > 1 for rules in met.values()):
        out.flags.add("alternatives_confirm")
