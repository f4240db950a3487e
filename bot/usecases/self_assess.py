"""A unit assesses itself item by item and hands the whole to its head (clause 五(二)1)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.points import points_left
from bot.usecases.self_state import Proof, SelfState, SelfStatus, self_state
from bot.usecases.summary import settle
from bot.words import self_assess as said
from scoring.scheme import Item
from storage.records import Entry

SHORTEST_REASON = 2
LONGEST_WAIT = timedelta(days=366)
"""How far ahead an item may be expected."""


def declare(
    act: Act, unit: str, item: str, deductions: Sequence[dict[str, Any]], *, reason: str = "", seen: int | None = None
) -> Entry:
    """Set what the unit deducts of itself in one item; [] says 无扣分, which without whole proof needs a reason.

    `seen` is the version of the item the person had in front of him: when another one has set it since, nothing is.
    """
    state, one = _changeable(act, unit, item, seen)
    proof = state.proofs[item]
    if not deductions and not proof.is_whole and len(reason.strip()) < SHORTEST_REASON:
        raise Mistaken(said.NEEDS_REASON.format(seq=one.seq, label=one.label))
    left = points_left(act, unit, item, deductions)
    return _record(act, unit, item, {"deductions": list(deductions), "points": str(left)}, proof, reason)


def declare_not_due(act: Act, unit: str, item: str, expected: date, *, seen: int | None = None) -> Entry:
    """Say that an item is not due yet: full points for now, and asked for again on the day it is expected."""
    state, one = _changeable(act, unit, item, seen)
    if not act.today < expected <= act.today + LONGEST_WAIT:
        raise Mistaken(said.NOT_A_LATER_DAY.format(today=act.today.isoformat()))
    payload = {"deductions": [], "points": str(one.points), "not_due": True, "expected": expected.isoformat()}
    return _record(act, unit, item, payload, state.proofs[item])


def require_filling(act: Act, unit: str) -> SelfState:
    """The unit's state, when the actor may fill it in: while 自评 is open, later for items that were not due."""
    state = self_state(act, unit)
    require(act, Deed.SETTLE_ITEM if state.is_settling else Deed.SELF_ASSESS, unit)
    return state


def _changeable(act: Act, unit: str, item: str, seen: int | None) -> tuple[SelfState, Item]:
    """The unit's state and the item, when this person may set it now and nobody else has meanwhile."""
    state, one = require_filling(act, unit), act.scheme.item(item)
    if not state.may_change(one):
        raise Mistaken(_locked(state, one))
    entry = state.entries.get(item)
    if seen is not None and entry is not None and entry.version > seen:
        who = act.desk.people.get(entry.actor)
        raise Mistaken(said.NOT_OVERWRITTEN.format(seq=one.seq, who=who.name if who else ""))
    return state, one


def _locked(state: SelfState, item: Item) -> str:
    if item.id in state.verified:
        return said.VERIFIED.format(seq=item.seq)
    if state.status is SelfStatus.RETURNED:
        return said.ONLY_RETURNED.format(seqs=seqs(one for one in state.items if one.id in state.returned))
    return said.LOCKED


def seqs(items: Iterable[Item]) -> str:
    """Items by their numbers: 3、5."""
    return "、".join(str(item.seq) for item in items)


def _record(act: Act, unit: str, item: str, payload: Mapping[str, Any], proof: Proof, reason: str = "") -> Entry:
    """Write the item's value; 无扣分 rests on the papers handed in so far, a deduction on all its item ever gets."""
    papers = () if payload["deductions"] else proof.papers
    return act.record(
        "self.declared",
        f"self:{unit}:{item}",
        unit=unit,
        item=item,
        reason=reason.strip() or None,
        evidence=tuple(paper.slot for paper in papers),
        payload=dict(payload),
    )


def declare_clean(act: Act, unit: str, items: Sequence[str], reason: str = "") -> list[Entry]:
    """Say 无扣分 for those of the items that nobody has set meanwhile; the reason is for those that lack papers."""
    state = self_state(act, unit)
    missing = {item.id for item in state.missing}
    reasons = {item: "" if state.proofs[item].is_whole else reason for item in items if item in missing}
    return [declare(act, unit, item, [], reason=why) for item, why in reasons.items()]


def submit(act: Act, unit: str) -> Entry:
    """Hand the whole to the unit's head; refused while an item is missing or one given back was not taken up."""
    state = require_filling(act, unit)
    if state.missing:
        raise Mistaken(said.STILL_MISSING.format(count=len(state.missing), named=_named(state.missing)))
    if state.untouched:
        raise Mistaken(said.STILL_RETURNED.format(seqs=seqs(state.untouched)))
    if not state.may_submit:
        raise Mistaken(said.NOT_AGAIN.format(status=state.status))
    payload: dict[str, Any] = {"points": str(state.points)}
    if state.is_settling:
        payload["settles"] = sorted({*state.last_settles, *(item.id for item in state.unsent)})
    payload["summary"] = settle(act, unit).id
    return act.record("self.submitted", f"self-submit:{unit}", unit=unit, payload=payload)


def _named(items: Sequence[Item]) -> str:
    told = "、".join(f"{item.seq}.{item.label}" for item in items[:3])
    return f"{told} 等" if len(items) > 3 else told
