"""A method as data: parts, units, items, tasks, rules, caps, windows, clauses, and how it is read."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, model_validator

from scoring.errors import SchemeError, UnknownName
from scoring.parts import Document, Due, Frozen, Window

T = TypeVar("T")


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
    amount: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    implied_max: Decimal | None = None
    cap: Decimal | None = None
    group: str | None = None
    per: str = ""
    max_count: int | None = None
    applies_to: tuple[str, ...] = ("item",)
    late_counts: bool = False
    until_exhausted: bool = False
    degree: str = ""
    alternative: bool = False
    measure: str | None = None
    below: Decimal | None = None
    decided_by: str | None = None
    applied_by: str | None = None

    @property
    def has_range(self) -> bool:
        """Whether somebody chooses the amount within a range."""
        return self.amount is None and self.kind in (Kind.RANGE, Kind.PER_OCCURRENCE)

    @property
    def is_human(self) -> bool:
        """Whether the amount is a person's judgement (视情, 酌情, a range), which a reader must see."""
        return self.has_range

    @property
    def count_limit(self) -> int | None:
        """The largest count that can be true: printed tasks or sub-tasks; None when only the item limits it."""
        if self.max_count is not None:
            return self.max_count
        return len(self.applies_to) if self.kind is Kind.PER_SUBTASK else None


class Group(Frozen):
    """A printed cap over several rules of an item: 共扣X分 (reading 2)."""

    id: str
    cap: Decimal


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
    points: Decimal
    label: str
    clause: str
    rules: tuple[Rule, ...]
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
        raise UnknownName("扣分规则", rule_id)

    def limits(self, rule: Rule) -> tuple[Decimal, Decimal]:
        """The smallest and largest amount of a ranged rule; 0 stands for "more than 0" (reading 3)."""
        return rule.min or Decimal(0), rule.max or rule.implied_max or self.points


class Item(Marked):
    """One item of a unit's list (annex 1)."""

    tasks: tuple[Task, ...]


class CommonItem(Marked):
    """One row of the common work (annex 2), scored by one unit for all."""

    scorer: str


class Section(Frozen):
    """重点工作 or 常规工作 of a unit."""

    name: str
    points: Decimal
    items: tuple[Item, ...] = Field(alias="item")


class Unit(Frozen):
    """An assessed unit with its list. `short` is what people call it."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    kind: str
    sections: tuple[Section, ...] = Field(alias="section")

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


class Share(Frozen):
    """What one degree of responsibility costs: an amount, or a range."""

    amount: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None


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


class Reading(Frozen):
    """How a silent or ambiguous place of the paper is read: a setting with its default and the reason."""

    id: str
    title: str
    default: Any
    reason: str


class Change(Frozen):
    """One change by an amendment: an item added, cancelled or re-pointed, a unit renamed or dissolved."""

    kind: Literal["add_item", "cancel_item", "repoint_item", "rename_unit", "dissolve_unit"]
    unit: str
    item: str | None = None
    points: Decimal | None = None
    section: str | None = None
    name: str | None = None
    added: Item | None = None


class Amendment(Frozen):
    """A numbered, dated 补充通知; `remainder` says where points go when the unit's list no longer adds up."""

    number: str
    day: date
    changes: tuple[Change, ...]
    remainder: str = ""


