"""Chapter 2: caps and floors give back what deductions took too much (readings 1, 2, 5)."""

from collections.abc import Sequence
from decimal import Decimal

from scoring.model import Line, LineKind, lost
from scoring.parts import shown
from scoring.scheme import Marked
from scoring.words import caps as said


def limit(lines: Sequence[Line], item: Marked, with_caps: bool = True) -> list[Line]:
    """The lines that give points back: each rule's cap first, then each group's, then the item's floor of 0."""
    own = [one for one in lines if one.item == item.id]
    back = _rule_caps(own, item) if with_caps else []
    back += _group_caps([*own, *back], item) if with_caps else []
    over = lost([*own, *back]) - item.points
    if over > 0:
        back.append(_back(item, "floor", over, said.FLOOR.format(points=shown(item.points))))
    return back


def _rule_caps(own: list[Line], item: Marked) -> list[Line]:
    back = []
    for rule in item.rules:
        if rule.cap is None:
            continue
        over = lost(one for one in own if one.rule == rule.id) - rule.cap
        if over > 0:
            because = said.RULE_CAP.format(label=rule.label, cap=shown(rule.cap))
            back.append(_back(item, "cap", over, because, rule.id))
    return back


def _group_caps(own: list[Line], item: Marked) -> list[Line]:
    back = []
    for group in item.groups:
        members = {rule.id for rule in item.rules if rule.group == group.id}
        over = lost(one for one in own if one.rule in members) - group.cap
        if over > 0:
            because = said.GROUP_CAP.format(group=group.id, cap=shown(group.cap))
            back.append(_back(item, "cap", over, because))
    return back


def _back(item: Marked, kind: LineKind, points: Decimal, because: str, rule: str | None = None) -> Line:
    told = said.GIVEN_BACK.format(because=because, points=shown(points))
    return Line(
        part=item.part, kind=kind, clause=item.clause, points=points, because=told, item=item.id, rule=rule
    )  # fmt: skip
