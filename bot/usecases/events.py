"""The event behind a deduction (事由): when two are the same, where a unit has lost points for it, 并处 or 择一."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.matching import squeeze
from bot.understanding.noted import PAPER
from bot.understanding.numerals import DAY
from bot.usecases.act import Act
from bot.words import events as said
from storage.records import Entry

BOTH, ONE = "并处", "择一"
KINDS = frozenset({"self.declared", "item.verified", "common.scored", "extra.recorded", "request.granted"})
"""The kinds that hold deductions; what a unit declared stands until its item is verified."""
ALIKE = 0.75
"""From which likeness on two texts of one day tell of one thing."""
POINT = re.compile(r"第\s*([0-9一二三四五六七八九十]{1,3})\s*(?:条|款|号|个问题)")
"""A point of a paper, or the number of a record: two of them are two events."""


@dataclass(frozen=True)
class Use:
    """One deduction that rests on an event: in which place (a rule or clause), in words, in which entry."""

    place: str
    told: str
    event: str
    entry: Entry


@dataclass(frozen=True)
class Ruling:
    """What was decided about one event that fits twice: 并处 or 择一, why, for which unit, by whom."""

    entry: Entry

    @property
    def word(self) -> str:
        """并处 or 择一."""
        return str(self.entry.payload["ruling"])

    @property
    def reason(self) -> str:
        """Why."""
        return self.entry.reason or ""


def is_same(one: str, other: str) -> bool:
    """Whether two texts name one event: the same paper (and the same point of it), else the same day and like words."""
    if not one or not other:
        return False
    points = [POINT.findall(PAPER.sub("", text)) for text in (one, other)]
    if all(points) and points[0] != points[1]:
        return False
    papers = [{squeeze(paper) for paper in PAPER.findall(text)} for text in (one, other)]
    if all(papers):
        return any(a.endswith(b) or b.endswith(a) for a in papers[0] for b in papers[1])
    if squeeze(one) == squeeze(other):
        return True
    days = [[(m["month"], m["day"]) for m in DAY.finditer(text)] for text in (one, other)]
    alike = Indel.normalized_similarity(squeeze(one), squeeze(other))
    return days[0] == days[1] and bool(days[0]) and alike >= ALIKE


def earlier_use(act: Act, unit: str, event: str, place: str) -> Use | None:
    """Where the unit has lost points for this event in another place, the first of them."""
    return next((use for use in uses_of(act, unit) if use.place != place and is_same(use.event, event)), None)


def uses_of(act: Act, unit: str) -> list[Use]:
    """Every deduction of a unit that stands and names its event, oldest first."""
    entries = act.desk.journal.currents(act.year, unit=unit, kinds=KINDS)
    verified = {entry.item for entry in entries if entry.kind == "item.verified"}
    standing = [entry for entry in entries if entry.kind != "self.declared" or entry.item not in verified]
    return [use for entry in standing for use in _uses(act, entry)]


def _uses(act: Act, entry: Entry) -> Iterator[Use]:
    if entry.kind == "extra.recorded":
        clause = str(entry.payload["clause"])
        yield Use(clause, said.EXTRA.format(clause=clause), entry.event or "", entry)
        return
    for one in entry.payload.get("deductions", ()):
        event = one.get("event") or one.get("reason") or (entry.reason if entry.kind == "item.verified" else "")
        yield Use(one["rule"], said.RULE.format(**_named(act, one["rule"])), event or "", entry)


def _named(act: Act, rule: str) -> dict[str, str]:
    return {"row": act.scheme.item_of_rule(rule).label, "rule": act.scheme.rule(rule).label}


def place_told(act: Act, place: str) -> str:
    """A rule or a clause as people know it."""
    if act.scheme.knows_rule(place):
        return said.RULE.format(**_named(act, place))
    return said.EXTRA.format(clause=place)


def ruling_on(act: Act, unit: str, event: str) -> Ruling | None:
    """What was decided about this event of this unit."""
    return next((one for one in _rulings(act, unit) if is_same(str(one.entry.event), event)), None)


def ruling_elsewhere(act: Act, unit: str, event: str) -> Ruling | None:
    """What was decided last about the same event of another unit: offered, never applied by itself."""
    others = [one for one in _rulings(act) if one.entry.unit != unit and is_same(str(one.entry.event), event)]
    return others[-1] if others else None


def _rulings(act: Act, unit: str | None = None) -> Iterable[Ruling]:
    found = act.desk.journal.currents(act.year, prefix="event:", unit=unit, kinds={"event.ruled"})
    return [Ruling(entry) for entry in found]


def rule_on(act: Act, use: Use, place: str, word: str, reason: str, *, deed: Deed, duty: str) -> Ruling:
    """Decide whether one event costs in both places or only in the earlier one; it takes a reason.

    Whoever may enter the second deduction decides, so `deed` and `duty` are those of that deduction.
    """
    unit = use.entry.unit or ""
    require(act, deed, unit, duty=duty)
    if word not in (BOTH, ONE):
        raise Mistaken(said.BOTH_OR_ONE)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    before = ruling_on(act, unit, use.event)
    entry = act.record(
        "event.ruled",
        before.entry.slot if before else f"event:{unit}:{act.desk.new_id()}",
        unit=unit,
        event=use.event,
        reason=reason.strip(),
        payload={"ruling": word, "first": use.place, "second": place, "entry": use.entry.id},
    )
    return Ruling(entry)
