"""What I owe, how far we are, who has not handed in."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.conversation.briefs import brief
from bot.conversation.duty import Duty
from bot.conversation.owing import Owing, owed_now, owing_of
from bot.conversation.standing import group_progress
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import LEAD, RUN_THE_YEAR, Deed, require
from bot.understanding.intents import Heard, Intent
from bot.usecases.progress import progress_of
from bot.usecases.responsible import charges_of, tasks_of
from bot.usecases.stages import Stage, open_stages
from bot.words import tasks as said
from bot.words.asking import GROUP_SENT
from cards.face import Button
from cards.tasks import (
    MissingLine,
    MissingView,
    OwedView,
    ProgressLine,
    ProgressView,
    TaskGroup,
    TasksView,
    missing_card,
    my_tasks_card,
    owed_card,
    progress_card,
)
from scoring.scheme import Item, Unit
from storage.evidence import counts
from storage.records import Person, Role

FIRST = 3
"""How many tasks and waiting matters are named before the whole list is offered."""
NONE: Counter[str] = Counter()


def my_tasks(turn: Turn, _: Heard) -> None:
    """我的任务."""
    show_tasks(turn)


def show_tasks(turn: Turn) -> None:
    """The person's tasks, those to do first by name, what waits at the open stages, and what his unit lacks."""
    own = owing_of(turn, turn.person, tasks_of(turn.act, turn.person))
    _show_own(turn, said.MY_TITLE, own, len(own), [*owed_now(turn), *_headed(turn)])


def _headed(turn: Turn) -> list[str]:
    """What the units lack that this person heads."""
    units = turn.person.units if Role.HEAD in turn.person.roles else ()
    lines = [(turn.scheme.unit(code).short, len(_lacking(turn, [code]))) for code in units]
    return [said.UNIT_LACKS.format(unit=unit, count=count) for unit, count in lines if count]


def owed(turn: Turn, heard: Heard) -> None:
    """我还欠什么: what still lacks papers; of one item when one is named."""
    if heard.slots.item and _is_item(turn, heard.slots.item):
        _owed_of_item(turn, heard.slots.item)
        return
    mine = [one for one in tasks_of(turn.act, turn.person) if one.is_owed_by(turn.person)]
    lacking = [one for one in owing_of(turn, turn.person, mine) if one.line.is_lacking]
    _show_own(turn, said.OWED_TITLE, lacking, len(mine), owed_now(turn))


def _show_own(turn: Turn, title: str, own: Sequence[Owing], total: int, waiting: Sequence[str]) -> None:
    _privately(turn)
    lacking = [one for one in own if one.line.is_lacking]
    if not own and not waiting:
        turn.whisper(said.NOTHING_WAITS)
        return
    view = OwedView(
        owner=turn.person.name,
        total=total if own else 0,
        lacking=len(lacking),
        late=sum(1 for one in lacking if one.line.overdue),
        tasks=tuple(one.line for one in (lacking or own)[: max(FIRST - len(waiting), 0)]),
        waiting=tuple(waiting),
        buttons=(turn.offer(said.ALL_TASKS, "tasks.all", lacking=title == said.OWED_TITLE),) if own else (),
        title=title,
    )
    turn.show_to(turn.person, owed_card(view))


def _privately(turn: Turn) -> None:
    if not turn.place.is_private:
        turn.say(GROUP_SENT)


def show_all(turn: Turn, press: Press) -> None:
    """The whole list, item by item, what is due first at the top."""
    own = owing_of(turn, turn.person, tasks_of(turn.act, turn.person))
    kept = [one for one in own if one.line.is_lacking or not press.args.get("lacking")]
    turn.refresh(press, my_tasks_card(TasksView(owner=turn.person.name, groups=groups_of(kept))))


def groups_of(own: Iterable[Owing]) -> tuple[TaskGroup, ...]:
    """Tasks by item, in the order in which their first task comes."""
    by_item: dict[str, list[Owing]] = {}
    for one in own:
        by_item.setdefault(one.charge.item.id, []).append(one)
    return tuple(
        TaskGroup(item=brief(many[0].charge.item), tasks=tuple(one.line for one in many)) for many in by_item.values()
    )


def _owed_of_item(turn: Turn, item_id: str) -> None:
    """Which tasks of an item have no papers yet."""
    item, left = turn.scheme.item(item_id), [one for one in _of_item(turn, item_id) if one.line.is_lacking]
    if left:
        _show_item(turn, said.LACKS_TITLE, left)
    else:
        turn.whisper(said.ITEM_COMPLETE.format(seq=item.seq, item=item.label))


def _is_item(turn: Turn, marked: str) -> bool:
    """Whether it is an item of a unit's list, which has tasks; a row of the common work has none."""
    return isinstance(turn.scheme.marked(marked), Item)


def _of_item(turn: Turn, item_id: str) -> list[Owing]:
    """The tasks of an item, for its unit and for those who run the year."""
    item, unit = turn.scheme.item(item_id), turn.scheme.unit_of_item(item_id)
    if unit.code not in turn.person.units and not turn.person.roles & RUN_THE_YEAR:
        raise Mistaken(said.NOT_YOUR_ITEM.format(item=item.label))
    _privately(turn)
    return owing_of(turn, None, [one for one in charges_of(turn.act, unit.code).values() if one.item.id == item_id])


