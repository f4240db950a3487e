"""Where a unit's self-assessment stands: what was declared, what proves it, who may still change what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from bot.usecases.act import Act
from bot.usecases.responsible import Charge, charges_of
from scoring.scheme import Item, Task
from storage.records import Entry, Person


class SelfStatus(StrEnum):
    """Where a unit's self-assessment stands; the value is what people read."""

    DRAFT = "填写中"
    SUBMITTED = "已提交，待负责人确认"
    CONFIRMED = "负责人已确认"
    RETURNED = "负责人已退回"
    REOPENED = "已重新打开"


STATUS_OF_KIND = {
    "self.submitted": SelfStatus.SUBMITTED,
    "self.confirmed": SelfStatus.CONFIRMED,
    "self.returned": SelfStatus.RETURNED,
    "self.reopened": SelfStatus.REOPENED,
}
KINDS = frozenset({"self.declared", "item.verified", "evidence.filed"})


@dataclass(frozen=True)
class Proof:
    """What a unit has handed in for one item, and which of its tasks have nothing yet."""

    papers: tuple[Entry, ...]
    lacks: tuple[Task, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every task of the item has a paper."""
        return bool(self.papers) and not self.lacks


@dataclass(frozen=True)
class SelfState:
    """A unit's self-assessment: one entry per item assessed so far, its proof, and what became of the whole."""

    unit: str
    items: tuple[Item, ...]
    entries: Mapping[str, Entry]
    last: Entry | None
    proofs: Mapping[str, Proof]
    verified: frozenset[str]

    @property
    def status(self) -> SelfStatus:
        """Draft, submitted, confirmed, returned or reopened."""
        return STATUS_OF_KIND[self.last.kind] if self.last else SelfStatus.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether staff may still change something of it."""
        return any(self.may_change(item) for item in self.items)

    @cached_property
    def returned(self) -> dict[str, str]:
        """The items the head gave back one by one, with what he wants of each; empty when he returned the whole."""
        items = self.last.payload.get("items") if self.last and self.status is SelfStatus.RETURNED else None
        return dict(items or {})

    def may_change(self, item: Item) -> bool:
        """Whether the item may be set now: a draft, given back, or not yet due when the whole was confirmed."""
        if item.id in self.verified or self.status is SelfStatus.SUBMITTED:
            return False
        if self.status is SelfStatus.CONFIRMED:
            return self.is_pending(item) or item in self.unsent
        if self.is_settling:
            return item.id in self.last_settles or self.is_pending(item)
        return not self.returned or item.id in self.returned or item.id not in self.entries or self.is_pending(item)

    @property
    def last_settles(self) -> tuple[str, ...]:
        """The items that were filled in after the head had confirmed the whole."""
        return tuple(self.last.payload.get("settles") or ()) if self.last else ()

    @property
    def missing(self) -> tuple[Item, ...]:
        """The items nobody has assessed yet."""
        return tuple(item for item in self.items if item.id not in self.entries)

    @property
    def proposed(self) -> tuple[Item, ...]:
        """The items not yet assessed whose tasks all have papers: 无扣分 is proposed for them."""
        return tuple(item for item in self.missing if self.proofs[item.id].is_whole)

    @property
    def untouched(self) -> tuple[Item, ...]:
        """The items given back one by one that nobody has taken up since, neither by a value nor by a paper."""
        since = self.last.seq if self.last else 0
        return tuple(item for item in self.items if item.id in self.returned and not self._is_newer(item, since))

    def _is_newer(self, item: Item, since: int) -> bool:
        entry = self.entries.get(item.id)
        papers = self.proofs[item.id].papers
        return (entry is not None and entry.seq > since) or any(paper.seq > since for paper in papers)

    @property
    def unsent(self) -> tuple[Item, ...]:
        """The items set since the whole was last handed in, confirmed or given back."""
        since = self.last.seq if self.last else 0
        return tuple(item for item in self.items if item.id in self.entries and self.entries[item.id].seq > since)

    @property
    def may_submit(self) -> bool:
        """Whether the whole can go to the head now."""
        if self.missing or self.untouched or self.status is SelfStatus.SUBMITTED:
            return False
        return self.status is not SelfStatus.CONFIRMED or bool(self.unsent)

    @property
    def is_settling(self) -> bool:
        """Whether only items that were not due are being filled in after the head confirmed, whatever stage is open."""
        if self.status is SelfStatus.CONFIRMED:
            return bool(self.pending or self.unsent)
        return bool(self.last_settles)

    def is_pending(self, item: Item) -> bool:
        """Whether the unit said that the item is not due yet."""
        return item.id in self.entries and bool(self.entries[item.id].payload.get("not_due"))

    @property
    def pending(self) -> tuple[Item, ...]:
        """The items that are not due yet: full points, provisionally."""
        return tuple(item for item in self.items if self.is_pending(item))

    @property
    def points(self) -> Decimal:
        """The sum of what has been assessed, in points."""
        return sum((Decimal(entry.payload["points"]) for entry in self.entries.values()), Decimal(0))

    @property
    def papers(self) -> int:
        """How many papers the unit has handed in this year."""
        return len({paper.slot for proof in self.proofs.values() for paper in proof.papers})

    def deductions(self, item: str) -> list[dict[str, Any]]:
        """What the unit deducts of itself in an item; [] when nothing, or nothing yet."""
        entry = self.entries.get(item)
        return list(entry.payload["deductions"]) if entry else []


def self_state(act: Act, unit: str) -> SelfState:
    """The unit's self-assessment as it stands, in two queries."""
    found = act.desk.journal.currents(act.year, unit=unit, kinds=KINDS)
    items = tuple(act.scheme.unit(unit).items)
    filed = [entry for entry in found if entry.kind == "evidence.filed"]
    return SelfState(
        unit=unit,
        items=items,
        entries={entry.item: entry for entry in found if entry.item and entry.kind == "self.declared"},
        last=act.current(f"self-submit:{unit}"),
        proofs={item.id: proof_of_item(item, filed) for item in items},
        verified=frozenset(entry.item for entry in found if entry.item and entry.kind == "item.verified"),
    )


def proof_of_item(item: Item, filed: Iterable[Entry]) -> Proof:
    """What of the unit's papers belongs to one item, and what its tasks still lack."""
    papers = tuple(entry for entry in filed if entry.item == item.id)
    tasks = {entry.task for entry in papers}
    return Proof(papers, tuple(task for task in item.tasks if task.id not in tasks))


@dataclass(frozen=True)
class Answering:
    """Who answers for the items of a unit; an item is somebody's when any of its tasks is."""

    charges: tuple[Charge, ...]
    heads: tuple[Person, ...]

    def of(self, item: Item) -> list[Person]:
        """The 责任人 of the item's tasks, or who stands in for them; the heads when the roster names nobody."""
        found = [one.stand_in or one.responsible for one in self.charges if one.item.id == item.id]
        return list({one.id: one for one in found if one is not None}.values()) or list(self.heads)

    def own(self, state: SelfState, person: Person) -> tuple[Item, ...]:
        """The items of the unit this person has to do with; all of them for its head."""
        mine = {one.item.id for one in self.charges if one.is_for(person)}
        return tuple(item for item in state.items if item.id in mine or person in self.heads)


def answering(act: Act, unit: str) -> Answering:
    """Who answers for the items of a unit today."""
    return Answering(tuple(charges_of(act, unit).values()), tuple(act.desk.people.heads_of(unit)))


def not_due_now(act: Act, day: date) -> list[Entry]:
    """The items once called not yet due whose day has come, oldest first: they are asked for again."""
    declared = act.desk.journal.currents(act.year, prefix="self:", kinds={"self.declared"})
    return [one for one in declared if one.payload.get("not_due") and one.payload["expected"] <= day.isoformat()]
