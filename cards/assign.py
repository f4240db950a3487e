"""Who does what: a change before it is made, a handover between two persons, a time away."""

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, danger, duties, given, labelled, main, named
from cards.plain import plain
from cards.tasks import TaskGroup, task_line
from cards.views import Duty, ItemBrief
from scoring.parts import Frozen

ITEMS = 3


class ChangeView(Frozen):
    """What was understood, before anything is stored: the items it is about and what will happen."""

    title: str
    items: tuple[ItemBrief, ...]
    effects: tuple[str, ...]
    duty: Duty = Duty()
    yes: Button
    no: Button | None = None


def change_card(view: ChangeView) -> Face:
    """Ask whether it was understood rightly."""
    more = words.MORE_ITEMS.format(count=len(view.items)) if len(view.items) > ITEMS else ""
    return Face(
        title=f"请核对：{view.title}",
        body=(
            "、".join(named(item) for item in view.items[:ITEMS]) + more,
            words.AFTER_TAP.format(label=plain(view.yes.label)),
            *(f"· {plain(effect)}" for effect in view.effects),
            *duties(view.duty),
        ),
        buttons=given(main(view.yes), view.no),
        foot=words.NOT_SO,
    )


class HandoverView(Frozen):
    """What one person hands to another: open items, due times, papers handed in, and from which day each answers."""

    unit: str
    old: str
    new: str
    groups: tuple[TaskGroup, ...]
    since: str
    duty: Duty = Duty()
    yes: Button | None = None
    no: Button | None = None


def handover_card(view: HandoverView) -> Face:
    """Show both the same: what moves, in which state, and what each has to do."""
    tasks = [task for group in view.groups for task in group.tasks]
    papers, owed = sum(task.filed for task in tasks), sum(1 for task in tasks if task.is_lacking)
    late = sum(1 for task in tasks if task.is_lacking and task.overdue)
    lines: list[str] = []
    for group in view.groups:
        lines += [named(group.item), *(task_line(task) for task in group.tasks)]
    who = (labelled("单位", view.unit), labelled("移交", view.old), labelled("接收", view.new))
    return Face(
        title=f"任务交接：{plain(view.old)} → {plain(view.new)}",
        body=(
            GAP.join((*who, *duties(view.duty))),
            labelled("从哪天起", view.since),
            words.HANDOVER.format(total=len(tasks), papers=papers, owed=words.owed(owed, late)),
            *lines,
        ),
        buttons=given(main(view.yes), danger(view.no)),
        foot=words.HANDOVER_KEPT,
    )


class DivisionItem(Frozen):
    """One item: in whose hands it is, task by task where these differ, and what the paper says about it."""

    item: ItemBrief
    lines: tuple[str, ...]
    note: str = ""


class DivisionView(Frozen):
    """Who of a unit does what."""

    unit: str
    items: tuple[DivisionItem, ...]
    hint: str = ""
    yes: Button | None = None


def division_card(view: DivisionView) -> Face:
    """List the items of a unit with who answers and who helps."""
    lines: list[str] = []
    for one in view.items:
        lines += [named(one.item), *(f"· {plain(line)}" for line in one.lines)]
        lines += [f"· {plain(one.note)}"] if one.note else []
    return Face(title=f"分工·{plain(view.unit)}", body=tuple(lines), buttons=given(main(view.yes)), foot=view.hint)
