"""扣分预告: the heads hear before a row is handed in, answer in chat, and the scorer keeps to it or changes it."""

import re
from datetime import timedelta
from decimal import Decimal

from bot.conversation.briefs import taken
from bot.conversation.duty import Duty, words
from bot.conversation.self_items import morning
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.numerals import whole
from bot.usecases.forewarn import (
    ANSWERED,
    Warned,
    accept,
    answer,
    days_to_answer,
    open_to,
    set_forewarning,
    standing,
    uphold,
    waits_for,
    warn_first,
)
from bot.words import forewarn as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.words import day_of, moment
from scoring.parts import shown
from scoring.scheme import CommonItem

FIRST_DAYS = 3


def must_wait(turn: Turn, row: CommonItem) -> bool:
    """Whether the row cannot be handed in yet, because heads are told first or still have their days; says so."""
    new = warn_first(turn.act, row.id)
    for one in new:
        _tell_heads(turn, row, one)
        turn.later(morning(one.due + timedelta(days=1)), one.entry.slot, "forewarn.due", row=row.id)
    waiting = waits_for(turn.act, row.id)
    if new:
        units = "、".join(turn.scheme.unit(one.unit).short for one in new)
        turn.say(said.ASKED_FIRST.format(units=units, due=day_of(new[0].due)))
    elif waiting:
        turn.say(said.STILL.format(units="；".join(_still(turn, one) for one in waiting)))
    return bool(waiting)


def _still(turn: Turn, one: Warned) -> str:
    told = said.STILL_ANSWERED if one.entry.kind == ANSWERED else said.STILL_TOLD
    return told.format(unit=turn.scheme.unit(one.unit).short, due=day_of(one.due))


def _tell_heads(turn: Turn, row: CommonItem, one: Warned) -> None:
    who, lost = turn.scheme.unit(row.scorer).short, shown(one.lost)
    what = said.WHAT.format(who=who, lost=lost, clause=row.clause)
    lines = (what, *_deductions(turn, one), said.UNTIL.format(due=day_of(one.due)))
    for head in turn.act.desk.people.heads_of(one.unit):
        buttons: tuple[Button, ...] = tuple(
            turn.offer(label, verb, to=head, slot=one.entry.slot, warned=one.entry.slot)
            for label, verb in ((said.ANSWER, "forewarn.answer"), (said.ACCEPT, "forewarn.accept"))
        )
        view = NoticeView(title=said.TITLE.format(row=row.label), lines=lines, buttons=buttons, foot=said.LABEL)
        turn.show_to(head, notice_card(view), one.entry.slot)


def _deductions(turn: Turn, one: Warned) -> list[str]:
    lines, deductions = [], one.entry.payload["deductions"]
    for made, told in zip(deductions, taken(deductions, turn.scheme), strict=True):
        because = told.event or told.reason
        event = said.EVENT.format(event=because) if because else ""
        often = said.OFTEN.format(count=shown(told.count), per=told.per) if told.count is not None else ""
        names = "、".join(str(file["name"]) for file in made.get("files") or ())
        proof = said.PROOF.format(names=names) if names else ""
        lines.append(said.EACH.format(rule=told.label, often=often, cost=shown(told.cost), event=event + proof))
    return lines


def reply(turn: Turn, press: Press) -> None:
    """陈述: the head's words go to the scorer with what can be done."""
    one = answer(turn.act, press.args["warned"], press.need("text", said.ASK_TEXT))
    turn.settle(one.entry.slot, said.DID_ANSWER)
    turn.say(said.ANSWERED)
    scorer, row = turn.act.desk.people.get(one.entry.payload["scorer"]), turn.scheme.common(one.entry.item or "")
    if scorer is None:
        return
    slot, where = one.entry.slot, {"row": row.id, "unit": one.unit}
    view = NoticeView(
        title=said.REPLY_TITLE.format(unit=turn.scheme.unit(one.unit).short, row=row.label),
        lines=(
            said.REPLY.format(
                lost=shown(one.lost),
                who=turn.person.name,
                when=moment(turn.act.now),
                text=one.entry.payload["text"],
            ),
        ),
        buttons=(
            turn.offer(said.UPHOLD, "forewarn.uphold", to=scorer, slot=slot, warned=slot),
            turn.offer(said.CHANGE, "common.unit", to=scorer, **where),
        ),
        foot=said.REPLY_FOOT,
    )
    turn.show_to(scorer, notice_card(view), slot)


