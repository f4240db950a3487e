"""A unit assesses itself item by item; its head confirms the whole or returns it with a reason (clause 五(二)1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.points import points_left
from scoring.scheme import Item
from storage.records import Entry


class SelfStatus(StrEnum):
    """Where a unit's self-assessment stands; the value is what people read."""

    DRAFT = "填写中"
    SUBMITTED = "已提交，待负责人确认"
    CONFIRMED = "负责人已确认"
    RETURNED = "负责人已退回"


STATUS_OF_KIND = {
    "self.submitted": SelfStatus.SUBMITTED,
    "self.confirmed": SelfStatus.CONFIRMED,
    "self.returned": SelfStatus.RETURNED,
}


@dataclass(frozen=True)
class SelfState:
    """A unit's self-assessment: one entry per item assessed so far, and what became of the whole."""

    unit: str
    items: tuple[Item, ...]
    entries: Mapping[str, Entry]
    last: Entry | None

    @property
    def status(self) -> SelfStatus:
        """Draft, submitted, confirmed or returned."""
        return STATUS_OF_KIND[self.last.kind] if self.last else SelfStatus.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether staff may still change it."""
        return self.status in (SelfStatus.DRAFT, SelfStatus.RETURNED)

    @property
    def missing(self) -> tuple[Item, ...]:
        """The items nobody has assessed yet."""
        return tuple(item for item in self.items if item.id not in self.entries)

    @property
    def points(self) -> Decimal:
        """The sum of what has been assessed, in points."""
        return sum((Decimal(entry.payload["points"]) for entry in self.entries.values()), Decimal(0))

    def deductions(self, item: str) -> list[dict[str, Any]]:
        """What the unit deducts of itself in an item; [] when nothing, or nothing yet."""
        entry = self.entries.get(item)
        return list(entry.payload["deductions"]) if entry else []


def self_state(act: Act, unit: str) -> SelfState:
    """The unit's self-assessment as it stands."""
    entries = act.desk.journal.currents(act.year, unit=unit, kinds={"self.declared"})
    return SelfState(
        unit=unit,
        items=tuple(act.scheme.unit(unit).items),
        entries={entry.item: entry for entry in entries if entry.item},
        last=act.current(f"self-submit:{unit}"),
    )


def declare(act: Act, unit: str, item: str, deductions: Sequence[dict[str, Any]]) -> Entry:
    """Set what the unit deducts of itself in one item; [] says 无扣分. Refused once the whole is submitted."""
    require(act, Deed.SELF_ASSESS, unit)
    if not self_state(act, unit).is_open:
        raise Mistaken("本单位的自评已经提交，不能再改；要修改请单位负责人先退回。")
    left = points_left(act, unit, item, deductions)
    return act.record(
        "self.declared",
        f"self:{unit}:{item}",
        unit=unit,
        item=item,
        payload={"deductions": list(deductions), "points": str(left)},
    )


def declare_rest_clean(act: Act, unit: str) -> list[Entry]:
    """Say 无扣分 for every item nobody has assessed yet."""
    return [declare(act, unit, item.id, []) for item in self_state(act, unit).missing]


def submit(act: Act, unit: str) -> Entry:
    """Hand the whole to the unit's head; refused while an item is missing."""
    require(act, Deed.SELF_ASSESS, unit)
    state = self_state(act, unit)
    if not state.is_open:
        raise Mistaken(f"本单位的自评{state.status}，不用再交。")
    if state.missing:
        named = "、".join(f"{item.seq}.{item.label}" for item in state.missing[:3])
        raise Mistaken(f"还有 {len(state.missing)} 项没有自评：{named}{' 等' if len(state.missing) > 3 else ''}。")
    return act.record("self.submitted", f"self-submit:{unit}", unit=unit, payload={"points": str(state.points)})


def confirm(act: Act, unit: str) -> Entry:
    """The head confirms the unit's self-assessment, which locks it."""
    require(act, Deed.CONFIRM_SELF, unit)
    state = _submitted(act, unit)
    return act.record("self.confirmed", f"self-submit:{unit}", unit=unit, payload={"points": str(state.points)})


def give_back(act: Act, unit: str, reason: str) -> Entry:
    """The head returns the self-assessment with a reason; staff may change it again."""
    require(act, Deed.CONFIRM_SELF, unit)
    state = _submitted(act, unit)
    if len(reason.strip()) < 2:
        raise Mistaken("退回要说明理由，比如“第 3 项缺佐证，请补充”。")
    return act.record(
        "self.returned",
        f"self-submit:{unit}",
        unit=unit,
        reason=reason.strip(),
        payload={"points": str(state.points)},
    )


def _submitted(act: Act, unit: str) -> SelfState:
    state = self_state(act, unit)
    if state.status is not SelfStatus.SUBMITTED:
        raise Mistaken(f"本单位的自评现在是“{state.status}”，没有等您确认的内容。")
    return state
