"""Who is told what on which day: a pure function of what is owed, the calendar and the day (product §7, 16–18).

Opening at the notice's issue for what was due before it; then seven and two days before, the day itself, the day
after, and weekly for four weeks. One message per person and day, on workdays, at most three a week; the day itself
is exempt, and what the cap holds back goes into the next message.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from functools import cache

from scoring.due import Calendar

BEFORE, AFTER = (7, 2, 0), (1, 8, 15, 22, 29)
"""On how many days before and after the due day somebody is reminded."""
MOST_A_WEEK = 3
ESCALATES, COUNTS = 1, 8
"""How many days after the due day the unit's head hears of it, and the leader of the line how many there are."""
WEEK = timedelta(days=7)
FAR = timedelta(days=max(*BEFORE, *AFTER) + 14)
"""What is due further from a day than this, rest days included, is not spoken of on it."""


class Kind(IntEnum):
    """Why something is said; the greatest names the message."""

    WEEKLY = 1
    SOON = 2
    ISSUED = 3
    COUNT = 4
    ESCALATED = 5
    LATE = 6
    TODAY = 7


@dataclass(frozen=True)
class Owed:
    """One paper of one task that is still wanted: until when, of whom, and who hears when it is late."""

    task: str
    name: str
    unit: str
    due: date
    userid: str
    head: str = ""
    leader: str = ""
    weekly: bool = False


@dataclass(frozen=True)
class Point:
    """Something to be said to one person on one day about one paper."""

    userid: str
    kind: Kind
    owed: Owed


@dataclass
class Message:
    """What one person hears on one day, the most pressing first."""

    userid: str
    points: list[Point] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What the message is above all."""
        return max(one.kind for one in self.points)

    @property
    def tasks(self) -> list[str]:
        """The tasks it names, each once; those that are only counted not."""
        return list(dict.fromkeys(one.owed.task for one in self.points if one.kind is not Kind.COUNT))


class Days:
    """A calendar that also knows the workday before a day."""

    def __init__(self, calendar: Calendar) -> None:
        self.is_workday = cache(calendar.is_workday)

    def workday_until(self, day: date) -> date:
        """The day itself, or the last workday before it."""
        while not self.is_workday(day):
            day -= timedelta(days=1)
        return day

    def workday_from(self, day: date) -> date:
        """The day itself, or the first workday after it."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day


Log = Mapping[date, Mapping[str, Kind]]
"""What was really sent: by day, to whom, and what it was above all."""


def messages(
    owed: Sequence[Owed],
    calendar: Calendar,
    issued: date,
    day: date,
    *,
    log: Log | None = None,
    quiet: Collection[str] = (),
) -> list[Message]:
    """Everything that is said on a day, one message per person by userid; nothing on a rest day.

    What the week before held back is worked out anew, so the same question has the same answer at any time: by the
    rules alone, or with a `log` by what was really sent, so that a day the service missed is made up for in one
    message. Who is `quiet` hears only of the day itself.
    """
    days = Days(calendar)
    if not days.is_workday(day):
        return []
    first = next(_span(day))
    near = (one for one in owed if one.due < issued or first - FAR <= one.due <= day + FAR)
    points = points_by_day(near, days, issued)
    waiting: dict[str, Message] = {}
    sent: dict[str, int] = {}
    for one in _span(day):
        if one.weekday() == 0:
            sent = {}
        today = _merged(waiting, points.get(one, ()))
        if one == day:
            told = [message for message in today.values() if _may_be_sent(message, sent, quiet)]
            return sorted(told, key=lambda message: message.userid)
        gone = _by_rule(today, sent) if log is None else log.get(one, {})
        waiting = {userid: message for userid, message in today.items() if userid not in gone}
        for userid, kind in gone.items():
            sent[userid] = sent.get(userid, 0) + (kind is not Kind.TODAY)
    return []


def _by_rule(today: Mapping[str, Message], sent: Mapping[str, int]) -> dict[str, Kind]:
    """What goes out on a day of which nothing is known but the rules."""
    return {userid: message.kind for userid, message in today.items() if _may_be_sent(message, sent)}


def _span(day: date) -> Iterator[date]:
    """From the Monday of the week before to the day."""
    monday = day - timedelta(days=day.weekday()) - WEEK
    return (monday + timedelta(days=number) for number in range((day - monday).days + 1))


def _may_be_sent(message: Message, sent: Mapping[str, int], quiet: Collection[str] = ()) -> bool:
    if message.kind is Kind.TODAY:
        return True
    return message.userid not in quiet and sent.get(message.userid, 0) < MOST_A_WEEK


def _merged(waiting: Mapping[str, Message], points: Iterable[Point]) -> dict[str, Message]:
    """What waited and what is new, one message per person, each paper once with its most pressing reason."""
    found: dict[str, dict[tuple[str, date, bool], Point]] = {}
    for point in (*(one for message in waiting.values() for one in message.points), *points):
        mine = found.setdefault(point.userid, {})
        key = (point.owed.task, point.owed.due, point.kind is Kind.COUNT)
        if key not in mine or point.kind > mine[key].kind:
            mine[key] = point
    return {userid: Message(userid, sorted(mine.values(), key=_order)) for userid, mine in found.items()}


def _order(point: Point) -> tuple[int, date, str]:
    return -point.kind, point.owed.due, point.owed.task


def points_by_day(owed: Iterable[Owed], days: Days, issued: date) -> dict[date, list[Point]]:
    """Everything that is to be said about what is owed, by the workday it is said on."""
    found: dict[date, list[Point]] = {}
    for one in owed:
        for day, point in _points(one, days, issued):
            found.setdefault(day, []).append(point)
    return found


def _points(owed: Owed, days: Days, issued: date) -> Iterator[tuple[date, Point]]:
    if owed.weekly:
        monday = owed.due - timedelta(days=owed.due.weekday())
        first = days.workday_from(monday)
        if first >= issued and first <= owed.due:
            yield first, Point(owed.userid, Kind.WEEKLY, owed)
        return
    if owed.due < issued:
        yield days.workday_from(issued), Point(owed.userid, Kind.ISSUED, owed)
        return
    last = days.workday_until(owed.due)
    for before in BEFORE:
        day = days.workday_until(owed.due - timedelta(days=before))
        if day >= issued:
            yield day, Point(owed.userid, Kind.TODAY if day == last else Kind.SOON, owed)
    yield from _late(owed, days, last)


def _late(owed: Owed, days: Days, last: date) -> Iterator[tuple[date, Point]]:
    """The day after and weekly; what a run of rest days moves back onto the due day itself is said there already."""
    for after in AFTER:
        day = days.workday_until(owed.due + timedelta(days=after))
        if day <= last:
            continue
        yield day, Point(owed.userid, Kind.LATE, owed)
        if after == ESCALATES and owed.head and owed.head != owed.userid:
            yield day, Point(owed.head, Kind.ESCALATED, owed)
        if after == COUNTS and owed.leader:
            yield day, Point(owed.leader, Kind.COUNT, owed)


def wanted(dates: Sequence[date], filed: Collection[date]) -> list[date]:
    """Which of a task's days still want a paper: those with none handed in between the day before and the next."""
    bounds = [date.min, *dates, date.max]
    found = []
    for number, due in enumerate(dates, start=1):
        start, end = bounds[number - 1], bounds[number + 1]
        if not any(start < day <= end for day in filed):
            found.append(due)
    return found
