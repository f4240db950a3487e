"""Give tasks to somebody: what a change comes to, whether it may be, and its entry in the journal."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, may_assign, require
from bot.usecases.act import Act
from bot.usecases.responsible import Charge, charges_of
from bot.usecases.staffing import ASSIGNED, WORKERS
from bot.words import assign as said
from scoring.scheme import Item, Scheme, Unit
from storage.records import Entry, Person


@dataclass(frozen=True)
class Change:
    """Tasks of one unit that are to get another 责任人, or further 配合人."""

    unit: Unit
    charges: tuple[Charge, ...]
    to: Person | None = None
    helpers: tuple[Person, ...] = ()

    @property
    def what(self) -> str:
        """The tasks in words."""
        return named(self.charges)

    @property
    def givers(self) -> tuple[Person, ...]:
        """Who answers for them now, each once."""
        return tuple({one.responsible.id: one.responsible for one in self.charges if one.responsible}.values())


def named(charges: Sequence[Charge]) -> str:
    """Tasks in words: 3.2 标签, a whole item by its name, several by the first."""
    first = charges[0]
    items = {one.item.id for one in charges}
    if len(charges) == 1:
        return first.name
    if len(items) == 1 and len(charges) == len(first.item.tasks):
        return said.WHOLE_ITEM.format(seq=first.item.seq, label=first.item.label)
    return said.SEVERAL.format(first=first.name, count=len(charges))


def tasks_in(scheme: Scheme, target: str) -> tuple[Item, tuple[str, ...]]:
    """The item of a task or item id, with the ids of the tasks meant."""
    marked = scheme.marked(target) if target in {item.id for unit in scheme.units for item in unit.items} else None
    if isinstance(marked, Item):
        return marked, tuple(task.id for task in marked.tasks)
    return scheme.item_of_task(target), (target,)


def charges_in(act: Act, tasks: Collection[str]) -> tuple[Charge, ...]:
    """The present state of some tasks of one unit; refused to whoever has no say over them."""
    unit = act.scheme.unit_of_item(act.scheme.item_of_task(next(iter(tasks))).id)
    charges = tuple(one for one in charges_of(act, unit.code).values() if one.task.id in tasks)
    _require_say(act, unit, charges)
    return charges


def _require_say(act: Act, unit: Unit, charges: Sequence[Charge]) -> None:
    require(act, Deed.ASSIGN)
    foreign = [one for one in charges if one.responsible is None or one.responsible.id != act.actor.id]
    if not foreign or may_assign(act, unit.code):
        return
    if unit.code not in act.actor.units:
        raise NotAllowed(said.FOREIGN_ITEM.format(label=foreign[0].item.label, unit=unit.name))
    name = foreign[0].responsible.name if foreign[0].responsible else said.NOBODY
    raise NotAllowed(said.NO_SAY.format(unit=unit.short, number=foreign[0].number, name=name))


def giving(act: Act, tasks: Collection[str], to: Person) -> Change:
    """What giving these tasks to somebody comes to; those he has already are left out."""
    charges = charges_in(act, tasks)
    unit = charges[0].unit
    _require_worker(unit, to)
    left = tuple(one for one in charges if one.responsible is None or one.responsible.id != to.id)
    if not left:
        raise Mistaken(said.ALREADY.format(what=named(charges), name=to.name))
    return Change(unit, left, to=to)


def helping(act: Act, tasks: Collection[str], helpers: Iterable[Person]) -> Change:
    """What adding 配合人 to these tasks comes to."""
    charges, wanted = charges_in(act, tasks), tuple(helpers)
    what = named(charges)
    for one in wanted:
        _require_worker(charges[0].unit, one)
    new = tuple(one for one in wanted if any(one not in (*c.helpers, c.responsible) for c in charges))
    if not new and all(c.responsible in wanted for c in charges):
        raise Mistaken(said.HELPS_HIMSELF.format(name=wanted[0].name, what=what))
    if not new:
        raise Mistaken(said.ALREADY_HELPS.format(what=what, name=wanted[0].name))
    return Change(charges[0].unit, charges, helpers=new)


def _require_worker(unit: Unit, person: Person) -> None:
    if not person.active:
        raise Mistaken(said.GONE.format(name=person.name, unit=unit.short))
    if unit.code not in person.units:
        raise Mistaken(said.OTHER_UNIT.format(name=person.name, unit=unit.short))
    if not person.roles & WORKERS:
        raise Mistaken(said.NO_WORKER.format(name=person.name))


def add_helpers(act: Act, change: Change) -> list[Entry]:
    """Write the further helpers of a change."""
    return [
        _assign(act, many, many[0].responsible, (*many[0].helpers, *change.helpers)) for many in _alike(change.charges)
    ]


def assign(
    act: Act, charges: Sequence[Charge], to: Person, helpers: Iterable[Person] = (), reason: str = ""
) -> list[Entry]:
    """Write that `to` answers for these tasks from today; who helps goes on helping, who answered does not."""
    more = tuple(helpers)
    return [_assign(act, many, to, (*many[0].helpers, *more), reason) for many in _alike(charges)]


def _alike(charges: Iterable[Charge]) -> list[list[Charge]]:
    """The tasks by item and by who holds them now: what is alike and whole is one entry, else each task its own."""
    by_item: dict[str, list[Charge]] = {}
    for one in charges:
        by_item.setdefault(one.item.id, []).append(one)
    groups = []
    for many in by_item.values():
        alike = {(one.responsible, one.helpers) for one in many}
        whole = len(many) == len(many[0].item.tasks) and len(alike) == 1
        groups += [many] if whole else [[one] for one in many]
    return groups


def _assign(
    act: Act, charges: Sequence[Charge], to: Person | None, helpers: Iterable[Person], reason: str = ""
) -> Entry:
    first, whole = charges[0], len(charges) > 1
    new = [one.id for one in dict.fromkeys(helpers) if to is None or one.id != to.id]
    return act.record(
        ASSIGNED,
        f"assign:{first.item.id if whole else first.task.id}",
        unit=first.unit.code,
        item=first.item.id,
        task=None if whole else first.task.id,
        reason=reason or None,
        payload={"responsible": to.id if to else "", "helpers": new, "from": act.today.isoformat()},
    )
