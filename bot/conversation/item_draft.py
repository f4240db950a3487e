"""An item whose deductions are set anew, rule by rule, before anything is stored."""

from typing import Any

from bot.conversation.briefs import brief, filed_by_item, proof_of, taken
from bot.conversation.rule_setting import asked_for, set_options
from bot.conversation.turn import Press, Turn
from bot.usecases.points import points_left, set_deduction
from bot.usecases.rulings import rulings_on
from cards.face import Button, Face
from cards.self_item import SelfItemView, self_item_card

Draft = dict[str, Any]
"""What is set so far: unit, item, deductions."""


def draft_face(turn: Turn, draft: Draft, verb: str, title: str, leave: Button, finish: Button) -> Face:
    """The item with its rules as buttons of a verb, what is set, and what it would keep."""
    unit, item, now = turn.scheme.unit(draft["unit"]), turn.scheme.marked(draft["item"]), draft["deductions"]
    view = SelfItemView(
        unit=unit.name,
        item=brief(item),
        rules=tuple(option for rule in item.rules for option in set_options(turn, item, rule, now, verb)),
        rulings=rulings_on(turn.act, item.id),
        decided=True,
        taken=taken(now, turn.scheme),
        left=points_left(turn.act, unit.code, item.id, now),
        proof=proof_of(turn.act, filed_by_item(turn.act, unit.code).get(item.id, [])),
        summary=leave,
        finish=finish,
        title=title,
    )
    return self_item_card(view)


def with_rule(turn: Turn, press: Press, draft: Draft) -> Draft:
    """The draft with one rule set as the button says."""
    item = turn.scheme.marked(draft["item"])
    rule = item.rule(press.args["rule"])
    off = press.args.get("off") or press.args.get("count") == 0
    new = None if off else asked_for(press, rule, item, event=False)
    made = set_deduction(draft["deductions"], rule.id, new)
    points_left(turn.act, draft["unit"], item.id, made)
    return {**draft, "deductions": made}
