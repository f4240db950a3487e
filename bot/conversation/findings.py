"""否决 and 造假: said exactly what will happen, confirmed twice, on a document."""

import re

from bot.conversation.briefs import brief, name_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, judges_of, may, require
from bot.understanding.matching import items_in, units_in
from bot.usecases.findings import confirm_fraud, drop_fraud, propose_fraud, record_veto
from bot.usecases.results import sheet_of
from bot.words import findings as said
from cards.findings import FraudView, VetoView, fraud_card, veto_card
from cards.words import moment
from storage.records import Entry, Person


def begin_veto(turn: Turn, match: re.Match[str]) -> None:
    """否决 单位: start a veto finding."""
    turn.start(Press("veto.ask", {"unit": _unit(turn, match.group("unit"), "否决 房基处")}))


def begin_fraud(turn: Turn, match: re.Match[str]) -> None:
    """造假 单位: start a fraud finding."""
    typed = match.group("unit")
    unit = _unit(turn, typed, "造假 房基处 3")
    named = items_in(re.sub(r"^\D+", "", typed), turn.scheme.unit(unit).items)
    turn.start(Press("fraud.ask", {"unit": unit, "item": named[0].id if named else ""}))


def _unit(turn: Turn, typed: str, example: str) -> str:
    units = units_in(typed, turn.scheme)
    if not units:
        raise Mistaken(said.WHICH_UNIT.format(example=example))
    require(turn.act, Deed.RECORD_FINDING, units[0].code)
    return units[0].code


def ask_veto(turn: Turn, press: Press) -> None:
    """Ask number and reason, then show what the veto will do."""
    number, reason = press.need("number", said.ASK_NUMBER), press.need("reason", said.ASK_REASON)
    unit = turn.scheme.unit(press.args["unit"])
    veto, about = turn.scheme.vetoes[0], f"veto:{turn.act.desk.new_id()}"
    view = VetoView(
        unit=unit.name,
        clause=veto.clause,
        label=veto.label,
        number=number,
        reason=reason,
        by=turn.person.name,
        at=turn.act.now,
        confirm=turn.offer(
            "确认否决", "veto.confirm", slot=about, unit=unit.code, number=number, reason=reason, about=about
        ),
        cancel=turn.offer("不登记", "veto.cancel", slot=about, about=about),
    )
    turn.show(veto_card(view), about)


def confirm_veto(turn: Turn, press: Press) -> None:
    """Ask the second time, then record."""
    args = press.args
    if not args.get("second"):
        unit = turn.scheme.unit(args["unit"])
        view = VetoView(
            unit=unit.name,
            clause=turn.scheme.vetoes[0].clause,
            label=turn.scheme.vetoes[0].label,
            number=args["number"],
            reason=args["reason"],
            by=turn.person.name,
            at=turn.act.now,
            step=2,
            confirm=turn.offer("再次确认否决", "veto.confirm", slot=args["about"], **{**args, "second": True}),
            cancel=turn.offer("不登记", "veto.cancel", slot=args["about"], about=args["about"]),
        )
        turn.refresh(press, veto_card(view), args["about"])
        return
    record_veto(turn.act, args["about"], args["unit"], args["number"], args["reason"])
    turn.settle(args["about"], "登记一票否决", said.NOT_RECORDED_YET, said.VETOED)
    turn.say(said.VETO_RECORDED.format(unit=turn.scheme.unit(args["unit"]).name))


def again_veto(turn: Turn, press: Press) -> None:
    """A veto that was recorded since: who did it."""
    entry = turn.act.current(press.args["about"])
    if entry is not None:
        who, when = name_of(turn.act, entry.actor), moment(entry.at)
        turn.say(said.VETO_STANDS.format(who=who, when=when, number=entry.event))


def cancel_veto(turn: Turn, press: Press) -> None:
    """Leave without recording."""
    turn.settle(press.args["about"], "不登记")
    turn.say(said.NOT_RECORDED)


