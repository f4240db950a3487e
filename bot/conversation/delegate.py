"""我请假到11月30日，让小李代办: who acts meanwhile, echoed before it is stored, ended by its day or by 取消代办."""

import re
from datetime import date, timedelta
from typing import Any

from bot.conversation.briefs import brief
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.intents import Heard, Intent
from bot.understanding.numerals import day_in
from bot.understanding.people import people_in
from bot.understanding.polarity import asks
from bot.usecases.assign import named
from bot.usecases.delegate import JUDGES, Absence, absence, delegate, delegations_of, end, held_by, own_charges
from bot.usecases.staffing import staffing
from bot.words import delegate as said
from cards.assign import ChangeView, change_card
from cards.notices import NoticeView, notice_card
from cards.words import GROUP_PRIVATE, day
from storage.records import Person, Role

CHOICES = 3
GOES = re.compile(r"请.{0,3}假|休.{0,3}假|出差|外出|不在|住院|学习|借调|挂职|隔离")
AS_FAR_AS = re.compile(r"[到至](?!岗|位|期)")
WEEK = timedelta(days=7)


def heard_absence(turn: Turn, heard: Heard) -> None:
    """Understand who is away, who stands in and until when; ask for what is missing."""
    if not turn.place.is_private:
        turn.say(GROUP_PRIVATE)
        return
    if asks(heard.text) and heard.slots.until is None and not GOES.search(heard.text):
        _say_now(turn)
        return
    person, rest = _away(turn, heard.text)
    own_charges(turn.act, person)
    colleagues = _colleagues(turn, person)
    if not colleagues:
        raise Mistaken(said.NOBODY.format(unit=turn.scheme.unit(person.units[0]).short))
    everybody = [one for one in turn.act.desk.people.all() if one.active and one != person]
    meant = people_in(rest, everybody)
    meant = meant if meant.whole else people_in(rest, colleagues)
    first, until = _days(turn, heard)
    args: dict[str, Any] = {
        "person": person.id,
        "first": first.isoformat(),
        "until": until.isoformat() if until else "",
    }
    if meant.only is not None:
        turn.start(Press("delegate.ask", {**args, "taker": meant.only.id}))
    else:
        _ask_who(turn, person, list(meant.people) or colleagues, args)


def _say_now(turn: Turn) -> None:
    """谁代我办: who stands in for whom, as far as it concerns the speaker."""
    lines = [
        said.NOW.format(name=person.name, to=stand_in.name, until=day(until))
        for person, stand_in, until in delegations_of(turn.act, turn.person)
    ]
    turn.say("\n".join(lines) or said.NONE)


def _away(turn: Turn, text: str) -> tuple[Person, str]:
    """Who is away, and the words that name who stands in: a colleague before 请假 is away himself, else the speaker."""
    goes = GOES.search(text)
    before = text[: goes.start()] if goes else ""
    others = [one for unit in turn.person.units for one in turn.act.desk.people.in_unit(unit) if one != turn.person]
    named_before = people_in(before, others).only if "我" not in before else None
    return (named_before, text[len(before) :]) if named_before else (turn.person, text)


def _colleagues(turn: Turn, person: Person) -> list[Person]:
    staff = staffing(turn.act)
    workers = [one for unit in person.units for one in staff.workers(unit) if one.id != person.id]
    return sorted(dict.fromkeys(workers), key=lambda one: Role.STAFF not in one.roles)


def _days(turn: Turn, heard: Heard) -> tuple[date, date | None]:
    """The first and the last day: 下周一到周五 names both, 到11月30日 the last."""
    today = turn.act.today
    parts = AS_FAR_AS.split(heard.text, maxsplit=1)
    if len(parts) == 1:
        return today, heard.slots.until
    first, until = day_in(parts[0], today) or today, day_in(parts[1], today)
    if until is not None and until < first <= until + WEEK:
        until += WEEK
    return max(first, today), until or heard.slots.until


def _ask_who(turn: Turn, person: Person, people: list[Person], args: dict[str, Any]) -> None:
    buttons = [turn.offer(one.name, "delegate.ask", taker=one.id, **args) for one in people[:CHOICES]]
    count = len(own_charges(turn.act, person))
    lines = (said.WHO.format(name=person.name, count=count),)
    view = NoticeView(title=said.TITLE, lines=lines, buttons=(buttons[0].as_main(), *buttons[1:]))
    turn.show(notice_card(view))


