"""Hand in: a file, a picture or words arrive, the likeliest tasks are offered, the receipt follows; 撤回 takes back."""

import re
from datetime import timedelta
from typing import Any

from bot.conversation.briefs import brief, filed_by_item, proof_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import take_wanted
from bot.errors import Mistaken
from bot.gateway.events import Fetched
from bot.permissions import Deed, require
from bot.understanding.matching import items_in, likely_tasks, task_in
from bot.usecases.evidence import Paper, file_evidence, withdraw_evidence
from bot.usecases.responsible import items_of
from cards.evidence import PickItemView, PickOption, ReceiptView, pick_item_card, receipt_card
from cards.face import Button
from cards.words import stamp
from scoring.scheme import Item, Task
from storage.records import Entry, StoredFile

PENDING = "papers"
GATHER = timedelta(minutes=30)


def own_items(turn: Turn) -> list[Item]:
    """The items the person may mean: those he has a task of, else all of his units."""
    whole = [item for code in turn.person.units for item in turn.scheme.unit(code).items]
    return items_of(turn.act, turn.person) or whole


def fetched(turn: Turn, event: Fetched) -> None:
    """A file has been fetched and kept: ask where it belongs, together with what still waits."""
    if event.problem:
        turn.say(event.problem)
        return
    require(turn.act, Deed.HAND_IN)
    file = turn.act.desk.files.get(event.sha256)
    if file is None:
        raise Mistaken("文件没有保存成功，请再发一次。")
    if take_wanted(turn, file.model_copy(update={"name": event.name})):
        return
    papers = _papers(turn)
    papers["files"] = [*papers["files"], file.model_copy(update={"name": event.name}).model_dump(mode="json")]
    _ask_where(turn, papers)


def offer_words(turn: Turn, text: str) -> bool:
    """Offer to hand in words that look like a report of work done; False when they look like nothing of the kind."""
    likely = likely_tasks(text, own_items(turn))
    if len(text.strip()) < 12 or not likely or likely[0].likeness < 0.5:
        return False
    papers = _papers(turn)
    papers["text"] = "\n".join(part for part in (papers["text"], text.strip()) if part)
    _ask_where(turn, papers)
    return True


def _papers(turn: Turn) -> dict[str, Any]:
    """What waits to be placed; papers that waited too long are a matter of their own."""
    waiting = turn.session.get(PENDING)
    if waiting and turn.act.now.timestamp() - waiting["at"] <= GATHER.total_seconds():
        return dict(waiting)
    return {"files": [], "text": "", "at": turn.act.now.timestamp()}


def _ask_where(turn: Turn, papers: dict[str, Any]) -> None:
    turn.session[PENDING] = papers
    named = "、".join(file["name"] for file in papers["files"]) or papers["text"][:40]
    hints = f"{named} {papers['text']}"
    options = [_option(turn, one.item, one.task) for one in likely_tasks(hints, own_items(turn))]
    none = turn.offer("都不是" if options else "告诉我是哪一项", "evidence.other")
    turn.show(pick_item_card(PickItemView(what=named, options=tuple(options), none=none)), _subject(turn))


def _option(turn: Turn, item: Item, task: Task) -> PickOption:
    place = item.tasks.index(task) + 1
    label = f"{item.seq}.{place} {task.label}"
    button = turn.offer(label, "evidence.place", task=task.id)
    return PickOption(item=brief(item), task=task.label, due=task.due_text, button=button)


def _subject(turn: Turn) -> str:
    return f"papers:{turn.person.id}"


def place(turn: Turn, press: Press) -> None:
    """Store what waits against the chosen task, and give the receipt."""
    waiting = turn.session.get(PENDING)
    if not waiting:
        raise Mistaken("这份材料已经登记过了；要再交请重新发送文件。")
    paper = Paper(files=tuple(StoredFile.model_validate(file) for file in waiting["files"]), text=waiting["text"])
    entry = file_evidence(turn.act, press.args["task"], paper)
    turn.session.pop(PENDING)
    task = turn.scheme.task(press.args["task"])
    turn.settle(_subject(turn), stamp(turn.person.name, turn.act.now, f"登记到“{task.label}”"))
    _receipt(turn, entry)


def _receipt(turn: Turn, entry: Entry) -> None:
    item, task = turn.scheme.item(entry.item or ""), turn.scheme.task(entry.task or "")
    filed = filed_by_item(turn.act, entry.unit or "").get(item.id, [])
    view = ReceiptView(
        item=brief(item),
        task=task.label,
        papers=proof_of(turn.act, [entry]),
        text=entry.payload["text"],
        by=turn.person.name,
        at=turn.act.now,
        count=len(filed),
        withdraw=turn.offer("撤回", "evidence.withdraw", slot=entry.slot, evidence=entry.slot),
    )
    turn.show(receipt_card(view), entry.slot)


def other(turn: Turn, press: Press) -> None:
    """Ask for the item in the person's own words, then offer its tasks."""
    said = press.need("item", "请回复事项序号或名称，比如“3”“3.2”或“办公用房制度”。")
    items = items_in(said, own_items(turn)) or [one.item for one in likely_tasks(said, own_items(turn))]
    if not items:
        raise Mistaken(f"本单位没有找到“{said[:20]}”这一项，材料还在，请回复“都不是”再说一次序号。")
    item = items[0]
    exact = task_in(said, item)
    if exact is not None:
        place(turn, Press("evidence.place", {"task": exact.id}, {}, press.card))
        return
    options = tuple(_option(turn, item, task) for task in item.tasks)
    none: Button = turn.offer("换一项", "evidence.other")
    turn.show(pick_item_card(PickItemView(what=item.label, options=options, none=none)), _subject(turn))


def withdraw(turn: Turn, press: Press) -> None:
    """Take a paper back."""
    slot = press.args["evidence"]
    withdraw_evidence(turn.act, slot)
    turn.settle(slot, stamp(turn.person.name, turn.act.now, "撤回"))
    turn.say("已撤回，这份材料不再作为佐证，登记记录保留。")


def withdraw_last(turn: Turn, _: re.Match[str]) -> None:
    """撤回: the last paper the person handed in himself."""
    mine = [
        entry
        for code in turn.person.units
        for entry in turn.act.desk.journal.currents(turn.act.year, unit=code, kinds={"evidence.filed"})
        if entry.actor == turn.person.id
    ]
    if not mine:
        raise Mistaken("您还没有可以撤回的材料。")
    withdraw(turn, Press("evidence.withdraw", {"evidence": max(mine, key=lambda entry: entry.seq).slot}))


EVIDENCE = Duty(
    name="evidence",
    hears=((words("撤回(?:上一份|刚才的)?(?:材料)?"), withdraw_last),),
    verbs={"evidence.place": place, "evidence.other": other, "evidence.withdraw": withdraw},
)
