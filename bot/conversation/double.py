"""并处 or 择一: an event that has cost a unit points elsewhere is asked about once, before it costs again."""

from typing import Any

from bot.conversation.briefs import name_of
from bot.conversation.duty import Duty
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed
from bot.usecases.events import BOTH, ONE, Ruling, Use, earlier_use, place_told, rule_on, ruling_elsewhere, ruling_on
from bot.usecases.self_state import self_state
from bot.words import events as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.words import moment


def may_cost(turn: Turn, press: Press, unit: str, event: str, place: str, **right: str) -> bool:
    """Whether an event may cost points in this place; False when it is asked about instead, nothing being stored.

    `right` is the deed and the duty under which the deduction is entered; `press` is done again after 并处.
    """
    use = earlier_use(turn.act, unit, event, place)
    if use is None:
        return True
    ruling = ruling_on(turn.act, unit, event)
    if ruling is not None and ruling.word == BOTH:
        return True
    _show(turn, press, use, place, ruling, right)
    return False


def adjustment_may_cost(turn: Turn, press: Press, draft: dict[str, Any], reason: str) -> bool:
    """The same for what 考核办 adds to a unit's own deductions when it adjusts an item; its reason names the event."""
    unit, own = draft["unit"], self_state(turn.act, draft["unit"]).deductions(draft["item"])
    added = [one["rule"] for one in draft["deductions"] if one not in own]
    right = {"deed": Deed.VERIFY.value, "duty": "verify"}
    return all(may_cost(turn, press, unit, reason, rule, **right) for rule in added)


def _show(turn: Turn, press: Press, use: Use, place: str, ruling: Ruling | None, right: dict[str, str]) -> None:
    unit = turn.scheme.unit(use.entry.unit or "")
    again = {"verb": press.verb, "args": press.args, "form": press.form, "card": press.card}
    about: dict[str, Any] = {"unit": unit.code, "event": use.event, "place": place, "again": again, **right}

    def offer(label: str, word: str, why: str = "") -> Button:
        return turn.offer(label, "double.rule", ruling=word, why=why, **about)

    if ruling is not None:
        lines: tuple[str, ...] = (_settled(turn, ruling), said.CHANGE)
        buttons: tuple[Button, ...] = (offer(said.CHANGE_LABEL, BOTH),)
        view = NoticeView(title=said.SETTLED_TITLE, lines=lines, buttons=buttons)
    else:
        lines = (_before(turn, use), said.NOW.format(place=place_told(turn.act, place)))
        buttons = (offer(said.BOTH_LABEL, BOTH), offer(said.ONE_LABEL, ONE))
        other = ruling_elsewhere(turn.act, unit.code, use.event)
        if other is not None:
            name = turn.scheme.unit(other.entry.unit or "").short
            lines = (*lines, said.AS_ELSEWHERE.format(unit=name, word=other.word, reason=other.reason))
            label = said.AS_ELSEWHERE_LABEL.format(unit=name, word=other.word)
            buttons = (offer(label, other.word, why=other.reason).as_main(), *buttons)
        view = NoticeView(title=said.TITLE, lines=lines, buttons=buttons)
    turn.show(notice_card(view), _subject(unit.code, place))


def _before(turn: Turn, use: Use) -> str:
    return said.BEFORE.format(
        unit=turn.scheme.unit(use.entry.unit or "").short,
        event=use.event,
        when=moment(use.entry.at),
        who=name_of(turn.act, use.entry.actor),
        place=use.told,
    )


def _settled(turn: Turn, ruling: Ruling) -> str:
    entry = ruling.entry
    return said.SETTLED.format(
        unit=turn.scheme.unit(entry.unit or "").short,
        event=entry.event,
        when=moment(entry.at),
        who=name_of(turn.act, entry.actor),
        place=place_told(turn.act, entry.payload["first"]),
        reason=ruling.reason,
    )


def _subject(unit: str, place: str) -> str:
    return f"event:{unit}:{place}"


def rule(turn: Turn, press: Press) -> None:
    """并处 does what was begun; 择一 leaves it at the earlier deduction. Either way with a reason, and for good."""
    told = press.args
    why = told.get("why") or press.need("why", said.ASK_WHY.format(word=told["ruling"]))
    use = earlier_use(turn.act, told["unit"], told["event"], told["place"])
    if use is None:
        raise Mistaken(said.GONE)
    deed = Deed(told["deed"])
    rule_on(turn.act, use, told["place"], told["ruling"], why, deed=deed, duty=told["duty"])
    turn.settle(_subject(told["unit"], told["place"]), said.RULED.format(word=told["ruling"]))
    if told["ruling"] == BOTH:
        turn.start(Press(**told["again"]))
    else:
        turn.say(said.ONE_DONE.format(event=use.event, place=use.told))


DOUBLE = Duty(name="double", verbs={"double.rule": rule})
