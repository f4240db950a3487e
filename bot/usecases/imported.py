"""Names that the paper prints as 责任人 and 配合人, matched to accounts; nothing counts before the head confirms."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, may_assign, require
from bot.understanding.people import group_of, people_in
from bot.usecases.act import Act
from bot.usecases.assign import assign
from bot.usecases.responsible import charges_of
from bot.usecases.staffing import staffing
from bot.words import division as said
from scoring.scheme import Item, Unit
from storage.records import Entry, Person


@dataclass(frozen=True)
class Printed:
    """An item with the accounts its printed names stand for, and the names that stand for nobody or for several."""

    item: Item
    responsible: Person | None
    helpers: tuple[Person, ...]
    unknown: tuple[str, ...] = ()


def printed(act: Act, unit: Unit) -> list[Printed]:
    """The items of a unit that carry names and of which nobody has been assigned anything yet."""
    workers = staffing(act).workers(unit.code)
    set_already = {entry.item for entry in act.desk.journal.currents(act.year, prefix="assign:", unit=unit.code)}
    return [
        _matched(item, workers)
        for item in unit.items
        if (item.responsible or item.helpers) and item.id not in set_already
    ]


def _matched(item: Item, workers: Sequence[Person]) -> Printed:
    """Who is meant; of several printed as 责任人 the first answers and the others help."""
    unknown: list[str] = []
    found: list[list[Person]] = []
    for names in (item.responsible, item.helpers):
        people: list[Person] = []
        for name in names:
            meant = people_in(name, workers)
            group = group_of(name, workers)
            people += group or ([meant.only] if meant.only else [])
            unknown += [] if group or meant.only else [name]
        found.append(people)
    leading, helping = found
    first = leading[0] if leading else None
    rest = tuple(dict.fromkeys(one for one in (*leading, *helping) if one != first))
    return Printed(item, first, rest, tuple(unknown))


def take_over(act: Act, unit: Unit) -> list[Entry]:
    """The head confirms: what could be matched is assigned, the rest stays as it is."""
    require(act, Deed.ASSIGN)
    if not may_assign(act, unit.code):
        raise NotAllowed(said.HEAD_CONFIRMS.format(unit=unit.short))
    sure = [one for one in printed(act, unit) if one.responsible is not None]
    if not sure:
        raise Mistaken(said.NOTHING_PRINTED)
    state = charges_of(act, unit.code)
    entries: list[Entry] = []
    for one in sure:
        charges = [state[task.id] for task in one.item.tasks]
        if one.responsible is not None and charges:
            entries += assign(act, charges, one.responsible, one.helpers, reason=said.REASON)
    return entries
