"""Chapter 1: what deductions cost inside an item (annexes 1 and 2, readings 1, 3, 4, 6, 7)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from scoring.errors import RuledOut
from scoring.facts import BudgetRate, Deduction
from scoring.model import Collector, Line
from scoring.parts import CENT, is_exact, shown
from scoring.scheme import Item, Kind, Marked, Rule, Scheme

Rules = Mapping[str, tuple[Marked, Rule]]
"""The rules that can be met in one part of a unit's assessment, each with its item."""

ONCE = frozenset({Kind.FIXED, Kind.THRESHOLD})
"""Kinds that can be met only once a year: a second entry is refused."""

RATE_FIELDS = ("ref", "seq", "by", "on_behalf_of", "at", "day", "event", "document", "proof")
"""What a deduction takes over from the rate it comes from."""

MOST = Decimal(10) ** 6
"""No year holds more occurrences than this; a larger count is a slip of the finger."""


def deduct(made: Sequence[Deduction], rules: Rules, scheme: Scheme, out: Collector) -> list[Line]:
    """The lines of one part's deductions; what cannot be taken is refused and changes nothing."""
    counted: dict[str, Decimal] = {}

    def take(one: Deduction) -> Line:
        if one.rule not in rules:
            raise RuledOut(_not_here(one, scheme))
        item, rule = rules[one.rule]
        _check_place(one, item)
        before = counted.get(rule.id, Decimal(0))
        count = _count(one, rule, before, scheme.read.count_limited)
        points, because = _cost(one, rule, item, count, scheme)
        counted[rule.id] = before + count
        return Line(
            part=item.part, kind="deduction", clause=item.clause, points=-points, because=because,
            item=item.id, rule=rule.id, count=count, human=rule.has_range, facts=(one,),
        )  # fmt: skip

    lines = list(out.taken(made, take))
    if len(lines) > 1:
        _flag_alternatives(lines, rules, out)
    if lines and not scheme.read.unlosable_stays:
        lines += _emptied(counted, rules, lines)
    return lines


def starting_loss(item: Marked) -> Line | None:
    """What an item of sub-tasks lacks when its sub-tasks are worth less than its points (计分法, reading 5)."""
    worth = _worth_of_subtasks(item)
    if worth is None or worth >= item.points:
        return None
    because = f"按计分法，各项任务合计 {shown(worth)} 分，从 {shown(worth)} 分起算"
    return Line(
        part=item.part, kind="deduction", clause=item.clause, points=worth - item.points, because=because, item=item.id
    )


def measured(rate: BudgetRate, rows: Iterable[Marked], scheme: Scheme) -> dict[str, Deduction | None]:
    """What a budget execution rate means for each rule that measures it: a deduction, or None when it was met.

    All or nothing below the bound, compared exactly unless the reading says otherwise (reading 7).
    """
    if not 0 <= rate.rate < 1000:
        raise RuledOut(f"预算执行率 {rate.rate}% 不对，请填百分数，比如 90.5。")
    value = rate.rate if scheme.read.budget_exact else rate.rate.quantize(CENT, ROUND_HALF_UP)
    about = {name: getattr(rate, name) for name in RATE_FIELDS}
    return {
        rule.id: Deduction(rule=rule.id, reason=f"预算执行率 {rate.rate}%", **about) if value < rule.below else None
        for row in rows
        for rule in row.rules
        if rule.measure == "budget_execution_rate" and rule.below is not None
    }


def _not_here(one: Deduction, scheme: Scheme) -> str:
    if not scheme.knows_rule(one.rule):
        return f"考核办法里没有扣分规则“{one.rule}”，请核对编号。"
    item = scheme.item_of_rule(one.rule)
    return f"扣分规则“{one.rule}”属于{item.clause}“{item.label}”，不属于这个单位的这部分考核，请核对编号。"


def _check_place(one: Deduction, item: Marked) -> None:
    """Whether the item could still cost points that day, and the task named is one of its own."""
    if not isinstance(item, Item):
        return
    if one.task and one.task not in {task.id for task in item.tasks}:
        raise RuledOut(f"任务“{one.task}”不在{item.clause}“{item.label}”里，请核对编号。")
    if item.cancelled_on is not None and (one.day is None or one.day >= item.cancelled_on):
        raise RuledOut(f"“{item.label}”已由补充通知 {item.cancelled_by} 从 {item.cancelled_on} 起取消，之后不再扣分。")


