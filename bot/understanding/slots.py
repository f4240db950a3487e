"""Which particulars belong to which intent, and what the sentence says of them."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from bot.understanding import numerals
from bot.understanding.intents import Intent, Slots
from bot.understanding.names import SURE, Named
from bot.understanding.scene import Scene
from scoring.scheme import Item

NO_UNIT = frozenset({Intent.HELP, Intent.LEAVE, Intent.FINISH, Intent.FEEDBACK, Intent.WHICH_YEAR, Intent.ABSENCE})
WITH_ITEM = frozenset(
    {
        Intent.OWED,
        Intent.HAND_IN,
        Intent.SELF_ASSESS,
        Intent.NO_DEDUCTION,
        Intent.EXPLAIN,
        Intent.RULE,
        Intent.PROGRESS,
        Intent.WITHDRAW,
        Intent.POSTPONE,
        Intent.CONFIRM,
        Intent.REJECT,
        Intent.DEDUCT,
        Intent.DEDUCT_REQUEST,
        Intent.ADJUST,
        Intent.ASSIGN,
        Intent.DELEGATE,
        Intent.CORRECT,
        Intent.EXEMPT,
        Intent.SCORE,
        Intent.MISSING,
        Intent.REPORT_ABUSE,
        Intent.UNIT_SCORE,
        Intent.CLAIM_BONUS,
        Intent.RECORD_DECISION,
        Intent.SECRET,
        Intent.ABSTAIN,
        Intent.COMPARE,
        Intent.MY_TASKS,
        Intent.RECUSE,
    }
)
WITH_RULE = frozenset({Intent.DEDUCT, Intent.DEDUCT_REQUEST, Intent.RULE})
WITH_COUNT = frozenset(
    {
        Intent.SELF_ASSESS,
        Intent.DEDUCT,
        Intent.DEDUCT_REQUEST,
        Intent.ADJUST,
        Intent.CORRECT,
        Intent.RULE,
        Intent.EXPLAIN,
    }
)
WITH_AMOUNT = frozenset(
    {
        Intent.SELF_ASSESS,
        Intent.SCORE,
        Intent.DEDUCT,
        Intent.DEDUCT_REQUEST,
        Intent.ADJUST,
        Intent.CLAIM_BONUS,
        Intent.CORRECT,
        Intent.RECORD_DECISION,
    }
)
WITH_UNTIL = frozenset({Intent.POSTPONE, Intent.ABSENCE, Intent.DELEGATE, Intent.STAGE})
WITH_MONTH = frozenset(
    {
        Intent.EXPLAIN,
        Intent.PROGRESS,
        Intent.MONTHLY_LIST,
        Intent.COMPARE,
        Intent.OWED,
        Intent.MISSING,
        Intent.HAND_IN,
        Intent.UNIT_SCORE,
        Intent.EXPORT,
        Intent.RANKING,
        Intent.BONUS,
        Intent.MY_TASKS,
        Intent.CORRECT,
        Intent.DEDUCT,
        Intent.WITHDRAW,
    }
)
WITH_YEAR = frozenset(Intent) - {
    Intent.HELP,
    Intent.LEAVE,
    Intent.FINISH,
    Intent.CONFIRM,
    Intent.REJECT,
    Intent.UNKNOWN,
}
NUMBER_IS = {True: Intent.SCORE, False: Intent.RECORD_DECISION}
"""Where a number is not an item's (9.5 is a score), and where words are not (党组会议 decides, it is no task)."""
TOP = re.compile(r"(?:最多|最大|最狠|最高|前)的?(?:头)?(?P<n>\d|[二两三四五六七八九十])[条项个笔]")


def slots_for(intent: Intent, text: str, scene: Scene, named: Named) -> Slots:
    """The particulars of `intent` that the sentence carries."""
    found: dict[str, Any] = {}
    if intent not in NO_UNIT:
        found |= _units(intent, named)
    if intent in WITH_ITEM and intent is not NUMBER_IS.get(named.by_number):
        found |= _item(intent, named)
    readers: tuple[tuple[str, frozenset[Intent], Callable[[], Any]], ...] = (
        ("count", WITH_COUNT, lambda: _count(intent, text)),
        ("amount", WITH_AMOUNT, lambda: _amount(intent, named.rest or text)),
        ("until", WITH_UNTIL, lambda: numerals.day_in(text, scene.today)),
        ("month", WITH_MONTH, lambda: numerals.month_in(text, scene.today)),
        ("year", WITH_YEAR, lambda: numerals.year_in(text, scene.today)),
    )
    for name, intents, read in readers:
        if intent in intents:
            found[name] = read()
    if found.get("until") is not None:
        found["year"] = found["month"] = None
    return Slots(**{name: value for name, value in found.items() if value is not None})


def _units(intent: Intent, named: Named) -> dict[str, str]:
    codes = [unit.code for unit in named.units]
    if intent is Intent.COMPARE and len(codes) > 1:
        return {"unit": codes[0], "other_unit": codes[1]}
    return {"unit": codes[0]} if codes else {}


def _item(intent: Intent, named: Named) -> dict[str, str]:
    marked = named.marked
    if marked is None or not (named.by_number or named.likeness >= SURE):
        return {}
    found = {"item": marked.id}
    if named.task is not None and isinstance(marked, Item):
        found["task"] = named.task.id
    if named.rule is not None and intent in WITH_RULE:
        found["rule"] = named.rule.id
    return found


def _amount(intent: Intent, text: str) -> Decimal | None:
    """The points said; in a self-assessment only what is deducted is an amount (自评 3 is an item)."""
    return None if intent is Intent.SELF_ASSESS and "扣" not in text else numerals.amount_in(text)


def _count(intent: Intent, text: str) -> int | None:
    top = TOP.search(text)
    if intent is Intent.EXPLAIN:
        return numerals.whole(top["n"]) if top else None
    return numerals.count_in(text)
