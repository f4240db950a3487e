"""What 考核办 does with claims under 四(四): decide what units bring forward, record a deduction itself."""

import re
from datetime import date

from bot.clock import local_day
from bot.conversation.briefs import name_of, proof_of
from bot.conversation.claims_told import STATES
from bot.conversation.double import may_cost
from bot.conversation.turn import Press, Turn
from bot.permissions import Deed, judges_of, may, require, role_refusal
from bot.usecases.claims import decide_claim, deed_on, proof_entries, record_extra, same_honour, waiting_claims, worth
from bot.usecases.claims_sorted import Proposal, sort_one
from bot.usecases.rulings import rulings_on
from bot.words import claims as said
from cards.claims import ClaimView, claim_card
from storage.records import Entry, Person


def tell_deciders(turn: Turn, entry: Entry) -> None:
    """Show a claim to who may decide it: the office, or the alternate for its own unit."""
    for one in judges_of(turn.act, "verify"):
        if role_refusal(turn.act.by(one), deed_on(entry), entry.unit) is None:
            show_claim(turn, entry, one)


def show_claim(turn: Turn, entry: Entry, officer: Person) -> None:
    """Show one claim to somebody who may decide it, with what is proposed and why."""
    claim, sheet, is_bonus = entry.payload, worth(turn.act, entry), entry.slot.startswith("bonus:")
    clauses = turn.scheme.bonuses if is_bonus else turn.scheme.extras
    same = None if is_bonus else same_honour(turn.act, entry)
    subject = claim.get("subject", claim.get("trigger", "")) if is_bonus else f"{claim['role']}责任"
    received = claim.get("received_date")
    view = ClaimView(
        sort="加分" if is_bonus else "扣分",
        unit=turn.scheme.unit(entry.unit or "").name,
        clause=claim["clause"],
        label=next((one.label for one in clauses if one.clause == claim["clause"]), ""),
        level=claim.get("level", ""),
        subject=subject,
        number=claim["number"],
        document=claim.get("reason", ""),
        issued=date.fromisoformat(claim["document_date"]),
        received=date.fromisoformat(received) if received else None,
        proposal=sheet.part("bonus") if is_bonus else sheet.part("extra"),
        notes=(*rulings_on(turn.act, claim["clause"]), *(sort_one(turn.act, entry).reasons if is_bonus else ())),
        same=f"{turn.scheme.unit(same.unit or '').short} {same.event}" if same else "",
        proof=proof_of(turn.act, proof_entries(turn.act, entry)),
        by=name_of(turn.act, entry.actor),
        at=entry.at,
        accept=turn.offer("认定", "claim.accept", to=officer, slot=entry.slot, claim=entry.slot),
        refuse=turn.offer("不予认定", "claim.refuse", to=officer, slot=entry.slot, claim=entry.slot),
    )
    turn.show_to(officer, claim_card(view), entry.slot)


def waiting(turn: Turn, _: re.Match[str]) -> None:
    """待认定: the claims this person may decide."""
    claims = [one for one in waiting_claims(turn.act) if may(turn.act, deed_on(one), one.unit)]
    if not claims:
        require(turn.act, Deed.DECIDE_CLAIM)
        turn.say(said.NONE_WAITS)
    for entry in claims:
        show_claim(turn, entry, turn.person)


def accept(turn: Turn, press: Press) -> None:
    """Grant the claim; a deduction for an event that has cost points before is asked about first."""
    claim = turn.act.current(press.args["claim"])
    if claim is not None and claim.kind == "extra.declared":
        right = {"deed": Deed.RECORD_FINDING.value, "duty": "verify"}
        if not may_cost(turn, press, claim.unit or "", claim.event or "", claim.payload["clause"], **right):
            return
    _decided(turn, decide_claim(turn.act, press.args["claim"], True, _grounds(turn, press)), "认定")


def _grounds(turn: Turn, press: Press) -> str:
    """Why a claim is granted: what the method makes of it; where it proposes otherwise, the officer's own words."""
    claim = turn.act.current(press.args["claim"])
    if claim is None or claim.kind != "bonus.claimed":
        return said.ACCEPTED_PLAINLY
    found = sort_one(turn.act, claim)
    if found.proposal in (Proposal.GRANT, Proposal.NEXT_YEAR):
        return said.ACCEPTED_BECAUSE.format(reasons=found.because)
    return press.need("reason", said.ASK_GROUNDS.format(reasons=found.reasons[-1].rstrip("。")))


def refuse(turn: Turn, press: Press) -> None:
    """Refuse the claim with a reason."""
    _decided(
        turn, decide_claim(turn.act, press.args["claim"], False, press.need("reason", said.ASK_REFUSAL)), "不予认定"
    )


def _decided(turn: Turn, entry: Entry, word: str) -> None:
    turn.settle(entry.slot, word, said.WAITS, STATES[entry.kind])
    turn.say(said.DECIDED.format(word=word, number=entry.event))
    claimant = turn.act.desk.people.get(turn.act.desk.journal.history(turn.act.year, entry.slot)[0].actor)
    sort = "加分" if entry.slot.startswith("bonus:") else "扣分"
    if claimant is not None and claimant.id != turn.person.id:
        told = said.RESULT.format(sort=sort, number=entry.event, word=word, reason=entry.reason)
        turn.tell(claimant, told)


def tell_recorded(turn: Turn, entry: Entry) -> None:
    """The office recorded a deduction: the unit's heads hear under which clause and on what paper."""
    unit = turn.scheme.unit(entry.unit or "")
    turn.say(said.EXTRA_DONE.format(unit=unit.name, number=entry.event))
    told = said.EXTRA_TOLD.format(
        day=local_day(turn.act.now).isoformat(), clause=entry.clause, reason=entry.reason, number=entry.event
    )
    for head in turn.act.desk.people.heads_of(unit.code):
        turn.tell(head, told)


def record(turn: Turn, unit: str, made: dict[str, str]) -> None:
    """Record a deduction the office itself brings, and tell the unit."""
    tell_recorded(turn, record_extra(turn.act, unit, made))


def again(turn: Turn, press: Press) -> None:
    """A claim that changed since the card was sent: shown anew while it waits."""
    entry = next((one for one in waiting_claims(turn.act) if one.slot == press.args["claim"]), None)
    if entry is not None:
        show_claim(turn, entry, turn.person)
    else:
        turn.say(said.DECIDED_ALREADY)
