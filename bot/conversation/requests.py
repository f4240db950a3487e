"""申请扣分: a lead office asks, 考核办 decides with a reason, both sides hear of it (附件2 制度执行)."""

import re
from decimal import Decimal
from typing import Any

from bot.conversation.briefs import name_of
from bot.conversation.claims import start_own_extra
from bot.conversation.double import may_cost
from bot.conversation.duty import Duty, words
from bot.conversation.precedents import card_lines
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, may, require, role_refusal
from bot.understanding.intents import Heard, Intent
from bot.understanding.noted import read_note
from bot.usecases.common import row_left
from bot.usecases.requests import (
    GRANTED,
    MADE,
    ask_deduction,
    decide_request,
    deciders_of,
    lead_of,
    rule_asked,
    waiting_requests,
    withdraw_request,
)
from bot.words import requests as said
from bot.words.by_role import INSTEAD
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.words import moment
from scoring.parts import shown
from storage.records import Entry, Person, Role


def begin(turn: Turn, match: re.Match[str]) -> None:
    """申请扣分 房基处 1分: a lead office's request."""
    noted = read_note(match.group("said"), turn.scheme, turn.act.today)
    if not noted.units:
        unit = next(unit for unit in turn.scheme.units if unit.code not in turn.person.units)
        raise Mistaken(said.WHICH_UNIT.format(unit=unit.short))
    _start(turn, noted.units[0].code, noted.amount)


def asked(turn: Turn, heard: Heard) -> None:
    """A deduction somebody asks for: his own unit's is taken down as its own report, another's goes to 考核办."""
    unit = heard.slots.unit or next(iter(turn.person.units), None)
    if unit is not None and unit in turn.person.units and turn.person.roles & {Role.STAFF, Role.HEAD}:
        start_own_extra(turn, unit)
    elif unit is None or Role.OFFICE in turn.person.roles:
        turn.say(INSTEAD[Intent.DEDUCT_REQUEST])
    else:
        _start(turn, unit, heard.slots.amount)


def _start(turn: Turn, unit: str, amount: Decimal | None) -> None:
    if not turn.person.roles & {Role.HEAD, Role.SCORER}:
        raise Mistaken(said.WHO)
    require(turn.act, Deed.REQUEST_DEDUCTION, unit, duty=rule_asked(turn.scheme)[0].id)
    turn.start(Press("request.make", {"unit": unit}, {} if amount is None else {"amount": str(amount)}))


def make(turn: Turn, press: Press) -> None:
    """Ask for the event and the amount, then bring it to 考核办."""
    event = press.need("event", said.ASK_EVENT)
    amount = _points(press.need("amount", said.ASK_AMOUNT.format(span=_span(turn))))
    entry = ask_deduction(turn.act, press.args["unit"], amount, event)
    unit = turn.scheme.unit(entry.unit or "").short
    view = NoticeView(
        title=said.SENT_TITLE,
        lines=(
            said.SENT.format(unit=unit, amount=shown(Decimal(amount)), **_place(turn)),
            said.EVENT.format(event=entry.event),
            said.WAITS.format(unit=unit),
        ),
        buttons=(turn.offer(said.WITHDRAW, "request.withdraw", slot=entry.slot, request=entry.slot),),
    )
    turn.show(notice_card(view), entry.slot)
    for one in deciders_of(turn.act, entry):
        _show(turn, entry, one)


def _place(turn: Turn) -> dict[str, str]:
    row, rule = rule_asked(turn.scheme)
    return {"row": row.label, "rule": rule.label}


def _span(turn: Turn) -> str:
    row, rule = rule_asked(turn.scheme)
    low, high = row.limits(rule)
    return f"{shown(low)} 到 {shown(high)}" if low else f"大于 0、不超过 {shown(high)}"


def _points(typed: str) -> str:
    text = typed.strip().removeprefix("扣").removesuffix("分").strip()
    try:
        amount = Decimal(text)
    except ArithmeticError:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise Mistaken(said.NOT_POINTS.format(said=typed[:20]))
    return str(amount)


