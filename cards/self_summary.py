"""A unit's whole self-assessment: what is missing, the sum, and its head's confirmation."""

from datetime import datetime
from decimal import Decimal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, NAME_CHARS, duties, given, labelled, main, named, reason_field, submit, taken_line
from cards.plain import clip, plain, plain_line
from cards.views import Duty, ItemBrief, Taken
from scoring.parts import Frozen, shown


class SummaryRow(Frozen):
    """One item of the whole: its points, or None while nobody assessed it."""

    item: ItemBrief
    points: Decimal | None = None
    proof: int = 0
    button: Button | None = None


class SelfSummaryView(Frozen):
    """A unit's self-assessment so far; `submit` is there once nothing is missing."""

    unit: str
    clause: str
    full: Decimal
    rows: tuple[SummaryRow, ...]
    duty: Duty = Duty()
    state: str = ""
    rest_clean: Button | None = None
    submit: Button | None = None


def self_summary_card(view: SelfSummaryView) -> Face:
    """List all items with the sum and what is missing."""
    made = [row.points for row in view.rows if row.points is not None]
    missing = len(view.rows) - len(made)
    state = f"还有 {missing} 项没有自评。" if missing else "各项都已自评，可以提交。"
    rest = view.rest_clean if view.submit else main(view.rest_clean)
    return Face(
        title=f"自评汇总·{view.unit}",
        body=(
            f"{labelled('条款', view.clause)}{GAP}**满分** {words.points(view.full)}",
            f"**合计** {words.points(sum(made, Decimal(0)))}（{len(made)}/{len(view.rows)} 项）",
            *duties(view.duty),
            *(_row(row) for row in view.rows),
            plain_line(view.state) if view.state else state,
        ),
        buttons=given(*(row.button for row in view.rows), rest, main(view.submit)),
        foot="提交后由单位负责人确认，确认前不能再改。" if view.submit else "",
    )


def _row(row: SummaryRow) -> str:
    state = "还没有自评" if row.points is None else f"{shown(row.points)}/{shown(row.item.points)}"
    proof = f"佐证 {row.proof} 份" if row.proof else words.NO_PROOF
    return f"· {plain(clip(row.item.name, NAME_CHARS))}{GAP}{state}{GAP}{proof}"


class DeductedItem(Frozen):
    """An item the unit deducts something in."""

    item: ItemBrief
    points: Decimal
    taken: tuple[Taken, ...]


class HeadConfirmView(Frozen):
    """A submitted self-assessment before its head: the sum, and only the items that lost points."""

    unit: str
    clause: str
    points: Decimal
    full: Decimal
    by: str
    at: datetime
    duty: Duty = Duty()
    deducted: tuple[DeductedItem, ...] = ()
    unproven: tuple[str, ...] = ()
    confirm: Button | None = None
    give_back: Button | None = None


def head_confirm_card(view: HeadConfirmView) -> Face:
    """Ask the head to confirm the unit's self-assessment, or to return it with a reason."""
    lines = [
        f"{labelled('条款', view.clause)}{GAP}**自评** {shown(view.points)}/{words.points(view.full)}",
        f"**提交** {plain(view.by)} {words.moment(view.at)}",
        *duties(view.duty),
    ]
    for one in view.deducted:
        lines += [f"{named(one.item)}{GAP}得 {words.points(one.points)}", *(taken_line(taken) for taken in one.taken)]
    if not view.deducted:
        lines.append("各项均为无扣分。")
    if view.unproven:
        lines.append(f"没有佐证的事项：{'、'.join(plain(name) for name in view.unproven)}。")
    return Face(
        title=f"请确认{view.unit}的自评",
        body=tuple(lines),
        buttons=given(main(view.confirm), submit(view.give_back)),
        fields=(reason_field("退回理由", "如：第 3 项缺佐证，请补充"),) if view.give_back else (),
        foot="确认后交考核办核准，不能再改；退回后经办可以修改重交。" if view.confirm else "",
    )
