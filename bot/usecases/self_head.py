"""What the head of a unit does with its self-assessment: confirm it, give it or single items back, open it again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Mistaken
from bot.permissions import Deed, may, require
from bot.usecases.act import Act
from bot.usecases.self_assess import SHORTEST_REASON, seqs
from bot.usecases.self_state import SelfState, SelfStatus, self_state
from bot.usecases.summary import settle
from bot.words import self_head as said
from scoring.scheme import Item
from storage.records import Entry

BY_NUMBER = re.compile(
    r"^\s*(?:第\s*(?P<named>[\d、,，和\s]+?)\s*[项条]|(?P<bare>\d[\d、,，和\s]*)(?=\s*[:：]))\s*[:：，,]?\s*(?P<why>.*)$"
)
"""第3项缺佐证, or 3、5：缺佐证; anything else is a reason for the whole."""

LOCKED = (SelfStatus.SUBMITTED, SelfStatus.CONFIRMED)


@dataclass(frozen=True)
class Change:
    """An item that differs from what the head saw last: its former and its present value, its new papers."""

    item: Item
    old: Entry | None
    new: Entry
    papers: int


def confirm(act: Act, unit: str) -> Entry:
    """The head confirms the unit's self-assessment, which locks it."""
    state = _submitted(act, unit)
    payload = {"points": str(state.points), "summary": settle(act, unit).id}
    return act.record("self.confirmed", f"self-submit:{unit}", unit=unit, payload=payload)


def returns_in(text: str, items: Sequence[Item]) -> dict[str, str]:
    """The items a head gives back by number, each with its reason; none when the words are about the whole."""
    found: dict[str, str] = {}
    by_seq = {item.seq: item for item in items}
    for part in re.split(r"[；;\n]", text):
        match = BY_NUMBER.match(part)
        if match is None:
            continue
        for number in re.findall(r"\d+", match["named"] or match["bare"]):
            if int(number) not in by_seq:
                raise Mistaken(said.NO_SUCH_NUMBER.format(number=number, last=max(by_seq)))
            found[by_seq[int(number)].id] = match["why"].strip()
    return found


def give_back(act: Act, unit: str, text: str) -> Entry:
    """The head returns the whole with a reason, or single items by number; only these may be changed then."""
    state = _submitted(act, unit)
    items = returns_in(text, state.items)
    if any(len(reason) < SHORTEST_REASON for reason in (*items.values(), text.strip())):
        raise Mistaken(said.RETURN_NEEDS_REASON)
    _refuse_verified(state, items)
    payload = {"points": str(state.points), **({"items": items} if items else {})}
    payload |= {"settles": list(state.last_settles)} if state.last_settles else {}
    return act.record("self.returned", f"self-submit:{unit}", unit=unit, reason=text.strip(), payload=payload)


def _refuse_verified(state: SelfState, items: Mapping[str, str]) -> None:
    done = [item for item in state.items if item.id in items and item.id in state.verified]
    if done:
        raise Mistaken(said.ALREADY_VERIFIED.format(seqs=seqs(done)))


def deed_of(state: SelfState) -> Deed:
    """What a head does by confirming: the whole while 自评 is open, later only what was not due then."""
    return Deed.CONFIRM_SETTLED if state.last_settles else Deed.CONFIRM_SELF


def _submitted(act: Act, unit: str) -> SelfState:
    state = self_state(act, unit)
    require(act, deed_of(state), unit)
    if state.status is not SelfStatus.SUBMITTED:
        raise Mistaken(said.NOTHING_WAITS.format(status=state.status))
    return state


def reopen(act: Act, unit: str, reason: str) -> Entry:
    """Open a locked self-assessment again: its head until the office has verified anything, the office with a reason.

    What has been verified stays as it is.
    """
    by_head = may(act, Deed.CONFIRM_SELF, unit)
    if not by_head:
        require(act, Deed.REOPEN_SELF, unit)
    state = self_state(act, unit)
    if state.status not in LOCKED:
        raise Mistaken(said.NOT_LOCKED.format(status=state.status))
    if len(state.verified) == len(state.items) or (by_head and state.verified):
        raise Mistaken(said.VERIFYING_HAS_BEGUN)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Mistaken(said.REOPEN_NEEDS_REASON)
    payload = {"points": str(state.points), "was": state.status.name}
    return act.record("self.reopened", f"self-submit:{unit}", unit=unit, reason=reason.strip(), payload=payload)


def changes_since_last(act: Act, state: SelfState) -> list[Change] | None:
    """What differs from the submission before the present one; None when this is the first."""
    journal, year = act.desk.journal, act.year
    handed_in = [one for one in journal.history(year, f"self-submit:{state.unit}") if one.kind == "self.submitted"]
    if len(handed_in) < 2:
        return None
    since = handed_in[-2].seq
    changes = []
    for item in state.items:
        new, papers = state.entries[item.id], [one for one in state.proofs[item.id].papers if one.seq > since]
        if new.seq > since or papers:
            before = [one for one in journal.history(year, new.slot) if one.seq < since]
            changes.append(Change(item, before[-1] if before else None, new, len(papers)))
    return changes
