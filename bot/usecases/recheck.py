"""复核 (办法未规定, off until 考核办 opens it): one verified item, new proof, another handler; both values are kept."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, judges_of, may, require
from bot.usecases.act import Act
from bot.usecases.points import points_left
from bot.usecases.stages import is_published
from bot.words import recheck as said
from storage.records import Entry, Person

SWITCH = "recheck"


def is_open(act: Act) -> bool:
    """Whether 考核办 has opened the window."""
    entry = act.current(SWITCH)
    return entry is not None and entry.kind == "recheck.opened"


def switch(act: Act, on: bool) -> Entry:
    """Open or close the window; what was asked for before it closed is still decided."""
    require(act, Deed.RUN_STAGES)
    _refuse_late(act)
    if on == is_open(act):
        raise Mistaken(said.OPEN_ALREADY if on else said.CLOSED_ALREADY)
    return act.record("recheck.opened" if on else "recheck.closed", SWITCH)


def ask(act: Act, unit: str, item: str, reason: str) -> Entry:
    """The head asks for one item to be looked at again, on papers handed in since it was verified; once."""
    require(act, Deed.ASK_RECHECK, unit)
    _refuse_late(act)
    if not is_open(act):
        raise Mistaken(said.NOT_OPEN)
    verified = act.current(f"verify:{unit}:{item}")
    seq = act.scheme.item(item).seq
    if verified is None or verified.kind != "item.verified":
        raise Mistaken(said.NOT_VERIFIED.format(seq=seq))
    if act.current(slot_of(unit, item)) is not None:
        raise Mistaken(said.ONCE.format(seq=seq))
    papers = new_papers(act, unit, item, verified)
    if not papers:
        raise Mistaken(said.NEEDS_PROOF.format(seq=seq))
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    if not handlers(act, unit, verified.actor):
        raise Mistaken(said.NO_HANDLER)
    return act.record(
        "recheck.asked",
        slot_of(unit, item),
        unit=unit,
        item=item,
        reason=reason.strip(),
        evidence=tuple(paper.slot for paper in papers),
        payload={"before": verified.payload["verified"], "first": verified.actor, "text": reason.strip()},
    )


def slot_of(unit: str, item: str) -> str:
    """Where the request about an item stands."""
    return f"recheck:{unit}:{item}"


def new_papers(act: Act, unit: str, item: str, verified: Entry) -> list[Entry]:
    """The papers of an item that were handed in after it was verified."""
    filed = act.desk.journal.currents(act.year, unit=unit, kinds={"evidence.filed"})
    return [paper for paper in filed if paper.item == item and paper.seq > verified.seq]


def handlers(act: Act, unit: str, first: str) -> list[Person]:
    """Who may decide: those who verify the unit, without the one who verified the item."""
    judges = judges_of(act, "verify")
    return [one for one in judges if one.id != first and may(act.by(one), Deed.RECHECK, unit)]


def waiting(act: Act) -> list[Entry]:
    """The requests nobody has decided yet, oldest first."""
    return act.desk.journal.currents(act.year, prefix="recheck:", kinds={"recheck.asked"})


def decide(act: Act, slot: str, deductions: Sequence[dict[str, Any]] | None, reason: str) -> Entry:
    """Keep the verified value (None), or set other deductions; the values before and after stand side by side."""
    asked = act.current(slot)
    if asked is None or asked.kind != "recheck.asked":
        raise Mistaken(said.DECIDED_ALREADY)
    unit, item = asked.unit or "", asked.item or ""
    require(act, Deed.RECHECK, unit)
    if act.actor.id == asked.payload["first"]:
        raise Mistaken(said.ANOTHER_HANDLER)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    after = asked.payload["before"]
    if deductions is not None:
        after = _verify_again(act, asked, deductions, reason.strip())
    kept = {**asked.payload, "after": after, "reason": reason.strip()}
    return act.record(
        "recheck.decided", slot, unit=unit, item=item, reason=reason.strip(), evidence=asked.evidence, payload=kept
    )


def _verify_again(act: Act, asked: Entry, deductions: Sequence[dict[str, Any]], reason: str) -> str:
    unit, item = asked.unit or "", asked.item or ""
    left: Decimal = points_left(act, unit, item, deductions)
    before = act.current(f"verify:{unit}:{item}")
    own = before.payload["self"] if before else str(act.scheme.item(item).points)
    kept = {"deductions": list(deductions), "self": own, "verified": str(left), "reason": reason}
    slot = f"verify:{unit}:{item}"
    act.record("item.verified", slot, unit=unit, item=item, reason=reason, evidence=asked.evidence, payload=kept)
    return str(left)


def _refuse_late(act: Act) -> None:
    if is_published(act) or act.current("final") is not None:
        raise Mistaken(said.TOO_LATE)
