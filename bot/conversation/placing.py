"""Where papers belong: the likeliest tasks are offered, a number or words name others, the receipt follows."""

import re
from collections.abc import Sequence
from typing import NoReturn

from bot.conversation.briefs import brief, name_of
from bot.conversation.papers import (
    Papers,
    begin,
    closed,
    keep_closed,
    keep_open,
    let_go,
    on_their_way,
    opened,
    own_items,
    subject,
    waiting,
)
from bot.conversation.receipts import example, name_of_task, receipt
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.matching import NUMBER, items_in, likely_tasks
from bot.usecases.evidence import Paper, file_evidence, filed_before, new_for, withdraw_evidence
from bot.words import evidence as said
from cards.evidence import Known, PickItemView, PickOption, pick_item_card
from scoring.scheme import Item, Task
from storage.evidence import Evidence

FILLING = re.compile(
    r"[\s,，、;；.。]|(?:放|归|交|登记|存|算|挂)?[到在]|这[个份]?是|第|那?项|号|的|和|与|及|任务|材料|佐证|下面|里"
)
"""What may stand around numbers without saying anything but: there."""


def ask_where(turn: Turn, papers: Papers) -> None:
    """The submission is whole: it goes where it was wanted, or its likeliest tasks are offered."""
    keep_closed(turn, papers)
    if any(_paper_for(turn, papers, task) for task in papers.wanted):
        place_in(turn, papers, papers.wanted)
    elif papers.item:
        item = turn.scheme.item(papers.item)
        ask_again(turn, papers, [(item, task) for task in item.tasks])
    else:
        ask_again(turn, papers)


def ask_again(turn: Turn, papers: Papers, options: Sequence[tuple[Item, Task]] | None = None) -> None:
    """Offer tasks for papers that wait: those given, else the likeliest."""
    known = _known(turn, papers)
    again = papers.is_more or (bool(known) and len(known) == len(papers.files))
    pairs = options or _likely(turn, papers)
    none = said.OTHER_ITEM if options or again else said.NOT_THIS if pairs else said.TELL_ITEM
    drop = said.ALL_DONE if papers.is_more else said.NO_USE
    label = said.USE_FOR if again and known else "{task}"
    view = PickItemView(
        what=papers.named,
        note=papers.text if papers.files else "",
        options=tuple(_option(turn, papers, item, task, label) for item, task in pairs),
        none=turn.offer(none, "evidence.other", papers=papers.id),
        known=known,
        again=again,
        drop=turn.offer(drop, "evidence.drop", papers=papers.id) if again else None,
    )
    turn.show(pick_item_card(view), subject(papers))


def _likely(turn: Turn, papers: Papers) -> list[tuple[Item, Task]]:
    """The three likeliest tasks that do not hold all of it yet."""
    likely = likely_tasks(papers.hints, own_items(turn), 6)
    new = [one for one in likely if not papers.files or new_for(turn.act, one.task.id, papers.files)]
    return [(one.item, one.task) for one in new[:3]]


def _known(turn: Turn, papers: Papers) -> tuple[Known, ...]:
    """The files that the unit handed in before; none are told of while papers are put elsewhere by their person."""
    if papers.is_more or papers.instead:
        return ()
    before = [(file, filed_before(turn.act, file)) for file in papers.files]
    return tuple(
        Known(name=file.name, task=_task_label(turn, one), by=name_of(turn.act, one.by), at=one.handed_in_at)
        for file, one in before
        if one
    )


def _task_label(turn: Turn, paper: Evidence) -> str:
    return turn.scheme.task(paper.task).label if paper.task else turn.scheme.item(paper.item).label


def _option(turn: Turn, papers: Papers, item: Item, task: Task, label: str) -> PickOption:
    name = label.format(task=name_of_task(item, task))
    button = turn.offer(name, "evidence.place", papers=papers.id, task=task.id)
    return PickOption(item=brief(item), task=task.label, due=task.due_text, button=button)


def place_by_words(turn: Turn, text: str) -> bool:
    """Place what waits when the words are numbers of tasks and nothing else: 3.2, or 3.1 3.2."""
    papers = waiting(turn) or (begin(turn) if on_their_way(turn) else None)
    if papers is None or not _is_numbers(text):
        return False
    _place_named(turn, papers, _numbered(turn, text))
    return True


def _is_numbers(text: str) -> bool:
    return bool(NUMBER.search(text)) and not FILLING.sub("", NUMBER.sub("", text))