def _count(one: Deduction, rule: Rule, before: Decimal, limited: bool) -> Decimal:
    """How many times the rule is met by this entry; refused beyond what can be true."""
    count = one.count if one.count is not None else Decimal(max(len(one.amounts), 1))
    if not 1 <= count <= MOST or count != count.to_integral_value():
        raise RuledOut(f"次数 {shown(count)} 不对，要填 1 以上的整数。")
    if one.amounts and len(one.amounts) != count:
        raise RuledOut(f"填了 {shown(count)} 次、{len(one.amounts)} 个分值，两者要一致。")
    if rule.kind in ONCE and before:
        raise RuledOut(f"“{rule.label}”一年只扣一次，已经登记过了，不能重复扣。")
    if rule.kind in ONCE and count > 1:
        raise RuledOut(f"“{rule.label}”一年只扣一次，填了 {shown(count)} 次，请核对。")
    limit = rule.count_limit
    if limited and limit is not None and before + count > limit:
        told = f"已登记 {shown(before)} 次，再填 {shown(count)} 次就超了" if before else f"填了 {shown(count)}"
        raise RuledOut(f"“{rule.label}”最多 {limit} {rule.per or '次'}，{told}，请核对。")
    return count


def _cost(one: Deduction, rule: Rule, item: Marked, count: Decimal, scheme: Scheme) -> tuple[Decimal, str]:
    """The points an entry costs, and the arithmetic in words."""
    if rule.has_range:
        return _chosen(one, rule, item, scheme.read.range_inclusive)
    empties = rule.kind is Kind.ALL and scheme.read.other_forms_empty
    each = item.points if empties else rule.amount or _dearest(item)
    for amount in one.amounts:
        if amount != each:
            raise RuledOut(f"“{rule.label}”按办法扣 {shown(each)} 分，不能填 {shown(amount)} 分。")
    if empties:
        return each, f"{rule.label}，扣完本项 {shown(each)} 分"
    cost = each * count
    if rule.kind in ONCE:
        return cost, f"{rule.label}，扣 {shown(cost)} 分"
    return cost, f"{rule.label} {shown(count)} {rule.per or '次'} × {shown(each)} = {shown(cost)} 分"


def _dearest(item: Marked) -> Decimal:
    """What the dearest per-occurrence rule of an item costs each time; all its points when there is none."""
    return max((rule.amount for rule in item.rules if rule.amount is not None), default=item.points)


def _chosen(one: Deduction, rule: Rule, item: Marked, ends: bool) -> tuple[Decimal, str]:
    """The amounts somebody chose, each within the printed range, two decimals (reading 3)."""
    low, high = item.limits(rule)
    span = f"{shown(low)} 到 {shown(high)} 分" if low else f"大于 0、不超过 {shown(high)} 分"
    if not one.amounts:
        raise RuledOut(f"“{rule.label}”由人酌定，请填扣多少分（{span}）。")
    for amount in one.amounts:
        inside = low <= amount <= high if ends else low < amount < high
        if not inside or amount <= 0:
            raise RuledOut(f"“{rule.label}”可扣 {span}，填的 {shown(amount)} 分不在范围内。")
        if not is_exact(amount):
            raise RuledOut(f"分值 {amount} 的小数超过两位，请保留两位以内。")
    cost = sum(one.amounts, Decimal(0))
    if len(one.amounts) == 1:
        return cost, f"{rule.label}，人工裁量扣 {shown(cost)} 分（{span}）"
    return cost, f"{rule.label}，人工裁量 {' + '.join(shown(a) for a in one.amounts)} = {shown(cost)} 分"


def _flag_alternatives(lines: list[Line], rules: Rules, out: Collector) -> None:
    """未开展 and 未完成或有失误 of one item exclude each other for one task; both stand, and somebody must confirm.

    Two that name different tasks need no confirmation.
    """
    met: dict[str, list[Deduction]] = {}
    for one in (fact for made in lines for fact in made.facts if isinstance(fact, Deduction)):
        item, rule = rules[one.rule]
        if rule.alternative:
            met.setdefault(item.id, []).append(one)
    if any(_can_be_one_task(a, b) for found in met.values() for a in found for b in found):
        out.flags.add("alternatives_confirm")


def _can_be_one_task(one: Deduction, other: Deduction) -> bool:
    return one.rule != other.rule and (not one.task or not other.task or one.task == other.task)


def _worth_of_subtasks(item: Marked) -> Decimal | None:
    """What all sub-tasks of an item cost together; None unless every rule counts sub-tasks."""
    if not item.rules or any(rule.kind is not Kind.PER_SUBTASK for rule in item.rules):
        return None
    return sum(((rule.amount or Decimal(0)) * (rule.count_limit or 0) for rule in item.rules), Decimal(0))


def _emptied(counted: Mapping[str, Decimal], rules: Rules, lines: list[Line]) -> list[Line]:
    """The rest of every item whose sub-tasks were all missed though they are worth less than the item (reading 5)."""
    emptied = []
    for item in {one.id: one for one, rule in rules.values() if rule.id in counted}.values():
        worth = _worth_of_subtasks(item)
        missed = all(counted.get(rule.id, Decimal(0)) >= (rule.count_limit or 0) for rule in item.rules)
        if worth is not None and missed and worth < item.points:
            because = f"各项任务全部没有完成，余下 {shown(item.points - worth)} 分一并扣除"
            emptied.append(
                Line(part=item.part, kind="deduction", clause=item.clause, points=worth - item.points,
                     because=because, item=item.id)
            )  # fmt: skip
    return emptied
