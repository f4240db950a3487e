"""What 考核办 verified before where the same is written: this year for other units, last year for the item itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.permissions import related_units
from bot.usecases.act import Act
from scoring.scheme import Item
from storage.records import Entry

VERIFIED = "item.verified"


@dataclass(frozen=True)
class Before:
    """One earlier decision: this year's with the deduction it made, last year's as a whole."""

    entry: Entry
    deduction: Mapping[str, Any] | None = None


def verified_before(act: Act, unit: str, item: Item) -> list[Before]:
    """This year's newest first, then last year's. What concerns a unit the actor steps aside from stays hidden."""
    aside = related_units(act, act.actor) | {unit}
    this_year = act.desk.journal.currents(act.year, kinds={VERIFIED})
    others = [entry for entry in reversed(this_year) if entry.unit not in aside]
    found = [one for entry in others for one in _same_words(act, entry, item)]
    last_year = act.desk.journal.currents(act.year - 1, unit=unit, kinds={VERIFIED})
    return [*found, *(Before(entry) for entry in last_year if entry.item == item.id)]


def _same_words(act: Act, entry: Entry, item: Item) -> Iterator[Before]:
    """The deductions of another unit's item under a rule that says the same as one of this item's."""
    labels = {rule.label for rule in item.rules}
    for one in entry.payload.get("deductions", ()):
        if act.scheme.rule(one["rule"]).label in labels:
            yield Before(entry, one)
