"""What I owe, how far we are, who has not handed in."""

import re

from bot.conversation.briefs import brief, filed_by_item
from bot.conversation.duty import Duty, words
from bot.conversation.evidence import own_items
from bot.conversation.turn import Turn
from bot.permissions import Deed, require
from bot.usecases.common import row_state, rows_of
from bot.usecases.leaders import own_scores
from bot.usecases.self_state import SelfStatus, self_state
from bot.usecases.stages import Stage, open_stages
from bot.usecases.verify import units_to_verify, verify_state
from cards.tasks import ProgressLine, ProgressView, TaskGroup, TaskLine, TasksView, my_tasks_card, progress_card
from cards.words import GROUP_SENT
from scoring.scheme import Item
from storage.records import Entry, Role


def my_tasks(turn: Turn, _: re.Match[str]) -> None:
    """我的任务."""
    show_tasks(turn)


def show_tasks(turn: Turn) -> None:
    """List the tasks of the person with what was handed in, and what else waits for him at the open stages."""
    owed = owed_now(turn)
    filed = _filed(turn)
    groups = [_group(item, filed.get(item.id, [])) for item in own_items(turn)]
    if groups:
        turn.show(my_tasks_card(TasksView(owner=turn.person.name, groups=tuple(groups))))
    if owed:
        turn.say("现在等您办的：\n" + "\n".join(f"· {line}" for line in owed))
    elif not groups:
        turn.say("现在没有等您办的事，有了会通知您。")


def _filed(turn: Turn) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for code in turn.person.units:
        found |= filed_by_item(turn.act, code)
    return found


def _group(item: Item, filed: list[Entry]) -> TaskGroup:
    counts = [sum(1 for entry in filed if entry.task == task.id) for task in item.tasks]
    lines = [
        TaskLine(label=task.label, due=task.due_text, filed=count)
        for task, count in zip(item.tasks, counts, strict=True)
    ]
    return TaskGroup(item=brief(item), tasks=tuple(lines))


def owed_now(turn: Turn) -> list[str]:
    """What the person owes at the stages that are open, one line each, with the words that open it."""
    stages, roles = open_stages(turn.act), turn.person.roles
    lines: list[str] = []
    if Stage.SELF in stages:
        lines += _owed_self(turn)
    if Stage.COMMON in stages and (Role.SCORER in roles or Role.CHIEF in roles):
        waiting = [row.label for row in rows_of(turn.act, turn.person) if not row_state(turn.act, row.id).submitted]
        lines += [f"共性评分还有 {len(waiting)} 行没有提交，回复“共性评分”。"] if waiting else []
    if Stage.VERIFY in stages:
        waiting = [code for code in units_to_verify(turn.act) if verify_state(turn.act, code).waiting]
        lines += [f"还有 {len(waiting)} 家单位待核准，回复“核准”。"] if waiting else []
    if Stage.LEADER in stages and Role.LEADER in roles:
        missing = len(set(turn.person.lines) - set(own_scores(turn.act, turn.person)))
        lines += [f"还有 {missing} 家单位没有评价，回复“打分”。"] if missing else []
    return lines


def _owed_self(turn: Turn) -> list[str]:
    lines = []
    for code in turn.person.units if turn.person.roles & {Role.STAFF, Role.HEAD} else ():
        state = self_state(turn.act, code)
        if state.status is SelfStatus.SUBMITTED and Role.HEAD in turn.person.roles:
            lines.append(f"{turn.scheme.unit(code).name}的自评等您确认，回复“确认自评”。")
        elif state.is_open and Role.STAFF in turn.person.roles:
            left = len(state.missing)
            lines.append(
                f"{turn.scheme.unit(code).name}自评还差 {left} 项，回复“自评”。"
                if left
                else "自评已填完，等您提交，回复“自评”。"
            )
    return lines


def progress(turn: Turn, _: re.Match[str]) -> None:
    """Show how many tasks have papers: one's own units, or everybody for those who run the year. Counts only."""
    everyone = bool(turn.person.roles & {Role.OFFICE, Role.CHIEF, Role.LEADER}) or not turn.place.is_private
    codes = [unit.code for unit in turn.scheme.units] if everyone else list(turn.person.units)
    stages = "、".join(stage.label for stage in Stage if stage in open_stages(turn.act)) or "已公布"
    lines = tuple(progress_line(turn, code) for code in codes)
    turn.show(progress_card(ProgressView(what=f"{turn.act.year} 年", stage=stages, lines=lines, at=turn.act.now)))


def progress_line(turn: Turn, code: str) -> ProgressLine:
    """How many tasks of a unit have at least one paper."""
    unit = turn.scheme.unit(code)
    filed = {entry.task for entries in filed_by_item(turn.act, code).values() for entry in entries}
    total = sum(len(item.tasks) for item in unit.items)
    return ProgressLine(name=unit.name, done=len(filed), total=total)


def who_owes(turn: Turn, _: re.Match[str]) -> None:
    """谁没交: for the office, heads and the 组长, in private only; a group never hears names."""
    if not turn.place.is_private:
        turn.say(GROUP_SENT)
    require(turn.act, Deed.SEE_OWING)
    wide = bool(turn.person.roles & {Role.OFFICE, Role.CHIEF})
    codes = [unit.code for unit in turn.scheme.units] if wide else list(turn.person.units)
    lines = []
    for code in codes:
        line = progress_line(turn, code)
        if line.done < line.total:
            lines.append(f"· {line.name}：{line.total - line.done} 项任务还没有材料")
    turn.whisper("\n".join(["还没有材料的：", *lines]) if lines else "各项任务都有材料了。")


TASKS = Duty(
    name="tasks",
    hears=(
        (words("我的任务|任务|我还欠什么|还欠什么|我欠什么|待办"), my_tasks),
        (words("进度|进展|完成情况"), progress),
        (words("谁没交|谁还没交|没交的"), who_owes),
    ),
)
