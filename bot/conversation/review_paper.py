"""送审稿: what a leader reads of his line before he scores; 审议意见: what the office puts into it (五(二)4)."""

import re
from decimal import Decimal

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken, NotAllowed
from bot.understanding.matching import units_in
from bot.usecases.leaders import units_of
from bot.usecases.progress import progress_of
from bot.usecases.results import sheet_of
from bot.usecases.review import opinions, write_opinion
from bot.words import review as said
from cards.leader import ReviewRow, ReviewView, review_card
from scoring import Sheet
from storage.records import Role

CLAUSE = "五(二)4"


def show_paper(turn: Turn, _: Press) -> None:
    """The 送审稿 of the leader's own line."""
    if Role.LEADER not in turn.person.roles:
        raise NotAllowed(said.LEADERS_ONLY)
    given, progress = opinions(turn.act), progress_of(turn.act)
    rows = tuple(
        ReviewRow(
            name=turn.scheme.unit(code).name,
            parts=_parts(sheet_of(turn.act, code)),
            owing=said.OWING.format(count=left) if (left := progress[code].total - progress[code].done) else "",
            opinion=given.get(code, ""),
        )
        for code in units_of(turn.act, turn.person)
    )
    score = turn.offer(said.SCORE, "leader.line")
    turn.show(review_card(ReviewView(leader=turn.person.name, clause=CLAUSE, rows=rows, score=score)))


def _parts(sheet: Sheet) -> tuple[tuple[str, Decimal], ...]:
    """The parts that stand before the leader's own, the empty ones among bonuses and deductions left out."""
    always = ((said.TASK, sheet.part("task")), (said.COMMON, sheet.part("common")))
    sometimes = ((said.BONUS, sheet.part("bonus")), (said.EXTRA, sheet.part("extra")))
    return (*always, *((label, points) for label, points in sometimes if points))


def write(turn: Turn, match: re.Match[str]) -> None:
    """审议意见 房基处：整改到位: the office's opinion on one unit, for its leader to read."""
    typed = match.group("what").strip()
    units = units_in(typed.split("：")[0].split(":")[0], turn.scheme)
    text = re.split(r"[：:]", typed, maxsplit=1)
    if not units or len(text) < 2 or not text[1].strip():
        raise Mistaken(said.HOW)
    write_opinion(turn.act, units[0].code, text[1])
    turn.say(said.WRITTEN.format(unit=units[0].name))


REVIEW = Duty(
    name="review",
    hears=(
        (words("(?:看)?送审稿"), lambda turn, _: show_paper(turn, Press("review.paper", {}))),
        (words(r"(?:审议|考核办)意见(?P<what>.{1,400})"), write),
    ),
)