def _show(turn: Turn, entry: Entry, decider: Person) -> None:
    unit = turn.scheme.unit(entry.unit or "")
    amount = shown(Decimal(entry.payload["amount"]))
    told = {"lead": lead_of(turn.act, entry), "who": name_of(turn.act, entry.actor), "when": moment(entry.at)}
    left = shown(row_left(turn.act, entry.item or "", unit.code))

    def offer(label: str, **how: bool) -> Button:
        args: dict[str, Any] = {"request": entry.slot, **how}
        return turn.offer(label, "request.decide", to=decider, slot=entry.slot, **args)

    view = NoticeView(
        title=said.TITLE.format(unit=unit.short),
        lines=(
            said.ASKED.format(amount=amount, **told, **_place(turn)),
            said.EVENT.format(event=entry.event),
            *card_lines(turn.act.by(decider), entry.payload["rule"], unit.code),
            said.NOW.format(left=left),
        ),
        buttons=(
            offer(said.GRANT.format(amount=amount), granted=True),
            offer(said.CHANGE, granted=True, changed=True),
            offer(said.REFUSE, granted=False),
        ),
    )
    turn.show_to(decider, notice_card(view), entry.slot)


def decide(turn: Turn, press: Press) -> None:
    """同意 or 不同意, with a reason; 同意 may change the amount. Both sides are told."""
    slot, granted = press.args["request"], bool(press.args["granted"])
    request, amount = turn.act.current(slot), ""
    if request is None or request.kind != MADE:
        raise Mistaken(said.DECIDED_ALREADY)
    if press.args.get("changed"):
        amount = _points(press.need("amount", said.ASK_CHANGED.format(span=_span(turn))))
    word, example = (said.GRANTING, said.GRANT_EXAMPLE) if granted else (said.REFUSING, said.REFUSE_EXAMPLE)
    reason = press.need("reason", said.ASK_WHY.format(word=word, example=example))
    right = {"deed": Deed.DECIDE_REQUEST.value, "duty": "verify"}
    rule = request.payload["rule"]
    if granted and not may_cost(turn, press, request.unit or "", request.event or "", rule, **right):
        return
    entry = decide_request(turn.act, slot, granted, reason, amount)
    result = _result(entry)
    turn.settle(slot, word, said.WAITING, result)
    turn.say(said.DECIDED.format(unit=turn.scheme.unit(entry.unit or "").short, result=result))
    _tell(turn, entry, result)


def _result(entry: Entry) -> str:
    return (
        said.GRANTED.format(amount=shown(Decimal(entry.payload["amount"]))) if entry.kind == GRANTED else said.REFUSED
    )


def _tell(turn: Turn, entry: Entry, result: str) -> None:
    """The office that asked and the unit concerned both hear what was decided and why."""
    unit, people = turn.scheme.unit(entry.unit or ""), turn.act.desk.people
    about = {"lead": lead_of(turn.act, entry), "event": entry.event, "reason": entry.reason}
    applicant = people.get(entry.payload["by"])
    if applicant is not None and applicant.id != turn.person.id:
        turn.tell(applicant, said.TOLD_LEAD.format(unit=unit.short, result=result, **about))
    sentence = said.TOLD_UNIT if entry.kind == GRANTED else said.TOLD_UNIT_REFUSED
    told = sentence.format(row=_place(turn)["row"], amount=shown(Decimal(entry.payload["amount"])), **about)
    for head in people.heads_of(unit.code):
        turn.tell(head, told)


def withdraw(turn: Turn, press: Press) -> None:
    """Who asked takes it back."""
    entry = withdraw_request(turn.act, press.args["request"])
    turn.settle(entry.slot, said.WITHDRAW, said.WAITING, said.WITHDRAWN)


def waiting(turn: Turn, _: re.Match[str]) -> None:
    """扣分申请: what waits for this person's decision."""
    mine = [one for one in waiting_requests(turn.act) if may(turn.act, Deed.DECIDE_REQUEST, one.unit)]
    if not mine:
        raise Mistaken(role_refusal(turn.act, Deed.DECIDE_REQUEST, None) or said.NONE_WAIT)
    for entry in mine:
        _show(turn, entry, turn.person)


def again(turn: Turn, press: Press) -> None:
    """A request that was decided since its card was sent."""
    entry = turn.act.current(press.args["request"])
    if entry is not None and entry.kind == MADE and may(turn.act, Deed.DECIDE_REQUEST, entry.unit):
        _show(turn, entry, turn.person)
    else:
        turn.say(said.DECIDED_ALREADY)


REQUESTS = Duty(
    name="requests",
    intents={Intent.DEDUCT_REQUEST: asked},
    hears=(
        (words(r"(?:待决定的?)?扣分申请"), waiting),
        (words(r"(?:我要)?申请扣分[\s:：,，]*(?P<said>.{0,200})"), begin),
    ),
    verbs={"request.make": make, "request.decide": decide, "request.withdraw": withdraw},
    again={"request.decide": again, "request.withdraw": again},
)