def _show_item(turn: Turn, title: str, own: Sequence[Owing]) -> None:
    unit, item = own[0].charge.unit, own[0].charge.item
    view = TasksView(owner=unit.short, groups=groups_of(own), title=title.format(seq=item.seq))
    turn.show_to(turn.person, my_tasks_card(view))


def progress(turn: Turn, heard: Heard) -> None:
    """Show how many tasks have papers: one's own units, or everybody for those who run the year. Counts only."""
    if not turn.place.is_private:
        group_progress(turn)
        return
    everyone = bool(turn.person.roles & LEAD)
    codes = [unit.code for unit in turn.scheme.units] if everyone else list(turn.person.units)
    named = heard.slots.unit
    if heard.slots.item and _is_item(turn, heard.slots.item):
        _show_item(turn, said.PROGRESS_TITLE, _of_item(turn, heard.slots.item))
        return
    if named and named not in codes:
        raise Mistaken(said.FOREIGN_PROGRESS.format(unit=turn.scheme.unit(named).name))
    what, lines = f"{turn.act.year} 年", progress_lines(turn, codes)
    if named:
        unit = turn.scheme.unit(named)
        what, lines = unit.short, _item_lines(turn, unit)
    stages = "、".join(stage.label for stage in Stage if stage in open_stages(turn.act)) or "已公布"
    turn.show(progress_card(ProgressView(what=what, stage=stages, lines=tuple(lines), at=turn.act.now)))


def progress_lines(turn: Turn, codes: Iterable[str]) -> list[ProgressLine]:
    """How many tasks of each unit have at least one paper."""
    units = progress_of(turn.act)
    return [ProgressLine(name=turn.scheme.unit(c).name, done=units[c].done, total=units[c].total) for c in codes]


def _item_lines(turn: Turn, unit: Unit) -> list[ProgressLine]:
    filed = counts(turn.act.desk, turn.act.year, unit=unit.code).get(unit.code, NONE)
    return [
        ProgressLine(
            name=f"{item.seq} {item.label}",
            done=sum(1 for task in item.tasks if filed[task.id]),
            total=len(item.tasks),
        )
        for item in unit.items
    ]


def who_owes(turn: Turn, heard: Heard) -> None:
    """谁没交: for the office, heads and the 组长, in private only; a group never hears names."""
    require(turn.act, Deed.SEE_OWING)
    _privately(turn)
    wide, named = bool(turn.person.roles & RUN_THE_YEAR), heard.slots.unit
    if wide and named is None:
        _show_missing_units(turn)
    elif named is None or named in turn.person.units or wide:
        units = (named,) if named else turn.person.units
        _show_missing(turn, "、".join(turn.scheme.unit(code).short for code in units), _by_person(turn, units))
    else:
        raise Mistaken(said.FOREIGN_PROGRESS.format(unit=turn.scheme.unit(named).name))


def _show_missing_units(turn: Turn) -> None:
    left = _lacking(turn, [unit.code for unit in turn.scheme.units])
    lines, buttons = [], []
    for unit in turn.scheme.units:
        mine = [one for one in left if one.charge.unit == unit]
        if mine:
            lines.append(_missing_line(unit.name, mine, 0))
            buttons.append(turn.offer(said.BY_PERSON.format(unit=unit.short), "tasks.missing", unit=unit.code))
    _show_missing(turn, f"{turn.act.year} 年", lines, buttons)


def _by_person(turn: Turn, units: Sequence[str]) -> list[MissingLine]:
    """Who of these units owes how much."""
    by_person: dict[str, list[Owing]] = {}
    for one in _lacking(turn, units):
        by_person.setdefault(_name(one.charge.stand_in or one.charge.responsible), []).append(one)
    return [_missing_line(name, mine, 2) for name, mine in by_person.items()]


def missing_people(turn: Turn, press: Press) -> None:
    """The button that opens one unit's list by person."""
    require(turn.act, Deed.SEE_OWING)
    unit = turn.scheme.unit(press.args["unit"])
    view = MissingView(what=unit.short, lines=tuple(_by_person(turn, (unit.code,))), at=turn.act.now)
    turn.refresh(press, missing_card(view))


def _lacking(turn: Turn, units: Sequence[str]) -> list[Owing]:
    own = owing_of(turn, None, charges_of(turn.act, *units).values()) if units else []
    return [one for one in own if one.line.is_lacking]


def _name(person: Person | None) -> str:
    if person is None:
        return said.NOBODY
    return said.OFFICE if not person.units or Role.OFFICE in person.roles else person.name


def _missing_line(name: str, mine: Sequence[Owing], first: int) -> MissingLine:
    late = sum(1 for one in mine if one.line.overdue)
    return MissingLine(name=name, lacking=len(mine), late=late, first=tuple(one.charge.name for one in mine[:first]))


def _show_missing(turn: Turn, what: str, lines: Sequence[MissingLine], buttons: Sequence[Button] = ()) -> None:
    if lines:
        view = MissingView(what=what, lines=tuple(lines), at=turn.act.now, buttons=tuple(buttons))
        turn.show_to(turn.person, missing_card(view))
    else:
        turn.whisper(said.EVERYTHING_IN.format(what=what))


TASKS = Duty(
    name="tasks",
    intents={Intent.MY_TASKS: my_tasks, Intent.OWED: owed, Intent.PROGRESS: progress, Intent.MISSING: who_owes},
    verbs={"tasks.all": show_all, "tasks.missing": missing_people},
)
