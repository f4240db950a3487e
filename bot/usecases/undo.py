"""撤销: for five minutes whoever acted takes his act back by himself; then it takes a correction with a reason."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.usecases.evidence import withdraw_evidence
from bot.usecases.ledger import KINDS
from bot.usecases.stages import is_published
from bot.words import undo as said
from cards.words import moment
from storage.records import Entry

FIVE_MINUTES = timedelta(minutes=5)
UNDONE = "undone"
"""The kind of a slot that was empty before the act that was taken back."""

UNDOABLE = frozenset(
    {
        "stage.opened", "stage.closed", "evidence.filed", "self.declared", "self.returned", "common.scored",
        "common.abstained",
        "item.verified", "bonus.claimed", "bonus.accepted", "bonus.refused", "extra.declared", "extra.recorded",
        "extra.refused", "leader.drafted", "leader.scored", "group.bound", "group.unbound",
        "alternate.named", "relation.declared", "summary.written",
        "relief.asked", "relief.granted", "relief.refused", "inspection.found",
        "fact.noted", "fact.dropped", "event.ruled", "difference.raised", "difference.kept",
        "request.made", "request.granted", "request.refused", "request.withdrawn",
    }
)  # fmt: skip
"""What can be taken back."""

Locks = Callable[[Entry], tuple[str, ...]]
LOCKED_BY: Mapping[str, Locks] = {
    "self.declared": lambda one: (f"self-submit:{one.unit}",),
    "summary.written": lambda one: (f"self-submit:{one.unit}",),
    "common.scored": lambda one: (f"common-submit:{one.item}", f"common-submit:{one.item}:alternate"),
    "common.abstained": lambda one: (f"common-submit:{one.item}", f"common-submit:{one.item}:alternate"),
    "item.verified": lambda one: ("final",),
    "inspection.found": lambda one: (one.slot.rpartition(":")[0],),
    "relief.granted": lambda one: ("final", f"verify:{one.unit}:{one.item}"),
    "leader.drafted": lambda one: ("final",),
    "leader.scored": lambda one: ("final",),
}
"""The slots whose later entries rest on an act."""


def name_of_kind(kind: str) -> str:
    """What people call an act."""
    return KINDS.get(kind, "操作")


def latest_act(act: Act) -> list[Entry]:
    """Everything the actor's last message wrote that is not itself an undoing, newest first; [] when nothing."""
    mine = act.desk.journal.newest_by(act.year, act.actor.id, 50)
    mine = [one for one in mine if one.message != act.message]
    return [one for one in mine if one.message == mine[0].message] if mine else []


def undo(act: Act) -> list[tuple[Entry, Entry]]:
    """Take back the actor's last act; returns each entry with the one that now stands in its slot. Refused in words."""
    entries = latest_act(act)
    if not entries or _is_undoing(entries[0]):
        raise Mistaken(said.NOTHING.format(hint=said.HINT))
    for one in entries:
        _refuse(act, one)
    return [(one, _take_back(act, one)) for one in entries]


def _is_undoing(entry: Entry) -> bool:
    return entry.kind == UNDONE or entry.reason == said.REASON


def _refuse(act: Act, one: Entry) -> None:
    """Raise the sentence why an entry stays."""
    what, when = name_of_kind(one.kind), moment(one.at)
    if is_published(act):
        raise Mistaken(said.LOCKED)
    if one.kind in said.INSTEAD_OF_FINAL:
        raise Mistaken(said.FINAL.format(what=what, why=said.INSTEAD_OF_FINAL[one.kind]))
    if one.kind not in UNDOABLE:
        raise Mistaken(said.NOTHING.format(hint=said.WAY_BACK.get(one.kind, said.HINT)))
    if act.now - one.at > FIVE_MINUTES:
        raise Mistaken(said.TOO_LATE.format(what=what, when=when))
    later = _later(act, one)
    if later is not None:
        person = act.desk.people.get(later.actor)
        who = person.name if person else later.actor
        raise Mistaken(said.TOUCHED.format(what=what, who=who, when=moment(later.at)))


def _later(act: Act, one: Entry) -> Entry | None:
    """Whatever was written on top of an entry since."""
    slots = (one.slot, *(LOCKED_BY[one.kind](one) if one.kind in LOCKED_BY else ()))
    found = [act.current(slot) for slot in slots]
    return next((entry for entry in found if entry is not None and entry.seq > one.seq), None)


def _take_back(act: Act, one: Entry) -> Entry:
    """Write the former state of a slot as its newest; what was filed is withdrawn as a paper is."""
    if one.kind == "evidence.filed":
        return withdraw_evidence(act, one.slot, said.REASON)
    former = act.desk.journal.get(one.supersedes) if one.supersedes else None
    if former is None:
        return act.record(UNDONE, one.slot, unit=one.unit, item=one.item, task=one.task, reason=said.REASON)
    return act.record(
        former.kind, former.slot, unit=former.unit, item=former.item, task=former.task, clause=former.clause,
        event=former.event, evidence=former.evidence, done_on=former.done_on, document_on=former.document_on,
        handed_in_at=former.handed_in_at, payload=former.payload, reason=said.REASON,
    )  # fmt: skip
