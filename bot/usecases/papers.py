"""Papers that were handed in, seen again: whose they are, and who may look."""

from collections.abc import Iterable

from bot.errors import Mistaken, NotAllowed
from bot.permissions import may_see_paper
from bot.usecases.act import Act
from bot.words import papers as said
from storage.evidence import DESTROYED, HIDDEN, Evidence, evidence_of, folded
from storage.records import Entry


def papers_of(act: Act, unit: str, item: str | None = None) -> list[Evidence]:
    """A unit's papers that the actor may see, withdrawn ones included, the newest first."""
    found = evidence_of(act.desk, act.year, unit, item=item, withdrawn=True)
    return [paper for paper in reversed(found) if may_see_paper(act, paper)]


def paper_at(act: Act, slot: str) -> Evidence:
    """The paper of a slot, if it may be looked at by the actor now; else the sentence why not."""
    history = act.desk.journal.history(act.year, slot)
    paper = folded(history).get(slot)
    if paper is None:
        raise Mistaken(_gone(history))
    if not may_see_paper(act, paper):
        raise NotAllowed(said.WITHDRAWN if paper.withdrawn else said.NOT_YOURS)
    return paper


def _gone(history: Iterable[Entry]) -> str:
    last = {entry.slot: entry.kind for entry in history}.values()
    if HIDDEN in last:
        return said.UNDER_REVIEW
    return said.NO_MORE if DESTROYED in last else said.UNKNOWN


def viewed(act: Act, paper: Evidence, how: str) -> Entry | None:
    """Write down that the actor looks at another unit's paper; one's own unit's is nobody's business."""
    if paper.unit in act.actor.units:
        return None
    about = {"unit": paper.unit, "item": paper.item, "task": paper.task, "evidence": (paper.slot,)}
    return act.record("evidence.viewed", f"viewed:{act.desk.new_id()}", payload={"how": how}, **about)
