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
from cards.findings import FraudView, VetoView, fraud_card, veto_card
from cards.words import stamp
from storage.records import Entry, Person

ASK_NUMBER = "请回复认定依据的文号或纪要编号。"
ASK_REASON = "请用一句话写明认定的事实。"


def begin_veto(turn: Turn, match: re.Match[str]) -> None:
    """否决 单位: start a veto finding."""
    turn.start(Press("veto.ask", {"unit": _unit(turn, match.group("unit"), "否决 房基处")}))


def begin_fraud(turn: Turn, match: re.Match[str]) -> None:
    """造假 单位: start a fraud finding."""
    said = match.group("unit")
    unit = _unit(turn, said, "造假 房基处 3")
    named = items_in(re.sub(r"^\D+", "", said), turn.scheme.unit(unit).items)
    turn.start(Press("fraud.ask", {"unit": unit, "item": named[0].id if named else ""}))


def _unit(turn: Turn, said: str, example: str) -> str:
    units = units_in(said, turn.scheme)
    if not units:
        raise Mistaken(f"请写明单位，比如“{example}”。")
    require(turn.act, Deed.RECORD_FINDING, units[0].code)
    return units[0].code


def ask_veto(turn: Turn, press: Press) -> None:
    """Ask number and reason, then show what the veto will do."""
    number, reason = press.need("number", ASK_NUMBER), press.need("reason", ASK_REASON)
    unit = turn.scheme.unit(press.args["unit"])
    veto = turn.scheme.vetoes[0]
    view = VetoView(
        unit=unit.name,
        clause=veto.clause,
        label=veto.label,
        number=number,
        reason=reason,
        by=turn.person.name,
        at=turn.act.now,
        confirm=turn.offer("确认否决", "veto.confirm", unit=unit.code, number=number, reason=reason),
        cancel=turn.offer("不登记", "veto.cancel"),
    )
    turn.show(veto_card(view), f"veto:{unit.code}:{turn.act.message}")


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
            confirm=turn.offer("再次确认否决", "veto.confirm", **{**args, "second": True}),
            cancel=turn.offer("不登记", "veto.cancel"),
        )
        turn.refresh(press, veto_card(view), f"veto:{unit.code}")
        return
    record_veto(turn.act, args["unit"], args["number"], args["reason"])
    turn.settle(f"veto:{args['unit']}", stamp(turn.person.name, turn.act.now, "登记一票否决"))
    turn.say(f"已登记{turn.scheme.unit(args['unit']).name}一票否决：得分和名次不变，取消评先评优资格。")


def cancel_veto(turn: Turn, press: Press) -> None:
    """Leave without recording."""
    turn.say("好的，没有登记。")


def ask_fraud(turn: Turn, press: Press) -> None:
    """Ask item, number and reason; the finding then waits for another officer."""
    unit = turn.scheme.unit(press.args["unit"])
    said = press.args["item"] or press.need("item", "请回复是第几项（序号），比如“3”；共性工作写编号，如 GX-3。")
    item = _item(turn, unit.code, said)
    number, reason = press.need("number", ASK_NUMBER), press.need("reason", ASK_REASON)
    entry = propose_fraud(turn.act, unit.code, item, number, reason)
    others = [one for one in _officers(turn, unit.code) if one.id != turn.person.id]
    for officer in others:
        _show_fraud(turn, entry, officer)
    names = "、".join(one.name for one in others) or "另一位考核办同志"
    turn.say(f"已提出，等{names}确认后才生效。")


def _item(turn: Turn, unit: str, said: str) -> str:
    found = items_in(said, turn.scheme.unit(unit).items)
    if found:
        return found[0].id
    if said.upper() in {row.id for row in turn.scheme.commons}:
        return said.upper()
    raise Mistaken(f"没有找到“{said[:20]}”这一项，没有登记；请写序号，比如“造假 房基处 3”。")


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
    turn.settle(entry.slot, stamp(turn.person.name, turn.act.now, "确认弄虚作假"))
    turn.say("已确认，这一项记 0 分，取消当年评优资格。")
    _tell_first(turn, entry, "已确认，认定生效。")


def drop(turn: Turn, press: Press) -> None:
    """The second officer does not uphold it."""
    reason = press.need("reason", "请用一句话说明不认定的理由，比如“核查属计算差错”。")
    entry = drop_fraud(turn.act, press.args["finding"], reason)
    turn.settle(entry.slot, stamp(turn.person.name, turn.act.now, "不认定"))
    turn.say("已记录，不作认定。")
    _tell_first(turn, entry, f"不予认定：{reason}。")


def _tell_first(turn: Turn, entry: Entry, text: str) -> None:
    first = turn.act.desk.people.get(turn.act.desk.journal.history(turn.act.year, entry.slot)[0].actor)
    if first is not None:
        turn.tell(first, f"您提出的弄虚作假认定（{entry.event}），{turn.person.name}{text}")


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
)
