"""Chapter 2: caps and floors give back what deductions took too much (readings 1, 2, 5)."""

from collections.abc import Iterable
from decimal import Decimal

from scoring.model import Line
from scoring.parts import shown
from scoring.scheme import Marked


def limit(lines: Iterable[Line], item: Marked) -> list[Line]:
    """The lines that give points back: each rule's cap first, then each group's, then the item's floor of 0."""
    own = [line for line in lines if line.item == item.id]
    taken = {rule.id: -sum((x.points for x in own if x.rule == rule.id), Decimal(0)) for rule in item.rules}
    back: list[Line] = []
    for rule in item.rules:
        if rule.cap is not None and taken[rule.id] > rule.cap:
            over, taken[rule.id] = taken[rule.id] - rule.cap, rule.cap
            back.append(_back(own[0], over, f"“{rule.label}”累计扣分封顶 {shown(rule.cap)} 分", rule.id))
    for group in item.groups:
        members = [rule.id for rule in item.rules if rule.group == group.id]
        over = sum((taken[member] for member in members), Decimal(0)) - group.cap
        if over > 0:
            taken[members[0]] -= over
            back.append(_back(own[0], over, f"第 {group.id} 条共扣封顶 {shown(group.cap)} 分", None))
    over = sum(taken.values(), Decimal(0)) - item.points
    if over > 0:
        back.append(_back(own[0], over, f"本项 {shown(item.points)} 分扣完为止", None))
    return back


def _back(like: Line, points: Decimal, because: str, rule: str | None) -> Line:
    return Line(
        part=like.part, clause=like.clause, points=points, because=f"{because}，退回 {shown(points)} 分",
        item=like.item, rule=rule,
    )  # fmt: skip