def ask(turn: Turn, press: Press) -> None:
    """Ask for the day when it is missing, then show what would be stored."""
    args = dict(press.args)
    if not args["until"]:
        example = _in_words(turn.act.today + WEEK)
        answer = press.need("until", said.UNTIL.format(day=example))
        until = day_in(answer, turn.act.today)
        if until is None:
            raise Mistaken(said.NO_DAY.format(said=answer[:20], day=example))
        args["until"] = until.isoformat()
    found = _absence(turn, args)
    items = {one.item.id: brief(one.item) for one in found.charges}
    view = ChangeView(
        title=said.TITLE,
        items=tuple(items.values()),
        effects=tuple(_effects(found)),
        yes=turn.offer(said.YES, "delegate.do", **args),
        no=turn.offer(said.NO, "delegate.leave"),
    )
    turn.show(change_card(view), _subject(turn))


def _in_words(when: date) -> str:
    return f"{when.month}月{when.day}日"


def _absence(turn: Turn, args: dict[str, Any]) -> Absence:
    people = {one.id: one for one in turn.act.desk.people.all()}
    first, until = date.fromisoformat(args["first"]), date.fromisoformat(args["until"])
    return absence(turn.act, people[args["person"]], people[args["taker"]], first, until)


def _said(found: Absence, sentence: str) -> str:
    return sentence.format(
        name=found.person.name,
        to=found.to.name,
        first=_in_words(found.first),
        until=_in_words(found.until) if found.until.year == found.first.year else day(found.until),
        count=len(found.charges),
        what=named(found.charges),
    )


def _effects(found: Absence) -> list[str]:
    """What it does and what it does not."""
    lines = [_said(found, said.EFFECT), _said(found, said.EFFECT_KEEPS)]
    judges = found.person.roles & (JUDGES | {Role.HEAD})
    return [*lines, _said(found, said.EFFECT_JUDGING)] if judges else lines


def _subject(turn: Turn) -> str:
    return f"delegating:{turn.person.id}"


def do(turn: Turn, press: Press) -> None:
    """Store it; who stands in and the head are told."""
    found = _absence(turn, press.args)
    delegate(turn.act, found)
    turn.settle(_subject(turn), said.YES)
    turn.say(_said(found, said.DONE))
    turn.tell(found.to, _said(found, said.TOLD))
    told = {turn.person.id, found.to.id}
    units = dict.fromkeys(one.unit.code for one in found.charges)
    watching = [found.person, *(one for unit in units for one in turn.act.desk.people.heads_of(unit))]
    for one in {one.id: one for one in watching if one.id not in told}.values():
        turn.tell(one, _said(found, said.HEAD_TOLD))


def leave(turn: Turn, press: Press) -> None:
    """It is not stored."""
    turn.settle(_subject(turn), said.NO)
    turn.say(said.DROPPED)


def cancel(turn: Turn, _: re.Match[str]) -> None:
    """取消代办, by who was away or who stands in: every delegation in which he is one of the two."""
    pairs = delegations_of(turn.act, turn.person)
    if not pairs:
        raise Mistaken(said.NONE_NOW)
    for person, stand_in, _until in pairs:
        end(turn.act, person)
        ended = said.ENDED.format(count=len(held_by(turn.act, person)), name=person.name)
        turn.say(ended)
        if person != turn.person:
            turn.tell(person, ended)
        if stand_in != turn.person:
            turn.tell(stand_in, said.ENDED_TOLD.format(name=person.name, by=turn.person.name))


def again(turn: Turn, press: Press) -> None:
    """The card was answered already."""
    turn.say(said.ALREADY_DONE)


DELEGATE = Duty(
    name="delegate",
    intents={Intent.DELEGATE: heard_absence, Intent.ABSENCE: heard_absence},
    hears=((words("取消代办|代办取消|不用代办了|结束代办"), cancel),),
    verbs={"delegate.ask": ask, "delegate.do": do, "delegate.leave": leave},
    again={"delegate.do": again, "delegate.leave": again},
)