class Scheme(Frozen):
    """The whole method of a year."""

    format: Literal["kaohe-scheme/1"]
    year: int
    title: str
    document: Document
    window: Window
    parts: Annotated[tuple[Part, ...], Field(alias="part")]
    units: Annotated[tuple[Unit, ...], Field(alias="unit")]
    commons: Annotated[tuple[CommonItem, ...], Field(alias="common")]
    bonuses: Annotated[tuple[Bonus, ...], Field(alias="bonus")]
    extras: Annotated[tuple[Extra, ...], Field(alias="extra")]
    vetoes: Annotated[tuple[Veto, ...], Field(alias="veto")]
    fraud: Fraud
    readings: Annotated[tuple[Reading, ...], Field(alias="reading")]
    amendments: Annotated[tuple[Amendment, ...], Field(alias="amendment")] = ()

    @model_validator(mode="after")
    def _adds_up(self) -> "Scheme":
        for problem in problems_of(self):
            raise SchemeError(problem)
        return self

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the whole method, for receipts."""
        return hashlib.sha256(self.model_dump_json(by_alias=True).encode()).hexdigest()

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {name: unit for unit in self.units for name in unit.names}

    @cached_property
    def _marked(self) -> dict[str, Marked]:
        items: list[Marked] = [item for unit in self.units for item in unit.items]
        return {one.id: one for one in [*items, *self.commons]}

    @cached_property
    def _rules(self) -> dict[str, tuple[Marked, Rule]]:
        return {rule.id: (one, rule) for one in self._marked.values() for rule in one.rules}

    @cached_property
    def _tasks(self) -> dict[str, tuple[Unit, Item, Task]]:
        return {t.id: (unit, item, t) for unit in self.units for item in unit.items for t in item.tasks}

    @cached_property
    def _homes(self) -> dict[str, Unit]:
        return {item.id: unit for unit in self.units for item in unit.items}

    @cached_property
    def _readings(self) -> dict[str, Any]:
        return {reading.id: reading.default for reading in self.readings}

    def unit(self, name: str) -> Unit:
        """The unit of this code, name, short name or alias."""
        return _found(self._units, "单位", name)

    def marked(self, item_id: str) -> Marked:
        """The item or common row of this id."""
        return _found(self._marked, "事项", item_id)

    def item(self, item_id: str) -> Item:
        """The item of a unit's list of this id."""
        one = self.marked(item_id)
        if not isinstance(one, Item):
            raise UnknownName("责任清单事项", item_id)
        return one

    def common(self, row_id: str) -> CommonItem:
        """The row of the common work of this id."""
        one = self.marked(row_id)
        if not isinstance(one, CommonItem):
            raise UnknownName("共性工作", row_id)
        return one

    def rule(self, rule_id: str) -> Rule:
        """The deduction rule of this id."""
        return _found(self._rules, "扣分规则", rule_id)[1]

    def item_of_rule(self, rule_id: str) -> Marked:
        """The item or row that a rule belongs to."""
        return _found(self._rules, "扣分规则", rule_id)[0]

    def task(self, task_id: str) -> Task:
        """The task of this id."""
        return _found(self._tasks, "任务", task_id)[2]

    def item_of_task(self, task_id: str) -> Item:
        """The item that a task belongs to."""
        return _found(self._tasks, "任务", task_id)[1]

    def unit_of_item(self, item_id: str) -> Unit:
        """The unit whose list holds the item."""
        return _found(self._homes, "责任清单事项", item_id)

    def part(self, part_id: str) -> Part:
        """The part of this id: task, common or leader."""
        return next(part for part in self.parts if part.id == part_id)

    def reading(self, reading_id: str) -> Any:
        """The value a reading is set to."""
        return _found(self._readings, "办法解释", reading_id)


def _found(table: dict[str, T], kind: str, name: str) -> T:
    try:
        return table[name]
    except KeyError:
        raise UnknownName(kind, name) from None


def problems_of(scheme: Scheme) -> Iterator[str]:
    """Why the method cannot be scored with: sums that do not add up, ids used twice, rules that hang in the air."""
    yield from _sum_problems(scheme)
    yield from _id_problems(scheme)


def _sum_problems(scheme: Scheme) -> Iterator[str]:
    task, common = scheme.part("task"), scheme.part("common")
    for unit in scheme.units:
        for section in unit.sections:
            made = sum(item.points for item in section.items)
            if made != section.points:
                yield f"{unit.name}“{section.name}”各项合计 {made} 分，与写明的 {section.points} 分不符。"
        total = sum(section.points for section in unit.sections)
        if total != task.points:
            yield f"{unit.name}责任清单合计 {total} 分，应为 {task.points} 分。"
        if task.key_min is not None and unit.sections[0].points < task.key_min:
            yield f"{unit.name}重点工作 {unit.sections[0].points} 分，不得低于 {task.key_min} 分。"
    made = sum(row.points for row in scheme.commons)
    if made != common.points:
        yield f"共性工作合计 {made} 分，应为 {common.points} 分。"


def _id_problems(scheme: Scheme) -> Iterator[str]:
    items = [item for unit in scheme.units for item in unit.items]
    marked: list[Marked] = [*items, *scheme.commons]
    ids = [one.id for one in marked] + [rule.id for one in marked for rule in one.rules]
    ids += [task.id for item in items for task in item.tasks] + [name for u in scheme.units for name in u.names]
    twice = sorted(one for one, times in Counter(ids).items() if times > 1)
    if twice:
        yield f"编号或名称重复：{'、'.join(twice[:5])}。"
    for item in items:
        known = {task.id for task in item.tasks} | {"item"}
        for rule in item.rules:
            if not set(rule.applies_to) <= known:
                yield f"规则 {rule.id} 针对的任务不在 {item.id} 里。"
            if rule.group is not None and rule.group not in {group.id for group in item.groups}:
                yield f"规则 {rule.id} 所在的组 {rule.group} 没有写明共扣多少分。"
