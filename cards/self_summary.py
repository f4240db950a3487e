"""A unit's whole self-assessment: what is missing, the sum, and its head's confirmation."""

from datetime import datetime
from decimal import Decimal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, NAME_CHARS, duties, given, labelled, lacking, main, named, reason_field, submit, taken_line
from cards.plain import clip, plain, plain_line
from cards.views import Duty, ItemBrief, Taken
from scoring.parts import Frozen, shown


class SummaryRow(Frozen):
    """One item of the whole: its points, or None while nobody assessed it; `note` says what else is to know."""

    item: ItemBrief
    points: Decimal | None = None
    proof: int = 0
    lacks: tuple[str, ...] = ()
    who: str = ""
    note: str = ""
    button: Button | None = None

    @property
    def is_proposed(self) -> bool:
        """Whether its papers are whole, so that 无扣分 only needs a tap."""
        return self.points is None and self.proof > 0 and not self.lacks


class SummaryGroup(Frozen):
    """重点工作 or 常规工作 with its items; `confirm` takes all that is proposed in it."""

    name: str
    rows: tuple[SummaryRow, ...]
    confirm: Button | None = None


class SelfSummaryView(Frozen):
    """A unit's self-assessment so far; `submit` is there once nothing is missing."""

    unit: str
    clause: str
    full: Decimal
    groups: tuple[SummaryGroup, ...]
    papers: int = 0
    claims: tuple[str, ...] = ()
    summary: str = ""
    duty: Duty = Duty()
    state: str = ""
    rest_clean: Button | None = None
    submit: Button | None = None

    @property
    def rows(self) -> tuple[SummaryRow, ...]:
        """The items of all groups."""
        return tuple(row for group in self.groups for row in group.rows)


def self_summary_card(view: SelfSummaryView) -> Face:
    """List all items with the sum, what the year's papers already prove, and what is missing."""
    made = [row.points for row in view.rows if row.points is not None]
    steps = given(*(group.confirm for group in view.groups), view.rest_clean, view.submit)
    first = next((button for button in (view.submit, *steps) if button), None)
    return Face(
        title=f"自评汇总·{view.unit}",
        body=(
            GAP.join(
                (
                    f"{labelled('条款', view.clause)}{GAP}**满分** {words.points(view.full)}",
                    f"**合计** {words.points(sum(made, Decimal(0)))}（{len(made)}/{len(view.rows)} 项）",
                    *duties(view.duty),
                )
            ),
            *_kept_up(view),
            *(line for group in view.groups for line in (f"**{plain(group.name)}**", *map(_row, group.rows))),
            *_claimed(view.claims),
            *([labelled("年度工作总结", view.summary)] if view.summary else []),
            plain_line(view.state) if view.state else _left(view),
        ),
        buttons=(
            *(one.as_main() if one is first else one for one in steps),
            *given(*(row.button for row in view.rows)),
        ),
        foot=words.HEAD_NEXT if view.submit else "",
    )


def _claimed(claims: tuple[str, ...]) -> tuple[str, ...]:
    """The unit's own bonuses and deductions under 四(四)."""
    return ("**加扣分申报**", *(f"· {plain(line)}" for line in claims)) if claims else ()


def _kept_up(view: SelfSummaryView) -> tuple[str, ...]:
    """How far the papers of the year go by themselves."""
    ready = sum(1 for row in view.rows if row.is_proposed)
    if not view.papers:
        return ()
    told = words.KEPT_UP_READY if ready else words.KEPT_UP
    return (told.format(papers=view.papers, ready=ready),)


def _left(view: SelfSummaryView) -> str:
    """How many items are filled in, and whose are not."""
    owing: dict[str, list[SummaryRow]] = {}
    for row in view.rows:
        if row.points is None:
            owing.setdefault(row.who, []).append(row)
    if not owing:
        return words.ALL_ASSESSED
    filled = len(view.rows) - sum(map(len, owing.values()))
    told = "；".join(_whose(who, rows) for who, rows in owing.items())
    return words.STILL_OWING.format(filled=filled, total=len(view.rows), owing=told)


