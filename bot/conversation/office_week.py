"""本周考核办要做的事: what waits for this person of 考核办, each line with the words that open it."""

import re
from datetime import timedelta

from bot.conversation.duty import Duty, words
from bot.conversation.tasks import show_tasks
from bot.conversation.turn import Turn
from bot.permissions import Deed, may
from bot.usecases.office_week import Job, jobs, monday
from bot.words import office_week as said
from cards.notices import NoticeView, notice_card
from cards.words import day_of

MOST = 8


def show(turn: Turn, _: re.Match[str]) -> None:
    """List what is to be done this week, what has a day first; anybody else sees his own tasks."""
    if not may(turn.act, Deed.RUN_STAGES):
        show_tasks(turn)
        return
    found = jobs(turn.act)
    lines = [_line(one) for one in found[:MOST]] or [said.NOTHING]
    more = said.MORE.format(count=len(found) - MOST) if len(found) > MOST else ""
    first = monday(turn.act)
    title = said.TITLE.format(first=day_of(first), last=day_of(first + timedelta(days=6)))
    turn.show(notice_card(NoticeView(title=title, lines=tuple(lines), foot=more)))


def _line(job: Job) -> str:
    return said.LINE.format(what=job.what, word=job.word) if job.word else job.what


WEEK = "(?:本|这|这个)(?:周|星期|礼拜)"
TO_DO = "(?:还?有|要|该|得)(?:做|办|干)?(?:的|些?什么|些?啥|哪些|几件)?(?:事情?|工作)?"
OFFICE_WEEK = Duty(
    name="office_week",
    hears=((words(rf"(?:考核办|我们?)?{WEEK}(?:考核办|我们?)?{TO_DO}"), show),),
)
