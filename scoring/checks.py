"""What is wrong with a method, and what is merely odd about it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoring.clauses import CommonItem, Item, Kind, Marked, Part, Rule, Unit
from scoring.parts import shown


def problems(parts: Sequence[Part], units: Sequence[Unit], commons: Sequence[CommonItem]) -> Iterator[str]:
    """Why a method cannot be scored with: sums that do not add up, ids used twice, rules that hang in the air."""
    points = {part.id: part.points for part in parts}
    if len(points) != len(parts) or set(points) != {"task", "common", "leader"}:
        yield "考核内容要写明责任清单（task）、共性工作（common）、综合评价（leader）各一部分。"
    elif sum(points.values()) != 100:
        yield f"三部分合计 {shown(sum(points.values(), Decimal(0)))} 分，应为 100 分。"
    for part in parts:
        yield from _part_problems(part, units, commons)
    yield from _id_problems(units, commons)
    for one in (*(item for unit in units for item in unit.items), *commons):
        yield from _rule_problems(one)
    codes = {unit.code for unit in units}
    for row in commons:
        if row.scorer not in codes:
            yield f"共性工作 {row.id} 的评分单位“{row.scorer}”不在考核对象里。"


def _part_problems(part: Part, units: Sequence[Unit], commons: Sequence[CommonItem]) -> Iterator[str]:
    made = sum((row.points for row in commons), Decimal(0))
    if part.id == "common" and made != part.points:
        yield f"共性工作合计 {shown(made)} 分，应为 {shown(part.points)} 分。"
    if part.id == "task":
        for unit in units:
            yield from unit_problems(unit, part)


def unit_problems(unit: Unit, task: Part) -> Iterator[str]:
    """Whether the unit's list adds up, and its key work has at least the printed share."""
    for section in unit.sections:
        made = sum((item.points for item in section.items), Decimal(0))
        if made != section.points:
            yield f"{unit.name}“{section.name}”各项合计 {shown(made)} 分，与写明的 {shown(section.points)} 分不符。"
    total = sum((section.points for section in unit.sections), Decimal(0))
    if total != task.points:
        yield f"{unit.name}责任清单合计 {shown(total)} 分，应为 {shown(task.points)} 分。"
    key = unit.sections[0].points
    if task.key_min is not None and key < task.key_min:
        yield f"{unit.name}重点工作 {shown(key)} 分，不得低于 {shown(task.key_min)} 分。"


def _id_problems(units: Sequence[Unit], commons: Sequence[CommonItem]) -> Iterator[str]:
    items = [item for unit in units for item in unit.items]
    marked: list[Marked] = [*items, *commons]
    ids = [one.id for one in marked] + [rule.id for one in marked for rule in one.rules]
    ids += [task.id for item in items for task in item.tasks] + [name for unit in units for name in unit.names]
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        yield f"编号或名称重复：{'、'.join(twice[:5])}。"


def _rule_problems(one: Marked) -> Iterator[str]:
    known = {task.id for task in one.tasks} | {"item"} if isinstance(one, Item) else {"item"}
    groups = {group.id for group in one.groups}
    for rule in one.rules:
        if not set(rule.applies_to) <= known:
            yield f"规则 {rule.id} 针对的任务不在 {one.id} 里。"
        if rule.group is not None and rule.group not in groups:
            yield f"规则 {rule.id} 所在的组 {rule.group} 没有写明共扣多少分。"


def remarks(units: Sequence[Unit], commons: Sequence[CommonItem]) -> list[str]:
    """What is odd and stays as printed: points no rule can take, sub-tasks worth more than their item (reading 5)."""
    found = []
    for one in (*(item for unit in units for item in unit.items), *commons):
        most, name = most_lost(one), f"{one.clause}“{one.label}”{shown(one.points)}"
        if most is None:
            continue
        if most < one.points:
            left = shown(one.points - most)
            found.append(
                f"{one.clause}“{one.label}”{shown(one.points)} 分，最多能扣 {shown(most)} 分，{left} 分扣不到。"
            )
        elif most > one.points and all(rule.kind is Kind.PER_SUBTASK for rule in one.rules):
            found.append(f"{name} 分，扣分合计可达 {shown(most)} 分，扣完为止。")
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
        worst[f"组 {group.id}"] = together
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
