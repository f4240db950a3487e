"""开始演练, 退出演练, 清空演练数据, 结束演练: always heard on the real desk, whoever rehearses."""

import re
from collections.abc import Callable

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.people import people_in
from bot.usecases.rehearsal import clear, end, leave, participants, start
from bot.words import rehearsal as said


def begin(turn: Turn, match: re.Match[str]) -> None:
    """Who is named takes part, else the speaker."""
    require(turn.act, Deed.REHEARSE)
    named = (match.group("who") or "").strip()
    people = list(people_in(named, [one for one in turn.act.desk.people.all() if one.active]).people)
    if named and not people:
        raise Mistaken(said.WHO)
    people = people or [turn.person]
    start(turn.act, people)
    turn.whisper(said.STARTED.format(names="、".join(one.name for one in people)))
    for person in people:
        if person.id != turn.person.id:
            turn.tell(person, said.TOLD)


def stop(turn: Turn, _: re.Match[str]) -> None:
    """退出演练."""
    leave(turn.act)
    turn.whisper(said.LEFT)


def empty(turn: Turn, _: re.Match[str]) -> None:
    """清空演练数据."""
    clear(turn.act)
    turn.whisper(said.CLEARED.format(count=len(participants(turn.act.desk))))


def finish(turn: Turn, _: re.Match[str]) -> None:
    """结束演练: everybody who took part hears it."""
    people = end(turn.act)
    turn.whisper(said.ENDED.format(count=len(people)))
    for person in people:
        if person.id != turn.person.id:
            turn.tell(person, said.ENDED_TOLD)


HEARS: tuple[tuple[re.Pattern[str], Callable[[Turn, re.Match[str]], None]], ...] = (
    (words(r"(?:开始|开|进入|参加)演练[\s:：，,]*(?P<who>.{0,200})"), begin),
    (words("退出演练|不演练了|离开演练"), stop),
    (words("清空演练(?:数据|记录)?"), empty),
    (words("结束演练|演练结束"), finish),
)
REHEARSAL = Duty(name="rehearsal", hears=HEARS)


def is_about_rehearsing(text: str) -> bool:
    """Whether words are for the real desk although their speaker rehearses."""
    return any(pattern.match(text) for pattern, _ in HEARS)
