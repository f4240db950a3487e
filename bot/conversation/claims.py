"""加分 and 扣分 under 四(四): asked for line by line, proven with the paper itself, listed with their state."""

import re
from collections.abc import Callable
from typing import Any

from bot.conversation import claims_decided as decided
from bot.conversation.briefs import proof_of
from bot.conversation.claims_told import STATES, sort_of, told_of
from bot.conversation.days import day_said
from bot.conversation.double import may_cost
from bot.conversation.duty import Duty, words
from bot.conversation.precedents import told_before
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import want_file
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.intents import Heard, Intent
from bot.understanding.matching import units_in
from bot.usecases.claims import (
    attach_proof,
    claim_bonus,
    declare_extra,
    proof_entries,
    withdraw_claim,
)
from bot.words import claims as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from storage.records import Entry, StoredFile

KINDS = {"1": "四(四)1(1)", "2": "四(四)1(2)", "3": "四(四)1(3)"}
EXTRAS = {"1": "四(四)2(1)", "2": "四(四)2(2)"}
OFFERED_PAPERS = 3


def begin_bonus(turn: Turn, match: re.Match[str]) -> None:
    """加分: start a claim for one's own unit; the office names the unit."""
    start_bonus(turn, unit_of(turn, match.group("unit"), "加分"))


def claim_asked(turn: Turn, heard: Heard) -> None:
    """A claim in whatever words."""
    start_bonus(turn, heard.slots.unit or unit_of(turn, None, "加分"))


def start_bonus(turn: Turn, unit: str) -> None:
    """Start the questions of a claim."""
    require(turn.act, Deed.CLAIM, unit)
    turn.start(Press("claim.bonus", {"unit": unit}))


def begin_own_extra(turn: Turn, _: re.Match[str]) -> None:
    """自报扣分: one's own unit reports a deduction under 四(四)2."""
    start_own_extra(turn, unit_of(turn, None, "自报扣分"))


def start_own_extra(turn: Turn, unit: str) -> None:
    """Start the questions of a deduction the unit reports itself."""
    require(turn.act, Deed.CLAIM, unit)
    turn.start(Press("claim.own_extra", {"unit": unit}))


def unit_of(turn: Turn, heard: str | None, verb: str) -> str:
    """The unit that was named, else the person's own."""
    if heard and heard.strip():
        units = units_in(heard, turn.scheme)
        if not units:
            raise Mistaken(said.NO_SUCH_UNIT.format(heard=heard.strip()[:20]))
        return units[0].code
    if not turn.person.units:
        raise Mistaken(said.WHICH_UNIT.format(verb=verb))
    return turn.person.units[0]


def bonus(turn: Turn, press: Press) -> None:
    """Ask for what a claim needs, one line after the other, then bring it forward."""
    kind = KINDS.get(press.need("kind", said.ASK_KIND).strip())
    if kind is None:
        raise Mistaken(said.WRONG_KIND)
    claim: dict[str, Any] = {"clause": kind}
    if kind.endswith("1(1)"):
        claim["level"] = press.need("level", said.ASK_LEVEL)
        claim["subject"] = press.need("subject", said.ASK_SUBJECT)
    elif kind.endswith("1(2)"):
        claim["trigger"] = press.need("trigger", said.ASK_TRIGGER)
    else:
        claim["amount"] = press.need("amount", said.ASK_AMOUNT)
    claim["number"] = press.need("number", said.ASK_NUMBER)
    claim["document_date"] = day_said(press.need("document_date", said.ASK_DATE)).isoformat()
    received = press.need("received_date", said.ASK_RECEIVED)
    claim["received_date"] = claim["document_date"] if "同日" in received else day_said(received).isoformat()
    _claimed(turn, claim_bonus(turn.act, press.args["unit"], claim))


def own_extra(turn: Turn, press: Press) -> None:
    """Ask for what a self-reported deduction needs, then take it down for the office."""
    made = extra_said(press, "自报扣分")
    made["document_date"] = day_said(press.need("document_date", said.ASK_DATE)).isoformat()
    made["reason"] = press.need("reason", said.ASK_EXTRA_REASON)
    _claimed(turn, declare_extra(turn.act, press.args["unit"], made))


def extra_said(press: Press, again: str, before: Callable[[str], str] = lambda clause: "") -> dict[str, Any]:
    """Clause, degree of responsibility, amount and number of a deduction under 四(四)2.

    `before` tells what was decided earlier under a clause, said with the question for the amount.
    """
    clause = EXTRAS.get(press.need("kind", said.ASK_EXTRA).strip())
    if clause is None:
        raise Mistaken(said.WRONG_EXTRA.format(again=again))
    made: dict[str, Any] = {"clause": clause, "role": press.need("role", said.ASK_ROLE).strip()[:2]}
    if clause.endswith("2(2)") and made["role"] == "主要":
        asked = (said.ASK_COST, before(clause))
        made["amount"] = press.need("amount", "\n".join(part for part in asked if part))
    made["number"] = press.need("number", said.ASK_EXTRA_NUMBER)
    return made


