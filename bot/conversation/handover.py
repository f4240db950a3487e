"""交接: one card to both, each taps his side, either may stop it with a reason; head and office are told once."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.owing import owing_of
from bot.conversation.tasks import groups_of
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import may_assign
from bot.usecases.assign import Change
from bot.usecases.handover import Handover, handover, handovers, propose, stop, tap
from bot.words import assign as said
from cards.assign import HandoverView, handover_card
from cards.face import Button, Face, done
from cards.notices import NoticeView, notice_card
from cards.views import Duty as Due
from cards.words import day, stamp
from storage.records import Person


def start(turn: Turn, change: Change) -> None:
    """Send the card to both persons; the side of whoever speaks is done with his word."""
    for found in propose(turn.act, change):
        people = [one for one in (found.old, found.new) if found.waits_for(one)]
        for one in people:
            turn.show_to(one, face_for(turn, found, one), found.slot)
        names = "、".join(one.name for one in people)
        stopping = (turn.offer(said.CANCEL, "handover.stop", slot_id=found.slot),)
        sent = said.SENT.format(people=names)
        turn.show(notice_card(NoticeView(title=found.what, lines=(sent,), buttons=stopping)), found.slot)


def face_for(turn: Turn, found: Handover, person: Person) -> Face:
    """The card of a handover as one of the two sees it."""
    gives = person.id == found.old.id
    view = HandoverView(
        unit=found.unit.name,
        old=found.old.name,
        new=found.new.name,
        groups=groups_of(owing_of(turn, None, found.charges)),
        since=said.SINCE.format(old=found.old.name, new=found.new.name),
        duty=Due(who=said.WHO_TAPS.format(old=found.old.name, new=found.new.name)),
        yes=_button(turn, person, said.HAND if gives else said.TAKE, "handover.tap", found),
        no=_button(turn, person, said.CANCEL if gives else said.RETURN, "handover.stop", found),
    )
    return handover_card(view)


def _button(turn: Turn, person: Person, label: str, verb: str, found: Handover) -> Button:
    return turn.offer(label, verb, to=person, slot_id=found.slot)


def tapped(turn: Turn, press: Press) -> None:
    """移交 or 接收."""
    found = tap(turn.act, press.args["slot_id"])
    gives = turn.person.id == found.old.id
    did, wanted = (said.HAND, said.TAKE) if gives else (said.TAKE, said.HAND)
    mark = stamp(turn.person.name, turn.act.now, did)
    if found.ended:
        turn.settle(found.slot, did, found.old.name, found.new.name)
        _tell_done(turn, found)
        return
    turn.refresh(press, done(face_for(turn, found, turn.person), mark))
    other = found.new if gives else found.old
    turn.say(said.WAITS.format(did=did, other=other.name, wanted=wanted, old=found.old.name))


def _tell_done(turn: Turn, found: Handover) -> None:
    """Both, the head and the office: who answers from which day."""
    old, new, since = found.old.name, found.new.name, day(turn.act.today)
    for one in (found.old, found.new):
        turn.tell(one, said.DONE.format(what=found.what, day=since, new=new, old=old))
    told = said.DONE_TOLD.format(unit=found.unit.short, what=found.what, day=since, new=new, old=old)
    _tell_onlookers(turn, found, told)


def _tell_onlookers(turn: Turn, found: Handover, text: str) -> None:
    """The heads of the unit and the office, each once, as far as they are not the two themselves."""
    people = [*turn.act.desk.people.heads_of(found.unit.code), *turn.act.desk.people.office()]
    for one in {one.id: one for one in people}.values():
        if one.id not in (found.old.id, found.new.id):
            turn.tell(one, text)


def stopped(turn: Turn, press: Press) -> None:
    """取消 or 退回, with a reason."""
    found = handover(turn.act, press.args["slot_id"])
    if found.ended:
        raise Mistaken(said.CLOSED.format(how=found.ended))
    how = said.RETURN if turn.person.id == found.new.id else said.CANCEL
    reason = press.need("reason", said.WHY_CANCEL.format(how=how, number=found.charges[0].number))
    found = stop(turn.act, press.args["slot_id"], reason)
    turn.settle(found.slot, f"{how}交接：{reason}")
    told = said.STOPPED_TOLD.format(
        unit=found.unit.short, what=found.what, old=found.old.name, new=found.new.name,
        by=turn.person.name, how=how, reason=reason,
    )  # fmt: skip
    for one in (found.old, found.new):
        turn.tell(one, told)
    _tell_onlookers(turn, found, told)


def shown_again(turn: Turn, press: Press) -> None:
    """A card of an earlier state: how the handover stands."""
    found = handover(turn.act, press.args["slot_id"])
    if found.waits_for(turn.person):
        turn.show(face_for(turn, found, turn.person), found.slot)
    elif found.ended:
        turn.say(said.CLOSED.format(how=found.ended))
    else:
        turn.say(said.STANDS.format(what=found.what, old=found.old.name, new=found.new.name))


def cancel(turn: Turn, _: re.Match[str]) -> None:
    """取消交接: the one that is open, or a choice of those."""
    mine = [one for one in handovers(turn.act) if one.is_open and _may_stop(turn, one)]
    if not mine:
        raise Mistaken(said.NOTHING_TO_CANCEL)
    if len(mine) == 1:
        turn.start(Press("handover.stop", {"slot_id": mine[0].slot}))
        return
    buttons = tuple(turn.offer(one.what, "handover.stop", slot_id=one.slot) for one in mine[:3])
    turn.show(notice_card(NoticeView(title=said.CANCEL, lines=(said.WHICH_CANCEL,), buttons=buttons)))


def _may_stop(turn: Turn, found: Handover) -> bool:
    return turn.person.id in (found.old.id, found.new.id) or may_assign(turn.act, found.unit.code)


HANDOVER = Duty(
    name="handover",
    hears=((words("(?:取消|撤销|不要)交接|交接取消"), cancel),),
    verbs={"handover.tap": tapped, "handover.stop": stopped},
    again={"handover.tap": shown_again, "handover.stop": shown_again},
)
