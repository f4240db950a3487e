"""What is wrong with a method, and what is merely odd about it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoring.clauses import CommonItem, Item, Kind, Marked, Part, Rule, Unit
from scoring.parts import shown
from scoring.words import method as said
from scoring.words.common import NAMED


def problems(parts: Sequence[Part], units: Sequence[Unit], commons: Sequence[CommonItem]) -> Iterator[str]:
    """Why a method cannot be scored with: sums that do not add up, ids used twice, rules that hang in the air."""
    points = {part.id: part.points for part in parts}
    if len(points) != len(parts) or set(points) != {"task", "common", "leader"}:
        yield said.PARTS_MISSING
    elif sum(points.values()) != 100:
        yield said.PARTS_NOT_100.format(points=shown(sum(points.values(), Decimal(0))))
    for part in parts:
        yield from _part_problems(part, units, commons)
    yield from _id_problems(units, commons)
    for one in (*(item for unit in units for item in unit.items), *commons):
        yield from _rule_problems(one)
    codes = {unit.code for unit in units}
    for row in commons:
        if row.scorer not in codes:
            yield said.SCORER_UNKNOWN.format(row=row.id, scorer=row.scorer)


def _part_problems(part: Part, units: Sequence[Unit], commons: Sequence[CommonItem]) -> Iterator[str]:
    made = sum((row.points for row in commons), Decimal(0))
    if part.id == "common" and made != part.points:
        yield said.COMMON_OFF.format(made=shown(made), points=shown(part.points))
    if part.id == "task":
        for unit in units:
            yield from unit_problems(unit, part)


def unit_problems(unit: Unit, task: Part) -> Iterator[str]:
    """Whether the unit's list adds up, and its key work has at least the printed share."""
    for section in unit.sections:
        made = sum((item.points for item in section.items), Decimal(0))
        if made != section.points:
            yield said.SECTION_OFF.format(
                unit=unit.name, section=section.name, made=shown(made), points=shown(section.points)
            )
    total = sum((section.points for section in unit.sections), Decimal(0))
    if total != task.points:
        yield said.LIST_OFF.format(unit=unit.name, made=shown(total), points=shown(task.points))
    key = unit.sections[0].points
    if task.key_min is not None and key < task.key_min:
        yield said.KEY_WORK_LOW.format(unit=unit.name, made=shown(key), points=shown(task.key_min))


def _id_problems(units: Sequence[Unit], commons: Sequence[CommonItem]) -> Iterator[str]:
    items = [item for unit in units for item in unit.items]
    marked: list[Marked] = [*items, *commons]
    ids = [one.id for one in marked] + [rule.id for one in marked for rule in one.rules]
    ids += [task.id for item in items for task in item.tasks] + [name for unit in units for name in unit.names]
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        yield said.USED_TWICE.format(names="、".join(twice[:5]))


def _rule_problems(one: Marked) -> Iterator[str]:
    known = {task.id for task in one.tasks} | {"item"} if isinstance(one, Item) else {"item"}
    groups = {group.id for group in one.groups}
    for rule in one.rules:
        if not set(rule.applies_to) <= known:
            yield said.TASK_ELSEWHERE.format(rule=rule.id, item=one.id)
        if rule.group is not None and rule.group not in groups:
            yield said.GROUP_UNPRICED.format(rule=rule.id, group=rule.group)


def remarks(units: Sequence[Unit], commons: Sequence[CommonItem]) -> list[str]:
    """What is odd and stays as printed: points no rule can take, sub-tasks worth more than their item (reading 5)."""
    found = []
    for one in (*(item for unit in units for item in unit.items), *commons):
        most, item = most_lost(one), NAMED.format(clause=one.clause, label=one.label)
        if most is None:
            continue
        if most < one.points:
            left = shown(one.points - most)
            found.append(said.NOT_ALL_LOST.format(item=item, points=shown(one.points), most=shown(most), left=left))
        elif most > one.points and all(rule.kind is Kind.PER_SUBTASK for rule in one.rules):
            found.append(said.MORE_LOST.format(item=item, points=shown(one.points), most=shown(most)))
    return found


def most_lost(one: Marked) -> Decimal | None:
    """The most that an item's rules can take, floor aside; None when some rule has no limit but the item."""
    worst: dict[str, Decimal] = {}
    for rule in one.rules:
        most = _most(one, rule)
        if most is None:
            return None
        worst[rule.id] = most
    for group in one.groups:
        members = [rule.id for rule in one.rules if rule.group == group.id]
        together = min(group.cap, sum((worst.pop(member) for member in members), Decimal(0)))
        worst[f"group {group.id}"] = together
    return sum(worst.values(), Decimal(0))


def _most(one: Marked, rule: Rule) -> Decimal | None:
    if rule.kind is Kind.ALL:
        return one.points
    each = rule.amount if rule.amount is not None else one.limits(rule)[1]
    if rule.cap is not None:
        return rule.cap
    if rule.kind in (Kind.PER_OCCURRENCE, Kind.PER_SUBTASK):
        return None if rule.count_limit is None else each * rule.count_limit
    return each
