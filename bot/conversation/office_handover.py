"""考核办交接给 某某: the list of what stands goes to who takes over, who takes it or gives it back with a reason."""

import re

from bot.conversation.briefs import name_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.people import people_in
from bot.usecases.office_handover import SLOT, give_back, offer, take, waiting
from bot.words import office_handover as said
from cards.notices import NoticeView, notice_card
from cards.words import moment
from storage.records import Entry

MOST = 10


def begin(turn: Turn, match: re.Match[str]) -> None:
    """Show the successor what he takes over."""
    require(turn.act, Deed.RUN_STAGES)
    to = people_in(match.group("who") or "", [one for one in turn.act.desk.people.all() if one.active]).only
    if to is None:
        raise Mistaken(said.HOW)
    if waiting(turn.act) is not None:
        turn.settle(SLOT, said.REPLACED)
    entry = offer(turn.act, to)
    lines = entry.payload["lines"]
    more = (said.MORE.format(count=len(lines) - MOST),) if len(lines) > MOST else ()
    view = NoticeView(
        title=said.TITLE.format(old=turn.person.name, new=to.name),
        lines=(said.ASK.format(count=len(lines)), *(f"· {one}" for one in lines[:MOST]), *more),
        buttons=(
            turn.offer(said.TAKE, "office.take", to=to, slot=SLOT).as_main(),
            turn.offer(said.RETURN, "office.return", to=to, slot=SLOT),
        ),
    )
    turn.show_to(to, notice_card(view), SLOT)
    turn.say(said.SENT.format(new=to.name))


def taken(turn: Turn, press: Press) -> None:
    """接收: both, the rest of the office and the 组长 hear from when who does it."""
    entry = take(turn.act)
    turn.settle(SLOT, said.TAKE)
    told = said.TAKEN.format(
        when=moment(entry.at),
        new=turn.person.name,
        old=name_of(turn.act, entry.payload["from"]),
        count=len(entry.payload["lines"]),
    )
    _tell_all(turn, told)


def returned(turn: Turn, press: Press) -> None:
    """退回, with a reason."""
    entry = give_back(turn.act, press.need("reason", said.WHY_RETURN))
    turn.settle(SLOT, said.RETURN)
    _tell_all(turn, said.RETURNED.format(new=turn.person.name, reason=entry.reason))


def _tell_all(turn: Turn, told: str) -> None:
    people, chief = turn.act.desk.people, turn.act.desk.people.chief()
    turn.say(told)
    for one in {one.id: one for one in (*people.office(), *([chief] if chief else []))}.values():
        if one.id != turn.person.id:
            turn.tell(one, told)


def again(turn: Turn, press: Press) -> None:
    """A card of an earlier handover."""
    entry: Entry | None = waiting(turn.act)
    turn.say(said.NONE_WAITS if entry is None else said.NOT_YOURS)


OFFICE_HANDOVER = Duty(
    name="office_handover",
    hears=((words(r"考核办(?:的)?(?:工作)?交接(?:给|到|：|:)?\s*(?P<who>.{0,20})"), begin),),
    verbs={"office.take": taken, "office.return": returned},
    again={"office.take": again, "office.return": again},
)
