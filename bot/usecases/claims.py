"""Bonus claims and deductions under 四(四): what a unit or the office brings forward, and what the office decides."""

from datetime import date
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from scoring import Facts, score
from storage.facts import bonus_fact, extra_fact
from storage.records import Entry, Role


def claim_bonus(act: Act, unit: str, claim: dict[str, Any]) -> Entry:
    """Bring a bonus forward with its document; a claim the method rules out is refused with the engine's sentence.

    `claim` holds clause, level, subject, trigger, amount, number, title, document_date, received_date as text.
    """
    require(act, Deed.CLAIM, unit)
    if Role.OFFICE not in act.actor.roles and unit not in act.actor.units:
        raise Mistaken("只能为本单位申报加分；别的单位由他们自己申报。")
    if not claim.get("number"):
        raise Mistaken("请写明文件文号，比如“绍市机事〔2022〕10号”；没有文号的写文件名称。")
    _refuse_ruled_out(act, Facts(unit=unit, bonuses=(bonus_fact(claim, ref="claim", by=act.actor.id, at=act.now),)))
    return act.record(
        "bonus.claimed",
        f"bonus:{act.desk.new_id()}",
        unit=unit,
        clause=claim["clause"],
        event=claim["number"],
        document_on=date.fromisoformat(claim["document_date"]),
        handed_in_at=act.now,
        payload=claim,
    )


def waiting_claims(act: Act) -> list[Entry]:
    """The claims nobody has decided yet, oldest first."""
    return act.desk.journal.currents(act.year, prefix="bonus:", kinds={"bonus.claimed"})


def same_honour(act: Act, claim: Entry) -> Entry | None:
    """Another live claim that rests on the same document: one honour is one bonus (reading 8)."""
    others = act.desk.journal.currents(act.year, prefix="bonus:", kinds={"bonus.claimed", "bonus.accepted"})
    return next((one for one in others if one.slot != claim.slot and one.event == claim.event), None)


def decide_bonus(act: Act, slot: str, accepted: bool, reason: str) -> Entry:
    """Grant or refuse a claim; the words of the decision stay with it."""
    claim = act.current(slot)
    if claim is None or claim.kind != "bonus.claimed":
        raise Mistaken("这项加分申报已经处理过了。")
    require(act, Deed.DECIDE_CLAIM, claim.unit)
    if len(reason.strip()) < 2:
        raise Mistaken("请写一句认定或不予认定的理由。")
    return act.record(
        "bonus.accepted" if accepted else "bonus.refused",
        slot,
        unit=claim.unit,
        clause=claim.clause,
        event=claim.event,
        reason=reason.strip(),
        document_on=claim.document_on,
        handed_in_at=claim.handed_in_at,
        payload=claim.payload,
    )


def record_extra(act: Act, unit: str, extra: dict[str, Any]) -> Entry:
    """Record a deduction under 四(四)2 with the document that says so; it names its event.

    `extra` holds clause, role (主要 or 次要), amount where the clause leaves a range, number and reason as text.
    """
    require(act, Deed.RECORD_FINDING, unit)
    if not extra.get("number"):
        raise Mistaken("扣分要有依据，请写明通报或谈话记录的文号、日期。")
    _refuse_ruled_out(
        act, Facts(unit=unit, extra_deductions=(extra_fact(extra, ref="extra", by=act.actor.id, at=act.now),))
    )
    return act.record(
        "extra.recorded",
        f"extra:{act.desk.new_id()}",
        unit=unit,
        clause=extra["clause"],
        event=extra["number"],
        reason=extra.get("reason"),
        payload=extra,
    )


def _refuse_ruled_out(act: Act, facts: Facts) -> None:
    sheet = score(facts, act.scheme)
    if sheet.refusals:
        raise Mistaken(sheet.refusals[0].sentence)
