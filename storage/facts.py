"""Journal entries as scoring facts: what counts now, each fact knowing its entry, proof, who and when."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from scoring.facts import Abstention, BudgetRate, Deduction, Facts, FraudFinding, Relief, Verified, VetoFinding
from scoring.facts import Decision as DecisionFact
from scoring.scheme import Scheme
from storage.desk import Desk
from storage.evidence import names_of
from storage.fact_values import about, bonus_fact, deduction_facts, extra_fact, leader_fact
from storage.records import Entry, Person

COUNTED = frozenset(
    {
        "self.declared", "item.verified", "common.scored", "common.abstained", "request.granted", "bonus.accepted",
        "deduction.told", "deduction.answered", "deduction.accepted", "deduction.upheld",
        "extra.recorded", "veto.recorded", "fraud.confirmed", "leader.scored", "result.decided", "evidence.filed",
        "relief.granted",
    }
)  # fmt: skip
"""The kinds of entry that can move a score, or prove what does; everything else is procedure."""

PROCEDURE = frozenset({"common.submitted", "result.finalised"})
"""The kinds that say which of them count: a row that was handed in, the day of the assessment."""

Kinds = Mapping[str, Sequence[Entry]]
Proofs = Mapping[str, tuple[str, ...]]

__all__ = [
    "COUNTED",
    "all_facts",
    "assessment_days",
    "bonus_fact",
    "deduction_facts",
    "extra_fact",
    "facts_of",
    "leader_fact",
    "provisional_items",
    "self_facts_of",
    "unit_facts",
    "unit_facts_at",
]


def all_facts(desk: Desk, scheme: Scheme, *, drafts: bool = False) -> dict[str, Facts]:
    """The facts of every unit as the journal holds them now, in three queries; `drafts` for a preview."""
    entries = desk.journal.currents(scheme.year, kinds=COUNTED | PROCEDURE)
    by_unit: dict[str, list[Entry]] = {unit.code: [] for unit in scheme.units}
    for entry in entries:
        if entry.unit in by_unit:
            by_unit[entry.unit].append(entry)
    handed_in = _everything if drafts else handed_in_by(entries, scheme, _people(desk))
    dates = _dates(entries, desk, scheme)
    return {code: facts_of(code, own, handed_in=handed_in, **dates) for code, own in by_unit.items()}


def unit_facts(desk: Desk, scheme: Scheme, unit: str, *, drafts: bool = False) -> Facts:
    """The facts of one unit, the same as `all_facts` gives, without reading the others'."""
    own = desk.journal.currents(scheme.year, unit=unit, kinds=COUNTED)
    procedure = desk.journal.currents(scheme.year, kinds=PROCEDURE)
    handed_in = _everything if drafts else handed_in_by(procedure, scheme, _people(desk))
    return facts_of(unit, own, handed_in=handed_in, **_dates(procedure, desk, scheme))


def unit_facts_at(desk: Desk, scheme: Scheme, unit: str, at: datetime) -> Facts:
    """The facts of one unit as the journal held them at a moment."""
    own = _latest(desk.journal.entries(scheme.year, unit=unit), at)
    slots = [entry.slot for entry in desk.journal.currents(scheme.year, kinds=PROCEDURE)]
    procedure = _latest((entry for slot in slots for entry in desk.journal.history(scheme.year, slot)), at)
    counted = [entry for entry in own if entry.kind in COUNTED]
    handed_in = handed_in_by(procedure, scheme, _people(desk))
    return facts_of(unit, counted, handed_in=handed_in, **_dates(procedure, desk, scheme))


def _latest(entries: Iterable[Entry], at: datetime) -> list[Entry]:
    """What each slot said at a moment."""
    return list({entry.slot: entry for entry in entries if entry.at < at}.values())


def _people(desk: Desk) -> dict[str, Person]:
    return {person.id: person for person in desk.people.all()}


def _everything(scored: Entry) -> bool:
    return True


