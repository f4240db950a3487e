"""A method as data: parts, units, items, tasks, rules, caps, windows, clauses, and how it is read."""

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError, model_validator

from scoring.amendments import Amendment, Change, amended
from scoring.checks import problems, remarks
from scoring.clauses import (
    Bonus,
    CommonItem,
    Extra,
    Fraud,
    Group,
    Item,
    Kind,
    Marked,
    Part,
    Rule,
    Section,
    Share,
    Task,
    Unit,
    Veto,
)
from scoring.dues import Due
from scoring.errors import AmendmentError, SchemeError, UnknownName
from scoring.parts import Document, Frozen, Window, shown
from scoring.readings import Reading, Readings
from scoring.words import names
from scoring.words.method import READING_WRONG

T = TypeVar("T")


class Scheme(Frozen):
    """The whole method of a year."""

    format: Literal["kaohe-scheme/1"]
    year: int
    title: str
    document: Document
    window: Window
    parts: tuple[Part, ...] = Field(alias="part")
    units: tuple[Unit, ...] = Field(alias="unit", min_length=1)
    commons: tuple[CommonItem, ...] = Field(alias="common")
    bonuses: tuple[Bonus, ...] = Field(alias="bonus")
    extras: tuple[Extra, ...] = Field(alias="extra")
    vetoes: tuple[Veto, ...] = Field(alias="veto")
    fraud: Fraud
    readings: tuple[Reading, ...] = Field(alias="reading")
    amendments: tuple[Amendment, ...] = Field(alias="amendment", default=())

    @model_validator(mode="after")
    def _adds_up(self) -> "Scheme":
        for problem in problems(self.parts, self.units, self.commons):
            raise SchemeError(problem)
        _ = self.read, self.as_of(date.max)
        return self

    def as_of(self, day: date) -> "Scheme":
        """The method with every 补充通知 that counts on that day; later ones wait."""
        due = sorted((one for one in self.amendments if one.day <= day), key=lambda one: (one.day, one.number))
        scheme = self
        for amendment in due:
            scheme = _after(scheme, amendment)
        return scheme

    def reread(self, **values: Any) -> "Scheme":
        """The same method with some readings set otherwise."""
        readings = tuple(
            one.model_copy(update={"default": values[one.id]}) if one.id in values else one for one in self.readings
        )
        return self._with(readings=readings)

    def _with(self, **new: Any) -> "Scheme":
        """A method with some fields changed, made anew so that nothing remembered of the old one stays."""
        kept = {name: getattr(self, name) for name in type(self).model_fields} | new
        aliases = {name: field.alias or name for name, field in type(self).model_fields.items()}
        return Scheme.model_validate({aliases[name]: value for name, value in kept.items()})

    @cached_property
    def hash(self) -> str:
        """A fingerprint of the whole method, for receipts: the same whatever the layout of its file."""
        plain = json.dumps(self.model_dump(), sort_keys=True, ensure_ascii=False, default=_plain)
        return hashlib.sha256(plain.encode()).hexdigest()

    @cached_property
    def remarks(self) -> list[str]:
        """What is odd about the method and stays as printed."""
        return remarks(self.units, self.commons)

    @cached_property
    def read(self) -> Readings:
        """How the method is read, as values the chapters ask for."""
        try:
            return Readings.model_validate({one.id: one.default for one in self.readings})
        except ValidationError as problem:
            raise SchemeError(READING_WRONG.format(reading=problem.errors()[0]["loc"][0])) from None

    @cached_property
    def _units(self) -> dict[str, Unit]:
        if self.read.names_by_alias:
            return {name: unit for unit in self.units for name in unit.names}
        return {name: unit for unit in self.units for name in (unit.code, unit.name)}

    @cached_property
    def _marked(self) -> dict[str, Marked]:
        items: list[Marked] = [item for unit in self.units for item in unit.items]
        return {one.id: one for one in [*items, *self.commons]}

    @cached_property
    def _rules(self) -> dict[str, tuple[Marked, Rule]]:
        return {rule.id: (one, rule) for one in self._marked.values() for rule in one.rules}

    @cached_property
    def _tasks(self) -> dict[str, tuple[Item, Task]]:
        return {task.id: (item, task) for unit in self.units for item in unit.items for task in item.tasks}

    @cached_property
    def _homes(self) -> dict[str, Unit]:
        return {item.id: unit for unit in self.units for item in unit.items}

    @cached_property
    def _readings(self) -> dict[str, Any]:
        return {reading.id: reading.default for reading in self.readings}

    def unit(self, name: str) -> Unit:
        """The unit of this code, name, short name or alias."""
        return _found(self._units, names.UNIT, name)

    def marked(self, item_id: str) -> Marked:
        """The item or common row of this id."""
        return _found(self._marked, names.MARKED, item_id)

    def item(self, item_id: str) -> Item:
        """The item of a unit's list of this id."""
        one = self.marked(item_id)
        if not isinstance(one, Item):
            raise UnknownName(names.ITEM, item_id)
        return one

    def common(self, row_id: str) -> CommonItem:
        """The row of the common work of this id."""
        one = self.marked(row_id)
        if not isinstance(one, CommonItem):
            raise UnknownName(names.COMMON, row_id)
        return one

    def knows_rule(self, rule_id: str) -> bool:
        """Whether any item or row has a rule of this id."""
        return rule_id in self._rules

    def rule(self, rule_id: str) -> Rule:
        """The deduction rule of this id."""
        return _found(self._rules, names.RULE, rule_id)[1]

    def item_of_rule(self, rule_id: str) -> Marked:
        """The item or row that a rule belongs to."""
        return _found(self._rules, names.RULE, rule_id)[0]

    def task(self, task_id: str) -> Task:
        """The task of this id."""
        return _found(self._tasks, names.TASK, task_id)[1]

    def item_of_task(self, task_id: str) -> Item:
        """The item that a task belongs to."""
        return _found(self._tasks, names.TASK, task_id)[0]

    def unit_of_item(self, item_id: str) -> Unit:
        """The unit whose list holds the item."""
        return _found(self._homes, names.ITEM, item_id)

    def part(self, part_id: Literal["task", "common", "leader"]) -> Part:
        """The part of this id: task, common or leader."""
        return next(part for part in self.parts if part.id == part_id)

    def reading(self, reading_id: str) -> Any:
        """The value a reading is set to."""
        return _found(self._readings, names.READING, reading_id)


def _after(scheme: Scheme, amendment: Amendment) -> Scheme:
    units = amended(scheme.units, amendment)
    for problem in problems(scheme.parts, units, scheme.commons):
        raise AmendmentError(amendment.number, problem)
    rest = tuple(one for one in scheme.amendments if one is not amendment)
    return scheme._with(units=units, amendments=rest)


def _found(table: dict[str, T], kind: str, name: str) -> T:
    try:
        return table[name]
    except KeyError:
        raise UnknownName(kind, name) from None


def _plain(value: Any) -> str:
    return shown(value) if isinstance(value, Decimal) else str(value)


__all__ = [
    "Amendment",
    "Bonus",
    "Change",
    "CommonItem",
    "Document",
    "Due",
    "Extra",
    "Fraud",
    "Group",
    "Item",
    "Kind",
    "Marked",
    "Part",
    "Reading",
    "Readings",
    "Rule",
    "Scheme",
    "Section",
    "Share",
    "Task",
    "Unit",
    "Veto",
    "Window",
]