def begin_extra(turn: Turn, match: re.Match[str]) -> None:
    """扣分: the office records a deduction under 四(四)2."""
    heard = (match.group("unit") or "").strip()
    if not heard:
        raise Mistaken(said.WHICH_UNIT.format(verb="扣分"))
    unit = unit_of(turn, heard, "扣分")
    require(turn.act, Deed.RECORD_FINDING, unit)
    turn.start(Press("claim.extra", {"unit": unit}))


def extra(turn: Turn, press: Press) -> None:
    """Ask for what a deduction under 四(四)2 needs, then record it."""
    made = extra_said(press, "扣分 房基处", lambda clause: told_before(turn, clause, press.args["unit"]))
    made["reason"] = press.need("reason", said.ASK_EXTRA_REASON)
    right = {"deed": Deed.RECORD_FINDING.value, "duty": "verify"}
    if may_cost(turn, press, press.args["unit"], made["number"], made["clause"], **right):
        decided.record(turn, press.args["unit"], made)


def _claimed(turn: Turn, entry: Entry) -> None:
    """Tell the claimant it is taken down and ask for the paper itself; the office gets its card."""
    file = turn.offer("发证明文件", "claim.send", claim=entry.slot)
    take_back = turn.offer("撤回申报", "claim.withdraw", slot=entry.slot, claim=entry.slot)
    view = NoticeView(
        title=said.CLAIMED_TITLE.format(sort=sort_of(entry)),
        lines=(said.CLAIMED.format(number=entry.event), said.PROOF_WANTED),
        buttons=(file.as_main(), *_papers(turn, entry), take_back),
    )
    turn.show(notice_card(view), entry.slot)
    decided.tell_deciders(turn, entry)


def _papers(turn: Turn, claim: Entry) -> list[Button]:
    """The unit's papers that may be the document: first those that bear its number, then the newest."""
    filed = turn.act.desk.journal.currents(turn.act.year, unit=claim.unit, kinds={"evidence.filed"})
    named = {paper.slot: proof_of(turn.act, [paper])[0].name for paper in filed}
    newest = sorted(filed, key=lambda paper: ((claim.event or "") not in named[paper.slot], -paper.seq))
    return [
        turn.offer(f"用“{named[one.slot]}”", "claim.paper", slot=claim.slot, claim=claim.slot, paper=one.slot)
        for one in newest[:OFFERED_PAPERS]
    ]


def ask_file(turn: Turn, press: Press) -> None:
    """发证明文件: the next file is this claim's."""
    claim = turn.act.current(press.args["claim"])
    if claim is None or STATES.get(claim.kind) != said.WAITS:
        raise Mistaken(said.DECIDED_ALREADY)
    want_file(turn, "claim.file", claim=claim.slot)
    turn.say(said.PROOF_SEND.format(number=claim.event))


def file_proof(turn: Turn, press: Press) -> None:
    """The file that was asked for has come."""
    file = StoredFile.model_validate(press.args["file"])
    _proven(turn, attach_proof(turn.act, press.args["claim"], files=(file,)), file.name)


def paper_proof(turn: Turn, press: Press) -> None:
    """A paper handed in before is the document."""
    entry = attach_proof(turn.act, press.args["claim"], papers=(press.args["paper"],))
    _proven(turn, entry, proof_of(turn.act, proof_entries(turn.act, entry))[-1].name)


def _proven(turn: Turn, entry: Entry, name: str) -> None:
    turn.settle(entry.slot, said.PROOF_ADDED)
    turn.say(said.PROOF_TAKEN.format(name=name, number=entry.event))
    decided.tell_deciders(turn, entry)


def withdraw(turn: Turn, press: Press) -> None:
    """The claimant takes it back."""
    entry = withdraw_claim(turn.act, press.args["claim"])
    turn.settle(entry.slot, said.TAKE_BACK, said.WAITS, said.TAKEN_BACK)
    turn.say(said.WITHDRAWN.format(number=entry.event))


def again(turn: Turn, press: Press) -> None:
    """A claim that has changed since: what it is now."""
    entry = turn.act.current(press.args["claim"])
    if entry is not None and entry.kind in STATES:
        turn.say(told_of(turn, entry))


CLAIMS = Duty(
    name="claims",
    intents={Intent.CLAIM_BONUS: claim_asked},
    hears=(
        (words(r"(?:申报)?加分(?:[\s　]+(?P<unit>.{1,20}))?"), begin_bonus),
        (words("待认定"), decided.waiting),
        (words(r"(?:登记)?扣分(?!情况|明细|最|多少|了|在)(?P<unit>.{0,20})"), begin_extra),
        (words(r"自报扣分.{0,20}"), begin_own_extra),
    ),
    verbs={
        "claim.bonus": bonus,
        "claim.own_extra": own_extra,
        "claim.extra": extra,
        "claim.accept": decided.accept,
        "claim.refuse": decided.refuse,
        "claim.send": ask_file,
        "claim.file": file_proof,
        "claim.paper": paper_proof,
        "claim.withdraw": withdraw,
    },
    again={
        "claim.paper": again,
        "claim.withdraw": again,
        "claim.accept": decided.again,
        "claim.refuse": decided.again,
    },
)
