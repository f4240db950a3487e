"""From the journal to what cards need to know: briefs, deductions as they stand, proof, names."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from bot.usecases.act import Act
from bot.usecases.deadlines import deadline_of
from bot.usecases.stages import Stage
from cards.views import Duty, Filed, ItemBrief, Taken
from cards.words import day_of
from scoring.scheme import Kind, Marked, Rule, Scheme
from storage.records import Entry


def brief(marked: Marked) -> ItemBrief:
    """An item or row as a card names it."""
    return ItemBrief.of(marked)


def duty_at(act: Act, stage: Stage) -> Duty:
    """Until when a stage is to be done, as a card says it."""
    until = deadline_of(act, stage)
    return Duty(due=day_of(until)) if until else Duty()


def name_of(act: Act, person_id: str) -> str:
    """A person's name as people know it."""
    if person_id == "system":
        return "系统"
    person = act.desk.people.get(person_id)
    return person.name if person else person_id


def taken(deductions: Iterable[Mapping[str, Any]], scheme: Scheme) -> tuple[Taken, ...]:
    """Deductions of a payload as a card shows them."""
    return tuple(_taken(one, scheme) for one in deductions)


def _taken(one: Mapping[str, Any], scheme: Scheme) -> Taken:
    rule = scheme.rule(one["rule"])
    count = Decimal(str(one["count"])) if one.get("count") else None
    return Taken(
        label=rule.label,
        cost=_cost(one, rule, scheme.item_of_rule(rule.id), count or Decimal(1)),
        count=count if rule.kind in (Kind.PER_OCCURRENCE, Kind.PER_SUBTASK) else None,
        per=rule.per,
        reason=one.get("reason") or "",
        event=one.get("event") or "",
        human=rule.is_human,
    )


def _cost(one: Mapping[str, Any], rule: Rule, item: Marked, count: Decimal) -> Decimal:
    amounts = amounts_of(one)
    if amounts:
        return sum(amounts, Decimal(0))
    each = item.points if rule.kind is Kind.ALL else rule.amount
    return (each or Decimal(0)) * count


def amounts_of(one: Mapping[str, Any]) -> list[Decimal]:
    """The chosen amounts of a deduction of a payload; empty when the rule fixes them."""
    if one.get("amount") is not None:
        return [Decimal(str(one["amount"]))]
    return [Decimal(str(amount)) for amount in one.get("amounts") or []]


def proof_of(act: Act, filed: Sequence[Entry]) -> tuple[Filed, ...]:
    """What was handed in, paper by paper."""
    papers: list[Filed] = []
    for entry in filed:
        by, at = name_of(act, entry.actor), entry.handed_in_at or entry.at
        files = entry.payload.get("files", [])
        added = {sha256: datetime.fromisoformat(when) for sha256, when in entry.payload.get("added", {}).items()}
        papers += [
            Filed(name=f["name"], by=by, at=added.get(f["sha256"], at), sha256=f["sha256"], size=f["size"])
            for f in files
        ]
        if not files:
            mark = "（仅链接）" if entry.payload.get("link_only") else ""
            papers.append(Filed(name=f"{entry.payload.get('text', '')[:30]}{mark}", by=by, at=at))
    return tuple(papers)


def filed_by_item(act: Act, unit: str) -> dict[str, list[Entry]]:
    """What a unit has handed in, by item, in one query."""
    found: dict[str, list[Entry]] = {}
    for entry in act.desk.journal.currents(act.year, unit=unit, kinds={"evidence.filed"}):
        found.setdefault(entry.item or "", []).append(entry)
    return found
