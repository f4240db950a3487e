"""Handing in: which item a paper belongs to, and the receipt once it is stored."""

from collections.abc import Iterator
from datetime import date, datetime

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, about, given, labelled, main, named, proof_line
from cards.plain import plain
from cards.views import Duty, Filed, ItemBrief
from scoring.parts import Frozen


class PickOption(Frozen):
    """One item or task that a paper may belong to."""

    item: ItemBrief
    task: str = ""
    due: str = ""
    button: Button


class Known(Frozen):
    """A file of a submission that the unit handed in before: where, when, by whom."""

    name: str
    task: str
    by: str
    at: datetime


class PickItemView(Frozen):
    """A paper that waits to be placed: the likeliest choices first, at most three.

    `known` are files handed in before; `again` when all of it was, so that it is used where else it belongs.
    """

    what: str
    note: str = ""
    options: tuple[PickOption, ...]
    none: Button | None = None
    known: tuple[Known, ...] = ()
    again: bool = False
    drop: Button | None = None


def pick_item_card(view: PickItemView) -> Face:
    """Ask which item a paper belongs to."""
    lines = [*map(_known_line, view.known), _asked(view)]
    if view.note:
        lines.append(labelled("说明", view.note))
    for option in view.options:
        task = f"{GAP}{plain(option.task)}" if option.task else ""
        due = f"（{plain(option.due)}）" if option.due else ""
        lines.append(f"{named(option.item)}{task}{due}")
    buttons = [option.button for option in view.options]
    return Face(
        title=_pick_title(view),
        body=tuple(lines),
        buttons=given(*(main(one) for one in buttons[:1]), *buttons[1:], view.none, view.drop),
    )


def _asked(view: PickItemView) -> str:
    if view.again:
        asked = words.ASK_ITEM_AGAIN if view.known else words.ASK_ITEM_TOO
    else:
        asked = words.ASK_ITEM if view.options else words.ASK_ITEM_BY_NAME
    return asked.format(what=plain(view.what))


def _pick_title(view: PickItemView) -> str:
    if not view.again:
        return words.WHICH_ITEM
    return words.USE_AGAIN if view.known else words.WHICH_ITEM_TOO


def _known_line(known: Known) -> str:
    day = words.day_of(known.at.astimezone(words.LOCAL))
    return words.KNOWN.format(name=plain(known.name), day=day, by=plain(known.by), task=plain(known.task))


class ReceiptView(Frozen):
    """A paper that is stored."""

    item: ItemBrief
    task: str = ""
    duty: Duty = Duty()
    papers: tuple[Filed, ...]
    text: str = ""
    by: str
    at: datetime
    count: int = 1
    withdraw: Button | None = None
    other: Button | None = None
    also: Button | None = None
    more: Button | None = None
    done_on: date | None = None
    document_on: date | None = None
    handed_in_on: date | None = None
    overdue: date | None = None
    is_late_paper: bool = False
    is_link: bool = False
    amended: bool = False


def receipt_card(view: ReceiptView) -> Face:
    """Say that a paper is stored, and where."""
    task = (labelled("任务", view.task),) if view.task else ()
    lines = [GAP.join((about(view.item, view.duty), *task)), *(proof_line(paper) for paper in view.papers)]
    if view.text:
        lines.append(labelled("说明", view.text))
    lines += [*_days(view)]
    count = words.FILED_COUNT.format(count=view.count)
    return Face(
        title=words.AMENDED if view.amended else words.RECEIVED,
        body=tuple(lines),
        status=f"✔ {view.by} {words.moment(view.at)} {'补充' if view.amended else '提交'}",
        buttons=given(view.withdraw, view.more, view.other, view.also),
        foot=f"{count}{words.WITHDRAW}" if view.withdraw else count,
    )


def _days(view: ReceiptView) -> Iterator[str]:
    """The three days as far as they are known, and on one line what is to be said about the paper."""
    days = (("办结", view.done_on), ("文件日期", view.document_on), ("交到", view.handed_in_on))
    known = [labelled(name, words.day(day)) for name, day in days if day]
    if view.done_on or view.document_on:
        yield GAP.join(known)
    notes = [words.LATE_PAPER] if view.is_late_paper else []
    if view.overdue and not view.done_on and not view.is_late_paper:
        notes.append(words.WHEN_DONE.format(day=words.day_of(view.overdue)))
    notes += [words.LINK_KEPT] if view.is_link else []
    if notes:
        yield "".join(notes)
