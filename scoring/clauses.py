"""What a method is made of: units with their lists, items, tasks, rules, bonuses, deductions, vetoes."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from scoring.dues import Due
from scoring.errors import SchemeError, UnknownName
from scoring.parts import Frozen
from scoring.words import method as said
from scoring.words import names


class Kind(StrEnum):
    """How a rule turns what happened into points (DESIGN §2); code knows these six and no more."""

    FIXED = "fixed"
    RANGE = "discretionary_range"
    PER_OCCURRENCE = "per_occurrence"
    PER_SUBTASK = "per_subtask"
    THRESHOLD = "threshold"
    ALL = "all"


class Rule(Frozen):
    """One deduction clause: `amount` in points, or a range [min, max]; `cap` limits its sum."""

    id: str
    label: str
    kind: Kind
    amount: Decimal | None = Field(default=None, gt=0)
    min: Decimal | None = Field(default=None, ge=0)
    max: Decimal | None = Field(default=None, gt=0)
    implied_max: Decimal | None = Field(default=None, gt=0)
    cap: Decimal | None = Field(default=None, gt=0)
    group: str | None = None
    per: str = ""
    max_count: int | None = Field(default=None, ge=1)
    applies_to: tuple[str, ...] = ("item",)
    late_counts: bool = False
    until_exhausted: bool = False
    degree: str = ""
    alternative: bool = False
    measure: str | None = None
    below: Decimal | None = None
    decided_by: str | None = None
    applied_by: str | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "Rule":
        for problem in _rule_problems(self):
            raise SchemeError(said.OF_RULE.format(rule=self.id, problem=problem))
        return self

    @cached_property
    def has_range(self) -> bool:
        """Whether somebody chooses the amount within a range."""
        return self.amount is None and self.kind in (Kind.RANGE, Kind.PER_OCCURRENCE)

    @property
    def is_human(self) -> bool:
        """Whether the amount is a person's judgement (视情, 酌情, a range), which a reader must see."""
        return self.has_range

    @cached_property
    def count_limit(self) -> int | None:
        """The largest count that can be true: printed times or sub-tasks; None when only the item limits it."""
        if self.max_count is not None:
            return self.max_count
        named = self.kind is Kind.PER_SUBTASK and "item" not in self.applies_to
        return len(self.applies_to) if named else None


def _rule_problems(rule: Rule) -> Iterator[str]:
    ranged, amount = rule.kind is Kind.RANGE, rule.amount is not None
    if ranged and amount:
        yield said.RANGE_AND_AMOUNT
    if rule.kind in (Kind.FIXED, Kind.PER_SUBTASK, Kind.THRESHOLD) and not amount:
        yield said.NO_AMOUNT
    if rule.kind is Kind.THRESHOLD and (rule.below is None or rule.measure is None):
        yield said.NO_BOUND
    if rule.min is not None and rule.max is not None and rule.min > rule.max:
        yield said.RANGE_REVERSED.format(low=rule.min, high=rule.max)


class Group(Frozen):
    """A printed cap over several rules of an item: 共扣X分 (reading 2)."""

    id: str
    cap: Decimal = Field(gt=0)


class Task(Frozen):
    """One task of an item, with its printed due time."""

    id: str
    no: str
    label: str
    due: Due
    due_text: str = ""


class Marked(Frozen):
    """What carries points and rules: an item of a unit's list, or a row of the common work."""

    id: str
    seq: int
    points: Decimal = Field(ge=0)
    label: str
    clause: str
    rules: tuple[Rule, ...] = ()
    groups: tuple[Group, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def part(self) -> Literal["task", "common"]:
        """The part of the score it belongs to."""
        return "common" if isinstance(self, CommonItem) else "task"

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; UnknownName when the item has none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise UnknownName(names.RULE, rule_id)

    def limits(self, rule: Rule) -> tuple[Decimal, Decimal]:
        """The smallest and largest amount of a ranged rule; 0 stands for "more than 0" (reading 3)."""
        return rule.min or Decimal(0), rule.max or rule.implied_max or self.points


class Item(Marked):
    """One item of a unit's list (annex 1); cancelled ones take no deductions from that day on.

    `responsible` and `helpers` are names as the paper prints them, where it prints any (责任人, 配合人, 全体).
    """

    tasks: tuple[Task, ...] = ()
    responsible: tuple[str, ...] = ()
    helpers: tuple[str, ...] = ()
    cancelled_on: date | None = None
    cancelled_by: str = ""


class CommonItem(Marked):
    """One row of the common work (annex 2), scored by one unit for all."""

    scorer: str


class Section(Frozen):
    """重点工作 or 常规工作 of a unit."""

    name: str
    points: Decimal
    items: tuple[Item, ...] = Field(alias="item", default=())


class Unit(Frozen):
    """An assessed unit with its list. `short` is what people call it."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    kind: str
    sections: tuple[Section, ...] = Field(alias="section", min_length=1)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items of the unit in the order of its list."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything the unit answers to."""
        return frozenset({self.code, self.name, self.short, *self.aliases})


class Part(Frozen):
    """One of the parts whose full marks add to 100."""

    id: Literal["task", "common", "leader"]
    name: str
    points: Decimal
    clause: str
    key_min: Decimal | None = None
    criteria: tuple[str, ...] = ()
    """What a judgement of this part looks at, in the method's words."""


class Bonus(Frozen):
    """A clause that gives points, for a document within the window."""

    id: str
    clause: str
    label: str
    kind: Literal["fixed", "factor", "range"]
    subject: str | None = None
    levels: tuple[str, ...] = ()
    amount: Decimal | None = None
    factor: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    applies_to: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> "Bonus":
        needed = {"fixed": (self.amount,), "factor": (self.factor,), "range": (self.min, self.max)}[self.kind]
        if any(value is None for value in needed):
            raise SchemeError(said.BONUS_UNPRICED.format(bonus=self.id))
        return self


class Share(Frozen):
    """What one degree of responsibility costs: an amount, or a range."""

    amount: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> "Share":
        if self.amount is None and (self.min is None or self.max is None):
            raise SchemeError(said.EXTRA_UNPRICED)
        return self


class Extra(Frozen):
    """A clause of 四(四)2 that takes points outside the items, by degree of responsibility."""

    id: str
    clause: str
    label: str
    primary: Share
    secondary: Share
    triggers: tuple[str, ...] = ()


class Veto(Frozen):
    """A finding that ends eligibility for awards and leaves score and rank (reading 10)."""

    id: str
    clause: str
    label: str


class Fraud(Frozen):
    """What misreporting costs: the item's points and eligibility."""

    id: str
    clause: str
    label: str