def reply_by_words(turn: Turn, match: re.Match[str]) -> None:
    """陈述 当天已电话报备: the one warning that waits for this head."""
    waiting = open_to(turn.act)
    if not waiting:
        raise Mistaken(said.NONE_WAITS)
    if len(waiting) > 1:
        raise Mistaken(said.WHICH_ONE.format(count=len(waiting)))
    reply(turn, Press("forewarn.answer", {"warned": waiting[0].entry.slot}, {"text": match.group("said")}))


def agree(turn: Turn, press: Press) -> None:
    """无异议."""
    one = accept(turn.act, press.args["warned"])
    turn.settle(one.entry.slot, said.DID_ACCEPT)
    turn.say(said.ACCEPTED)


def keep_to_it(turn: Turn, press: Press) -> None:
    """维持: with a reason that the head hears."""
    one = uphold(turn.act, press.args["warned"], press.need("reason", said.ASK_WHY))
    unit, row = turn.scheme.unit(one.unit), turn.scheme.common(one.entry.item or "")
    turn.settle(one.entry.slot, said.DID_UPHOLD)
    told = said.UPHELD_TOLD.format(row=row.label, lost=shown(Decimal(one.lost)), reason=one.entry.payload["why"])
    for head in turn.act.desk.people.heads_of(unit.code):
        turn.tell(head, told)
    turn.say(said.UPHELD.format(unit=unit.short))


def over(turn: Turn, press: Press) -> None:
    """The days are over: who said nothing has no objection; the scorer gets his row to hand it in."""
    row = turn.scheme.common(press.args["row"])
    if not waits_for(turn.act, row.id):
        turn.say(said.OVER.format(row=row.label))
        turn.start(Press("common.row", {"row": row.id}))


def again(turn: Turn, press: Press) -> None:
    """A card of an earlier state of the warning."""
    one = standing(turn.act, press.args["warned"])
    turn.say(said.CHANGED_SINCE if one.is_open else said.SETTLED_ALREADY)


def switch(turn: Turn, match: re.Match[str]) -> None:
    """开启扣分预告 3, 关闭扣分预告, or how it stands."""
    require(turn.act, Deed.RUN_STAGES)
    if match.group("off"):
        set_forewarning(turn.act, 0)
    elif match.group("on") or match.group("days"):
        days = whole(match.group("days")) if match.group("days") else FIRST_DAYS
        set_forewarning(turn.act, -1 if days is None or days == 0 else days)
    days_now = days_to_answer(turn.act)
    turn.say(said.STATE_ON.format(days=days_now) if days_now else said.STATE_OFF)


FOREWARN = Duty(
    name="forewarn",
    hears=(
        (
            words(
                r"(?:(?P<off>关闭|停用|取消)|(?P<on>开启|打开|启用))?扣分预告\s*"
                r"(?P<days>\d{1,3}|[一二两三四五六七八九十]{1,2})?\s*(?:个?工作日|天)?"
            ),
            switch,
        ),
        (words(r"陈述[\s:：,，]+(?P<said>.{1,500})"), reply_by_words),
    ),
    verbs={
        "forewarn.answer": reply,
        "forewarn.accept": agree,
        "forewarn.uphold": keep_to_it,
        "forewarn.due": over,
    },
    again={"forewarn.answer": again, "forewarn.accept": again, "forewarn.uphold": again},
)
