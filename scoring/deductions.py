"""Chapter 1: what deductions cost inside an item (annexes 1 and 2, readings 1, 3, 4, 6, 7)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from scoring.errors import RuledOut
from scoring.facts import BudgetRate, Deduction
from scoring.model import Collector, Line
from scoring.parts import CENT, is_exact, shown
from scoring.scheme import Item, Kind, Marked, Rule, Scheme
from scoring.words import deductions as said
from scoring.words.common import NAMED, TIMES, TOO_FINE, WRONG_COUNT

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
    because = said.STARTING_LOSS.format(worth=shown(worth))
    return Line(
        part=item.part, kind="deduction", clause=item.clause, points=worth - item.points, because=because, item=item.id
    )


def measured(rate: BudgetRate, rows: Iterable[Marked], scheme: Scheme) -> dict[str, Deduction | None]:
    """What a budget execution rate means for each rule that measures it: a deduction, or None when it was met.

    All or nothing below the bound, compared exactly unless the reading says otherwise (reading 7).
    """
    if not 0 <= rate.rate < 1000:
        raise RuledOut(said.WRONG_RATE.format(rate=rate.rate))
    value = rate.rate if scheme.read.budget_exact else rate.rate.quantize(CENT, ROUND_HALF_UP)
    about = {name: getattr(rate, name) for name in RATE_FIELDS}
    reason = said.RATE.format(rate=rate.rate)
    return {
        rule.id: Deduction(rule=rule.id, reason=reason, **about) if value < rule.below else None
        for row in rows
        for rule in row.rules
        if rule.measure == "budget_execution_rate" and rule.below is not None
    }


def _not_here(one: Deduction, scheme: Scheme) -> str:
    if not scheme.knows_rule(one.rule):
        return said.NO_SUCH_RULE.format(rule=one.rule)
    return said.RULE_ELSEWHERE.format(rule=one.rule, item=_named(scheme.item_of_rule(one.rule)))


def _named(item: Marked) -> str:
    return NAMED.format(clause=item.clause, label=item.label)


def _check_place(one: Deduction, item: Marked) -> None:
    """Whether the item could still cost points that day, and the task named is one of its own."""
    if not isinstance(item, Item):
        return
    if one.task and one.task not in {task.id for task in item.tasks}:
        raise RuledOut(said.TASK_ELSEWHERE.format(task=one.task, item=_named(item)))
    if item.cancelled_on is not None and (one.day is None or one.day >= item.cancelled_on):
        raise RuledOut(said.CANCELLED.format(label=item.label, number=item.cancelled_by, day=item.cancelled_on))


def _count(one: Deduction, rule: Rule, before: Decimal, limited: bool) -> Decimal:
    """How many times the rule is met by this entry; refused beyond what can be true."""
    count = one.count if one.count is not None else Decimal(max(len(one.amounts), 1))
    if not 1 <= count <= MOST or count != count.to_integral_value():
        raise RuledOut(WRONG_COUNT.format(count=shown(count)))
    if one.amounts and len(one.amounts) != count:
        raise RuledOut(said.COUNTS_DIFFER.format(count=shown(count), amounts=len(one.amounts)))
    if rule.kind in ONCE and before:
        raise RuledOut(said.ONCE_ALREADY.format(label=rule.label))
    if rule.kind in ONCE and count > 1:
        raise RuledOut(said.ONCE_ONLY.format(label=rule.label, count=shown(count)))
    limit = rule.count_limit
    if limited and limit is not None and before + count > limit:
        told = (said.TOO_MANY_TOGETHER if before else said.TOO_MANY_NOW).format(
            before=shown(before), count=shown(count)
        )
        raise RuledOut(said.TOO_MANY.format(label=rule.label, limit=limit, per=rule.per or TIMES, told=told))
    return count


def _cost(one: Deduction, rule: Rule, item: Marked, count: Decimal, scheme: Scheme) -> tuple[Decimal, str]:
    """The points an entry costs, and the arithmetic in words."""
    if rule.has_range:
        return _chosen(one, rule, item, scheme.read.range_inclusive)
    empties = rule.kind is Kind.ALL and scheme.read.other_forms_empty
    each = item.points if empties else rule.amount or _dearest(item)
    for amount in one.amounts:
        if amount != each:
            raise RuledOut(said.FIXED_AMOUNT.format(label=rule.label, each=shown(each), amount=shown(amount)))
    if empties:
        return each, said.EMPTIED.format(label=rule.label, points=shown(each))
    cost = each * count
    if rule.kind in ONCE:
        return cost, said.ONCE.format(label=rule.label, points=shown(cost))
    return cost, said.TIMES_EACH.format(
        label=rule.label, count=shown(count), per=rule.per or TIMES, each=shown(each), points=shown(cost)
    )


def _dearest(item: Marked) -> Decimal:
    """What the dearest per-occurrence rule of an item costs each time; all its points when there is none."""
    return max((rule.amount for rule in item.rules if rule.amount is not None), default=item.points)


def _chosen(one: Deduction, rule: Rule, item: Marked, ends: bool) -> tuple[Decimal, str]:
    """The amounts somebody chose, each within the printed range, two decimals (reading 3)."""
    low, high = item.limits(rule)
    span = (said.SPAN if low else said.SPAN_FROM_ZERO).format(low=shown(low), high=shown(high))
    if not one.amounts:
        raise RuledOut(said.NO_AMOUNT.format(label=rule.label, span=span))
    for amount in one.amounts:
        inside = low <= amount <= high if ends else low < amount < high
        if not inside or amount <= 0:
            raise RuledOut(said.OUT_OF_RANGE.format(label=rule.label, span=span, amount=shown(amount)))
        if not is_exact(amount):
            raise RuledOut(TOO_FINE.format(amount=amount))
    cost = sum(one.amounts, Decimal(0))
    if len(one.amounts) == 1:
        return cost, said.CHOSEN.format(label=rule.label, points=shown(cost), span=span)
    amounts = " + ".join(shown(amount) for amount in one.amounts)
    return cost, said.CHOSEN_SEVERAL.format(label=rule.label, amounts=amounts, points=shown(cost))


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
            because = said.ALL_MISSED.format(points=shown(item.points - worth))
            emptied.append(
                Line(part=item.part, kind="deduction", clause=item.clause, points=worth - item.points,
                     because=because, item=item.id)
            )  # fmt: skip
    return emptied