def ask_fraud(turn: Turn, press: Press) -> None:
    """Ask item, number and reason; the finding then waits for another officer."""
    unit = turn.scheme.unit(press.args["unit"])
    typed = press.args["item"] or press.need("item", said.ASK_ITEM)
    item = _item(turn, unit.code, typed)
    number, reason = press.need("number", said.ASK_NUMBER), press.need("reason", said.ASK_REASON)
    entry = propose_fraud(turn.act, unit.code, item, number, reason)
    others = [one for one in _officers(turn, unit.code) if one.id != turn.person.id]
    for officer in others:
        _show_fraud(turn, entry, officer)
    names = "、".join(one.name for one in others) or "另一位考核办同志"
    turn.say(said.PROPOSED.format(names=names))


def _item(turn: Turn, unit: str, typed: str) -> str:
    found = items_in(typed, turn.scheme.unit(unit).items)
    if found:
        return found[0].id
    if typed.upper() in {row.id for row in turn.scheme.commons}:
        return typed.upper()
    raise Mistaken(said.NO_SUCH_ITEM.format(said=typed[:20]))


def _officers(turn: Turn, unit: str) -> list[Person]:
    return [one for one in judges_of(turn.act, "verify") if may(turn.act.by(one), Deed.RECORD_FINDING, unit)]


def _show_fraud(turn: Turn, entry: Entry, officer: Person) -> None:
    marked = turn.scheme.marked(entry.item or "")
    sheet = sheet_of(turn.act, entry.unit or "")
    view = FraudView(
        unit=turn.scheme.unit(entry.unit or "").name,
        item=brief(marked),
        now=sheet.items[marked.id],
        number=entry.payload["number"],
        reason=entry.payload["reason"],
        by=name_of(turn.act, entry.actor),
        at=entry.at,
        step=2,
        confirm=turn.offer("确认认定", "fraud.confirm", to=officer, slot=entry.slot, finding=entry.slot),
        drop=turn.offer("不认定", "fraud.drop", to=officer, slot=entry.slot, finding=entry.slot),
    )
    turn.show_to(officer, fraud_card(view), entry.slot)


def confirm(turn: Turn, press: Press) -> None:
    """The second officer confirms."""
    entry = confirm_fraud(turn.act, press.args["finding"])
    turn.settle(entry.slot, "确认弄虚作假", said.WAITED, said.CONFIRMED)
    turn.say(said.FRAUD_CONFIRMED)
    _tell_first(turn, entry, said.CONFIRMED_TOLD)


def drop(turn: Turn, press: Press) -> None:
    """The second officer does not uphold it."""
    reason = press.need("reason", said.ASK_DROP_REASON)
    entry = drop_fraud(turn.act, press.args["finding"], reason)
    turn.settle(entry.slot, "不认定", said.WAITED, said.DROPPED)
    turn.say(said.FRAUD_DROPPED)
    _tell_first(turn, entry, said.DROPPED_TOLD.format(reason=reason))


def again_fraud(turn: Turn, press: Press) -> None:
    """A finding that was settled since: how, and by whom."""
    entry = turn.act.current(press.args["finding"])
    if entry is not None:
        how = "确认" if entry.kind == "fraud.confirmed" else "不予认定"
        turn.say(said.FRAUD_STANDS.format(who=name_of(turn.act, entry.actor), when=moment(entry.at), how=how))


def _tell_first(turn: Turn, entry: Entry, text: str) -> None:
    first = turn.act.desk.people.get(turn.act.desk.journal.history(turn.act.year, entry.slot)[0].actor)
    if first is not None:
        turn.tell(first, said.OUTCOME_TOLD.format(event=entry.event, who=turn.person.name, outcome=text))


FINDINGS = Duty(
    name="findings",
    hears=(
        (words(r"(?:登记)?(?:一票)?否决(?P<unit>.{0,20})"), begin_veto),
        (words(r"(?:认定)?(?:弄虚作假|造假)(?P<unit>.{0,20})"), begin_fraud),
    ),
    verbs={
        "veto.ask": ask_veto,
        "veto.confirm": confirm_veto,
        "veto.cancel": cancel_veto,
        "fraud.ask": ask_fraud,
        "fraud.confirm": confirm,
        "fraud.drop": drop,
    },
    again={
        "veto.confirm": again_veto,
        "veto.cancel": again_veto,
        "fraud.confirm": again_fraud,
        "fraud.drop": again_fraud,
    },
)
