"""What a tap on a rule makes of a unit's deductions: every occurrence keeps its own event."""

from collections.abc import Sequence
from typing import Any

from bot.conversation.double import may_cost
from bot.conversation.precedents import told_before
from bot.conversation.rule_setting import asked_for, count_of, is_counted
from bot.conversation.turn import Press, Turn
from bot.permissions import Deed
from bot.usecases.events import ONE, ruling_on
from bot.usecases.notes import Note
from bot.usecases.points import set_deduction
from scoring.scheme import CommonItem, Rule

Deductions = list[dict[str, Any]]


def deductions_set(turn: Turn, press: Press, row: CommonItem, now: Sequence[dict[str, Any]]) -> Deductions | None:
    """The deductions after the tap; None when its event is asked about first, because it has cost points before."""
    rule, unit = row.rule(press.args["rule"]), press.args["unit"]
    if press.args.get("off") or press.args.get("count") == 0:
        return set_deduction(now, rule.id, None)
    if is_counted(rule) and press.args["count"] < count_of(now, rule.id):
        return _fewer(now, rule, press.args["count"])
    before = told_before(turn, rule.id, unit) if rule.has_range else ""
    made = {"rule": rule.id, **asked_for(press, rule, row, event=True, before=before)}
    if not may_cost(turn, press, unit, made["event"], rule.id, deed=Deed.SCORE_COMMON.value, duty=row.id):
        return None
    return _more(now, rule, made) if is_counted(rule) else set_deduction(now, rule.id, made)


def notes_that_cost(turn: Turn, press: Press, notes: Sequence[Note]) -> list[Note] | None:
    """The notes to be registered, without those ruled to count elsewhere; None when one is asked about first."""
    fitting: list[Note] = []
    for note in notes:
        ruling = ruling_on(turn.act, note.unit, note.event)
        if ruling is not None and ruling.word == ONE:
            continue
        right = {"deed": Deed.SCORE_COMMON.value, "duty": note.row}
        if not may_cost(turn, press, note.unit, note.event, note.rule, **right):
            return None
        fitting.append(note)
    return fitting


def _more(now: Sequence[dict[str, Any]], rule: Rule, made: dict[str, Any]) -> Deductions:
    """The count raised to what was tapped: what is new is counted under its own event."""
    grown = made["count"] - count_of(now, rule.id)
    same = [one for one in now if one["rule"] == rule.id and one.get("event") == made["event"]]
    if same:
        return [{**one, "count": int(one["count"]) + grown} if one is same[0] else dict(one) for one in now]
    return [*(dict(one) for one in now), {**made, "count": grown}]


def _fewer(now: Sequence[dict[str, Any]], rule: Rule, count: int) -> Deductions:
    """The count lowered to what was tapped: the events counted last go first."""
    left, kept = count_of(now, rule.id) - count, []
    for one in reversed(now):
        if one["rule"] == rule.id and left:
            gone = min(left, int(one["count"]))
            left -= gone
            if gone == int(one["count"]):
                continue
            one = {**one, "count": int(one["count"]) - gone}
        kept.append(dict(one))
    return kept[::-1]
