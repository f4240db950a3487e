"""更正: the office brings a 党组 decision, sees the whole difference, the 组长 confirms, who moved is told."""

from collections.abc import Iterable
from datetime import date

from bot.conversation.acknowledging import ask_heads
from bot.conversation.days import day_said
from bot.conversation.duty import Duty
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, may, require
from bot.understanding.matching import units_in
from bot.usecases.correcting import (
    begin_correction,
    change,
    confirm_correction,
    decimal_said,
    drop_correction,
    open_correction,
    preview,
    published_version,
    return_correction,
    send_correction,
)  # fmt: skip
from bot.usecases.correction_changes import claims_now, of_claim, of_sum, of_veto, told
from bot.words import correcting as said
from cards.correction import CorrectionView, MovedUnit, correction_card
from cards.face import Button
from scoring.correction import Move
from scoring.scheme import Unit
from storage.records import Entry, Person, Role

SUBJECT = "correction"


def begin(turn: Turn) -> None:
    """更正 of a published result: open one, or go on with the one that is open."""
    if Role.CHIEF in turn.person.roles and open_correction(turn.act) is not None:
        _show_chief(turn, turn.person)
    elif not may(turn.act, Deed.CORRECT):
        raise NotAllowed(said.NOT_YOURS)
    elif open_correction(turn.act) is None:
        turn.start(Press("correct.begin", {}))
    else:
        show_draft(turn, None)


def record_decision(turn: Turn, press: Press) -> None:
    """Number, day and reason of the decision; the draft opens."""
    require(turn.act, Deed.CORRECT)
    if open_correction(turn.act) is None:
        number = press.need("number", said.ASK_NUMBER)
        day = day_said(press.need("date", said.ASK_DAY))
        begin_correction(turn.act, number, day, press.need("reason", said.ASK_REASON))
    show_draft(turn, press)


def show_draft(turn: Turn, press: Press | None) -> None:
    """What the open correction holds and what it would move, with what can still be added."""
    entry = _open(turn)
    sent = entry.kind == "correction.sent"
    add = {said.ITEM: "correct.item", said.SUM: "correct.sum", said.CLAIM: "correct.claim", said.VETO: "correct.veto"}
    moved = preview(turn.act)
    view = _view(turn, entry, moved).model_copy(
        update={
            "add": tuple(turn.offer(label, verb, slot=SUBJECT) for label, verb in add.items()),
            "send": turn.offer(said.SEND, "correct.send", slot=SUBJECT) if moved and not sent else None,
            "drop": turn.offer(said.DROP, "correct.drop", slot=SUBJECT),
        }
    )
    if press is None:
        turn.show(correction_card(view), SUBJECT)
    else:
        turn.refresh(press, correction_card(view), SUBJECT)


def _open(turn: Turn) -> Entry:
    entry = open_correction(turn.act)
    if entry is None:
        raise Mistaken(said.NONE_OPEN)
    return entry


def _view(turn: Turn, entry: Entry, moved: Iterable[Move]) -> CorrectionView:
    kept = entry.payload
    returned = kept.get("returned") if entry.kind == "correction.changed" else None
    return CorrectionView(
        year=turn.act.year,
        version=published_version(turn.act).payload["version"] + 1,
        number=kept["number"],
        day=date.fromisoformat(kept["date"]),
        reason=kept["reason"],
        changes=tuple(told(turn.act, one) for one in kept["changes"]),
        moved=tuple(MovedUnit(name=turn.scheme.unit(one.unit).name, move=one) for one in moved),
        returned=returned or "",
    )


def change_sum(turn: Turn, press: Press) -> None:
    """Points beside the sum of one unit."""
    unit = unit_said(turn, press.need("unit", said.ASK_UNIT))
    points = decimal_said(press.need("points", said.ASK_POINTS))
    change(turn.act, of_sum(unit.code, points, press.need("reason", said.ASK_WHY)))
    changed(turn, press)


def change_veto(turn: Turn, press: Press) -> None:
    """Eligibility of one unit, the other way round."""
    unit = unit_said(turn, press.need("unit", said.ASK_UNIT))
    change(turn.act, of_veto(unit.code, press.need("reason", said.ASK_WHY)))
    changed(turn, press)


def change_claim(turn: Turn, press: Press) -> None:
    """A bonus or deduction of one unit that was decided otherwise."""
    unit = unit_said(turn, press.need("unit", said.ASK_UNIT))
    decided = claims_now(turn.act, unit.code)
    if not decided:
        raise Mistaken(said.NO_CLAIMS.format(unit=unit.name))
    listed = "，".join(f"{place} {one.event}（{_decided(one)}）" for place, one in enumerate(decided, 1))
    typed = press.need("claim", said.ASK_CLAIM.format(claims=listed))
    if not typed.isdecimal() or not 1 <= int(typed) <= len(decided):
        raise Mistaken(said.WHICH_CLAIM.format(said=typed[:20]))
    slot = decided[int(typed) - 1].slot
    change(turn.act, of_claim(unit.code, slot, press.need("reason", said.ASK_WHY)))
    changed(turn, press)