def handed_in_by(entries: Iterable[Entry], scheme: Scheme, people: Mapping[str, Person]) -> Callable[[Entry], bool]:
    """Whether a score in a common row has been handed in: a draft counts for nobody.

    A handing-in that names its units covers those; otherwise the office's covers what its own people scored, and
    the alternate's the rest.
    """
    rows = {entry.slot: entry.payload.get("units") for entry in entries if entry.kind == "common.submitted"}

    def is_handed_in(scored: Entry) -> bool:
        row = scored.item or ""
        own, others = f"common-submit:{row}", f"common-submit:{row}:alternate"
        if any(scored.unit in (rows.get(slot) or ()) for slot in (own, others)):
            return True
        author = people.get(scored.principal)
        slot = own if author is None or scheme.common(row).scorer in author.units else others
        return slot in rows and rows[slot] is None

    return is_handed_in


def _dates(entries: Iterable[Entry], desk: Desk, scheme: Scheme) -> dict[str, date | None]:
    """The day of this year's assessment (none yet: nothing came too late for it), and of the one before."""
    final = next((entry for entry in entries if entry.kind == "result.finalised"), None)
    before = desk.journal.current(scheme.year - 1, "final")
    return {
        "assessed_on": _day_of(final),
        "assessed_before": _day_of(before if before and before.kind == "result.finalised" else None),
    }


def assessment_days(desk: Desk, scheme: Scheme) -> dict[str, date | None]:
    """The days of this year's assessment and of the one before, as `facts_of` takes them."""
    final = desk.journal.current(scheme.year, "final")
    return _dates([final] if final and final.kind == "result.finalised" else [], desk, scheme)


def _day_of(final: Entry | None) -> date | None:
    return date.fromisoformat(final.payload["date"]) if final and final.payload.get("date") else None


def facts_of(
    unit: str,
    entries: Sequence[Entry],
    *,
    handed_in: Callable[[Entry], bool] = _everything,
    assessed_on: date | None = None,
    assessed_before: date | None = None,
) -> Facts:
    """Fold one unit's current entries: verified counts over self; an item not verified yet counts as declared."""
    of = _by_kind(entries)
    proofs = _proofs(of.get("evidence.filed", ()))
    open_items = provisional_items(entries)
    declared, verified = of.get("self.declared", ()), of.get("item.verified", ())
    common = [entry for entry in of.get("common.scored", ()) if handed_in(entry)]
    warned = _warned(of)
    counting = [*verified, *(entry for entry in declared if entry.item in open_items)]
    accepted = [entry for entry in of.get("bonus.accepted", ()) if entry.payload]
    return Facts(
        unit=unit,
        task_deductions=_deductions(counting, proofs),
        common_deductions=_deductions([*common, *of.get("request.granted", ())], proofs, warned),
        self_declared=_deductions(declared, proofs),
        abstentions=tuple(
            Abstention(item=one.item or "", **about(one)) for one in of.get("common.abstained", ()) if handed_in(one)
        ),
        budget_rate=next((_rate(entry, warned) for entry in common if entry.payload.get("rate")), None),
        bonuses=tuple(bonus_fact(one.payload, **about(one, _claim_proof(one, proofs))) for one in accepted),
        extra_deductions=tuple(
            extra_fact(one.payload, **about(one, _claim_proof(one, proofs)))
            for one in of.get("extra.recorded", ())
            if one.payload
        ),
        vetoes=tuple(_veto(entry) for entry in of.get("veto.recorded", ()) if entry.payload),
        frauds=tuple(_fraud(entry, accepted) for entry in of.get("fraud.confirmed", ()) if entry.payload),
        reliefs=tuple(_relief(entry) for entry in of.get("relief.granted", ()) if entry.payload),
        leader_scores=tuple(_leader(entry) for entry in of.get("leader.scored", ()) if entry.payload),
        verifications=tuple(_verified(entry, proofs) for entry in verified if entry.payload.get("verified")),
        decisions=tuple(_decision(entry) for entry in of.get("result.decided", ()) if entry.payload),
        assessment_date=assessed_on or date.max,
        previous_assessment_date=assessed_before,
    )


def self_facts_of(unit: str, entries: Sequence[Entry]) -> Facts:
    """The unit's own view: what it declared, as if nobody had looked at it."""
    of = _by_kind(entries)
    own = _deductions(of.get("self.declared", ()), _proofs(of.get("evidence.filed", ())))
    return Facts(unit=unit, task_deductions=own, self_declared=own)


