"""From all the scores to a published result: 领导小组定稿, 党组审定, 公布 with a receipt (clause 五(二)6)."""

from datetime import date
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.decided_of_all import orders
from bot.usecases.readiness import blocks_final, held_now
from bot.usecases.stages import WINDOWS, is_approved, is_published, open_stages
from bot.words import results as said
from scoring import ENGINE_VERSION, Ranking, Sheet, rank, score
from storage.facts import all_facts, unit_facts
from storage.records import Entry, Role


def sheets(act: Act) -> list[Sheet]:
    """Every unit's sheet from what the journal holds now, in the scheme's order."""
    facts = all_facts(act.desk, act.scheme)
    return [score(facts[unit.code], act.scheme) for unit in act.scheme.units]


def sheet_of(act: Act, unit: str) -> Sheet:
    """One unit's sheet from what the journal holds now."""
    return score(unit_facts(act.desk, act.scheme, unit), act.scheme)


def standing(act: Act) -> tuple[list[Sheet], Ranking]:
    """The sheets and their ranking as they stand."""
    made = sheets(act)
    return made, rank(made, act.scheme, orders(act.desk, act.scheme))


def blockers(act: Act) -> list[str]:
    """What still stands in the way of 定稿, one sentence each; empty when nothing does."""
    return [one.what for one in blocks_final(act)]


def finalise(act: Act, meeting: str, day: date) -> Entry:
    """Record 领导小组定稿 with its meeting; refused while anything is missing."""
    require(act, Deed.DECIDE_RESULT)
    _refuse_published(act)
    _refuse_future(act, day)
    waiting = blockers(act)
    if waiting:
        raise Mistaken(
            said.NOT_READY.format(
                first="；".join(waiting[:3]), more=f" 等 {len(waiting)} 件" if len(waiting) > 3 else ""
            )
        )
    return act.record(
        "result.finalised",
        "final",
        event=meeting,
        document_on=day,
        payload={"meeting": meeting, "date": day.isoformat()},
    )


def propose_approval(act: Act, number: str, day: date) -> Entry:
    """The office enters 党组's decision with its number; the gate opens once the 组长 has confirmed it."""
    require(act, Deed.DECIDE_RESULT)
    _refuse_published(act)
    _refuse_future(act, day)
    final = act.current("final")
    if final is None:
        raise Mistaken(said.FINAL_FIRST)
    if final.document_on is not None and day < final.document_on:
        raise Mistaken(said.BEFORE_FINAL.format(day=day.isoformat(), final=final.document_on.isoformat()))
    _refuse_held(act)
    if len(number.strip()) < 2:
        raise Mistaken(said.NEEDS_NUMBER)
    return act.record(
        "result.proposed",
        "party",
        event=number.strip(),
        document_on=day,
        payload={"number": number.strip(), "date": day.isoformat()},
    )


def approve(act: Act) -> Entry:
    """The 组长 confirms the recorded decision of 党组: the gate opens."""
    proposed = act.current("party")
    if Role.CHIEF not in act.actor.roles:
        raise Mistaken(said.CHIEF_CONFIRMS)
    if proposed is None or proposed.kind != "result.proposed":
        raise Mistaken(said.NOTHING_TO_CONFIRM)
    _refuse_held(act)
    return act.record(
        "result.approved",
        "party",
        event=proposed.event,
        document_on=proposed.document_on,
        payload=proposed.payload,
    )


def publish(act: Act) -> Entry:
    """Lock the year and keep the receipt: scheme hash, engine version, facts and sheets."""
    require(act, Deed.DECIDE_RESULT)
    _refuse_published(act)
    if not is_approved(act):
        raise Mistaken(said.NOT_APPROVED)
    _refuse_held(act)
    for stage in WINDOWS:
        if stage in open_stages(act):
            act.record("stage.closed", f"stage:{stage}")
    return act.record("result.published", "publication", payload={"version": 1, "receipt": receipt(act)})


def receipt(act: Act) -> dict[str, Any]:
    """What is needed years later to tell how the result came about."""
    facts = all_facts(act.desk, act.scheme)
    made = {code: score(one, act.scheme) for code, one in facts.items()}
    return {
        "scheme": act.scheme.hash,
        "engine": ENGINE_VERSION,
        "facts": {code: one.model_dump(mode="json") for code, one in facts.items()},
        "sheets": {code: sheet.model_dump(mode="json") for code, sheet in made.items()},
        "ranking": rank(list(made.values()), act.scheme, orders(act.desk, act.scheme)).model_dump(mode="json"),
    }


def _refuse_published(act: Act) -> None:
    if is_published(act):
        raise Mistaken(said.LOCKED)


def _refuse_held(act: Act) -> None:
    """A result that was returned or put off keeps everybody's from going on."""
    waiting = held_now(act)
    if waiting:
        raise Mistaken(said.HELD.format(what=waiting[0].what))


def _refuse_future(act: Act, day: date) -> None:
    if day > act.today:
        raise Mistaken(said.DAY_AHEAD.format(day=day.isoformat()))
