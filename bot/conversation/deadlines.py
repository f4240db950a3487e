"""截止 自评 12月10日: the office sets until when a stage is to be done; everybody concerned hears it once."""

import re

from bot.conversation.concerned import concerned
from bot.conversation.days import coming_day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.errors import Mistaken
from bot.usecases.deadlines import deadline_of, set_deadline
from bot.usecases.stages import WINDOWS, stage_named
from bot.words import deadlines as said
from cards.words import day_of

STAGES = "|".join(one.label for one in WINDOWS)
MOVED_TO = r"(?:定在|改到|改为|到|至)?\s*"
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


DEADLINES = Duty(
    name="deadlines",
    hears=(
        (words(rf"截止(?:日期)?\s*(?P<stage>{STAGES})(?:阶段)?\s*(?:到|至)?\s*{DAY}"), set_one),
        (
            words(rf"(?P<stage>{STAGES})(?:阶段)?\s*(?:截止|延期|延长)(?:日期)?\s*(?:定在|改到|改为|到|至)?\s*{DAY}"),
            set_one,
        ),
    ),
)
