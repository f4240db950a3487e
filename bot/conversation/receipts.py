"""The receipt of a paper: where it is, its days, and what can still be done about it."""

from bot.clock import local_day
from bot.conversation.briefs import brief, filed_by_item, proof_of
from bot.conversation.papers import own_items
from bot.conversation.turn import Turn
from bot.usecases.evidence import is_late_paper, overdue_since
from bot.words import evidence as said
from cards.evidence import ReceiptView, receipt_card
from cards.face import Button
from scoring.scheme import Item, Task
from storage.records import Entry


def name_of_task(item: Item, task: Task) -> str:
    """A task as people refer to it: 3.2 办公用房制度."""
    return f"{item.seq}.{item.tasks.index(task) + 1} {task.label}"


def example(turn: Turn) -> str:
    """The number of a task of this person's own."""
    items = own_items(turn)
    return f"{items[-1].seq}.1" if items else "3.2"


def receipt(turn: Turn, entry: Entry) -> None:
    """Say where a paper is stored."""

    def button(label: str, verb: str) -> Button:
        return turn.offer(label, verb, slot=entry.slot, evidence=entry.slot)

    item, task = turn.scheme.item(entry.item or ""), turn.scheme.task(entry.task or "")
    view = ReceiptView(
        item=brief(item),
        task=task.label,
        papers=proof_of(turn.act, [entry]),
        text=entry.payload.get("note") or entry.payload["text"],
        by=turn.person.name,
        at=turn.act.now,
        count=len(filed_by_item(turn.act, entry.unit or "").get(item.id, [])),
        withdraw=button(said.WITHDRAW, "evidence.withdraw"),
        more=button(said.MORE, "evidence.more"),
        other=button(said.OTHER_ITEM, "evidence.move"),
        also=button(said.ALSO, "evidence.also"),
        done_on=entry.done_on,
        document_on=entry.document_on,
        handed_in_on=local_day(entry.handed_in_at or entry.at),
        overdue=overdue_since(turn.act, entry),
        is_late_paper=is_late_paper(turn.act, entry),
        is_link=bool(entry.payload.get("link_only")),
        amended=entry.version > 1,
    )
    turn.show(receipt_card(view), entry.slot)
