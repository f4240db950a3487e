"""A deduction that a lead office asks for and 考核办 decides (附件2 制度执行): it counts once granted, citing both."""

from collections.abc import Sequence
from typing import Any

from bot.clock import local_day
from bot.errors import Mistaken
from bot.permissions import Deed, judges_of, require, role_refusal
from bot.usecases.act import Act
from bot.usecases.events import is_same
from bot.usecases.points import points_left
from bot.words import requests as said
from cards.words import day_of
from scoring.scheme import CommonItem, Rule, Scheme
from storage.records import Entry, Person

MADE, GRANTED, REFUSED, WITHDRAWN = "request.made", "request.granted", "request.refused", "request.withdrawn"


def rule_asked(scheme: Scheme) -> tuple[CommonItem, Rule]:
    """The row and the rule under which a lead office asks; refused when the method has none."""
    for row in scheme.commons:
        for rule in row.rules:
            if rule.applied_by:
                return row, rule
    raise Mistaken(said.NO_SUCH_RULE)


def ask_deduction(act: Act, unit: str, amount: str, event: str) -> Entry:
    """A lead office asks for a deduction of a unit that is not its own; an amount outside the range is refused."""
    require(act, Deed.REQUEST_DEDUCTION, unit, duty=rule_asked(act.scheme)[0].id)
    row, rule = rule_asked(act.scheme)
    if any(one.unit == unit and is_same(one.event or "", event) for one in waiting_requests(act)):
        raise Mistaken(said.TWICE.format(unit=act.scheme.unit(unit).short))
    points_left(act, unit, row.id, [{"rule": rule.id, "amount": amount}])
    lead = next(iter(act.actor.units), "")
    return act.record(
        MADE,
        f"request:{act.desk.new_id()}",
        unit=unit,
        item=row.id,
        clause=row.clause,
        event=event.strip(),
        payload={"rule": rule.id, "amount": amount, "lead": lead},
    )


def decide_request(act: Act, slot: str, granted: bool, reason: str, amount: str = "") -> Entry:
    """考核办 grants it, with another amount where it names one, or refuses; the deduction cites asking and deciding."""
    asked = _waiting(act, slot)
    require(act, Deed.DECIDE_REQUEST, asked.unit)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    payload = {**asked.payload, "request": asked.id, "by": asked.actor, "decision": reason.strip()}
    if granted:
        made = {"rule": asked.payload["rule"], "amount": amount or asked.payload["amount"], "event": asked.event}
        points_left(act, asked.unit or "", asked.item or "", [made])
        payload |= {"amount": made["amount"], "asked": asked.payload["amount"]}
        payload["deductions"] = [{**made, "reason": _cites(act, asked, reason.strip())}]
    return _next(act, asked, GRANTED if granted else REFUSED, reason.strip(), payload)


def _cites(act: Act, asked: Entry, reason: str) -> str:
    return said.CITES.format(
        lead=lead_of(act, asked),
        asked=day_of(local_day(asked.at)),
        decided=day_of(act.today),
        reason=reason,
    )


def withdraw_request(act: Act, slot: str) -> Entry:
    """Who asked takes it back while nobody has decided."""
    asked = _waiting(act, slot)
    if asked.actor != act.actor.id:
        raise Mistaken(said.NOT_MINE)
    return _next(act, asked, WITHDRAWN, None, asked.payload)


def _waiting(act: Act, slot: str) -> Entry:
    asked = act.current(slot)
    if asked is None or asked.kind != MADE:
        raise Mistaken(said.DECIDED_ALREADY)
    return asked


def _next(act: Act, asked: Entry, kind: str, reason: str | None, payload: dict[str, Any]) -> Entry:
    return act.record(
        kind,
        asked.slot,
        unit=asked.unit,
        item=asked.item,
        clause=asked.clause,
        event=asked.event,
        reason=reason,
        payload=payload,
    )


def waiting_requests(act: Act) -> list[Entry]:
    """What nobody has decided yet, oldest first."""
    return act.desk.journal.currents(act.year, prefix="request:", kinds={MADE})


def granted_of(act: Act, row: str) -> dict[str, list[dict[str, Any]]]:
    """What 考核办 has granted in a row, by unit."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in act.desk.journal.currents(act.year, prefix="request:", kinds={GRANTED}):
        if entry.item == row and entry.unit:
            found.setdefault(entry.unit, []).extend(entry.payload["deductions"])
    return found


def deciders_of(act: Act, asked: Entry) -> Sequence[Person]:
    """Who may decide a request: 考核办, or the alternate for its own unit."""
    judges = judges_of(act, "verify")
    return [one for one in judges if role_refusal(act.by(one), Deed.DECIDE_REQUEST, asked.unit) is None]


def lead_of(act: Act, asked: Entry) -> str:
    """The office that asked, as people call it."""
    lead = asked.payload.get("lead") or ""
    return act.scheme.unit(lead).short if lead else ""