def _numbered(turn: Turn, text: str) -> list[tuple[Item, Task | None]]:
    """The items and tasks that numbers name; one whose number nobody has is refused by that number."""
    found: list[tuple[Item, Task | None]] = []
    for seq, place in NUMBER.findall(text):
        items = [item for item in own_items(turn) if item.seq == int(seq)]
        fitting = [item for item in items if not place or 1 <= int(place) <= len(item.tasks)]
        if not fitting:
            heard = f"{seq}.{place}" if place else f"第 {seq} 项"
            raise Mistaken(said.NO_SUCH_NUMBER.format(heard=heard, example=example(turn)))
        found += [(item, _task(item, place)) for item in fitting]
    return found


def _task(item: Item, place: str) -> Task | None:
    if place:
        return item.tasks[int(place) - 1]
    return item.tasks[0] if len(item.tasks) == 1 else None


def _place_named(turn: Turn, papers: Papers, found: Sequence[tuple[Item, Task | None]]) -> None:
    """Place where the words were clear; offer the tasks of what they named where they were not."""
    tasks = {task.id: item.seq for item, task in found if task}
    if len(tasks) == len(found) and len(set(tasks.values())) == len({item.id for item, _ in found}):
        place_when_whole(turn, papers, tuple(tasks))
    else:
        keep_closed(turn, papers)
        pairs = [(item, one) for item, task in found for one in ([task] if task else item.tasks)]
        ask_again(turn, papers, pairs)


def place_when_whole(turn: Turn, papers: Papers, tasks: Sequence[str]) -> None:
    """Place the papers, at once or when the files that are still on their way have come."""
    coming, now_open = on_their_way(turn), opened(turn)
    if not coming or (now_open is not None and now_open.id != papers.id) or closed(turn, papers.id):
        place_in(turn, papers, tasks)
        return
    keep_open(turn, papers.model_copy(update={"wanted": tuple(tasks), "is_finished": True}))
    named = "”“".join(turn.scheme.task(task).label for task in tasks)
    turn.say(said.STILL_FETCHING_FOR.format(count=coming, task=named))


def place(turn: Turn, press: Press) -> None:
    """Store what waits against the chosen task."""
    place_in(turn, _papers_of(turn, press), (press.args["task"],))


def _papers_of(turn: Turn, press: Press) -> Papers:
    now_open = opened(turn)
    is_open = now_open is not None and now_open.id == press.args["papers"]
    papers = now_open if is_open else closed(turn, press.args["papers"])
    if papers is None:
        raise Mistaken(said.ALREADY_PLACED)
    return papers


def place_in(turn: Turn, papers: Papers, tasks: Sequence[str]) -> None:
    """Store the papers against each task, bytes once and an entry for each, and give the receipts."""
    placed = {task: paper for task in tasks if (paper := _paper_for(turn, papers, task))}
    if not placed:
        _refuse_twice(turn, papers, tasks)
    named = "”“".join(turn.scheme.task(task).label for task in placed)
    if papers.instead:
        withdraw_evidence(turn.act, papers.instead, said.MOVED.format(task=named))
        turn.settle(papers.instead, said.MOVED.format(task=named))
    entries = [file_evidence(turn.act, task, paper) for task, paper in placed.items()]
    let_go(turn, papers)
    turn.settle(subject(papers), said.FILED_TO.format(task=named))
    for entry in entries:
        receipt(turn, entry)


def _paper_for(turn: Turn, papers: Papers, task: str) -> Paper | None:
    """What of the submission is new to a task; None when nothing is."""
    files = new_for(turn.act, task, papers.files)
    return Paper(files=files, text=papers.text) if files or not papers.files else None


def _refuse_twice(turn: Turn, papers: Papers, tasks: Sequence[str]) -> NoReturn:
    labels = "”“".join(turn.scheme.task(task).label for task in tasks)
    raise Mistaken(said.ALREADY_THERE.format(named=f"“{papers.named}”", task=labels, example=example(turn)))


def drop(turn: Turn, press: Press) -> None:
    """不用了, 就这些: these papers wait no longer."""
    papers = _papers_of(turn, press)
    let_go(turn, papers)
    told = said.ALL_DONE if papers.is_more else said.NO_USE
    turn.settle(subject(papers), told)


def other(turn: Turn, press: Press) -> None:
    """Ask for the item in the person's own words, then place the papers there or offer its tasks."""
    papers = _papers_of(turn, press)
    heard = press.need("item", said.WHICH_ITEM.format(example=example(turn)))
    if _is_numbers(heard):
        _place_named(turn, papers, _numbered(turn, heard))
        return
    items = items_in(heard, own_items(turn)) or [one.item for one in likely_tasks(heard, own_items(turn), 1)]
    if not items:
        raise Mistaken(said.NO_SUCH_ITEM.format(heard=heard[:20], example=example(turn)))
    _place_named(turn, papers, [(items[0], _task(items[0], ""))])
