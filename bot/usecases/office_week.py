"""What 考核办 has to do this week, all of it derived: what waits for a decision of this person, and what falls due."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.clock import local_day
from bot.permissions import Deed, may, require
from bot.usecases.act import Act
from bot.usecases.claims import deed_on, waiting_claims
from bot.usecases.correcting import open_correction
from bot.usecases.deadlines import deadlines
from bot.usecases.decisions import entered
from bot.usecases.feedback import feedback_given
from bot.usecases.inspection import PLANNED, REPORTED, inspections
from bot.usecases.readiness import owed_at
from bot.usecases.recheck import waiting
from bot.usecases.recorded import disputed
from bot.usecases.relief import ASKED, reliefs
from bot.usecases.requests import waiting_requests
from bot.usecases.stages import Stage, open_stages
from bot.usecases.verify import units_to_verify, verify_state
from bot.words import office_week as said
from bot.words import recorded
from cards.words import day_of
from storage.records import Entry


@dataclass(frozen=True)
class Job:
    """One line of the week: what it is, what to say to get at it (nothing, where others are to act), and its day."""

    what: str
    word: str
    day: date | None = None


def jobs(act: Act, until: date | None = None) -> list[Job]:
    """What waits for the actor until Sunday or a day: what has a day first, then decisions; not of his own units."""
    require(act, Deed.RUN_STAGES)
    last = until or monday(act) + timedelta(days=6)
    dated = sorted((*_deadlines(act, last), *_visits(act, last)), key=lambda job: job.day or act.today)
    return [*dated, *_minutes(act), *_decisions(act), *_verifications(act), *_correction(act), *_opinions(act)]


def monday(act: Act) -> date:
    """The first day of the actor's week."""
    return act.today - timedelta(days=act.today.weekday())


def _deadlines(act: Act, last: date) -> Iterator[Job]:
    for stage, day in deadlines(act).items():
        if stage not in open_stages(act) or day > last:
            continue
        owed = len(owed_at(act, stage))
        told = said.DEADLINE if day >= act.today else said.DEADLINE_GONE
        yield Job(told.format(stage=stage.label, day=day_of(day), count=owed), said.ASK_OWED, day)


def _visits(act: Act, last: date) -> Iterator[Job]:
    for one in inspections(act):
        if one.entry.kind not in (PLANNED, REPORTED) or one.day > last:
            continue
        told = said.VISIT if one.is_open else said.VISIT_UNSIGNED
        yield Job(told.format(unit=act.scheme.unit(one.unit).name, day=day_of(one.day)), said.ASK_VISIT, one.day)


def _minutes(act: Act) -> Iterator[Job]:
    for unit in act.scheme.units:
        read = entered(act, unit.code)
        if read:
            is_mine = act.actor.id in read
            told = (said.MINUTES_MINE if is_mine else said.MINUTES).format(unit=unit.name)
            yield Job(told, "" if is_mine else said.ASK_MINUTES.format(unit=unit.name))


def _decisions(act: Act) -> Iterator[Job]:
    wishes = [one for one in reliefs(act) if one.kind == ASKED]
    kinds: tuple[tuple[Iterable[Entry], Callable[[Entry], Deed], str, str], ...] = (
        (wishes, lambda _: Deed.DECIDE_RELIEF, said.RELIEFS, said.ASK_RELIEFS),
        (waiting_requests(act), lambda _: Deed.DECIDE_REQUEST, said.REQUESTS, said.ASK_REQUESTS),
        (waiting_claims(act), deed_on, said.CLAIMS, said.ASK_CLAIMS),
        (disputed(act), lambda _: Deed.RUN_STAGES, recorded.WEEK, recorded.WEEK_WORD),
        (waiting(act), lambda _: Deed.RECHECK, said.RECHECKS, said.ASK_OWED),
    )
    for found, deed, told, word in kinds:
        mine = [one for one in found if may(act, deed(one), one.unit)]
        if mine:
            yield Job(told.format(count=len(mine)), word)


def _verifications(act: Act) -> Iterator[Job]:
    if Stage.VERIFY not in open_stages(act):
        return
    states = [verify_state(act, code) for code in units_to_verify(act)]
    ready = [one for one in states if one.is_ready and one.waiting]
    if ready:
        count = sum(len(one.waiting) for one in ready)
        yield Job(said.VERIFY.format(units=len(ready), count=count), said.ASK_VERIFY)


def _correction(act: Act) -> Iterator[Job]:
    if open_correction(act) is not None:
        yield Job(said.CORRECTION, said.ASK_CORRECTION)


def _opinions(act: Act) -> Iterator[Job]:
    new = [one for one in feedback_given(act) if local_day(one.at) >= monday(act)]
    if new:
        yield Job(said.OPINIONS.format(count=len(new)), said.ASK_OPINIONS)
