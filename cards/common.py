"""Common work: one row for all units, and one unit under one row."""

from decimal import Decimal

from cards import words
from cards.face import Button, Face, Field
from cards.parts import (
    GAP,
    NAME_CHARS,
    about,
    given,
    main,
    prices,
    reason_field,
    submit,
    sum_line,
    taken_line,
)  # fmt: skip
from cards.plain import clip, plain
from cards.self_item import amount_field
from cards.views import Duty, ItemBrief, RuleOption, Taken
from scoring.parts import Frozen, shown


class CommonUnit(Frozen):
    """One unit in a row: what it keeps, or None while nobody scored it.

    `noted` is what this scorer noted about it and has not registered, `abstained` why it is not judged.
    """

    name: str
    left: Decimal | None = None
    taken: tuple[Taken, ...] = ()
    noted: tuple[str, ...] = ()
    abstained: str = ""
    button: Button | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nobody scored it and nothing was noted about it."""
        return self.is_open and not self.noted

    @property
    def is_open(self) -> bool:
        """Whether nobody has said anything about it."""
        return self.left is None and not self.abstained


class Avoided(Frozen):
    """A unit the scorer steps aside from, and who scores it instead."""

    name: str
    by: str = ""


class CommonView(Frozen):
    """One row of the common work as one scorer sees it."""

    row: ItemBrief
    duty: Duty = Duty()
    rules: tuple[RuleOption, ...]
    units: tuple[CommonUnit, ...]
    avoided: tuple[Avoided, ...] = ()
    take_over: Button | None = None
    rest: Button | None = None
    submit: Button | None = None


def common_card(view: CommonView) -> Face:
    """Score one row for all units: whoever lost nothing is settled with one tap."""
    left = sum(1 for unit in view.units if unit.is_open)
    plain_ones = sum(1 for unit in view.units if unit.is_plain)
    rest = view.rest.model_copy(update={"label": words.rest_clean(plain_ones)}) if view.rest and plain_ones else None
    hand_in = None if left else view.submit
    return Face(
        title=f"共性评分·{view.row.label}",
        body=(
            about(view.row, view.duty),
            *prices(view.rules),
            *_units(view),
            *(_avoided(unit) for unit in view.avoided),
        ),
        buttons=given(*(unit.button for unit in view.units), view.take_over, main(rest), main(hand_in)),
        foot=words.UNITS_LEFT.format(count=left) if left else words.UNITS_DONE,
    )


def _units(view: CommonView) -> tuple[str, ...]:
    """Who lost what, one line each; the others together."""
    lost = [_lost(unit, view.row) for unit in view.units if unit.taken]
    clean = [unit.name for unit in view.units if unit.left is not None and not unit.taken]
    waiting = [unit.name for unit in view.units if unit.is_plain]
    noted = [_noted(unit.noted, f"{unit.name}：") for unit in view.units if unit.noted]
    groups = [(words.CLEAN, clean), (words.NOT_SCORED, waiting)]
    unjudged = [_unjudged(unit) for unit in view.units if unit.abstained]
    return (*lost, *unjudged, *noted, *(f"**{label}** {plain('、'.join(names))}" for label, names in groups if names))


def _unjudged(unit: CommonUnit) -> str:
    return f"· {plain(unit.name)}{GAP}{words.UNJUDGED}：{plain(unit.abstained)}"


def _noted(noted: tuple[str, ...], whose: str = "") -> str:
    return f"**{words.NOTED}** {plain(whose + '；'.join(noted))}"


def _lost(unit: CommonUnit, row: ItemBrief) -> str:
    left = row.points if unit.left is None else unit.left
    taken = "，".join(taken_line(one).removeprefix("· ") for one in unit.taken)
    return f"· {plain(unit.name)}{GAP}{shown(left)}/{shown(row.points)}{GAP}{taken}"


def _avoided(unit: Avoided) -> str:
    return f"· {plain(unit.name)}{GAP}{words.STEPPED_ASIDE.format(by=plain(unit.by or '组长'))}"


class RuleStep(Frozen):
    """One rule for one unit: its present count, and the buttons that set it."""

    rule: RuleOption
    now: Taken | None = None
    more: Button | None = None
    fewer: Button | None = None
    clear: Button | None = None


class CommonUnitView(Frozen):
    """One unit under one row. `wants_rate` asks for the measured figure, `limits` for an amount within a range."""

    unit: str
    row: ItemBrief
    duty: Duty = Duty()
    steps: tuple[RuleStep, ...]
    noted: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()
    left: Decimal
    limits: tuple[Decimal, Decimal] | None = None
    wants_rate: bool = False
    enter: Button | None = None
    take_over: Button | None = None
    clean: Button | None = None
    abstain: Button | None = None
    back: Button | None = None


def common_unit_card(view: CommonUnitView) -> Face:
    """Set what one unit loses under one row."""
    lines: list[str] = []
    buttons: list[Button | None] = []
    lines += [f"· {plain(one)}" for one in view.rulings]
    if view.noted:
        lines.append(_noted(view.noted))
    for step in view.steps:
        lines.append(f"**{plain(clip(step.rule.label, NAME_CHARS))}**{GAP}{plain(step.rule.price)}")
        lines.append(taken_line(step.now) if step.now else f"· {words.CLEAN}")
        buttons += [step.rule.button, step.more, step.fewer, step.clear]
    return Face(
        title=f"{view.row.label}·{view.unit}",
        body=(about(view.row, view.duty), *lines, sum_line(view.row, view.left)),
        buttons=given(*buttons, view.take_over, view.clean, view.abstain, main(view.back), submit(view.enter)),
        fields=tuple(_fields(view)) if view.enter else (),
        foot=words.STATE_CAUSE,
    )


def _fields(view: CommonUnitView) -> list[Field]:
    if view.wants_rate:
        return [Field(name="rate", label="预算执行率（%）", kind="NUMBER", placeholder="如：90.99")]
    amount = [amount_field(view.limits)] if view.limits else []
    return [*amount, reason_field("事由", "如：3月12日督查通报第2条")]
