"""考核办 checks each self-scored item against its evidence: accept it, or adjust it with a reason (clause 五(二)3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, may, require
from bot.usecases.act import Act
from bot.usecases.inspection import amiss
from bot.usecases.points import points_left
from bot.usecases.relief import asked_for, refuse_exempt
from bot.usecases.self_state import SelfState, SelfStatus, self_state
from bot.words import verify as said
from scoring.scheme import Item
from storage.records import Entry


@dataclass(frozen=True)
class VerifyState:
    """A unit's verification: its self-assessment, and one entry per item decided."""

    own: SelfState
    entries: dict[str, Entry]
    questions: frozenset[str] = frozenset()
    """The items with an open question: a wish not yet decided, or something amiss on the spot."""

    @property
    def is_ready(self) -> bool:
        """Whether the unit's head has confirmed, so that the office may verify."""
        return self.own.status is SelfStatus.CONFIRMED

    @property
    def plain(self) -> tuple[Item, ...]:
        """The waiting items that deduct nothing, have evidence and no open question."""
        ready = [item for item in self.waiting if item not in self.unsettled and item.id not in self.questions]
        return tuple(one for one in ready if self.own.proofs[one.id].papers and not self.own.deductions(one.id))

    @property
    def unsettled(self) -> tuple[Item, ...]:
        """The items that were not due when the unit assessed itself, and that its head has not confirmed since."""
        return tuple(item for item in self.waiting if self.own.is_pending(item) or item in self.own.unsent)

    @property
    def waiting(self) -> tuple[Item, ...]:
        """The items nobody has verified yet."""
        return tuple(item for item in self.own.items if item.id not in self.entries)


def verify_state(act: Act, unit: str) -> VerifyState:
    """Where the unit's verification stands."""
    entries = act.desk.journal.currents(act.year, unit=unit, kinds={"item.verified"})
    questions = asked_for(act, unit) | amiss(act, unit)
    return VerifyState(self_state(act, unit), {entry.item: entry for entry in entries if entry.item}, questions)


def units_to_verify(act: Act) -> list[str]:
    """The units this person verifies: all but those he steps aside from; the alternate has those."""
    return [unit.code for unit in act.scheme.units if may(act, Deed.VERIFY, unit.code)]


def accept(act: Act, unit: str, item: str) -> Entry:
    """Take the self value as verified."""
    state = self_state(act, unit)
    return _verify(act, state, item, state.deductions(item), "与自评一致")


def adjust(act: Act, unit: str, item: str, deductions: Sequence[dict[str, Any]], reason: str) -> Entry:
    """Set other deductions than the unit's own, and say why."""
    if len(reason.strip()) < 2:
        raise Mistaken(said.ADJUST_REASON)
    return _verify(act, self_state(act, unit), item, deductions, reason.strip())


def accept_clean(act: Act, unit: str) -> list[Entry]:
    """Accept together every waiting item that deducts nothing and has evidence; the rest is looked at one by one."""
    state = verify_state(act, unit)
    return [accept(act, unit, item.id) for item in state.plain]


def _verify(act: Act, own: SelfState, item: str, deductions: Sequence[dict[str, Any]], reason: str) -> Entry:
    require(act, Deed.VERIFY, own.unit)
    if own.status is not SelfStatus.CONFIRMED:
        raise Mistaken(said.CONFIRM_FIRST.format(status=own.status))
    one = act.scheme.item(item)
    if own.is_pending(one) or one in own.unsent:
        raise Mistaken(said.PENDING_ITEM.format(seq=one.seq))
    refuse_exempt(act, own.unit, item, deductions)
    left = points_left(act, own.unit, item, deductions)
    declared = Decimal(own.entries[item].payload["points"])
    return act.record(
        "item.verified",
        f"verify:{own.unit}:{item}",
        unit=own.unit,
        item=item,
        reason=reason,
        payload={"deductions": list(deductions), "self": str(declared), "verified": str(left), "reason": reason},
    )
