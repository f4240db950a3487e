"""Two sheets side by side: where they differ, and by how much."""

from decimal import Decimal

from scoring.facts import PartId
from scoring.model import Sheet
from scoring.parts import Frozen, shown
from scoring.scheme import Scheme
from scoring.words import compare as said
from scoring.words.common import NAMED
from scoring.words.names import PARTS


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
        sign = said.MORE if self.points > 0 else said.LESS
        return said.DIFFERENCE.format(
            name=self.name, one=shown(self.one), other=shown(self.other), sign=sign, points=shown(abs(self.points))
        )


def compare(one: Sheet, other: Sheet, scheme: Scheme) -> list[Difference]:
    """Where two sheets differ; their points add to the difference of the totals.

    Two sheets of one unit (a correction) are compared item by item, those of two units by their common rows and parts.
    """
    items = [item for item in one.items if item in other.items]
    found = [Difference(name=_named(item, scheme), one=one.items[item], other=other.items[item]) for item in items]
    if one.unit != other.unit:
        found.insert(0, Difference(name=PARTS["task"], one=one.part("task"), other=other.part("task")))
    parts: tuple[PartId, ...] = ("leader", "bonus", "extra", "decision")
    found += [Difference(name=PARTS[part], one=one.part(part), other=other.part(part)) for part in parts]
    return [difference for difference in found if difference.points]


def _named(item: str, scheme: Scheme) -> str:
    marked = scheme.marked(item)
    return NAMED.format(clause=marked.clause, label=marked.label)
