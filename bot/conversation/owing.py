"""What is owed: tasks in due order with their papers counted, and what waits at the open stages."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.conversation.self_sheet import due_again
from bot.conversation.turn import Turn
from bot.usecases.common import row_state, rows_of
from bot.usecases.dues import due_day
from bot.usecases.leaders import own_scores
from bot.usecases.relief import Relieved, relieved
from bot.usecases.responsible import Charge
from bot.usecases.self_state import SelfStatus, self_state
from bot.usecases.stages import Stage, open_stages
from bot.usecases.verify import units_to_verify, verify_state
from bot.words import tasks as said
from cards.tasks import TaskLine
from cards.words import day_of
from scoring.dues import Status
from storage.evidence import counts
from storage.records import Person, Role


@dataclass(frozen=True)
class Owing:
    """A task with its line on a card and the day it is due, if the paper gives one."""

    charge: Charge
    line: TaskLine
    due: date | None


def owing_of(turn: Turn, person: Person | None, charges: Iterable[Charge]) -> list[Owing]:
    """These tasks as `person` sees them: what lacks papers first, by due day; cancelled items are left out."""
    filed = counts(turn.act.desk, turn.act.year)
    today, relief = turn.act.today, relieved(turn.act)
    found = []
    for charge in charges:
        if charge.item.cancelled_on is None or charge.item.cancelled_on > today:
            count = filed.get(charge.unit.code, Counter())[charge.task.id]
            due = relief.until.get(charge.task.id) or due_day(charge.task.due, turn.act.year, today)
            found.append(_owing(charge, count, person, due, today, relief))
    return sorted(found, key=lambda one: (not one.line.is_lacking, one.due or date.max))


def _owing(charge: Charge, count: int, person: Person | None, due: date | None, today: date, relief: Relieved) -> Owing:
    until = relief.until.get(charge.task.id)
    line = TaskLine(
        label=charge.name,
        due=said.EXTENDED.format(day=day_of(until)) if until else charge.task.due_text,
        filed=count,
        overdue=due is not None and due < today,
        note=_note(charge, person) if person else "",
        settled=isinstance(charge.task.due, Status),
        exempt=charge.task.id in relief.exempt,
    )
    return Owing(charge, line, due)


def _note(charge: Charge, person: Person) -> str:
    """What the person is to the task when he is not simply its 责任人."""
    if charge.responsible is not None and charge.responsible.id == person.id:
        return said.AWAY.format(name=charge.stand_in.name) if charge.stand_in else ""
    responsible = charge.responsible.name if charge.responsible else ""
    if charge.stand_in is not None and charge.stand_in.id == person.id:
        return said.STANDS_IN.format(name=responsible)
    return said.HELPS.format(name=responsible) if charge.is_for(person) else ""


def owed_now(turn: Turn) -> list[str]:
    """What the person owes at the stages that are open, one line each, with the words that open it."""
    stages, roles = open_stages(turn.act), turn.person.roles
    lines: list[str] = []
    if Stage.SELF in stages:
        lines += _owed_self(turn)
    lines += due_again(turn)
    if Stage.COMMON in stages and (Role.SCORER in roles or Role.CHIEF in roles):
        waiting = [row.label for row in rows_of(turn.act, turn.person) if not row_state(turn.act, row.id).submitted]
        lines += [said.COMMON.format(count=len(waiting))] if waiting else []
    if Stage.VERIFY in stages:
        units = [code for code in units_to_verify(turn.act) if verify_state(turn.act, code).waiting]
        lines += [said.VERIFY.format(count=len(units))] if units else []
    if Stage.LEADER in stages and Role.LEADER in roles:
        missing = len(set(turn.person.lines) - set(own_scores(turn.act, turn.person)))
        lines += [said.LEADER.format(count=missing)] if missing else []
    return lines


def _owed_self(turn: Turn) -> list[str]:
    lines = []
    for code in turn.person.units if turn.person.roles & {Role.STAFF, Role.HEAD} else ():
        state, unit = self_state(turn.act, code), turn.scheme.unit(code).name
        if state.status is SelfStatus.SUBMITTED and Role.HEAD in turn.person.roles:
            lines.append(said.CONFIRM.format(unit=unit))
        elif state.is_open and Role.STAFF in turn.person.roles:
            left = len(state.missing)
            lines.append(said.SELF_MISSING.format(unit=unit, count=left) if left else said.SELF_READY)
    return lines
