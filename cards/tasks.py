"""What a person or a unit owes, item by item, and how far everybody is."""

from datetime import datetime

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, duties, labelled, named
from cards.plain import plain
from cards.views import Duty, ItemBrief
from scoring.parts import Frozen


class TaskLine(Frozen):
    """One task with its due time and what was handed in for it."""

    label: str
    due: str = ""
    filed: int = 0
    overdue: bool = False
    note: str = ""

    @property
    def state(self) -> str:
        """已交 2 份, 未交, or 未交，已到期."""
        if self.filed:
            return f"已交 {self.filed} 份"
        return "未交，已到期" if self.overdue else "未交"


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
    owed = sum(1 for task in tasks if not task.filed)
    late = sum(1 for task in tasks if task.overdue and not task.filed)
    count = f"{plain(view.owner)}：共 {len(tasks)} 项任务，{owed} 项未交"
    lines = [f"{count}，其中 {late} 项已到期。" if late else f"{count}。"]
    for group in view.groups:
        lines += [named(group.item), *(_task(task) for task in group.tasks)]
    return Face(
        title=view.title,
        body=(*lines, *duties(view.duty)),
        buttons=view.buttons,
        foot="要交材料，直接把文件发给我就行。",
    )


def _task(task: TaskLine) -> str:
    parts = [plain(part) for part in (task.label, task.due, task.state, task.note) if part]
    return f"· {GAP.join(parts)}"


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
        foot=f"截至 {words.moment(view.at)}。",
    )


def _progress(line: ProgressLine) -> str:
    left = line.total - line.done
    state = f"还差 {left} 项" if left > 0 else "已完成"
    note = f"{GAP}{plain(line.note)}" if line.note else ""
    return f"· {plain(line.name)}{GAP}{line.done}/{line.total}{GAP}{state}{note}"
