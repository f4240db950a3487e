"""自评: asked for in words, item by item or as a whole, until the head has confirmed."""

import re

from bot.conversation import self_summary
from bot.conversation.common import show_rows
from bot.conversation.duty import Duty, words
from bot.conversation.rule_setting import is_counted
from bot.conversation.self_head import (
    again_head,
    confirm_self,
    hand_in,
    reopen_by_words,
    reopen_self,
    return_by_words,
    return_self,
    show_waiting,
)
from bot.conversation.self_items import (
    again_item,
    choose_rule,
    clean,
    due,
    not_due,
    open_item,
    set_count,
    show_counter,
    show_item,
)
from bot.conversation.self_sheet import confirm_group, echo_rest, open_sheet, rest, show_sheet
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, may, require
from bot.understanding.intents import Heard, Intent
from bot.understanding.matching import items_in, likely_items
from bot.usecases.self_assess import require_filling
from bot.words import self_assess as said
from cards.notices import NoticeView, notice_card
from scoring.scheme import Item
from storage.records import Role


def begin(turn: Turn, match: re.Match[str]) -> None:
    """自评: the whole with the first missing item; 自评 3 opens that item."""
    heard = (match.group("item") or "").strip()
    unit = _unit(turn)
    if not heard:
        _open(turn, unit)
        return
    items = turn.scheme.unit(unit or turn.person.units[0]).items
    found = items_in(heard, items) or likely_items(heard, items, 1)
    if not found:
        raise Mistaken(said.NO_SUCH_ITEM.format(heard=heard[:20]))
    show_item(turn, None, turn.scheme.unit_of_item(found[0].id).code, found[0])


def asked(turn: Turn, heard: Heard) -> None:
    """自评, in whatever words: the whole, or the item that was named."""
    item = _item(turn, heard)
    if item is None:
        _open(turn, _unit(turn, heard))
    else:
        show_item(turn, None, turn.scheme.unit_of_item(item.id).code, item)


def _item(turn: Turn, heard: Heard) -> Item | None:
    """The item that was named, also by one of its tasks or rules."""
    slots = heard.slots
    if slots.item is None and slots.task is not None:
        return turn.scheme.item_of_task(slots.task)
    return turn.scheme.item(slots.item) if slots.item is not None else None


def _unit(turn: Turn, heard: Heard | None = None) -> str | None:
    """The unit to assess: the one that was named, else the person's only one; None when he has to say which."""
    named = heard.slots.unit if heard else None
    if named is None and len(turn.person.units) == 1:
        named = turn.person.units[0]
    if named is None:
        require(turn.act, Deed.SELF_ASSESS)
        if not turn.person.units:
            raise Mistaken(said.NO_UNIT)
    else:
        require_filling(turn.act, named)
    return named


def _open(turn: Turn, unit: str | None) -> None:
    if unit is not None:
        show_sheet(turn, None, unit)
        return
    buttons = [turn.offer(turn.scheme.unit(code).short, "self.summary", unit=code) for code in turn.person.units[:3]]
    turn.show(notice_card(NoticeView(title=said.WHICH_UNIT, lines=(said.TWO_UNITS,), buttons=tuple(buttons))))


def no_deduction(turn: Turn, heard: Heard) -> None:
    """没有扣分: one item is set at once; what covers more is said back first and waits for a tap."""
    if not _assesses(turn):
        show_rows(turn, turn.person)
        return
    item, unit = _item(turn, heard), _unit(turn, heard)
    if item is not None:
        unit = turn.scheme.unit_of_item(item.id).code
        version = turn.act.version(f"self:{unit}:{item.id}")
        turn.start(Press("self.clean", {"unit": unit, "item": item.id, "seen": version}))
    elif unit is None:
        _open(turn, unit)
    else:
        echo_rest(turn, unit)


def deduct(turn: Turn, heard: Heard) -> None:
    """3.2 迟报一次: the counter of that rule, or the item with its rules; nothing is stored before a tap."""
    item = _item(turn, heard)
    unit = turn.scheme.unit_of_item(item.id).code if item else _unit(turn, heard)
    if item is None or unit is None:
        _open(turn, unit)
        return
    named = next((one for one in item.rules if one.id == heard.slots.rule), None)
    if named is not None and is_counted(named):
        show_counter(turn, None, unit, item, named.id)
    else:
        show_item(turn, None, unit, item)


def _assesses(turn: Turn) -> bool:
    """Whether what a person says of deductions is about his own unit's self-assessment."""
    judges = bool(turn.person.roles & {Role.SCORER, Role.OFFICE, Role.CHIEF})
    return not judges or may(turn.act, Deed.SELF_ASSESS)


def again_sheet(turn: Turn, press: Press) -> None:
    """The present state of the whole."""
    show_sheet(turn, press, press.args["unit"])


SELF_ASSESS = Duty(
    name="self_assess",
    intents={Intent.SELF_ASSESS: asked, Intent.NO_DEDUCTION: no_deduction},
    hears=(
        (words("确认自评"), show_waiting),
        (words(r"退回(?P<what>.{1,300})"), return_by_words),
        (words(r"(?:重开|重新打开)自评(?P<what>.{0,300})"), reopen_by_words),
        (words("(?:年度工作|年度|工作)?总结"), self_summary.asked),
        (words("导出(?:年度工作|年度|工作)?总结"), self_summary.export_by_words),
        (words(self_summary.EDIT), self_summary.edit_by_words),
        (words(r"自评(?P<item>.{0,30})"), begin),
    ),
    verbs={
        "self.item": open_item,
        "self.summary": open_sheet,
        "self.clean": clean,
        "self.not_due": not_due,
        "self.due": due,
        "self.rule": choose_rule,
        "self.count": set_count,
        "self.group": confirm_group,
        "self.rest": rest,
        "self.submit": hand_in,
        "self.confirm": confirm_self,
        "self.return": return_self,
        "self.reopen": reopen_self,
        "summary.edit": self_summary.edit,
        "summary.export": self_summary.export,
        "summary.send": self_summary.ask_word,
        "summary.file": self_summary.replace,
    },
    again={
        "self.clean": again_item,
        "self.not_due": again_item,
        "self.rule": again_item,
        "self.count": again_item,
        "self.group": again_sheet,
        "self.rest": again_sheet,
        "self.submit": again_sheet,
        "self.confirm": again_head,
        "summary.edit": self_summary.again,
        "self.return": again_head,
    },
)