def _whose(who: str, rows: list[SummaryRow]) -> str:
    told = words.OWING_ITEMS_OF if who else words.OWING_ITEMS
    return told.format(items="、".join(str(row.item.seq) for row in rows), who=plain(who))


def _row(row: SummaryRow) -> str:
    if row.points is not None:
        state = f"{shown(row.points)}/{shown(row.item.points)}"
    else:
        state = words.PROPOSED if row.is_proposed else words.NOT_ASSESSED
    proof = f"佐证 {row.proof} 份" if row.proof else words.NO_PROOF
    parts = [f"· {plain(clip(row.item.name, NAME_CHARS))}", state, proof]
    parts += [f"缺{lacking(row.lacks)}"] if row.lacks and row.points is None and row.proof else []
    parts += [plain(row.note)] if row.note else []
    return GAP.join(parts)


class DeductedItem(Frozen):
    """An item the unit deducts something in."""

    item: ItemBrief
    points: Decimal
    taken: tuple[Taken, ...]


class ChangedItem(Frozen):
    """An item that differs from what the head saw last: its points before and now, and what it rests on."""

    item: ItemBrief
    old: Decimal
    new: Decimal
    taken: tuple[Taken, ...] = ()
    said: str = ""
    papers: int = 0


class HeadConfirmView(Frozen):
    """A submitted self-assessment before its head: the sum, and only the items that lost points.

    After a return only what `changed` since is shown; None the first time.
    """

    unit: str
    clause: str
    points: Decimal
    full: Decimal
    by: str
    at: datetime
    duty: Duty = Duty()
    deducted: tuple[DeductedItem, ...] = ()
    unproven: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    summary: str = ""
    changed: tuple[ChangedItem, ...] | None = None
    confirm: Button | None = None
    give_back: Button | None = None


def head_confirm_card(view: HeadConfirmView) -> Face:
    """Ask the head to confirm the unit's self-assessment, or to return it with a reason."""
    own = f"{labelled('条款', view.clause)}{GAP}**自评** {shown(view.points)}/{words.points(view.full)}"
    lines = [GAP.join((own, f"**提交** {plain(view.by)} {words.moment(view.at)}", *duties(view.duty)))]
    lines += _whole(view) if view.changed is None else _changed(view.changed)
    lines += _claimed(view.claims)
    lines += [labelled("年度工作总结", view.summary)] if view.summary else []
    return Face(
        title=f"请确认{view.unit}的自评",
        body=tuple(lines),
        buttons=given(main(view.confirm), submit(view.give_back)),
        fields=(reason_field("退回理由（可写项号）", "如：3、5：缺佐证，请补充"),) if view.give_back else (),
        foot=words.HEAD_CONFIRMS if view.confirm else "",
    )


def _whole(view: HeadConfirmView) -> list[str]:
    """What a head must know of the whole: what was deducted, what no paper proves."""
    lines: list[str] = []
    for one in view.deducted:
        lines += [f"{named(one.item)}{GAP}得 {words.points(one.points)}", *(taken_line(taken) for taken in one.taken)]
    if not view.deducted:
        lines.append(words.ALL_CLEAN)
    if view.unproven:
        lines.append(words.UNPROVEN.format(items="、".join(plain(name) for name in view.unproven)))
    if view.pending:
        lines.append(words.PENDING.format(items="、".join(plain(name) for name in view.pending)))
    return lines


def _changed(changes: tuple[ChangedItem, ...]) -> list[str]:
    """Only what differs from the last time, old → new."""
    if not changes:
        return [words.SAME_AS_BEFORE]
    lines = [words.CHANGED_SINCE.format(count=len(changes))]
    for one in changes:
        because = f"：{plain(one.said)}" if one.said else ""
        papers = f"{GAP}新交佐证 {one.papers} 份" if one.papers else ""
        lines.append(f"{named(one.item)}{GAP}得 {shown(one.old)}→{words.points(one.new)}{papers}{because}")
        lines += [taken_line(taken) for taken in one.taken]
    return lines
