"""What scoring says: a sheet of lines whose sum is the score, and the refusals beside it."""

from decimal import Decimal

from scoring.facts import Fact, PartId
from scoring.parts import Frozen, shown


class Line(Frozen):
    """One signed movement of the score: the clause that caused it, in words, and the facts it rests on.

    `human` marks an amount that a person chose (视情, 酌情, a range) all the way to the reader.
    """

    part: PartId
    clause: str
    points: Decimal
    because: str
    item: str | None = None
    rule: str | None = None
    human: bool = False
    facts: tuple[Fact, ...] = ()


class Refusal(Frozen):
    """A fact that was not taken, which changes nothing, and the one sentence why."""

    ref: str
    sentence: str


class Sheet(Frozen):
    """One unit's year: the total is the sum of the lines, always."""

    unit: str
    lines: tuple[Line, ...]
    refusals: tuple[Refusal, ...] = ()
    items: dict[str, Decimal]
    self_task: Decimal | None = None
    eligible: bool = True
    deferred: Decimal = Decimal(0)
    flags: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """The score: the sum of the visible lines."""
        return sum((line.points for line in self.lines), Decimal(0))

    def part(self, part: PartId) -> Decimal:
        """What one part contributes, signed."""
        return sum((line.points for line in self.lines if line.part == part), Decimal(0))

    def of_item(self, item: str) -> tuple[Line, ...]:
        """The lines of one item, full marks first."""
        return tuple(line for line in self.lines if line.item == item)


class Collector:
    """Gathers what the chapters find while one sheet is made."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.refusals: list[Refusal] = []
        self.flags: set[str] = set()
        self.deferred = Decimal(0)
        self.eligible = True

    def refuse(self, fact: Fact, sentence: str) -> None:
        """Set a fact aside with the sentence why."""
        self.refusals.append(Refusal(ref=fact.ref, sentence=sentence))


def in_order(facts: tuple[Fact, ...]) -> list[Fact]:
    """Facts by their place in time, then by name: the order they are given in never matters."""
    return sorted(facts, key=lambda fact: (fact.seq, fact.ref, fact.model_dump_json()))


__all__ = ["Collector", "Line", "Refusal", "Sheet", "in_order", "shown"]