def changed(turn: Turn, press: Press) -> None:
    """Show what the correction holds now; every other copy of it ends and opens the present."""
    turn.overtake(press, (SUBJECT,), (said.CHANGED, "", ""), ("correct.show", {}))
    show_draft(turn, press)


def show(turn: Turn, press: Press) -> None:
    """The correction as it is now."""
    begin(turn)


def _decided(claim: Entry) -> str:
    return {"bonus": "加分", "extra": "扣分"}[claim.slot.partition(":")[0]] + (
        "未认定" if claim.kind.endswith("refused") else "已认定"
    )


def unit_said(turn: Turn, typed: str) -> Unit:
    """The unit a person names."""
    found = units_in(typed, turn.scheme)
    if not found:
        raise Mistaken(said.WHICH_UNIT.format(said=typed[:20]))
    return found[0]


def send(turn: Turn, press: Press) -> None:
    """Send it to the 组长 with the whole difference."""
    send_correction(turn.act)
    turn.settle(SUBJECT, said.SEND, said.DRAFT, said.WAITING)
    turn.say(said.SENT)
    for chief in turn.act.desk.people.with_role(Role.CHIEF):
        _show_chief(turn, chief)


def _show_chief(turn: Turn, chief: Person) -> None:
    entry = _open(turn)
    view = _view(turn, entry, preview(turn.act))
    if entry.kind == "correction.sent":
        confirm = said.CONFIRM.format(version=view.version)
        buttons: dict[str, Button] = {
            "confirm": turn.offer(confirm, "correct.confirm", to=chief, slot=SUBJECT),
            "refuse": turn.offer(said.RETURN, "correct.return", to=chief, slot=SUBJECT),
        }
        view = view.model_copy(update=buttons)
    turn.show_to(chief, correction_card(view), SUBJECT)


def drop(turn: Turn, press: Press) -> None:
    """Give it up."""
    drop_correction(turn.act)
    turn.settle(SUBJECT, said.DROP, said.DRAFT, said.ABANDONED)
    turn.say(said.DROPPED)


def give_back(turn: Turn, press: Press) -> None:
    """The 组长 does not agree; the office hears why."""
    entry = return_correction(turn.act, press.need("reason", said.ASK_RETURN))
    turn.settle(SUBJECT, said.RETURN, said.WAITING, said.BACK)
    turn.say(said.RETURN_DONE)
    news = said.RETURNED_TOLD.format(number=entry.event, reason=entry.payload["returned"])
    for officer in turn.act.desk.people.office():
        turn.tell(officer, news)


def confirm(turn: Turn, press: Press) -> None:
    """The next version is out; whoever moved is told what and why."""
    made, moved = confirm_correction(turn.act)
    version = made.payload["version"]
    turn.settle(SUBJECT, said.CONFIRM.format(version=version), said.WAITING, said.DONE)
    turn.say(said.CONFIRMED.format(version=version))
    for officer in turn.act.desk.people.office():
        if officer.id != turn.person.id:
            turn.tell(officer, said.CONFIRMED_TOLD.format(number=made.event, version=version))
    for one in moved:
        _tell_moved(turn, made, one)
    ask_heads(turn, (one.unit for one in moved))


def _tell_moved(turn: Turn, made: Entry, one: Move) -> None:
    people, unit = turn.act.desk.people, turn.scheme.unit(one.unit)
    news = said.MOVED_TOLD.format(
        year=turn.act.year, version=made.payload["version"], number=made.event, unit=unit.name, moved=one.sentence,
        reason=made.reason,
    )  # fmt: skip
    concerned = [*people.heads_of(unit.code), *people.staff_of(unit.code), *people.leaders_of(unit.code)]
    for person in {person.id: person for person in concerned}.values():
        turn.tell(person, news)


def again(turn: Turn, press: Press) -> None:
    """A correction that went on since: how it stands."""
    if open_correction(turn.act) is not None:
        begin(turn)


CHANGES = ("correct.item", "correct.sum", "correct.claim", "correct.veto")
CORRECTING = Duty(
    name="correcting",
    verbs={
        "correct.begin": record_decision,
        "correct.show": show,
        "correct.sum": change_sum,
        "correct.claim": change_claim,
        "correct.veto": change_veto,
        "correct.send": send,
        "correct.drop": drop,
        "correct.return": give_back,
        "correct.confirm": confirm,
    },
    again=dict.fromkeys(("correct.send", "correct.drop", "correct.return", "correct.confirm", *CHANGES[1:]), again),
)
