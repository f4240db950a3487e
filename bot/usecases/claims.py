"""Bonus claims and deductions under 四(四): what a unit or the office brings forward, and what the office decides."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import claims as said
from scoring import Facts, Sheet, score
from storage.facts import assessment_days, bonus_fact, extra_fact, facts_of
from storage.records import Entry, Role, StoredFile

OPEN = frozenset({"bonus.claimed", "extra.declared"})
"""The kinds that wait for a decision."""

DECIDED = frozenset({"bonus.accepted", "bonus.refused", "extra.recorded", "extra.refused"})

GRANTED = frozenset({"bonus.accepted"})
"""What has been granted and counts."""


def claim_bonus(act: Act, unit: str, claim: dict[str, Any]) -> Entry:
    """Bring a bonus forward with its document; a claim the method rules out is refused with the engine's sentence.

    `claim` holds clause, level, subject, trigger, amount, number, title, document_date, received_date as text.
    """
    _require_own(act, unit)
    if not claim.get("number"):
        raise Mistaken(said.NEEDS_NUMBER)
    fact = bonus_fact(claim, ref="claim", by=act.actor.id, at=act.now)
    _refuse_ruled_out(act, dated_facts(act, unit).model_copy(update={"bonuses": (fact,)}))
    return _bring(act, "bonus", "bonus.claimed", unit, claim)


def declare_extra(act: Act, unit: str, extra: dict[str, Any]) -> Entry:
    """A unit reports a deduction under 四(四)2 itself; it counts once the office has recorded it."""
    _require_own(act, unit)
    if not extra.get("number"):
        raise Mistaken(said.NEEDS_BASIS)
    _refuse_ruled_out(act, _extra_facts(act, unit, extra))
    return _bring(act, "extra", "extra.declared", unit, extra)


def record_extra(act: Act, unit: str, extra: dict[str, Any]) -> Entry:
    """Record a deduction under 四(四)2 with the document that says so; it names its event.

    `extra` holds clause, role (主要 or 次要), amount where the clause leaves a range, number and reason as text.
    """
    require(act, Deed.RECORD_FINDING, unit)
    if not extra.get("number"):
        raise Mistaken(said.NEEDS_BASIS)
    _refuse_ruled_out(act, _extra_facts(act, unit, extra))
    return _bring(act, "extra", "extra.recorded", unit, extra)


def _require_own(act: Act, unit: str) -> None:
    require(act, Deed.CLAIM, unit)
    if Role.OFFICE not in act.actor.roles and unit not in act.actor.units:
        raise Mistaken(said.ONLY_OWN)


def _extra_facts(act: Act, unit: str, extra: dict[str, Any]) -> Facts:
    return Facts(unit=unit, extra_deductions=(extra_fact(extra, ref="extra", by=act.actor.id, at=act.now),))


def _refuse_ruled_out(act: Act, facts: Facts) -> None:
    sheet = score(facts, act.scheme)
    if sheet.refusals:
        raise Mistaken(sheet.refusals[0].sentence)


def _bring(act: Act, prefix: str, kind: str, unit: str, claim: dict[str, Any]) -> Entry:
    day = claim.get("document_date")
    return act.record(
        kind,
        f"{prefix}:{act.desk.new_id()}",
        unit=unit,
        clause=claim["clause"],
        event=claim["number"],
        reason=claim.get("reason"),
        document_on=date.fromisoformat(day) if day else None,
        handed_in_at=act.now,
        payload=claim,
    )


def dated_facts(act: Act, unit: str) -> Facts:
    """Nothing of the unit but the days of this year's assessment and of the one before."""
    days = assessment_days(act.desk, act.scheme)
    return facts_of(unit, (), assessed_on=days["assessed_on"], assessed_before=days["assessed_before"])


def worth(act: Act, claim: Entry) -> Sheet:
    """What the method makes of one claim alone."""
    unit, payload = claim.unit or "", claim.payload
    if claim.slot.startswith("extra:"):
        return score(_extra_facts(act, unit, payload), act.scheme)
    fact = bonus_fact(payload, ref="claim", by=claim.actor, at=claim.at)
    return score(dated_facts(act, unit).model_copy(update={"bonuses": (fact,)}), act.scheme)


