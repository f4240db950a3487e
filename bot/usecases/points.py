"""What deductions would cost, before anything is stored: the engine's own answer, never a second arithmetic."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken
from bot.usecases.act import Act
from scoring import Facts, score
from scoring.facts import BudgetRate
from storage.facts import deduction_facts


def points_left(
    act: Act, unit: str, item: str, deductions: Sequence[dict[str, Any]], *, rate: Decimal | None = None
) -> Decimal:
    """The points the item keeps under these deductions; `Mistaken` with the engine's sentence when one is refused."""
    made = deduction_facts(deductions, ref=f"{unit}:{item}", by=act.actor.id, at=act.now)
    if act.scheme.marked(item).part == "common":
        measured = None if rate is None else BudgetRate(rate=rate)
        facts = Facts(unit=unit, common_deductions=made, budget_rate=measured)
    else:
        facts = Facts(unit=unit, task_deductions=made)
    sheet = score(facts, act.scheme)
    if sheet.refusals:
        raise Mistaken(sheet.refusals[0].sentence)
    return sheet.items[item]


def set_deduction(deductions: Sequence[dict[str, Any]], rule: str, new: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The deductions with the one under `rule` set to `new`, or without it when `new` is None."""
    others = [dict(one) for one in deductions if one["rule"] != rule]
    return [*others, {"rule": rule, **new}] if new is not None else others
