"""集体决定: one of the office enters what the minutes say of a unit, or of all; another confirms it from them."""

import re
from decimal import Decimal

from bot.conversation.briefs import name_of
from bot.conversation.days import day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.matching import units_in
from bot.usecases.decided_of_all import HOW_MANY, awards_said, order_of
from bot.usecases.decisions import (
    Minutes,
    Verdict,
    confirmers,
    drop,
    enter,
    entered,
    named,
    require_recorder,
    slot_of,
    unit_of,
    verdict_said,
)  # fmt: skip
from bot.usecases.results import sheet_of, sheets
from bot.words import decisions as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from scoring.parts import shown
from scoring.scheme import Unit
from storage.records import Entry, Person


def begin(turn: Turn, match: re.Match[str]) -> None:
    """集体决定 单位, 缓议 单位: what a meeting decided of it."""
    units = units_in(match.group("unit") or "", turn.scheme)
    if not units:
        raise Mistaken(said.WHICH_UNIT)
    start(turn, units[0].code, match.group("what") if match.group("what") == Verdict.DEFER else "")


def start(turn: Turn, unit: str, verdict: str = "") -> None:
    """Ask what was decided about a unit, line by line."""
    require_recorder(turn.act)
    turn.start(Press("result.decide", {"unit": unit}, {"points": verdict} if verdict else {}))


def begin_order(turn: Turn, match: re.Match[str]) -> None:
    """并列次序 办公室、房基处: the order in which a meeting put units of the same total."""
    require_recorder(turn.act)
    about, what = order_of(turn.act, sheets(turn.act), _in_order(turn, match.group("units")))
    turn.start(Press("result.decide", {"unit": about, "verdict": Verdict.ORDER.value, "what": what}))


def _in_order(turn: Turn, text: str) -> list[Unit]:
    """The units as they are named one after another; refused when one of them is not known."""
    found = [units_in(part, turn.scheme) for part in re.split(r"[、，,；;>＞\s]+|和", text) if part]
    if not all(found):
        raise Mistaken(said.WHICH_ORDER)
    return [units[0] for units in found]


def begin_awards(turn: Turn, match: re.Match[str]) -> None:
    """先进名额 2 家: how many a meeting said."""
    require_recorder(turn.act)
    what = awards_said(turn.act, match.group("count"))
    turn.start(Press("result.decide", {"unit": HOW_MANY, "verdict": Verdict.AWARDS.value, "what": what}))


def record(turn: Turn, press: Press) -> None:
    """Enter what the minutes say; the other person gets it to confirm, or both hear that they read differently."""
    unit, of_all = press.args["unit"], press.args.get("verdict")
    verdict, points = (Verdict(of_all), "") if of_all else verdict_said(press.need("points", said.ASK_VERDICT))
    meeting = press.need("meeting", said.ASK_MINUTES)
    day = day_said(press.need("date", said.ASK_DAY))
    read = Minutes(verdict, meeting, day.isoformat(), points, press.args.get("what", ""))
    _enter(turn, unit, read, press.need("reason", said.ASK_REASON))


def _enter(turn: Turn, unit: str, read: Minutes, reason: str) -> None:
    others = [key for key in entered(turn.act, unit) if key != turn.person.id]
    entry = enter(turn.act, unit, read, reason)
    if entry.kind != "decision.entered":
        _in_force(turn, unit, read)
        return
    if others:
        _both_differ(turn, unit, entry)
        return
    waiting = confirmers(turn.act)
    for person in waiting:
        _show_to(turn, unit, entry, person)
    turn.say(said.ENTERED.format(who="、".join(one.name for one in waiting)))


def _show_to(turn: Turn, unit: str, entry: Entry, person: Person) -> None:
    """What was entered so far, for one who may confirm it or enter his own."""
    read = entered(turn.act, unit)
    others = {key: one for key, one in read.items() if key != person.id}
    lines = [said.BY.format(who=name_of(turn.act, key), read=one.told) for key, one in read.items()]
    lines += [said.REASON.format(reason=entry.reason)]
    if len(read) == 1:
        lines.append(_effect(turn, unit, next(iter(read.values()))))
    lines.append(said.BOTH_ENTERED if len(read) > 1 else said.ONE_ENTERED)
    buttons = tuple(_confirm(turn, unit, key, person, alone=len(read) == 1) for key in others)
    mine = turn.offer(said.MINE, "decide.mine", to=person, slot=slot_of(unit), unit=unit)
    none = turn.offer(said.NONE, "decide.drop", to=person, slot=slot_of(unit), unit=unit)
    title = said.TITLE.format(unit=named(turn.act, unit))
    view = NoticeView(title=title, lines=tuple(lines), buttons=(*buttons, mine, none))
    turn.show_to(person, notice_card(view), slot_of(unit))


