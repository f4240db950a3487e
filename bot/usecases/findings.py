"""一票否决 and 弄虚作假: recorded on a document, fraud by two of the office one after the other (四(四)3, 七(三))."""

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import findings as said
from storage.records import Entry


def record_veto(act: Act, slot: str, unit: str, number: str, reason: str) -> Entry:
    """Record a veto finding with its document, once: score and rank stay, eligibility goes (reading 10)."""
    require(act, Deed.RECORD_FINDING, unit)
    _refuse_undocumented(number, reason)
    return act.record(
        "veto.recorded",
        slot,
        unit=unit,
        clause="四(四)3",
        event=number.strip(),
        reason=reason.strip(),
        payload={"clause": "四(四)3", "number": number.strip(), "reason": reason.strip()},
    )


def propose_fraud(act: Act, unit: str, item: str, number: str, reason: str) -> Entry:
    """Record the finding that an item was misreported; it counts once a second person has confirmed it."""
    require(act, Deed.RECORD_FINDING, unit)
    _refuse_undocumented(number, reason)
    return act.record(
        "fraud.proposed",
        f"fraud:{act.desk.new_id()}",
        unit=unit,
        item=item,
        clause="七(三)",
        event=number.strip(),
        reason=reason.strip(),
        payload={"item": item, "number": number.strip(), "reason": reason.strip()},
    )


def confirm_fraud(act: Act, slot: str) -> Entry:
    """The second confirmation, by another person than the first: from now on the item is 0 and eligibility gone."""
    proposed = act.current(slot)
    if proposed is None or proposed.kind != "fraud.proposed":
        raise Mistaken(said.FRAUD_SETTLED)
    require(act, Deed.RECORD_FINDING, proposed.unit)
    if proposed.actor == act.actor.id:
        raise Mistaken(said.SECOND_PERSON)
    return _settle(act, proposed, "fraud.confirmed", proposed.reason or "")


def drop_fraud(act: Act, slot: str, reason: str) -> Entry:
    """Do not uphold a proposed finding; it stays in the journal with the reason."""
    proposed = act.current(slot)
    if proposed is None or proposed.kind != "fraud.proposed":
        raise Mistaken(said.FRAUD_SETTLED)
    require(act, Deed.RECORD_FINDING, proposed.unit)
    return _settle(act, proposed, "fraud.withdrawn", reason.strip())


def _settle(act: Act, proposed: Entry, kind: str, reason: str) -> Entry:
    return act.record(
        kind,
        proposed.slot,
        unit=proposed.unit,
        item=proposed.item,
        clause=proposed.clause,
        event=proposed.event,
        reason=reason,
        payload=proposed.payload,
    )


def _refuse_undocumented(number: str, reason: str) -> None:
    if len(number.strip()) < 2 or len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_DOCUMENT)
