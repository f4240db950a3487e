"""加分 and 扣分 under 四(四): asked for line by line, with document number, level and dates; decided by the office."""

import re
from datetime import date
from typing import Any

from bot.clock import local_day
from bot.conversation.briefs import name_of
from bot.conversation.days import day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, judges_of, may, require, role_refusal
from bot.understanding.matching import units_in
from bot.usecases.claims import claim_bonus, decide_bonus, record_extra, same_honour, waiting_claims
from cards.claims import ClaimView, claim_card
from cards.words import stamp
from scoring import Facts, score
from storage.facts import bonus_fact
from storage.records import Entry, Person, Role

KINDS = {"1": "四(四)1(1)", "2": "四(四)1(2)", "3": "四(四)1(3)"}
EXTRAS = {"1": "四(四)2(1)", "2": "四(四)2(2)"}
ASK_KIND = "请回复加分种类的序号：\n1 上级发文表彰的先进荣誉\n2 批示肯定、牵头部门表彰、全省推广\n3 中心专项评比表彰"
ASK_EXTRA = "请回复扣分种类的序号：\n1 被上级或纪检、监察部门通报批评\n2 造成不良影响、被中心通报或谈话"
ASK_DATE = "请回复文件落款日期，比如 2022-06-01。"
ASK_RECEIVED = "请回复收到文件的日期（同一天就回复“同日”）。"


def begin_bonus(turn: Turn, match: re.Match[str]) -> None:
    """加分: start a claim for one's own unit; the office names the unit."""
    unit = _unit_of(turn, match.group("unit"))
    require(turn.act, Deed.CLAIM, unit)
    _ask(turn, "claim.bonus", unit)


def begin_extra(turn: Turn, match: re.Match[str]) -> None:
    """扣分: the office records a deduction under 四(四)2."""
    said = (match.group("unit") or "").strip()
    start_extra(turn, _unit_of(turn, said) if said else None)


def start_extra(turn: Turn, unit: str | None) -> None:
    """Start the questions of a deduction under 四(四)2 for a unit."""
    if unit is None:
        raise Mistaken("请写明单位，比如“扣分 房基处”。")
    require(turn.act, Deed.RECORD_FINDING, unit)
    _ask(turn, "claim.extra", unit)


def _unit_of(turn: Turn, said: str | None) -> str:
    if said and said.strip():
        units = units_in(said, turn.scheme)
        if not units:
            raise Mistaken(f"没有找到单位“{said.strip()[:20]}”，请写单位名称或简称。")
        return units[0].code
    if not turn.person.units:
        raise Mistaken("请写明单位，比如“加分 房基处”。")
    return turn.person.units[0]


def _ask(turn: Turn, verb: str, unit: str) -> None:
    """Start the questions of a verb as if its button had been tapped."""
    turn.start(Press(verb, {"unit": unit}))


def bonus(turn: Turn, press: Press) -> None:
    """Ask for what a claim needs, one line after the other, then bring it forward."""
    kind = KINDS.get(press.need("kind", ASK_KIND).strip())
    if kind is None:
        raise Mistaken("种类请回复 1、2 或 3；没有登记，请重新回复“加分”。")
    claim: dict[str, Any] = {"clause": kind}
    if kind.endswith("1(1)"):
        claim["level"] = press.need("level", "请回复表彰单位的级别：国家、部委、省委、省政府、省级部门、市委或市政府。")
        claim["subject"] = press.need("subject", "表彰的是“集体”还是“个人”？")
    elif kind.endswith("1(2)"):
        claim["trigger"] = press.need("trigger", "请回复事由，比如“市级领导批示肯定”“市级牵头考核部门表彰”。")
    else:
        claim["amount"] = press.need("amount", "请回复按名次加的分值（0.5 到 1.5）。")
    claim["number"] = press.need("number", "请回复文件文号，比如“绍市机事〔2022〕10号”。")
    claim["document_date"] = day_said(press.need("document_date", ASK_DATE)).isoformat()
    received = press.need("received_date", ASK_RECEIVED)
    claim["received_date"] = claim["document_date"] if "同日" in received else day_said(received).isoformat()
    entry = claim_bonus(turn.act, press.args["unit"], claim)
    turn.say(f"已登记加分申报（{claim['number']}），由考核办认定，结果会告诉您。")
    for officer in _deciders(turn, press.args["unit"]):
        _show(turn, entry, officer)


def _deciders(turn: Turn, unit: str) -> list[Person]:
    """Who may decide a claim of this unit: the office, or the alternate for its own unit."""
    judges = judges_of(turn.act, "verify")
    return [one for one in judges if role_refusal(turn.act.by(one), Deed.DECIDE_CLAIM, unit) is None]


