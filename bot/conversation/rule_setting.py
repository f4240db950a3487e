"""Setting what is deducted under one rule, the same for self-assessment, common scoring and verification."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.conversation.turn import Press
from bot.errors import Mistaken
from bot.words import rule_setting as said
from scoring.scheme import Kind, Marked, Rule

COUNTED = (Kind.PER_OCCURRENCE, Kind.PER_SUBTASK)


def of_rule(deductions: Sequence[dict[str, Any]], rule: str) -> dict[str, Any] | None:
    """What is deducted under a rule at present."""
    return next((one for one in deductions if one["rule"] == rule), None)


def count_of(deductions: Sequence[dict[str, Any]], rule: str) -> int:
    """How often a rule is counted at present."""
    one = of_rule(deductions, rule)
    return int(one.get("count") or len(one.get("amounts") or ()) or 1) if one else 0


def is_counted(rule: Rule) -> bool:
    """Whether the rule is set by a count with a fixed amount each."""
    return rule.kind in COUNTED and not rule.has_range


def asked_for(press: Press, rule: Rule, item: Marked, *, event: bool) -> dict[str, Any]:
    """The deduction a person fills in under a rule: amount within the range, reason, and the event where asked."""
    made: dict[str, Any] = {}
    if rule.has_range:
        low, high = item.limits(rule)
        span = f"{low} 到 {high}" if low else f"大于 0、不超过 {high}"
        made["amount"] = _amount(press.need("amount", said.ASK_AMOUNT.format(rule=rule.label, span=span)))
        made["reason"] = press.need("reason", said.ASK_REASON)
    elif is_counted(rule):
        made["count"] = press.args["count"]
    if event and "reason" not in made:
        made["reason"] = press.need("reason", said.ASK_EVENT)
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