def _confirm(turn: Turn, unit: str, key: str, person: Person, *, alone: bool) -> Button:
    label = said.CONFIRM if alone else said.TAKE_THEIRS.format(who=name_of(turn.act, key))
    return turn.offer(label, "decide.confirm", to=person, slot=slot_of(unit), unit=unit, by=key)


def _effect(turn: Turn, unit: str, read: Minutes) -> str:
    if read.verdict in (Verdict.ORDER, Verdict.AWARDS):
        return said.EFFECTS[read.verdict]
    if read.verdict in HELD:
        return said.HELD_UNTIL
    now = sheet_of(turn.act, unit)
    change = Decimal(read.points or 0)
    then = now.total - (now.part("decision") if read.points else 0) + change
    return said.COMPUTED.format(now=shown(now.total), then=shown(then))


def _both_differ(turn: Turn, unit: str, entry: Entry) -> None:
    """Both hear both figures; nothing is in force."""
    read = entered(turn.act, unit)
    both = "\n".join(said.BY.format(who=name_of(turn.act, key), read=one.told) for key, one in read.items())
    news = said.DIFFERS.format(unit=named(turn.act, unit), both=both)
    people = [one for key in read if (one := turn.act.desk.people.get(key)) is not None]
    for person in people:
        turn.tell(person, news)
        _show_to(turn, unit, entry, person)


def _in_force(turn: Turn, unit: str, read: Minutes) -> None:
    turn.settle(slot_of(unit), read.verdict, said.WAITING, said.SETTLED)
    news = said.IN_FORCE.format(
        unit=named(turn.act, unit), read=read.told, effect=said.EFFECTS[read.verdict]
    )  # fmt: skip
    turn.say(news)
    people = turn.act.desk.people
    chief = people.chief()
    for person in {one.id: one for one in (*people.office(), *([chief] if chief else []))}.values():
        if person.id != turn.person.id:
            turn.tell(person, news)


def confirm(turn: Turn, press: Press) -> None:
    """The same as another read: it is in force."""
    unit = press.args["unit"]
    require_recorder(turn.act)
    read = entered(turn.act, unit).get(press.args["by"])
    entry = turn.act.current(slot_of(unit))
    if read is None or entry is None:
        raise Mistaken(said.CHANGED_SINCE)
    _enter(turn, unit, read, entry.reason or "")


def mine(turn: Turn, press: Press) -> None:
    """Enter one's own reading."""
    unit = press.args["unit"]
    if unit_of(turn.act, unit) is None:
        raise Mistaken(said.SAY_YOURS)
    start(turn, unit)


def drop_all(turn: Turn, press: Press) -> None:
    """Nothing of it is entered."""
    unit, others = press.args["unit"], entered(turn.act, press.args["unit"])
    drop(turn.act, unit)
    turn.settle(slot_of(unit), said.NONE, said.WAITING, said.CANCELLED)
    turn.say(said.DROPPED)
    news = said.DROPPED_TOLD.format(who=turn.person.name, unit=named(turn.act, unit))
    for key in others:
        person = turn.act.desk.people.get(key)
        if person is not None and key != turn.person.id:
            turn.tell(person, news)


def again(turn: Turn, press: Press) -> None:
    """What is entered of the unit now."""
    unit = press.args["unit"]
    entry = turn.act.current(slot_of(unit))
    if entry is not None and entry.kind == "decision.entered":
        _show_to(turn, unit, entry, turn.person)


HELD = (Verdict.RETURN, Verdict.DEFER)
"""What keeps a result from going on, as a sentence may name it."""
DECISIONS = Duty(
    name="decisions",
    hears=(
        (
            words(
                r"(?:领导小组|党组)?(?:会议?)?(?:决定)?(?P<what>集体决定|缓议(?=\s*[\u4e00-\u9fff]))(?P<unit>.{0,20})"
            ),
            begin,
        ),
        (words(r"并列次序[\s:：]*(?P<units>.{0,80})"), begin_order),
        (words(r"(?:评)?先进名额[\s:：]*(?:定为)?\s*(?P<count>\d{1,3})\s*(?:家|个)?"), begin_awards),
    ),
    verbs={
        "result.decide": record,
        "decide.confirm": confirm,
        "decide.mine": mine,
        "decide.drop": drop_all,
    },
    again=dict.fromkeys(("decide.confirm", "decide.mine", "decide.drop"), again),
)
