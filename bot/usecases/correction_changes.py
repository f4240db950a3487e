"""What a correction may change: an item's deductions, the sum, a bonus that was decided, eligibility for awards."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.usecases.points import points_left
from bot.words import correcting as said
from scoring.parts import shown
from storage.records import Entry

Change = Mapping[str, Any]
"""One change: `what`, `unit`, `place` (a second change of the same place takes the first one's), `why`."""


def of_item(unit: str, item: str, deductions: list[dict[str, Any]], why: str) -> Change:
    """Other deductions in an item of the unit, or in a common row."""
    return {"what": "item", "unit": unit, "place": f"item:{unit}:{item}", "item": item,
            "deductions": deductions, "why": why}  # fmt: skip


def of_sum(unit: str, points: Decimal, why: str) -> Change:
    """Points beside the computed sum, as a line of its own."""
    return {"what": "sum", "unit": unit, "place": f"sum:{unit}", "points": str(points), "why": why}


def of_claim(unit: str, slot: str, why: str) -> Change:
    """A bonus or deduction under 四(四) that was decided otherwise: accepted ones go, refused ones come in."""
    return {"what": "claim", "unit": unit, "place": f"claim:{slot}", "slot": slot, "why": why}


def of_veto(unit: str, why: str) -> Change:
    """Eligibility for awards the other way round: taken from who has it, given back to who lost it by a veto."""
    return {"what": "veto", "unit": unit, "place": f"veto:{unit}", "why": why}


def refuse_change(act: Act, one: Change) -> None:
    """Raise the sentence why a change cannot be."""
    if len(one["why"].strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    if one["what"] == "item":
        points_left(act, one["unit"], one["item"], one["deductions"])
        if deductions_now(act, one["unit"], one["item"]) == one["deductions"]:
            raise Mistaken(said.SAME_ITEM.format(item=act.scheme.marked(one["item"]).label))
    if one["what"] == "claim" and act.current(one["slot"]) is None:
        raise Mistaken(said.NO_SUCH_CLAIM)


def deductions_now(act: Act, unit: str, item: str) -> list[dict[str, Any]]:
    """What counts as deducted of a unit in an item or a common row."""
    entry = _counting(act, unit, item)
    return list(entry.payload.get("deductions") or ()) if entry else []


def _counting(act: Act, unit: str, item: str) -> Entry | None:
    if act.scheme.marked(item).part == "common":
        return act.current(f"common:{item}:{unit}")
    return act.current(f"verify:{unit}:{item}") or act.current(f"self:{unit}:{item}")


def claims_now(act: Act, unit: str) -> list[Entry]:
    """The claims of a unit that were decided."""
    kinds = {"bonus.accepted", "bonus.refused", "extra.recorded", "extra.refused"}
    return act.desk.journal.currents(act.year, unit=unit, kinds=kinds)


def vetoes_now(act: Act, unit: str) -> list[Entry]:
    """The vetoes that stand against a unit."""
    return act.desk.journal.currents(act.year, unit=unit, kinds={"veto.recorded"})


def told(act: Act, one: Change) -> str:
    """A change in words."""
    unit = act.scheme.unit(one["unit"]).name
    if one["what"] == "item":
        return said.ITEM_TOLD.format(unit=unit, item=act.scheme.marked(one["item"]).label, why=one["why"])
    if one["what"] == "sum":
        points = Decimal(one["points"])
        sign = "加" if points > 0 else "减"
        return said.SUM_TOLD.format(unit=unit, sign=sign, points=shown(abs(points)), why=one["why"])
    if one["what"] == "claim":
        return said.CLAIM_TOLD.format(unit=unit, why=one["why"])
    return said.VETO_TOLD.format(unit=unit, why=one["why"])


def apply(act: Act, one: Change, decision: Mapping[str, Any]) -> None:
    """Write a change into the journal, on the decision's number and day."""
    about = {
        "unit": one["unit"],
        "event": decision["number"],
        "reason": one["why"],
        "basis": decision["number"],
        "document_on": date.fromisoformat(decision["date"]),
    }
    {"item": _apply_item, "sum": _apply_sum, "claim": _apply_claim, "veto": _apply_veto}[one["what"]](act, one, about)


def _apply_item(act: Act, one: Change, about: dict[str, Any]) -> None:
    unit, item, deductions = one["unit"], one["item"], one["deductions"]
    left = str(points_left(act, unit, item, deductions))
    if act.scheme.marked(item).part == "common":
        kept = {"deductions": deductions, "points": left}
        act.record("common.scored", f"common:{item}:{unit}", item=item, payload=kept, **about)
        return
    own = act.current(f"self:{unit}:{item}")
    before = own.payload["points"] if own else str(act.scheme.marked(item).points)
    kept = {"deductions": deductions, "self": before, "verified": left, "reason": one["why"]}
    act.record("item.verified", f"verify:{unit}:{item}", item=item, payload=kept, **about)


def _apply_sum(act: Act, one: Change, about: dict[str, Any]) -> None:
    """A line of its own beside what was decided before: every version has its slot."""
    version = act.version("publication") + 1
    kept = {"points": one["points"], "meeting": about["event"], "date": about["document_on"].isoformat(),
            "reason": one["why"]}  # fmt: skip
    act.record("result.decided", f"decision:{one['unit']}:{version}", clause="五(二)6", payload=kept, **about)


def _apply_claim(act: Act, one: Change, about: dict[str, Any]) -> None:
    entry = act.current(one["slot"])
    if entry is None:
        raise Mistaken(said.NO_SUCH_CLAIM)
    flipped = {
        "bonus.accepted": "bonus.refused", "bonus.refused": "bonus.accepted",
        "extra.recorded": "extra.refused", "extra.refused": "extra.recorded",
    }  # fmt: skip
    own = {name: getattr(entry, name) for name in ("event", "document_on", "handed_in_at", "clause", "evidence")}
    act.record(flipped[entry.kind], entry.slot, payload=entry.payload, **{**about, **own})


def _apply_veto(act: Act, one: Change, about: dict[str, Any]) -> None:
    standing = vetoes_now(act, one["unit"])
    for entry in standing:
        act.record("veto.withdrawn", entry.slot, clause=entry.clause, payload={}, **about)
    if not standing:
        kept = {"clause": "四(四)3", "number": about["event"], "reason": one["why"]}
        act.record("veto.recorded", f"veto:{act.desk.new_id()}", clause="四(四)3", payload=kept, **about)
