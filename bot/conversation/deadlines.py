"""截止 自评 12月10日: until when a stage is to be done; 停摆 moves all of them; everybody concerned hears it once."""

import re

from bot.conversation.concerned import concerned
from bot.conversation.days import coming_day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.errors import Mistaken
from bot.usecases.deadlines import deadline_of, extend_all, set_deadline
from bot.usecases.stages import WINDOWS, stage_named
from bot.words import deadlines as said
from cards.words import day_of
from storage.records import Person

STAGES = "|".join(one.label for one in WINDOWS)
DAY = r"(?P<day>[\d年月日号.\-/]{3,16})"


def set_one(turn: Turn, match: re.Match[str]) -> None:
    """Set or move the deadline, and tell those concerned."""
    stage = stage_named(match.group("stage"))
    if stage is None:
        raise Mistaken(said.HOW)
    before = deadline_of(turn.act, stage)
    day = coming_day_said(match.group("day"), turn.act.today)
    set_deadline(turn.act, stage, day)
    told = {"stage": stage.label, "day": day_of(day), "before": day_of(before) if before else ""}
    people = [one for one in concerned(turn.act, stage) if one.id != turn.person.id]
    for person in people:
        turn.tell(person, (said.TOLD_MOVED if before else said.TOLD).format(**told))
    turn.say((said.MOVED if before else said.SET).format(count=len(people), **told))


def stand_still(turn: Turn, match: re.Match[str]) -> None:
    """停摆 3 个工作日 防汛: every open deadline moves; whom it concerns hears of all his stages in one message."""
    if not match.group("days"):
        raise Mistaken(said.EXTEND_HOW)
    days, reason = int(match.group("days")), (match.group("reason") or "").strip("（）() 　")
    moved = extend_all(turn.act, days, reason)
    told: dict[str, tuple[Person, list[str]]] = {}
    for stage, old, new in moved:
        line = said.ONE_MOVED.format(stage=stage.label, old=day_of(old), new=day_of(new))
        for person in concerned(turn.act, stage):
            if person.id != turn.person.id:
                told.setdefault(person.id, (person, []))[1].append(line)
    for person, lines in told.values():
        turn.tell(person, said.EXTENDED_TOLD.format(days=days, reason=reason, moved="，".join(lines)))
    every = (said.ONE_MOVED.format(stage=stage.label, old=day_of(old), new=day_of(new)) for stage, old, new in moved)
    turn.say(said.EXTENDED.format(days=days, reason=reason, count=len(told), moved="，".join(every)))


DEADLINES = Duty(
    name="deadlines",
    hears=(
        (words(rf"截止(?:日期)?\s*(?P<stage>{STAGES})(?:阶段)?\s*(?:到|至)?\s*{DAY}"), set_one),
        (
            words(rf"(?P<stage>{STAGES})(?:阶段)?\s*(?:截止|延期|延长)(?:日期)?\s*(?:定在|改到|改为|到|至)?\s*{DAY}"),
            set_one,
        ),
        (
            words(r"停摆(?:公告)?[\s:：，,]*(?:(?P<days>\d{1,3})\s*(?:个?工作日|天)[\s:：，,]*(?P<reason>.{0,60}))?"),
            stand_still,
        ),
    ),
)
