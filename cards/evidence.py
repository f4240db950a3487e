"""Handing in: which item a paper belongs to, and the receipt once it is stored."""

from collections.abc import Iterator
from datetime import date, datetime

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, about, duties, given, labelled, main, named, proof_line
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
    duty: Duty = Duty()
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
        body=(*lines, *duties(view.duty)),
        buttons=given(*(main(one) for one in buttons[:1]), *buttons[1:], view.none, view.drop),
        foot="选定后登记到这一项，并给您回执。",
    )


def _asked(view: PickItemView) -> str:
    if view.again:
        return f"不用再传。{'直接用到' if view.known else f'“{plain(view.what)}”还归到'}哪一项？"
    asked = "请选它属于哪一项：" if view.options else "没有找到相近的事项，请说一下事项名称或序号。"
    return f"收到“{plain(view.what)}”。{asked}"


def _pick_title(view: PickItemView) -> str:
    if not view.again:
        return "这份材料属于哪一项？"
    return "这份材料交过了，直接用？" if view.known else "这份材料还归到哪一项？"


def _known_line(known: Known) -> str:
    at = known.at.astimezone(words.LOCAL)
    return f"“{plain(known.name)}”{at.month}月{at.day}日已由{plain(known.by)}交到“{plain(known.task)}”。"


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
    lines = [*about(view.item, view.duty)]
    if view.task:
        lines.append(labelled("任务", view.task))
    lines += [proof_line(paper) for paper in view.papers]
    if view.text:
        lines.append(labelled("说明", view.text))
    lines += [*_days(view), f"这一项已交 {view.count} 份。"]
    return Face(
        title="已补充，登记好了" if view.amended else "已收到，登记好了",
        body=tuple(lines),
        status=f"✔ {view.by} {words.moment(view.at)} {'补充' if view.amended else '提交'}",
        buttons=given(view.withdraw, view.more, view.other, view.also),
        foot=words.WITHDRAW if view.withdraw else "",
    )


def _days(view: ReceiptView) -> Iterator[str]:
    """The three days as far as they are known, and what is to be said about them."""
    days = (("办结", view.done_on), ("文件日期", view.document_on), ("交到", view.handed_in_on))
    known = [labelled(name, words.day(day)) for name, day in days if day]
    if view.done_on or view.document_on:
        yield GAP.join(known)
    if view.is_late_paper:
        yield "时限后才交来，属于迟交的材料，不算迟办。"
    elif view.overdue and not view.done_on:
        day = f"{view.overdue.month}月{view.overdue.day}日"
        yield f"时限{day}已过；在那之前就办结的，请补上实际办结的日子，说“补充 几月几日完成”。"
    if view.is_link:
        yield "仅链接，请保留原件。"
