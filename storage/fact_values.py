"""Payloads as scoring facts, one by one: also used to ask the method about something not yet stored."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.facts import BonusClaim, Deduction, ExtraDeduction, LeaderScore
from storage.records import Entry

Payload = Mapping[str, Any]


def about(entry: Entry, proof: tuple[str, ...] = ()) -> dict[str, Any]:
    """What every fact says of its entry: which it is, who, for whom, when, on what paper, with what proof."""
    return {
        "ref": entry.id,
        "seq": entry.seq,
        "by": entry.actor,
        "on_behalf_of": entry.on_behalf_of or "",
        "at": entry.at,
        "day": entry.done_on or entry.document_on,
        "event": entry.event or "",
        "document": entry.payload.get("number") or entry.payload.get("minutes") or entry.basis or "",
        "reason": entry.reason or entry.payload.get("reason") or "",
        "proof": proof,
    }


def deduction_facts(deductions: Iterable[Payload], **about: Any) -> tuple[Deduction, ...]:
    """Deductions of a payload: {rule, count? | amount? | amounts?, task?, reason?, event?, files?} each."""
    made = []
    for place, one in enumerate(deductions):
        amounts = [one["amount"]] if one.get("amount") is not None else one.get("amounts") or []
        own = {key: one[key] for key in ("reason", "event", "task", "document") if one.get(key)}
        if one.get("files"):
            own["proof"] = tuple(str(file["name"]) for file in one["files"])
        made.append(
            Deduction(
                rule=one["rule"],
                count=exact(one.get("count")),
                amounts=tuple(Decimal(str(amount)) for amount in amounts),
                **{**about, **own, "ref": f"{about.get('ref', '')}#{place}"},
            )
        )
    return tuple(made)


def bonus_fact(claim: Payload, **about: Any) -> BonusClaim:
    """A claim as it stands in a payload; days are ISO text, the amount decimal text."""
    received = claim.get("received_date")
    return BonusClaim(
        clause=claim["clause"],
        level=claim.get("level") or "",
        subject=claim.get("subject") or "集体",
        trigger=claim.get("trigger") or "",
        amount=exact(claim.get("amount")),
        document_date=date.fromisoformat(claim["document_date"]),
        received_date=date.fromisoformat(received) if received else None,
        counted_last_year=bool(claim.get("counted_last_year")),
        honour=claim.get("honour") or "",
        **{**about, "document": claim.get("number") or ""},
    )


def extra_fact(extra: Payload, **about: Any) -> ExtraDeduction:
    """A deduction under 四(四)2 as it stands in a payload."""
    return ExtraDeduction(
        clause=extra["clause"],
        role=extra.get("role") or "",
        amount=exact(extra.get("amount")),
        count=exact(extra.get("count")) or Decimal(1),
        **{**about, "document": extra.get("number") or ""},
    )


def leader_fact(given: Payload, *, by: str, leader: str = "", **about: Any) -> LeaderScore:
    """A leader's score as it stands in a payload; whoever entered it for the leader stays `by`."""
    return LeaderScore(leader=leader or by, score=Decimal(given["score"]), by=by, **about)


def exact(value: Any) -> Decimal | None:
    """A figure of a payload, never by way of a float; None when it is not given."""
    return None if value in (None, "") else Decimal(str(value))
