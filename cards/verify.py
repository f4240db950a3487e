"""考核办 checks self-assessments: one item beside its proof, what waits, and the plain ones together."""

from decimal import Decimal

from cards import words
from cards.face import Button, Face
from cards.parts import (
    GAP,
    NAME_CHARS,
    about,
    duties,
    given,
    labelled,
    main,
    prices,
    proven,
    reason_field,
    submit,
    sum_line,
    taken_line,
)  # fmt: skip
from cards.plain import clip, plain
from cards.views import Duty, Filed, ItemBrief, RuleOption, Taken
from scoring.parts import Frozen, shown


class VerifyItemView(Frozen):
    """One self-assessed item beside its proof; `adjust` opens the rules, or asks the reason with `asks_reason`."""

    unit: str
    item: ItemBrief
    duty: Duty = Duty()
    place: str = ""
    rules: tuple[RuleOption, ...] = ()
    own: Decimal
    taken: tuple[Taken, ...] = ()
    verified: Decimal | None = None
    reason: str = ""
    proof: tuple[Filed, ...] = ()
    earlier: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()
    accept: Button | None = None
    adjust: Button | None = None
    asks_reason: bool = False
    look: Button | None = None
    onward: Button | None = None


def verify_item_card(view: VerifyItemView) -> Face:
    """Accept the self value, or adjust it."""
    lines = [about(view.item, view.duty), *prices(view.rules), _values(view)]
    lines += [*(taken_line(one) for one in view.taken), proven(view.proof)]
    lines += [f"· {plain(one)}" for one in view.rulings]
    if view.earlier:
        lines.append(f"**以前的认定** {'；'.join(plain(one) for one in view.earlier)}")
    asks = view.adjust is not None and view.asks_reason
    return Face(
        title=f"核准·{view.unit} {view.place}".strip(),
        body=tuple(lines),
        buttons=given(main(view.accept), submit(view.adjust) if asks else view.adjust, view.look, view.onward),
        fields=(reason_field("调整理由", "如：查阅台账，缺两次记录"),) if asks else (),
    )


def _values(view: VerifyItemView) -> str:
    """The unit's own value and, once there is one, the verified one beside it."""
    own = words.SELF_TAKEN.format(count=len(view.taken)) if view.taken else words.CLEAN
    line = f"**自评** {own}{GAP}{sum_line(view.item, view.own)}"
    if view.verified is None:
        return line
    because = f"：{plain(view.reason)}" if view.reason else ""
    return f"{line}{GAP}**核准** {shown(view.own)}→{words.points(view.verified)}{because}"


class QueueRow(Frozen):
    """One unit in the queue: how many items wait."""

    name: str
    waiting: int
    total: int
    state: str = ""
    button: Button | None = None


class VerifyQueueView(Frozen):
    """The units somebody verifies, and those he steps aside from."""

    clause: str
    rows: tuple[QueueRow, ...]
    duty: Duty = Duty()
    avoided: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()


def verify_queue_card(view: VerifyQueueView) -> Face:
    """Show which units wait, with counts."""
    waiting = sum(row.waiting for row in view.rows)
    avoided = (words.AVOIDED.format(units="、".join(map(plain, view.avoided))),) if view.avoided else ()
    return Face(
        title="待核准",
        body=(
            f"{labelled('条款', view.clause)}{GAP}**待核准** {waiting} 项",
            *duties(view.duty),
            *(_queued(row) for row in view.rows),
            *avoided,
        ),
        buttons=given(*(row.button for row in view.rows), *view.buttons),
    )


def _queued(row: QueueRow) -> str:
    state = plain(row.state) if row.state else f"待核准 {row.waiting} 项" if row.waiting else "已核准完"
    return f"· {plain(row.name)}{GAP}{row.total - row.waiting}/{row.total}{GAP}{state}"


class BatchRow(Frozen):
    """An item without deductions whose proof is there."""

    item: ItemBrief
    proof: int


class VerifyBatchView(Frozen):
    """The items of a unit that may be accepted together, and how many must be looked at one by one."""

    unit: str
    clause: str
    rows: tuple[BatchRow, ...]
    duty: Duty = Duty()
    others: int = 0
    accept: Button | None = None
    one_by_one: Button | None = None


def verify_batch_card(view: VerifyBatchView) -> Face:
    """Accept the items with proof and no deduction together."""
    total = sum((row.item.points for row in view.rows), Decimal(0))
    told = words.TOGETHER_OTHERS if view.others else words.TOGETHER
    return Face(
        title=f"一起核准·{view.unit}",
        body=(
            f"{labelled('条款', view.clause)}{GAP}**分值** {words.points(total)}",
            *duties(view.duty),
            told.format(count=len(view.rows), others=view.others),
            *(f"· {plain(clip(row.item.name, NAME_CHARS))}{GAP}佐证 {row.proof} 份" for row in view.rows),
        ),
        buttons=given(main(view.accept), view.one_by_one),
    )
