"""补充通知: numbered, dated changes to a method in the course of the year."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field

from scoring.clauses import Item, Section, Unit
from scoring.errors import AmendmentError
from scoring.parts import Frozen
from scoring.words import amendments as said

GRANTED = "照给"
"""Where a cancelled item's points go when nobody else gets them: the unit keeps them."""


class Change(Frozen):
    """One change: an item added, cancelled or re-pointed, a unit renamed, merged or dissolved.

    `points_to` says where the points of a cancelled item go: to another item of the unit (its id), or 照给.
    """

    kind: Literal["add_item", "cancel_item", "repoint_item", "rename_unit", "merge_units", "dissolve_unit"]
    unit: str
    item: str = ""
    points: Decimal | None = None
    points_to: str = ""
    section: str = ""
    name: str = ""
    short: str = ""
    into: str = ""
    added: Item | None = None


class Amendment(Frozen):
    """A numbered 补充通知 and the day from which it counts."""

    number: str
    day: date = Field(alias="date")
    changes: tuple[Change, ...] = Field(min_length=1)


def amended(units: tuple[Unit, ...], amendment: Amendment) -> tuple[Unit, ...]:
    """The units after an amendment; AmendmentError when a change finds nothing to change."""
    for change in amendment.changes:
        units = CHANGES[change.kind](units, change, amendment)
    return units


def _replaced(units: tuple[Unit, ...], code: str, **new: Any) -> tuple[Unit, ...]:
    return tuple(_copy(unit, **new) if unit.code == code else unit for unit in units)


def _copy(unit: Unit, **new: Any) -> Unit:
    """A unit with some fields changed, made anew so that nothing remembered of the old one stays."""
    kept = {name: getattr(unit, name) for name in ("code", "name", "short", "aliases", "kind")}
    return Unit.model_validate({**kept, "section": unit.sections, **new})


def _unit(units: tuple[Unit, ...], name: str, amendment: Amendment) -> Unit:
    for unit in units:
        if name in unit.names:
            return unit
    raise AmendmentError(amendment.number, said.NO_SUCH_UNIT.format(unit=name))


def _with_items(unit: Unit, change_item: Callable[[Item], Item]) -> tuple[Section, ...]:
    """The unit's sections with every item passed through a change, and their points added up again."""
    return tuple(_section(part.name, tuple(change_item(item) for item in part.items)) for part in unit.sections)


def _section(name: str, items: tuple[Item, ...]) -> Section:
    points = sum((item.points for item in items), Decimal(0))
    return Section.model_validate({"name": name, "points": points, "item": items})


def _add_item(units: tuple[Unit, ...], change: Change, amendment: Amendment) -> tuple[Unit, ...]:
    unit = _unit(units, change.unit, amendment)
    if change.added is None or change.section not in {part.name for part in unit.sections}:
        raise AmendmentError(amendment.number, said.ITEM_UNWRITTEN.format(unit=unit.name))
    added = change.added
    sections = tuple(
        _section(part.name, (*part.items, added)) if part.name == change.section else part for part in unit.sections
    )
    return _replaced(units, unit.code, section=sections)


def _needed(unit: Unit, item: str, amendment: Amendment) -> Item:
    for one in unit.items:
        if one.id == item:
            return one
    raise AmendmentError(amendment.number, said.NO_SUCH_ITEM.format(unit=unit.name, item=item))


def _cancel_item(units: tuple[Unit, ...], change: Change, amendment: Amendment) -> tuple[Unit, ...]:
    unit = _unit(units, change.unit, amendment)
    old = _needed(unit, change.item, amendment)
    if not change.points_to:
        raise AmendmentError(amendment.number, said.POINTS_HOMELESS.format(item=old.id, points=old.points))
    heir = None if change.points_to == GRANTED else _needed(unit, change.points_to, amendment)
    gone: dict[str, Any] = {"cancelled_on": amendment.day, "cancelled_by": amendment.number}
    if heir is not None:
        gone["points"] = Decimal(0)

    def moved(item: Item) -> Item:
        if item.id == old.id:
            return item.model_copy(update=gone)
        if heir is not None and item.id == heir.id:
            return item.model_copy(update={"points": item.points + old.points})
        return item

    return _replaced(units, unit.code, section=_with_items(unit, moved))


def _repoint_item(units: tuple[Unit, ...], change: Change, amendment: Amendment) -> tuple[Unit, ...]:
    unit = _unit(units, change.unit, amendment)
    old = _needed(unit, change.item, amendment)
    if change.points is None or change.points < 0:
        raise AmendmentError(amendment.number, said.POINTS_UNWRITTEN.format(item=old.id))
    new = old.model_copy(update={"points": change.points})
    return _replaced(units, unit.code, section=_with_items(unit, lambda item: new if item.id == old.id else item))


def _rename_unit(units: tuple[Unit, ...], change: Change, amendment: Amendment) -> tuple[Unit, ...]:
    unit = _unit(units, change.unit, amendment)
    if not change.name:
        raise AmendmentError(amendment.number, said.NAME_UNWRITTEN.format(unit=unit.name))
    aliases = sorted({*unit.aliases, unit.name, unit.short} - {change.name, change.short})
    short = change.short or unit.short
    return _replaced(units, unit.code, name=change.name, short=short, aliases=tuple(one for one in aliases))


def _merge_units(units: tuple[Unit, ...], change: Change, amendment: Amendment) -> tuple[Unit, ...]:
    unit, heir = _unit(units, change.unit, amendment), _unit(units, change.into, amendment)
    if unit.code == heir.code:
        raise AmendmentError(amendment.number, said.INTO_ITSELF.format(unit=unit.name))
    rest = tuple(one for one in units if one.code != unit.code)
    return _replaced(rest, heir.code, aliases=(*heir.aliases, *sorted(unit.names)))


def _dissolve_unit(units: tuple[Unit, ...], change: Change, amendment: Amendment) -> tuple[Unit, ...]:
    unit = _unit(units, change.unit, amendment)
    return tuple(one for one in units if one.code != unit.code)


CHANGES: dict[str, Callable[[tuple[Unit, ...], Change, Amendment], tuple[Unit, ...]]] = {
    "add_item": _add_item,
    "cancel_item": _cancel_item,
    "repoint_item": _repoint_item,
    "rename_unit": _rename_unit,
    "merge_units": _merge_units,
    "dissolve_unit": _dissolve_unit,
}
