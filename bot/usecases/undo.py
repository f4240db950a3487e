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
        "item.verified", "bonus.claimed", "bonus.accepted", "bonus.refused", "extra.declared", "extra.recorded",
        "extra.refused", "leader.scored", "group.bound", "group.unbound", "alternate.named", "relation.declared",
        "summary.written",
    }
)  # fmt: skip
"""What can be taken back."""

ASK_OFFICE = "确有错误请联系考核办。"
FINAL: Mapping[str, str] = {
    "self.submitted": "已经交给负责人，请负责人退回。",
    "self.confirmed": "已经交到考核办，要改请说“重开自评”并写明理由。",
    "self.reopened": "有关的人都已经收到通知，填好后重新提交即可。",
    "common.submitted": "已经提交，确有错误请联系考核办。",
    "veto.recorded": ASK_OFFICE,
    "veto.withdrawn": ASK_OFFICE,
    "fraud.proposed": "请另一位考核办同志点“不认定”。",
    "fraud.confirmed": ASK_OFFICE,
    "fraud.withdrawn": ASK_OFFICE,
    "result.decided": "集体决定要再登记一次新的决定来改。",
    "result.finalised": "定稿要重新登记会议来改。",
    "result.proposed": "请重新登记审定编号。",
    "result.approved": "党组审定已经生效。",
    "result.published": "结果已经公布并锁定。",
    "payload.destroyed": "销毁的内容不能恢复。",
}
"""What cannot be taken back, and what to do instead."""

OTHERWISE: Mapping[str, str] = {
    "evidence.withdrawn": "请把材料再发给我一次。",
    "bonus.withdrawn": "请重新申报。",
    "extra.withdrawn": "请重新申报。",
    "task.assigned": "请再说一次谁负责，比如“3.2 给小王”。",
    "handover.proposed": "请说“取消交接”。",
    "handover.given": "请说“取消交接”。",
    "handover.taken": "请说“取消交接”。",
    "handover.done": "请再交接一次。",
    "handover.cancelled": "请再交接一次。",
    "handover.returned": "请再交接一次。",
    "duty.delegated": "请说“取消代办”。",
    "duty.delegation_ended": "请再登记一次代办。",
    "feedback.given": "意见已经转给考核办。",
    "roster.added": "请重新导入名册。",
    "roster.changed": "请重新导入名册。",
    "roster.left": "请重新导入名册。",
    "export.workbook": "导出没有改动任何内容。",
    UNDONE: "要恢复请再办一次。",
}
"""What has a way back of its own, or needs none."""

Locks = Callable[[Entry], tuple[str, ...]]
LOCKED_BY: Mapping[str, Locks] = {
    "self.declared": lambda one: (f"self-submit:{one.unit}",),
    "summary.written": lambda one: (f"self-submit:{one.unit}",),
    "common.scored": lambda one: (f"common-submit:{one.item}", f"common-submit:{one.item}:alternate"),
    "item.verified": lambda one: ("final",),
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
    if one.kind in FINAL:
        raise Mistaken(said.FINAL.format(what=what, why=FINAL[one.kind]))
    if one.kind not in UNDOABLE:
        raise Mistaken(said.NOTHING.format(hint=OTHERWISE.get(one.kind, said.HINT)))
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
