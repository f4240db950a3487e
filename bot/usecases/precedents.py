"""Earlier decisions under a clause whose amount a person chooses: shown with names hidden, compared, never enforced."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rapidfuzz.distance import Indel

from bot.clock import local_day
from bot.errors import Mistaken
from bot.permissions import Deed, related_units, require
from bot.understanding.matching import squeeze
from bot.understanding.noted import PAPER
from bot.understanding.numerals import CN, DAY
from bot.usecases.act import Act
from bot.usecases.common import row_state, score_common
from bot.words import precedents as said
from scoring.scheme import CommonItem
from storage.records import Entry

ALIKE = 0.7
"""From which likeness on two events are one case, their figures being equal."""
FIGURE = re.compile(rf"\d+(?:\.\d+)?|[{CN}]+")
SHOWN = 3
YEARS_BACK = 1


@dataclass(frozen=True)
class Precedent:
    """One earlier decision under a rule: how much, for what, when; whose is not said."""

    amount: Decimal
    event: str
    day: date
    entry: Entry


def precedents(act: Act, rule: str, unit: str) -> list[Precedent]:
    """What was decided for other units under the same rule or clause, this year's newest first, then last year's.

    What was decided this year about a unit the actor steps aside from stays hidden from him altogether.
    """
    found: list[Precedent] = []
    aside = related_units(act, act.actor) | {unit}
    for year in range(act.year, act.year - YEARS_BACK - 1, -1):
        entries = act.desk.journal.currents(year, kinds={"common.scored", "request.granted", "extra.recorded"})
        others = [entry for entry in reversed(entries) if entry.unit not in aside or year != act.year]
        found += [one for entry in others for one in _decided(act, entry, rule)]
    return found


def _decided(act: Act, entry: Entry, rule: str) -> Iterator[Precedent]:
    if entry.kind == "extra.recorded":
        told = {"rule": entry.payload["clause"], "event": entry.reason or entry.event, **entry.payload}
        made: list[Mapping[str, Any]] = [told]
    else:
        made = entry.payload.get("deductions", [])
    for one in made:
        if one["rule"] == rule and one.get("amount") is not None:
            event = hidden(act, one.get("event") or one.get("reason") or "") or said.NO_EVENT
            yield Precedent(Decimal(str(one["amount"])), event, local_day(entry.at), entry)


def hidden(act: Act, text: str) -> str:
    """The text without the names of units and of people."""
    units = [name for unit in act.scheme.units for name in (unit.name, unit.short, *unit.aliases) if len(name) > 1]
    people = [person.name for person in act.desk.people.all() if len(person.name) > 1]
    for name in sorted(units, key=len, reverse=True):
        text = text.replace(name, said.SOMEBODY)
    for name in sorted(people, key=len, reverse=True):
        text = text.replace(name, said.SOMEONE)
    return text


def is_equal_case(one: str, other: str) -> bool:
    """Whether two events tell of the same kind of thing to the same extent, whenever and on whatever paper."""
    told = [DAY.sub("", PAPER.sub("", text)) for text in (one, other)]
    told = [text.replace(said.SOMEBODY, "").replace(said.SOMEONE, "") for text in told]
    figures = [FIGURE.findall(text) for text in told]
    plain = [squeeze(text) for text in told]
    return figures[0] == figures[1] and all(plain) and Indel.normalized_similarity(plain[0], plain[1]) >= ALIKE


def difference(act: Act, unit: str, made: Mapping[str, Any]) -> Precedent | None:
    """The newest equal case that was decided with another amount, when this one was not asked about before."""
    if made.get("amount") is None:
        return None
    event, amount = hidden(act, made.get("event") or ""), Decimal(str(made["amount"]))
    equal = [one for one in precedents(act, made["rule"], unit) if is_equal_case(one.event, event)]
    asked = act.current(_slot(made["rule"], unit))
    if asked is not None and asked.payload.get("amount") == str(amount):
        return None
    return equal[0] if equal and equal[0].amount != amount else None


def _slot(rule: str, unit: str) -> str:
    return f"difference:{unit}:{rule}"


def raise_difference(act: Act, unit: str, made: Mapping[str, Any], earlier: Precedent) -> Entry:
    """Keep that the scorer was asked about a difference, once for this amount."""
    return _note(act, "difference.raised", unit, made["rule"], str(made["amount"]), str(earlier.amount))


def keep_difference(act: Act, unit: str, rule: str, amount: str, earlier: str) -> Entry:
    """The scorer says the difference is meant."""
    require(act, Deed.SCORE_COMMON, unit, duty=act.scheme.item_of_rule(rule).id)
    return _note(act, "difference.kept", unit, rule, amount, earlier)


def _note(act: Act, kind: str, unit: str, rule: str, amount: str, earlier: str) -> Entry:
    item = act.scheme.item_of_rule(rule)
    payload = {"rule": rule, "amount": str(Decimal(amount)), "earlier": earlier}
    return act.record(kind, _slot(rule, unit), unit=unit, item=item.id, clause=item.clause, payload=payload)


def follow_precedent(act: Act, row: CommonItem, unit: str, rule: str, amount: str) -> Entry:
    """Set the amount of a deduction to the one decided before; its event stays."""
    now = row_state(act, row.id).deductions(unit)
    if not any(one["rule"] == rule for one in now):
        raise Mistaken(said.GONE)
    return score_common(act, row.id, unit, [{**one, "amount": amount} if one["rule"] == rule else one for one in now])
