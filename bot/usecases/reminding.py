"""Sending the day's reminders: switched on by the office, once a day however many processes ask, each day kept."""

from collections.abc import Collection
from datetime import date, time, timedelta

from bot.clock import local, local_day
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.dues import CALENDAR
from bot.usecases.nudge_plan import Kind, Log, Message, messages
from bot.usecases.nudges import Filed, owed, text_of
from bot.usecases.staffing import staffing_of
from bot.words import reminding as said
from scoring.scheme import Scheme
from storage.desk import Desk
from storage.evidence import FILED
from storage.records import Entry, Letter, NewEntry, Person

SETTING, SENT, SNOOZED = "setting:reminding", "nudge.sent", "nudge.snoozed"
PREFIX = "nudged:"
FROM, UNTIL = time(9), time(17, 30)
"""The hours in which anybody is reminded, in Shanghai."""
LONGEST = timedelta(days=14)


class SentAlready(Exception):
    """Another process has sent this day's reminders; nothing of this one stays."""


def switch(act: Act, on: bool) -> Entry:
    """Turn reminding on or off for everybody."""
    require(act, Deed.RUN_STAGES)
    if on == is_on(act.desk, act.scheme):
        raise Mistaken(said.ON_ALREADY if on else said.OFF_ALREADY)
    return act.record("reminding.set", SETTING, payload={"on": on})


def is_on(desk: Desk, scheme: Scheme) -> bool:
    """Whether people are reminded."""
    entry = desk.journal.current(scheme.year, SETTING)
    return entry is not None and bool(entry.payload["on"])


def snooze(act: Act, until: date) -> Entry:
    """Let the actor hear nothing before a day but what is due on the very day."""
    if not act.today < until <= act.today + LONGEST:
        raise Mistaken(said.SNOOZE_RANGE.format(days=LONGEST.days))
    return act.record(SNOOZED, f"snooze:{act.actor.id}", payload={"until": until.isoformat()})


def remind(desk: Desk, scheme: Scheme) -> int:
    """Send what is to be said now; returns how many heard something. SentAlready when another was faster."""
    day = local_day(desk.now)
    hour = local(desk.now).time()
    if not FROM <= hour < UNTIL or not CALENDAR.is_workday(day) or not is_on(desk, scheme):
        return 0
    log = _log(desk, scheme)
    if any(other >= day for other in log):
        return 0
    people = desk.people.all()
    papers = list(owed(scheme, staffing_of(desk, scheme.year, people), filed_days(desk, scheme), CALENDAR, day))
    quiet = _quiet(desk, scheme, people, day)
    found = messages(papers, CALENDAR, _begun(desk, scheme), day, log=log, quiet=quiet)
    _keep(desk, scheme, day, found)
    for message in found:
        desk.outbox.put(Letter(to=f"user:{message.userid}", kind="text", body={"text": text_of(message)}))
    return len(found)


def _begun(desk: Desk, scheme: Scheme) -> date:
    """From when on people are reminded: what was due before is asked for once, in one list."""
    first = desk.journal.history(scheme.year, SETTING)[0]
    return max(scheme.document.issued, local_day(first.at))


def filed_days(desk: Desk, scheme: Scheme) -> Filed:
    """The days on which something was handed in, by task."""
    found: dict[str, list[date]] = {}
    for entry in desk.journal.currents(scheme.year, prefix="evidence:", kinds={FILED}):
        if entry.task:
            found.setdefault(entry.task, []).append(entry.done_on or local_day(entry.handed_in_at or entry.at))
    return found


def _keep(desk: Desk, scheme: Scheme, day: date, found: list[Message]) -> None:
    told = {one.userid: {"kind": one.kind.name, "tasks": one.tasks} for one in found}
    entry = desk.journal.append(
        NewEntry(kind=SENT, year=scheme.year, slot=f"{PREFIX}{day}", actor="system", payload={"told": told})
    )
    if entry.version > 1:
        raise SentAlready


def _log(desk: Desk, scheme: Scheme) -> Log:
    found = desk.journal.currents(scheme.year, prefix=PREFIX, kinds={SENT})
    return {
        date.fromisoformat(one.slot.removeprefix(PREFIX)): {
            userid: Kind[told["kind"]] for userid, told in one.payload["told"].items()
        }
        for one in found
    }


def _quiet(desk: Desk, scheme: Scheme, people: Collection[Person], day: date) -> frozenset[str]:
    """Who asked to hear nothing yet."""
    later = {
        one.slot.partition(":")[2]
        for one in desk.journal.currents(scheme.year, prefix="snooze:", kinds={SNOOZED})
        if date.fromisoformat(one.payload["until"]) > day
    }
    return frozenset(one.userid for one in people if one.id in later)
