"""What a person or a unit owes, item by item, and how far everybody is."""

from datetime import datetime

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, duties, given, labelled, main, named
from cards.plain import clip, plain
from cards.views import Duty, ItemBrief
from scoring.parts import Frozen

FIRST_CHARS = 16


class TaskLine(Frozen):
    """One task with its due time and what was handed in for it."""

    label: str
    due: str = ""
    filed: int = 0
    overdue: bool = False
    note: str = ""
    settled: bool = False
    exempt: bool = False

    @property
    def is_lacking(self) -> bool:
        """Whether a paper is still wanted."""
        return not (self.filed or self.settled or self.exempt)

    @property
    def state(self) -> str:
        """已交 2 份, 未交, 未交，已到期, or what the paper itself calls done."""
        if self.filed:
            return words.FILED.format(count=self.filed)
        if self.exempt:
            return words.EXEMPT
        if self.settled:
            return words.SETTLED
        return words.UNFILED_LATE if self.overdue else words.UNFILED


class TaskGroup(Frozen):
    """The tasks of one item."""

    item: ItemBrief
    tasks: tuple[TaskLine, ...]


class TasksView(Frozen):
    """Somebody's tasks, grouped by item."""

    owner: str
    groups: tuple[TaskGroup, ...]
    duty: Duty = Duty()
    buttons: tuple[Button, ...] = ()
    title: str = "我的任务"


def my_tasks_card(view: TasksView) -> Face:
    """List tasks with due times and what is still owed."""
    tasks = [task for group in view.groups for task in group.tasks]
    owed = sum(1 for task in tasks if task.is_lacking)
    late = sum(1 for task in tasks if task.overdue and task.is_lacking)
    lines = [_counted(view.owner, len(tasks), owed, late)]
    for group in view.groups:
        lines += [named(group.item), *(task_line(task) for task in group.tasks)]
    return Face(
        title=view.title,
        body=(*lines, *duties(view.duty)),
        buttons=view.buttons,
        foot=words.HAND_IN,
    )


def _counted(owner: str, total: int, owed: int, late: int) -> str:
    return words.OWED.format(whose=plain(owner), total=total, owed=words.owed(owed, late))


def task_line(task: TaskLine) -> str:
    """One task: what, until when, in which state."""
    parts = [plain(part) for part in (task.label, task.due, task.state, task.note) if part]
    return f"· {GAP.join(parts)}"


class OwedView(Frozen):
    """The few things somebody should do first: tasks in due order, what waits at open stages, and how many more."""

    owner: str
    total: int
    lacking: int
    late: int = 0
    tasks: tuple[TaskLine, ...] = ()
    waiting: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    title: str = "我的任务"


def owed_card(view: OwedView) -> Face:
    """Say in a few lines what comes first; the whole list is one tap away."""
    lines = [_counted(view.owner, view.total, view.lacking, view.late)] if view.total else []
    return Face(
        title=view.title,
        body=(*lines, *(task_line(task) for task in view.tasks), *(f"· {plain(one)}" for one in view.waiting)),
        buttons=given(*(main(one) for one in view.buttons[:1]), *view.buttons[1:]),
        foot=words.HAND_IN if view.lacking else "",
    )


class MissingLine(Frozen):
    """Of one person or unit: how many tasks lack papers, how many of them are late, and the first of them."""

    name: str
    lacking: int
    late: int = 0
    first: tuple[str, ...] = ()


class MissingView(Frozen):
    """Who has not handed in, by person within a unit or by unit; for the office and heads only."""

    what: str
    lines: tuple[MissingLine, ...]
    at: datetime
    buttons: tuple[Button, ...] = ()


def missing_card(view: MissingView) -> Face:
    """List who owes how much."""
    total = sum(line.lacking for line in view.lines)
    return Face(
        title=f"谁没交·{plain(view.what)}",
        body=(words.MISSING.format(count=total), *(_missing(line) for line in view.lines)),
        buttons=given(*(main(one) for one in view.buttons[:1]), *view.buttons[1:]),
        foot=words.MISSING_AS_OF.format(at=words.moment(view.at)),
    )


def _missing(line: MissingLine) -> str:
    late = f"，{line.late} 项已到期" if line.late else ""
    more = " 等" if line.lacking > len(line.first) else ""
    first = f"：{'、'.join(plain(clip(one, FIRST_CHARS)) for one in line.first)}{more}" if line.first else ""
    return f"· {plain(line.name)}{GAP}差 {line.lacking} 项{late}{first}"


class ProgressLine(Frozen):
    """How far one unit or item is."""

    name: str
    done: int
    total: int
    note: str = ""


class ProgressView(Frozen):
    """How far everybody is: counts only, never points."""

    what: str
    stage: str
    lines: tuple[ProgressLine, ...]
    at: datetime
    duty: Duty = Duty()
    buttons: tuple[Button, ...] = ()


def progress_card(view: ProgressView) -> Face:
    """Show progress in counts."""
    done, total = sum(line.done for line in view.lines), sum(line.total for line in view.lines)
    return Face(
        title=f"进度·{view.what}",
        body=(
            f"{labelled('阶段', view.stage)}{GAP}**合计** {done}/{total}",
            *(_progress(line) for line in view.lines),
            *duties(view.duty),
        ),
        buttons=view.buttons,
        foot=words.AS_OF.format(at=words.moment(view.at)),
    )


def _progress(line: ProgressLine) -> str:
    left = line.total - line.done
    state = f"还差 {left} 项" if left > 0 else "已完成"
    note = f"{GAP}{plain(line.note)}" if line.note else ""
    return f"· {plain(line.name)}{GAP}{line.done}/{line.total}{GAP}{state}{note}"
