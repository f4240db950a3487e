"""Journal entries as scoring facts: what counts now, each fact knowing its entry, proof, who and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from scoring.facts import (
    BonusClaim,
    BudgetRate,
    Deduction,
    ExtraDeduction,
    Facts,
    FraudFinding,
    LeaderScore,
    VetoFinding,
)
from scoring.facts import Decision as DecisionFact
from scoring.scheme import Scheme
from storage.desk import Desk
from storage.records import Entry

COUNTED = frozenset(
    {
        "self.declared", "item.verified", "common.scored", "bonus.accepted", "extra.recorded", "veto.recorded",
        "fraud.confirmed", "leader.scored", "result.decided", "evidence.filed",
    }
)  # fmt: skip
"""The kinds of entry that can move a score, or prove what does; everything else is procedure."""


def all_facts(desk: Desk, scheme: Scheme) -> dict[str, Facts]:
    """The facts of every unit as the journal holds them now, in one query."""
    entries = desk.journal.currents(scheme.year, kinds=COUNTED)
    by_unit: dict[str, list[Entry]] = {unit.code: [] for unit in scheme.units}
    for entry in entries:
        if entry.unit in by_unit:
            by_unit[entry.unit].append(entry)
    return {code: facts_of(code, own) for code, own in by_unit.items()}


def facts_of(unit: str, entries: Sequence[Entry]) -> Facts:
    """Fold one unit's current entries: verified counts over self; an item not verified yet counts as declared."""
    of = _by_kind(entries)
    proof = _proofs(of.get("evidence.filed", ()))
    verified = {entry.item for entry in of.get("item.verified", ())}
    declared = of.get("self.declared", ())
    counting = [*of.get("item.verified", ()), *(entry for entry in declared if entry.item not in verified)]
    common = of.get("common.scored", ())
    return Facts(
        unit=unit,
        task_deductions=tuple(one for entry in counting for one in _deductions(entry, proof)),
        common_deductions=tuple(one for entry in common for one in _deductions(entry, proof)),
        self_declared=tuple(one for entry in declared for one in _deductions(entry, proof)),
        budget_rate=next((_rate(entry) for entry in common if entry.payload.get("rate")), None),
        bonuses=tuple(bonus_fact(entry.payload, **_about(entry)) for entry in of.get("bonus.accepted", ())),
        extra_deductions=tuple(extra_fact(entry.payload, **_about(entry)) for entry in of.get("extra.recorded", ())),
        vetoes=tuple(
            VetoFinding(clause=entry.payload["clause"], **_about(entry)) for entry in of.get("veto.recorded", ())
        ),
        frauds=tuple(_fraud(entry) for entry in of.get("fraud.confirmed", ())),
        leader_scores=tuple(leader_fact(entry.payload, **_about(entry)) for entry in of.get("leader.scored", ())),
        decisions=tuple(_decision(entry) for entry in of.get("result.decided", ())),
    )


def _by_kind(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    sorted_out: dict[str, list[Entry]] = {}
    for entry in entries:
        sorted_out.setdefault(entry.kind, []).append(entry)
    return sorted_out


def _proofs(filed: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """The names of what was handed in, by item."""
    names: dict[str, tuple[str, ...]] = {}
    for entry in filed:
        if entry.item:
            names[entry.item] = names.get(entry.item, ()) + tuple(file["name"] for file in entry.payload["files"])
    return names


def _about(entry: Entry) -> dict[str, Any]:
    """What every fact says of its entry."""
    return {
        "ref": entry.slot,
        "seq": entry.seq,
        "by": entry.actor,
        "on_behalf_of": entry.on_behalf_of or "",
        "at": entry.at,
        "event": entry.event or "",
        "reason": entry.reason or "",
    }


def _deductions(entry: Entry, proof: Mapping[str, tuple[str, ...]]) -> Iterable[Deduction]:
    about = {**_about(entry), "proof": proof.get(entry.item or "", ())}
    return deduction_facts(entry.payload["deductions"], **about)


def deduction_facts(deductions: Iterable[Mapping[str, Any]], **about: Any) -> tuple[Deduction, ...]:
    """Deductions as they stand in a payload: {rule, count? | amount? | amounts?, reason?, event?} each."""
    made = []
    for place, one in enumerate(deductions):
        amounts = [one["amount"]] if one.get("amount") is not None else one.get("amounts") or []
        own = {key: one[key] for key in ("reason", "event") if one.get(key)}
        made.append(
            Deduction(
                rule=one["rule"],
                count=None if one.get("count") is None else Decimal(str(one["count"])),
                amounts=tuple(Decimal(str(amount)) for amount in amounts),
                **{**about, **own, "ref": f"{about.get('ref', '')}#{place}"},
            )
        )
    return tuple(made)


def _rate(entry: Entry) -> BudgetRate:
    return BudgetRate(rate=Decimal(entry.payload["rate"]), **_about(entry))


def bonus_fact(claim: Mapping[str, Any], **about: Any) -> BonusClaim:
    """A claim as it stands in a payload; days are ISO text, the amount decimal text."""
    received = claim.get("received_date")
    return BonusClaim(
        clause=claim["clause"],
        level=claim.get("level") or "",
        subject=claim.get("subject") or "集体",
        trigger=claim.get("trigger") or "",
        amount=Decimal(claim["amount"]) if claim.get("amount") else None,
        document_date=date.fromisoformat(claim["document_date"]),
        received_date=date.fromisoformat(received) if received else None,
        document=claim.get("number") or "",
        **about,
    )


def extra_fact(extra: Mapping[str, Any], **about: Any) -> ExtraDeduction:
    """A deduction under 四(四)2 as it stands in a payload."""
    return ExtraDeduction(
        clause=extra["clause"],
        role=extra.get("role") or "",
        amount=Decimal(extra["amount"]) if extra.get("amount") else None,
        count=Decimal(extra.get("count") or 1),
        document=extra.get("number") or "",
        **about,
    )


def leader_fact(given: Mapping[str, Any], *, by: str, at: datetime, **about: Any) -> LeaderScore:
    """A leader's score as it stands in a payload."""
    return LeaderScore(leader=by, score=Decimal(given["score"]), by=by, at=at, **about)


def _fraud(entry: Entry) -> FraudFinding:
    return FraudFinding(item=entry.payload.get("item") or "", bonus=entry.payload.get("bonus") or "", **_about(entry))


def _decision(entry: Entry) -> DecisionFact:
    points, meeting = Decimal(entry.payload["points"]), entry.payload.get("meeting") or ""
    return DecisionFact(points=points, meeting=meeting, **_about(entry))
