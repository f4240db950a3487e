"""One item while it is assessed: its rules to choose from, and one rule with its count or amount."""

from decimal import Decimal

from cards import words
from cards.face import Button, Face, Field
from cards.parts import (
    GAP,
    about,
    given,
    labelled,
    lacking,
    main,
    prices,
    proven,
    reason_field,
    submit,
    sum_line,
    taken_line,
)  # fmt: skip
from cards.plain import plain
from cards.views import Duty, Filed, ItemBrief, RuleOption, Taken
from scoring.parts import Frozen


class SelfItemView(Frozen):
    """One item while it is assessed; with another title also while the office adjusts it (`finish` asks the reason)."""

    unit: str
    item: ItemBrief
    duty: Duty = Duty()
    place: str = ""
    rules: tuple[RuleOption, ...]
    rulings: tuple[str, ...] = ()
    decided: bool = False
    taken: tuple[Taken, ...] = ()
    left: Decimal
    proof: tuple[Filed, ...] = ()
    lacks: tuple[str, ...] = ()
    said: str = ""
    clean: Button | None = None
    not_due: Button | None = None
    onward: Button | None = None
    summary: Button | None = None
    finish: Button | None = None
    title: str = "自评"


def self_item_card(view: SelfItemView) -> Face:
    """Show one item with its rules as buttons, 无扣分, what is chosen so far and what is left."""
    clean, onward = (view.clean, main(view.onward)) if view.decided else (main(view.clean), view.onward)
    return Face(
        title=f"{view.title}·{view.unit} {view.place}".strip(),
        body=(
            about(view.item, view.duty),
            *prices([rule for rule in view.rules if rule.button is None]),
            *(f"· {plain(one)}" for one in view.rulings),
            f"{_chosen(view)}{GAP}{sum_line(view.item, view.left)}",
            *(taken_line(one) for one in view.taken),
            GAP.join((proven(view.proof), *([f"**还缺** {lacking(view.lacks)}"] if view.lacks else []))),
        ),
        buttons=given(
            *(rule.button for rule in view.rules), clean, view.not_due, onward, view.summary, submit(view.finish)
        ),
        fields=(reason_field("调整理由", "如：查阅台账，缺两次记录"),) if view.finish else (),
        foot=words.KEPT,
    )


def _chosen(view: SelfItemView) -> str:
    """What is set so far, its lines to follow; a whole proof proposes 无扣分 until something is."""
    because = f"（{plain(view.said)}）" if view.said else ""
    undecided = words.PROPOSED if view.proof and not view.lacks else words.NOT_YET
    state = words.TAKEN.format(count=len(view.taken)) if view.taken else words.CLEAN if view.decided else undecided
    return f"**已记扣分** {state}{because}"


class RuleView(Frozen):
    """One rule of one item: its present count or amount, and what may be set."""

    unit: str
    item: ItemBrief
    duty: Duty = Duty()
    rule: RuleOption
    now: Taken | None = None
    left: Decimal
    fewer: Button | None = None
    more: Button | None = None
    clear: Button | None = None
    back: Button | None = None
    enter: Button | None = None
    limits: tuple[Decimal, Decimal] | None = None
    wants_reason: bool = False
    title: str = "自评"


def self_rule_card(view: RuleView) -> Face:
    """Set the count of a rule, or its amount within the range and the reason."""
    fields = [amount_field(view.limits)] if view.limits else []
    if view.wants_reason:
        fields.append(reason_field("理由", "如：一次台账迟报三天"))
    return Face(
        title=f"{view.title}·{view.unit}",
        body=(
            about(view.item, view.duty),
            f"{labelled('情形', view.rule.label)}　{plain(view.rule.price)}",
            taken_line(view.now) if view.now else f"· {words.NOT_YET}",
            sum_line(view.item, view.left),
        ),
        buttons=given(view.fewer, main(view.more), view.clear, view.back, submit(main(view.enter))),
        fields=tuple(fields) if view.enter else (),
        foot=words.KEPT,
    )


def amount_field(limits: tuple[Decimal, Decimal]) -> Field:
    """Where a chosen amount goes, with its range."""
    return Field(name="amount", label="扣几分", kind="NUMBER", placeholder=words.span(*limits))