def provisional_items(entries: Iterable[Entry]) -> frozenset[str]:
    """The items that count as the unit declared them, because nobody has verified them yet."""
    declared, verified = set(), set()
    for entry in entries:
        if entry.item and entry.kind == "self.declared":
            declared.add(entry.item)
        elif entry.item and entry.kind == "item.verified":
            verified.add(entry.item)
    return frozenset(declared - verified)


def _by_kind(entries: Iterable[Entry]) -> Kinds:
    sorted_out: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda one: one.seq):
        sorted_out.setdefault(entry.kind, []).append(entry)
    return sorted_out


def _proofs(filed: Iterable[Entry]) -> Proofs:
    """The names of what was handed in: by item, and by each paper's own id and slot."""
    names: dict[str, tuple[str, ...]] = {}
    for entry in filed:
        told = names_of(entry)
        names[entry.id] = names[entry.slot] = told
        if entry.item:
            names[entry.item] = names.get(entry.item, ()) + told
    return names


def _proof_of(entry: Entry, proofs: Proofs) -> tuple[str, ...]:
    """The papers an entry names; all of its item when it names none."""
    if entry.evidence:
        return tuple(name for paper in entry.evidence for name in proofs.get(paper, ()))
    return proofs.get(entry.item or "", ())


def _claim_proof(claim: Entry, proofs: Proofs) -> tuple[str, ...]:
    """What a claim under 四(四) rests on: its own files and the papers it names."""
    return names_of(claim) + _proof_of(claim, proofs)


def _deductions(
    entries: Iterable[Entry], proofs: Proofs, warned: Mapping[str, str] | None = None
) -> tuple[Deduction, ...]:
    """The deductions of these entries; one the head was told of first says when, until when and what he answered."""
    made: list[Deduction] = []
    for entry in entries:
        known = about(entry, _proof_of(entry, proofs))
        known["reason"] = (warned or {}).get(entry.slot) or known["reason"]
        made += deduction_facts(entry.payload.get("deductions", ()), **known)
    return tuple(made)


def _warned(of: Kinds) -> dict[str, str]:
    """What the lines of forewarned deductions say of their times, by the slot of the score."""
    kinds = ("deduction.told", "deduction.answered", "deduction.accepted", "deduction.upheld")
    return {entry.payload["slot"]: entry.payload["line"] for kind in kinds for entry in of.get(kind, ())}


def _rate(entry: Entry, warned: Mapping[str, str]) -> BudgetRate:
    known = about(entry)
    known["event"] = warned.get(entry.slot) or known["event"]
    return BudgetRate(rate=Decimal(entry.payload["rate"]), **known)


def _leader(entry: Entry) -> Any:
    person = entry.slot.rpartition(":")[2] if entry.slot.startswith("leader:") else entry.actor
    return leader_fact(entry.payload, leader=person, **about(entry))


def _relief(entry: Entry) -> Relief:
    until = entry.payload.get("until")
    day = date.fromisoformat(until) if until else None
    return Relief(item=entry.item or "", task=entry.task or "", until=day, **about(entry))


def _veto(entry: Entry) -> VetoFinding:
    return VetoFinding(clause=entry.payload["clause"], **about(entry))


def _fraud(entry: Entry, accepted: Sequence[Entry]) -> FraudFinding:
    """A finding names a bonus by its slot, which outlives the entries that decided it."""
    bonus = entry.payload.get("bonus") or ""
    named = next((one.id for one in accepted if bonus in (one.slot, one.slot.partition(":")[2], one.id)), bonus)
    return FraudFinding(item=entry.payload.get("item") or "", bonus=named, **about(entry))


def _verified(entry: Entry, proofs: Proofs) -> Verified:
    own = entry.payload.get("self")
    return Verified(
        item=entry.item or "",
        own=Decimal(own) if own else None,
        points=Decimal(entry.payload["verified"]),
        **about(entry, _proof_of(entry, proofs)),
    )


def _decision(entry: Entry) -> DecisionFact:
    points, meeting = Decimal(entry.payload["points"]), entry.payload.get("meeting") or ""
    return DecisionFact(points=points, meeting=meeting, **about(entry))