def attach_proof(act: Act, slot: str, files: Sequence[StoredFile] = (), papers: Sequence[str] = ()) -> Entry:
    """Add the document itself to a claim that waits: a file, or a paper the unit has handed in before."""
    claim = _waiting(act, slot)
    _require_own(act, claim.unit or "")
    filed = [act.current(paper) for paper in papers]
    if any(one is None or one.kind != "evidence.filed" or one.unit != claim.unit for one in filed):
        raise Mistaken(said.NO_SUCH_PAPER)
    known = list(claim.payload.get("files", ()))
    new = [file.model_dump(mode="json") for file in files]
    evidence = tuple(dict.fromkeys((*claim.evidence, *papers)))
    return _next(act, claim, claim.kind, claim.reason, {**claim.payload, "files": [*known, *new]}, evidence)


def withdraw_claim(act: Act, slot: str) -> Entry:
    """The unit takes a claim back while nobody has decided it; the record stays."""
    claim = _waiting(act, slot)
    _require_own(act, claim.unit or "")
    return _next(act, claim, f"{slot.partition(':')[0]}.withdrawn", "本单位撤回", claim.payload, claim.evidence)


def _waiting(act: Act, slot: str) -> Entry:
    claim = act.current(slot)
    if claim is None or claim.kind not in OPEN:
        raise Mistaken(said.DECIDED_ALREADY)
    return claim


def _next(
    act: Act, claim: Entry, kind: str, reason: str | None, payload: dict[str, Any], evidence: tuple[str, ...]
) -> Entry:
    """The next state of a claim: what it rests on goes with it."""
    return act.record(
        kind,
        claim.slot,
        unit=claim.unit,
        clause=claim.clause,
        event=claim.event,
        reason=reason,
        document_on=claim.document_on,
        handed_in_at=claim.handed_in_at,
        evidence=evidence,
        payload=payload,
    )


def waiting_claims(act: Act) -> list[Entry]:
    """The claims nobody has decided yet, oldest first."""
    return act.desk.journal.currents(act.year, kinds=OPEN)


def claims_of(act: Act, unit: str) -> list[Entry]:
    """The unit's bonuses and deductions under 四(四) as they stand, withdrawn ones left out, oldest first."""
    return act.desk.journal.currents(act.year, unit=unit, kinds=OPEN | DECIDED)


def proof_entries(act: Act, claim: Entry) -> list[Entry]:
    """What a claim rests on: its own files, and the papers of the unit it names."""
    named = [act.current(slot) for slot in claim.evidence]
    own = [claim] if claim.payload.get("files") else []
    return [*own, *(one for one in named if one is not None and one.kind == "evidence.filed")]


def same_honour(act: Act, claim: Entry) -> Entry | None:
    """Another live claim that rests on the same document: one honour is one bonus (reading 8)."""
    prefix = claim.slot.partition(":")[0] + ":"
    others = act.desk.journal.currents(act.year, prefix=prefix, kinds=OPEN | {"bonus.accepted", "extra.recorded"})
    return next((one for one in others if one.slot != claim.slot and one.event == claim.event), None)


def deed_on(claim: Entry) -> Deed:
    """What it is to decide a claim: a bonus, or a deduction the unit declared itself."""
    return Deed.DECIDE_CLAIM if claim.slot.startswith("bonus:") else Deed.RECORD_FINDING


def decide_claim(act: Act, slot: str, accepted: bool, reason: str) -> Entry:
    """Grant or refuse a claim; the words of the decision stay with it. A deduction granted is recorded."""
    claim = _waiting(act, slot)
    is_bonus = claim.kind == "bonus.claimed"
    require(act, Deed.DECIDE_CLAIM if is_bonus else Deed.RECORD_FINDING, claim.unit)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_WORD)
    granted = "bonus.accepted" if is_bonus else "extra.recorded"
    kind = granted if accepted else f"{slot.partition(':')[0]}.refused"
    return _next(act, claim, kind, reason.strip(), claim.payload, claim.evidence)
