"""Setting what is deducted under one rule, the same for self-assessment, common scoring and verification."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.words import rule_setting as said
from cards.views import RuleOption
from cards.words import rule_label, set_to
from scoring.scheme import Kind, Marked, Rule

COUNTED = (Kind.PER_OCCURRENCE, Kind.PER_SUBTASK)


def of_rule(deductions: Sequence[dict[str, Any]], rule: str) -> dict[str, Any] | None:
    """What is deducted under a rule at present; several events of it together."""
    found = [one for one in deductions if one["rule"] == rule]
    if len(found) < 2:
        return dict(found[0]) if found else None
    events = "；".join(one.get("event") or one.get("reason") or "" for one in found)
    amounts = [one["amount"] for one in found if one.get("amount") is not None]
    many = {"amounts": amounts} if amounts else {"count": count_of(deductions, rule)}
    return {"rule": rule, **many, "event": events}


def count_of(deductions: Sequence[dict[str, Any]], rule: str) -> int:
    """How often a rule is counted at present."""
    found = [one for one in deductions if one["rule"] == rule]
    return sum(int(one.get("count") or len(one.get("amounts") or ()) or 1) for one in found)


def is_counted(rule: Rule) -> bool:
    """Whether the rule is set by a count with a fixed amount each."""
    return rule.kind in COUNTED and not rule.has_range


def asked_for(press: Press, rule: Rule, item: Marked, *, event: bool, before: str = "") -> dict[str, Any]:
    """The deduction a person fills in under a rule: amount within the range, and the reason or the event.

    `before` is what was decided earlier under the rule, said with the question for the amount.
    """
    made: dict[str, Any] = {}
    if rule.has_range:
        low, high = item.limits(rule)
        span = f"{low} 到 {high}" if low else f"大于 0、不超过 {high}"
        asked = said.ASK_AMOUNT.format(rule=rule.label, span=span)
        made["amount"] = _amount(press.need("amount", "\n".join(part for part in (asked, before) if part)))
        if not event:
            made["reason"] = press.need("reason", said.ASK_REASON)
    elif is_counted(rule):
        made["count"] = press.args["count"]
    if event:
        made["event"] = press.need("reason", said.ASK_EVENT)
    return made


def _amount(typed: str) -> str:
    """The amount as decimal text; what is not a number is asked for again with an example."""
    text = typed.strip().removeprefix("扣").removesuffix("分").strip()
    try:
        amount = Decimal(text)
    except ArithmeticError:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise Mistaken(said.NOT_POINTS.format(said=typed[:20]))
    return str(amount)


def set_options(
    turn: Turn, item: Marked, rule: Rule, now: Sequence[dict[str, Any]], verb: str, **where: Any
) -> Iterator[RuleOption]:
    """The buttons that set one rule: a count up and down, or on and off."""
    args = {**where, "item": item.id, "rule": rule.id}
    if not is_counted(rule):
        present = of_rule(now, rule.id) is not None
        label = f"取消 {rule.label}" if present else rule_label(rule, item)
        yield RuleOption.of(rule, item, turn.offer(label, verb, off=present, **args))
        return
    count = count_of(now, rule.id)
    for value in (count + 1, count - 1):
        if value >= 0:
            label = f"{rule.label} {set_to(value, rule.per)}" if value else f"{rule.label} 不扣"
            yield RuleOption.of(rule, item, turn.offer(label, verb, count=value, **args))
