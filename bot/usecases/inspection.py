"""实地考核 (clause 五(二)3): planned by day and unit, sampled from a seed, looked at on the spot, signed, closed."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, refusal, require
from bot.usecases.act import Act
from bot.words import inspection as said
from cards.words import day_of
from scoring.scheme import Item
from storage.records import Entry, Person, StoredFile

PREFIX, CLAUSE = "inspection:", "五(二)3"
PLANNED, FOUND, REPORTED = "inspection.planned", "inspection.found", "inspection.reported"
CLOSED, CANCELLED = "inspection.closed", "inspection.cancelled"
LEAST, SHARE = 3, 3
"""At least three items are looked at, and a third of a long list."""
SHORTEST = 2


@dataclass(frozen=True)
class Inspection:
    """One visit: its entry as it stands, the sampled items, and what was found so far by item."""

    entry: Entry
    items: tuple[Item, ...]
    findings: dict[str, Entry]

    @property
    def unit(self) -> str:
        """The code of the unit that is visited."""
        return self.entry.unit or ""

    @property
    def day(self) -> date:
        """The day of the visit."""
        return date.fromisoformat(self.entry.payload["day"])

    @property
    def left(self) -> tuple[Item, ...]:
        """The items nobody has looked at yet."""
        return tuple(item for item in self.items if not self.looked(item))

    def looked(self, item: Item) -> bool:
        """Whether somebody said what he found there; a photograph alone says nothing."""
        return item.id in self.findings and bool(self.findings[item.id].payload["looked"])

    @property
    def is_open(self) -> bool:
        """Whether findings may still be set."""
        return self.entry.kind == PLANNED


def sample(seed: str, items: Sequence[Item]) -> list[Item]:
    """The items to be looked at: the same for the same seed and list, whoever draws them, in the list's order."""
    count = min(len(items), max(LEAST, -(-len(items) // SHARE)))
    drawn = sorted(items, key=lambda item: hashlib.sha256(f"{seed}:{item.id}".encode()).hexdigest())[:count]
    return [item for item in items if item in drawn]


def plan_inspection(act: Act, unit: str, day: date, inspectors: Sequence[Person]) -> Entry:
    """Plan a visit; nobody looks at a unit he is related to, and one visit of a unit is open at a time."""
    require(act, Deed.PLAN_INSPECTION, unit)
    if day < act.today:
        raise Mistaken(said.PAST.format(day=day_of(day)))
    name = act.scheme.unit(unit).short
    barred = [one.name for one in inspectors if refusal(act.by(one), Deed.INSPECT, unit) is not None]
    if barred:
        raise NotAllowed(said.RELATED.format(names="、".join(barred), unit=name))
    for one in inspections(act, unit):
        if one.entry.kind in (PLANNED, REPORTED):
            raise Mistaken(said.TWICE.format(unit=name, day=day_of(one.day)))
    seed = act.desk.new_id()
    drawn = [item.id for item in sample(seed, act.scheme.unit(unit).items)]
    people = [one.id for one in inspectors]
    payload = {"day": day.isoformat(), "inspectors": people, "seed": seed, "items": drawn}
    return act.record(PLANNED, f"{PREFIX}{act.desk.new_id()}", unit=unit, clause=CLAUSE, payload=payload)


def inspections(act: Act, unit: str | None = None) -> list[Inspection]:
    """The visits of a unit (of all when none is named), oldest first."""
    kinds = {PLANNED, REPORTED, CLOSED, CANCELLED}
    found = act.desk.journal.currents(act.year, unit=unit, prefix=PREFIX, kinds=kinds | {FOUND})
    return [_of(act, one, found) for one in found if one.kind in kinds]


def _of(act: Act, entry: Entry, found: Sequence[Entry]) -> Inspection:
    items = tuple(act.scheme.item(one) for one in entry.payload["items"])
    own = {one.item or "": one for one in found if one.kind == FOUND and one.slot.startswith(f"{entry.slot}:")}
    return Inspection(entry, items, own)


def inspection_of(act: Act, slot: str) -> Inspection:
    """One visit as it stands."""
    entry = act.current(slot)
    if entry is None:
        raise Mistaken(said.OVER)
    return next(one for one in inspections(act, entry.unit) if one.entry.slot == slot)


def is_inspector(one: Inspection, person: Person) -> bool:
    """Whether the person was sent."""
    return person.id in one.entry.payload["inspectors"]


def require_inspector(act: Act, one: Inspection) -> None:
    """Only who was sent looks, and nobody at a unit he has become related to since."""
    require(act, Deed.INSPECT, one.unit)
    if not is_inspector(one, act.actor):
        people = [act.desk.people.get(person) for person in one.entry.payload["inspectors"]]
        raise NotAllowed(said.NOT_INSPECTOR.format(names="、".join(person.name for person in people if person)))


def find(act: Act, slot: str, item: str, text: str) -> Entry:
    """Set what was found at one item: nothing amiss when `text` is empty; photographs taken before stay."""
    one = _open(act, slot)
    require_inspector(act, one)
    if text and len(text.strip()) < SHORTEST:
        raise Mistaken(said.NEEDS_TEXT)
    return _set(act, one, item, text.strip(), looked=True)


def add_photo(act: Act, slot: str, item: str, photo: StoredFile) -> Entry:
    """Keep a photograph with an item that has been looked at."""
    one = _open(act, slot)
    require_inspector(act, one)
    now = one.findings.get(item)
    text = now.payload["text"] if now else ""
    return _set(act, one, item, text, looked=bool(now and now.payload["looked"]), photo=photo)


def _set(act: Act, one: Inspection, item: str, text: str, *, looked: bool, photo: StoredFile | None = None) -> Entry:
    if item not in {sampled.id for sampled in one.items}:
        raise Mistaken(said.NOT_SAMPLED.format(seq=act.scheme.item(item).seq))
    now = one.findings.get(item)
    files = list(now.payload["files"]) if now else []
    files += [photo.model_dump(mode="json")] if photo else []
    payload = {"text": text, "looked": looked, "files": files}
    slot = f"{one.entry.slot}:{item}"
    return act.record(FOUND, slot, unit=one.unit, item=item, clause=CLAUSE, reason=text or None, payload=payload)


def _open(act: Act, slot: str) -> Inspection:
    one = inspection_of(act, slot)
    if not one.is_open:
        raise Mistaken(said.OVER)
    return one


def report(act: Act, slot: str) -> Entry:
    """Everything was looked at: the 核准单 goes out to be signed, and the findings stand."""
    one = _open(act, slot)
    require_inspector(act, one)
    if one.left:
        raise Mistaken(said.LEFT.format(count=len(one.left)))
    return _next(act, one, REPORTED, one.entry.payload)


def close(act: Act, slot: str, scan: StoredFile) -> Entry:
    """The signed sheet has come back: the visit is over."""
    one = inspection_of(act, slot)
    if one.entry.kind != REPORTED:
        raise Mistaken(said.OVER)
    if not is_inspector(one, act.actor):
        require(act, Deed.PLAN_INSPECTION, one.unit)
    return _next(act, one, CLOSED, {**one.entry.payload, "files": [scan.model_dump(mode="json")]})


def cancel(act: Act, slot: str, reason: str) -> Entry:
    """Call a visit off before its sheet went out, with a reason."""
    one = _open(act, slot)
    require(act, Deed.PLAN_INSPECTION, one.unit)
    if len(reason.strip()) < SHORTEST:
        raise Mistaken(said.ASK_CANCEL)
    return _next(act, one, CANCELLED, one.entry.payload, reason.strip())


def _next(act: Act, one: Inspection, kind: str, payload: dict[str, Any], reason: str | None = None) -> Entry:
    return act.record(kind, one.entry.slot, unit=one.unit, clause=CLAUSE, reason=reason, payload=payload)


def amiss(act: Act, unit: str) -> frozenset[str]:
    """The items at which a visit that was not called off found something amiss."""
    visits = [one for one in inspections(act, unit) if one.entry.kind != CANCELLED]
    return frozenset(item for one in visits for item, found in one.findings.items() if found.payload["text"])