def _show(turn: Turn, entry: Entry, officer: Person) -> None:
    claim = entry.payload
    fact = bonus_fact(claim, ref="claim", by=entry.actor, at=entry.at)
    sheet = score(Facts(unit=entry.unit or "", bonuses=(fact,)), turn.scheme)
    label = next((one.label for one in turn.scheme.bonuses if one.clause == claim["clause"]), "")
    same = same_honour(turn.act, entry)
    deferred = (f"收文在考核之后，递延下一年度 {sheet.deferred} 分",) if sheet.deferred else ()
    view = ClaimView(
        unit=turn.scheme.unit(entry.unit or "").name,
        clause=claim["clause"],
        label=label,
        level=claim.get("level", ""),
        subject=claim.get("subject", claim.get("trigger", "")),
        number=claim["number"],
        issued=date.fromisoformat(claim["document_date"]),
        received=date.fromisoformat(claim["received_date"]),
        proposal=sheet.part("bonus"),
        notes=deferred,
        same=f"{turn.scheme.unit(same.unit or '').short} {same.event}" if same else "",
        by=name_of(turn.act, entry.actor),
        at=entry.at,
        accept=turn.offer("认定", "claim.accept", to=officer, slot=entry.slot, claim=entry.slot),
        refuse=turn.offer("不予认定", "claim.refuse", to=officer, slot=entry.slot, claim=entry.slot),
    )
    turn.show_to(officer, claim_card(view), entry.slot)


def waiting(turn: Turn, _: re.Match[str]) -> None:
    """待认定: the claims this person may decide."""
    require(turn.act, Deed.DECIDE_CLAIM)
    claims = [one for one in waiting_claims(turn.act) if may(turn.act, Deed.DECIDE_CLAIM, one.unit)]
    if not claims:
        turn.say("现在没有待认定的加分申报。")
    for entry in claims:
        _show(turn, entry, turn.person)


def accept(turn: Turn, press: Press) -> None:
    """Grant the claim."""
    _decided(turn, decide_bonus(turn.act, press.args["claim"], True, "材料齐全，予以认定"), "认定")


def refuse(turn: Turn, press: Press) -> None:
    """Refuse the claim with a reason."""
    reason = press.need("reason", "请用一句话说明不予认定的理由，比如“文件日期不在考核年度内”。")
    _decided(turn, decide_bonus(turn.act, press.args["claim"], False, reason), "不予认定")


def _decided(turn: Turn, entry: Entry, word: str) -> None:
    turn.settle(entry.slot, stamp(turn.person.name, turn.act.now, word))
    turn.say(f"已{word}（{entry.event}）。")
    claimant = turn.act.desk.journal.history(turn.act.year, entry.slot)[0].actor
    person = turn.act.desk.people.get(claimant)
    if person is not None and person.id != turn.person.id:
        turn.tell(person, f"您申报的加分（{entry.event}）考核办{word}：{entry.reason}。")


def extra(turn: Turn, press: Press) -> None:
    """Ask for what a deduction under 四(四)2 needs, then record it."""
    clause = EXTRAS.get(press.need("kind", ASK_EXTRA).strip())
    if clause is None:
        raise Mistaken("种类请回复 1 或 2；没有登记，请重新回复“扣分”加单位。")
    made: dict[str, Any] = {"clause": clause, "role": press.need("role", "责任是“主要”还是“次要”？").strip()[:2]}
    if clause.endswith("2(2)") and made["role"] == "主要":
        made["amount"] = press.need("amount", "请回复每次扣几分（1 到 2）。")
    made["number"] = press.need("number", "请回复通报或谈话记录的文号、日期，比如“市纪委通报〔2022〕3号”。")
    made["reason"] = press.need("reason", "请用一句话说明事由。")
    entry = record_extra(turn.act, press.args["unit"], made)
    unit = turn.scheme.unit(press.args["unit"])
    turn.say(f"已登记{unit.name}扣分（{entry.event}），单位负责人会收到通知。")
    for head in turn.act.desk.people.with_role(Role.HEAD, unit=unit.code):
        turn.tell(
            head,
            f"{local_day(turn.act.now).isoformat()} 考核办按{clause}登记了本单位的扣分："
            f"{made['reason']}（{made['number']}）。有异议请联系考核办。",
        )


CLAIMS = Duty(
    name="claims",
    hears=(
        (words("待认定"), waiting),
        (words(r"(?:申报)?加分(?!情况|明细|进度|多少|了)(?P<unit>.{0,20})"), begin_bonus),
        (words(r"(?:登记)?扣分(?!情况|明细|最|多少|了|在)(?P<unit>.{0,20})"), begin_extra),
    ),
    verbs={"claim.bonus": bonus, "claim.extra": extra, "claim.accept": accept, "claim.refuse": refuse},
)
