"""Two sheets side by side: where they differ, and by how much."""

from decimal import Decimal

from scoring.facts import PartId
from scoring.model import Sheet
from scoring.parts import Frozen, shown
from scoring.scheme import Scheme

NAMES = {"task": "责任清单", "leader": "综合评价", "bonus": "加分", "extra": "另设扣分", "decision": "集体决定"}


class Difference(Frozen):
    """One place in which two sheets differ: an item, a common row, or a whole part."""

    name: str
    one: Decimal
    other: Decimal

    @property
    def points(self) -> Decimal:
        """How much more the second one has."""
        return self.other - self.one

    @property
    def sentence(self) -> str:
        """The difference in words."""
        sign = "多" if self.points > 0 else "少"
        return f"{self.name}：{shown(self.one)} → {shown(self.other)}，{sign} {shown(abs(self.points))} 分"


def compare(one: Sheet, other: Sheet, scheme: Scheme) -> list[Difference]:
    """Where two sheets differ; their points add to the difference of the totals.

    Two sheets of one unit (a correction) are compared item by item, those of two units by their common rows and parts.
    """
    items = [item for item in one.items if item in other.items]
    found = [Difference(name=_named(item, scheme), one=one.items[item], other=other.items[item]) for item in items]
    if one.unit != other.unit:
        found.insert(0, Difference(name=NAMES["task"], one=one.part("task"), other=other.part("task")))
    parts: tuple[PartId, ...] = ("leader", "bonus", "extra", "decision")
    found += [Difference(name=NAMES[part], one=one.part(part), other=other.part(part)) for part in parts]
    return [difference for difference in found if difference.points]


def _named(item: str, scheme: Scheme) -> str:
    marked = scheme.marked(item)
    return f"{marked.clause}“{marked.label}”"
