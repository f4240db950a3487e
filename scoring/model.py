"""What scoring says: a sheet of lines whose sum is the score, and the refusals beside it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeVar

from scoring.errors import RuledOut
from scoring.facts import Fact, PartId
from scoring.parts import Frozen, shown

F = TypeVar("F", bound=Fact)
T = TypeVar("T")

LineKind = Literal[
    "full", "deduction", "cap", "floor", "fraud", "leader", "bonus", "extra", "veto", "decision", "abstained",
    "relief",
]  # fmt: skip


class Line(Frozen):
    """One signed movement of the score: the clause that caused it, in words, and the facts it rests on.

    `human` marks an amount that a person chose (视情, 酌情, a range) all the way to the reader.
    """

    part: PartId
    kind: LineKind
    clause: str
    points: Decimal
    because: str
    item: str | None = None
    rule: str | None = None
    count: Decimal | None = None
    human: bool = False
    facts: tuple[Fact, ...] = ()

    @property
    def refs(self) -> tuple[str, ...]:
        """The names of the facts it rests on."""
        return tuple(fact.ref for fact in self.facts if fact.ref)


class Refusal(Frozen):
    """A fact that was not taken, which changes nothing, and the one sentence why."""

    ref: str
    sentence: str
    fact: Fact


class Sheet(Frozen):
    """One unit's year: the total is the sum of the lines, always."""

    unit: str
    lines: tuple[Line, ...]
    refusals: tuple[Refusal, ...] = ()
    items: dict[str, Decimal]
    """What each item and common row keeps."""
    self_items: dict[str, Decimal] | None = None
    """What each item would keep by the unit's own declarations; beside the score, never in it."""
    self_task: Decimal | None = None
    eligible: bool = True
    deferred: Decimal = Decimal(0)
    flags: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """The score: the sum of the visible lines."""
        return sum((line.points for line in self.lines), Decimal(0))

    @property
    def eligible_for_excellence(self) -> bool:
        """Whether the unit may still be chosen for awards."""
        return self.eligible

    @property
    def deferred_to_next_year(self) -> Decimal:
        """The bonus points whose documents came after the assessment."""
        return self.deferred

    @property
    def parts(self) -> dict[PartId, Decimal]:
        """What each part contributes, signed."""
        names: tuple[PartId, ...] = ("task", "common", "leader", "bonus", "extra", "decision")
        return {name: self.part(name) for name in names}

    def part(self, part: PartId) -> Decimal:
        """What one part contributes, signed."""
        return sum((line.points for line in self.lines if line.part == part), Decimal(0))

    def of_item(self, item: str) -> tuple[Line, ...]:
        """The lines of one item, full marks first."""
        return tuple(line for line in self.lines if line.item == item)


class Collector:
    """Gathers what the chapters find while one sheet is made."""

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []
        self.flags: set[str] = set()
        self.deferred = Decimal(0)
        self.eligible = True

    def refuse(self, fact: Fact, sentence: str) -> None:
        """Set a fact aside with the sentence why."""
        self.refusals.append(Refusal(ref=fact.ref, sentence=sentence, fact=fact))

    def taken(self, facts: Sequence[F], make: Callable[[F], T | None]) -> Iterator[T]:
        """What `make` makes of each fact, in order of time; one that is ruled out becomes a refusal.

        A fact of which it makes nothing (None) has no line of its own.
        """
        for fact in in_order(facts):
            try:
                made = make(fact)
            except RuledOut as problem:
                self.refuse(fact, problem.sentence)
                continue
            if made is not None:
                yield made


def in_order(facts: Sequence[F]) -> Sequence[F]:
    """Facts by their place in time, then by name: the order they are given in never matters."""
    if len(facts) < 2:
        return facts
    if len({(fact.seq, fact.ref) for fact in facts}) == len(facts):
        return sorted(facts, key=lambda fact: (fact.seq, fact.ref))
    return sorted(facts, key=lambda fact: (fact.seq, fact.ref, fact.model_dump_json()))


def lost(lines: Iterable[Line]) -> Decimal:
    """How many points these lines take, as a positive number."""
    return -sum((line.points for line in lines), Decimal(0))


__all__ = ["Collector", "Line", "LineKind", "Refusal", "Sheet", "in_order", "lost", "shown"]
