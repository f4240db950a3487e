"""From the roster, the method and what was handed in to what is owed on a day; and each message in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.usecases.nudge_plan import Kind, Message, Owed, Point, messages, wanted
from bot.usecases.responsible import Charge, charges
from bot.usecases.staffing import Staffing
from bot.words import nudges as said
from cards.words import day, day_of
from scoring.due import Calendar, dated
from scoring.dues import AllYear, Recurring
from scoring.scheme import Scheme
from storage.records import Person, Role

MOST = 5
Filed = Mapping[str, Sequence[date]]
"""The days on which something was handed in, by task."""


def plan(scheme: Scheme, staff: Staffing, filed: Filed, calendar: Calendar, on: date) -> list[Message]:
    """Everything that is said on a day."""
    return messages(list(owed(scheme, staff, filed, calendar, on)), calendar, scheme.document.issued, on)


def owed(scheme: Scheme, staff: Staffing, filed: Filed, calendar: Calendar, on: date) -> Iterator[Owed]:
    """Every paper that is still wanted, with who is to hand it in as things stand on the day.

    What is due all year follows the stages and is not asked for by date.
    """
    for charge in charges(scheme, staff, {unit.code for unit in scheme.units}, on).values():
        if isinstance(charge.task.due, AllYear) or _is_cancelled(charge, on):
            continue
        person = charge.stand_in or charge.responsible
        if person is None:
            continue
        dates = dated(charge.task.due, scheme.year, calendar).dates
        for due in wanted(dates, filed.get(charge.task.id, ())):
            yield _owed(charge, person, staff, due)


def _is_cancelled(charge: Charge, on: date) -> bool:
    return charge.item.cancelled_on is not None and charge.item.cancelled_on <= on


def _owed(charge: Charge, person: Person, staff: Staffing, due: date) -> Owed:
    heads = staff.heads(charge.unit.code)
    leaders = (one for one in staff.people if one.active and Role.LEADER in one.roles and charge.unit.code in one.lines)
    leader = next(leaders, None)
    return Owed(
        task=charge.task.id,
        name=charge.name,
        unit=charge.unit.short,
        due=due,
        userid=person.userid,
        head=heads[0].userid if heads else "",
        leader=leader.userid if leader else "",
        weekly=isinstance(charge.task.due, Recurring) and charge.task.due.every == "week",
    )


def text_of(message: Message) -> str:
    """The message as it is sent."""
    lines: list[str] = []
    for kind in sorted({one.kind for one in message.points}, reverse=True):
        points = [one for one in message.points if one.kind is kind]
        lines += _counted(points) if kind is Kind.COUNT else _listed(kind, points)
    kinds = {one.kind for one in message.points}
    lines.append(said.HOW if kinds - {Kind.ESCALATED, Kind.COUNT} else said.HOW_HEAD)
    return "\n".join(lines)


def _listed(kind: Kind, points: Sequence[Point]) -> Iterator[str]:
    yield said.HEADS[kind.name].format(count=len(points))
    line = said.LINE_OF if kind is Kind.ESCALATED else said.LINE
    told = day_of if len({one.owed.due.year for one in points}) == 1 else day
    for one in points[:MOST]:
        yield line.format(unit=one.owed.unit, name=one.owed.name, day=told(one.owed.due))
    if len(points) > MOST:
        yield said.MORE.format(count=len(points) - MOST)


def _counted(points: Sequence[Point]) -> Iterator[str]:
    """A leader hears how many, never which and whose."""
    units: dict[str, int] = {}
    for one in points:
        units[one.owed.unit] = units.get(one.owed.unit, 0) + 1
    return (said.COUNT.format(unit=unit, count=count) for unit, count in units.items())


def why_of(message: Message) -> str:
    """Why each of its tasks is in it."""
    return "；".join(said.ONE_WHY.format(task=one.owed.task, why=said.WHY[one.kind.name]) for one in message.points)
