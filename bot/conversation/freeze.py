"""冻结 小王, 我手机丢了: an account stops at once; 解冻 by the office; 查操作 lists what it did."""

import re
from datetime import UTC, datetime, time

from bot.clock import SHANGHAI
from bot.conversation.days import past_day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken, NotAllowed
from bot.understanding.intents import Heard, Intent
from bot.understanding.people import people_in
from bot.usecases.freeze import acts_since, freeze, may_freeze, thaw
from bot.usecases.undo import name_of_kind
from bot.words import freeze as said
from cards.notices import NoticeView, notice_card
from cards.words import day, moment
from storage.records import Entry, Person

MYSELF = re.compile(r"我|本人|自己")
MOST = 15


def asked(turn: Turn, heard: Heard) -> None:
    """冻结, in whatever words: who is meant is said back, and nothing happens before a tap."""
    _echo(turn, _meant(turn, heard.text))


def _meant(turn: Turn, text: str) -> Person:
    """Whom the words name: a person of the roster, else the speaker."""
    found = people_in(text, [one for one in turn.act.desk.people.all() if one.active])
    mine = [one for one in found.people if may_freeze(turn.act, one)]
    if len(mine) == 1:
        return mine[0]
    if not found.people and MYSELF.search(text):
        return turn.person
    if not found.people:
        raise Mistaken(said.WHO)
    if not mine:
        raise NotAllowed(said.MAY_NOT)
    names = "、".join(one.name for one in mine[:5])
    raise Mistaken(said.WHICH.format(said=text.strip()[:12], names=names))


def _echo(turn: Turn, person: Person) -> None:
    if person.frozen:
        raise Mistaken(said.FROZEN_ALREADY.format(name=person.name))
    lines = (said.EFFECT.format(name=person.name), said.KEPT)
    yes = turn.offer(said.YES, "freeze.do", person=person.id).as_danger()
    buttons = (yes, turn.offer(said.NO, "freeze.leave", person=person.id))
    title = said.TITLE.format(name=person.name)
    turn.show(notice_card(NoticeView(title=title, lines=lines, buttons=buttons)), _about(person))


def _about(person: Person) -> str:
    return f"freeze:{person.id}"


def do(turn: Turn, press: Press) -> None:
    """Freeze: what waits is held, his cards are blanked, he hears it once, and so does the office."""
    person = _person(turn, press)
    mine, to = turn.person.id == person.id, f"user:{person.userid}"
    turn.act.desk.outbox.hold(to)
    turn.settle(_about(person), said.YES)
    turn.voice.cover(turn.act.desk.shown.with_buttons(to), said.BLANK)
    turn.tell(person, said.FAREWELL.format(who=turn.person.name))
    entry = freeze(turn.act, person, "")
    if not mine:
        turn.say(said.DONE.format(name=person.name))
    told = said.TOLD.format(who=turn.person.name, when=moment(entry.at), name=person.name, reason="")
    for officer in turn.act.desk.people.office():
        if officer.id not in (turn.person.id, person.id):
            turn.tell(officer, told)


def leave(turn: Turn, press: Press) -> None:
    """Not now."""
    turn.settle(_about(_person(turn, press)), said.NO)
    turn.say(said.LEFT)


def _person(turn: Turn, press: Press) -> Person:
    person = turn.act.desk.people.get(press.args["person"])
    if person is None:
        raise Mistaken(said.WHO)
    return person


def begin_thaw(turn: Turn, match: re.Match[str]) -> None:
    """解冻 小王 手机已找回: by the office, with a reason."""
    typed = match.group("what").strip()
    frozen = [one for one in turn.act.desk.people.all() if one.frozen]
    found = people_in(typed, frozen).only
    if found is None:
        named = people_in(typed, turn.act.desk.people.all()).only
        raise Mistaken(said.NOT_FROZEN.format(name=named.name) if named else said.NOT_FOUND.format(said=typed[:12]))
    reason = typed.replace(found.name, "").strip(" ，,：:")
    turn.start(Press("freeze.thaw", {"person": found.id}, {"reason": reason} if len(reason) > 1 else {}))


def end(turn: Turn, press: Press) -> None:
    """Let an account go; its owner and the office hear it."""
    person = _person(turn, press)
    thaw(turn.act, person, press.need("reason", said.ASK_THAW_REASON.format(name=person.name)))
    turn.say(said.THAWED.format(name=person.name))
    turn.tell(person, said.THAWED_TOLD.format(who=turn.person.name))


def list_acts(turn: Turn, match: re.Match[str]) -> None:
    """查操作 小王 5月9日: what a person did since a day, for the office."""
    typed = match.group("what").strip()
    name, _, since = typed.rpartition(" ")
    person = people_in(name, turn.act.desk.people.all()).only if name else None
    if person is None:
        raise Mistaken(said.LIST_HOW)
    start = past_day_said(since, turn.act.today)
    entries = acts_since(turn.act, person, datetime.combine(start, time.min, SHANGHAI).astimezone(UTC))
    if not entries:
        turn.whisper(said.ACTS_NONE.format(name=person.name, day=day(start)))
        return
    lines = [said.ACTS.format(name=person.name, day=day(start), count=len(entries))]
    lines += [_line(turn, entry) for entry in entries[-MOST:]]
    lines += [said.MORE.format(most=MOST)] if len(entries) > MOST else []
    turn.whisper("\n".join(lines))


def _line(turn: Turn, entry: Entry) -> str:
    marked = turn.scheme.marked(entry.item).label if entry.item else ""
    unit = turn.scheme.unit(entry.unit).short if entry.unit else ""
    where = "，".join(part for part in (unit, marked) if part)
    return said.ACT.format(when=moment(entry.at), what=name_of_kind(entry.kind), where=f"（{where}）" if where else "")


FREEZE = Duty(
    name="freeze",
    intents={Intent.FREEZE: asked},
    hears=(
        (words("解冻(?P<what>.{1,80})"), begin_thaw),
        (words("查操作(?P<what>.{1,40})"), list_acts),
    ),
    verbs={"freeze.do": do, "freeze.leave": leave, "freeze.thaw": end},
)
