"""The ledger (台账): every entry of the journal in words an auditor can read, the superseded ones included."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.usecases.tips import PASSED
from bot.words.noting import PRIVATE as NOTES_SEALED
from scoring.scheme import Scheme
from storage.desk import Desk
from storage.records import Entry

Who = Callable[[str], str]

KINDS = {
    "stage.opened": "开启阶段", "stage.closed": "关闭阶段", "stage.forced": "强制进入下一阶段",
    "task.assigned": "安排责任人", "handover.proposed": "发起交接", "handover.given": "移交",
    "handover.taken": "接收", "handover.done": "交接办完", "handover.cancelled": "取消交接",
    "handover.returned": "退回交接", "duty.delegated": "请人代办", "duty.delegation_ended": "结束代办",
    "evidence.filed": "交材料", "evidence.withdrawn": "撤回材料",
    "self.declared": "自评", "self.submitted": "提交自评",
    "self.confirmed": "负责人确认自评", "self.returned": "退回自评", "self.reopened": "重开自评",
    "summary.written": "写年度总结",
    "fact.noted": "记一笔", "fact.dropped": "删去记的一笔",
    "event.ruled": "定并处或择一", "forewarning.set": "设定扣分预告",
    "deduction.told": "扣分预告", "deduction.answered": "陈述",
    "deduction.accepted": "对扣分无异议", "deduction.upheld": "维持扣分",
    "difference.raised": "提示情形相近扣分不同", "difference.kept": "确认有意区分",
    "request.made": "申请扣分", "request.granted": "同意扣分申请",
    "request.refused": "不同意扣分申请", "request.withdrawn": "撤回扣分申请",
    "common.scored": "共性评分", "common.abstained": "弃权不评",
    "common.submitted": "提交共性评分", "item.verified": "核准",
    "bonus.claimed": "申报加分", "bonus.accepted": "认定加分",
    "bonus.refused": "不予加分", "bonus.withdrawn": "撤回加分",
    "extra.declared": "自报扣分", "extra.refused": "不予登记扣分", "extra.recorded": "登记扣分",
    "extra.withdrawn": "撤销扣分",
    "relief.asked": "申请免考或延期", "relief.granted": "同意免考或延期",
    "relief.refused": "不同意免考或延期", "relief.withdrawn": "撤回免考或延期申请",
    "inspection.planned": "安排实地考核", "inspection.found": "记下实地考核情况",
    "inspection.reported": "出实地考核核准单", "inspection.closed": "交回实地考核签字件",
    "inspection.cancelled": "取消实地考核",
    "veto.recorded": "登记一票否决", "veto.withdrawn": "撤销一票否决",
    "fraud.proposed": "提出弄虚作假认定", "fraud.confirmed": "确认弄虚作假", "fraud.withdrawn": "不认定弄虚作假",
    "leader.drafted": "综合评价草稿", "leader.scored": "综合评价", "leader.dropped": "撤下综合评价",
    "leader.decided": "决定缺评单位", "review.opinion": "填写审议意见",
    "result.decided": "集体决定", "result.ordered": "集体决定并列次序",
    "office.offered": "发起考核办交接", "office.taken": "接收考核办交接", "office.returned": "退回考核办交接",
    "result.awards": "集体决定先进名额", "result.finalised": "领导小组定稿",
    "result.proposed": "登记党组审定", "result.approved": "确认党组审定", "result.published": "公布",
    "result.passed": "集体通过", "result.returned": "集体退回", "result.deferred": "集体缓议",
    "decision.entered": "登记集体决定", "decision.settled": "确认集体决定", "decision.dropped": "取消集体决定",
    "result.acknowledged": "阅知结果",
    "recheck.opened": "打开复核", "recheck.closed": "关闭复核",
    "recheck.asked": "申请复核", "recheck.decided": "复核",
    "correction.opened": "登记更正", "correction.changed": "更正改动", "correction.sent": "更正送组长确认",
    "correction.dropped": "放弃更正", "correction.confirmed": "确认更正",
    "group.bound": "绑定群", "group.unbound": "解绑群",
    "alternate.named": "指定代评人", "relation.declared": "申明回避",
    "rehearsal.started": "开始演练", "rehearsal.cleared": "清空演练", "rehearsal.ended": "结束演练",
    "reminding.set": "开关到期提醒", "nudge.sent": "发到期提醒", "nudge.snoozed": "稍后提醒",
    "ruling.made": "裁定", "ruling.ended": "废止裁定",
    "record.proposed": "登记代录", "record.done": "代录生效", "record.refused": "代录核对不一致",
    "record.disputed": "本人说代录有误",
    PASSED: "收到举报", "stage.due": "定截止日期", "person.frozen": "冻结账号", "person.thawed": "解冻账号",
    "roster.added": "名册新增", "roster.changed": "名册变更", "roster.left": "名册停用",
    "evidence.viewed": "查看材料", "evidence.hidden": "报告涉密", "evidence.destroyed": "销毁材料",
    "secret.confirmed": "确认涉密", "secret.refused": "认定不涉密",
    "payload.destroyed": "销毁内容", "export.workbook": "导出工作簿",
    "undone": "撤销",
}  # fmt: skip

WORDS = {
    "points": "得分", "self": "自评", "verified": "核准", "score": "评分", "rate": "预算执行率", "level": "级别",
    "subject": "对象", "role": "责任", "trigger": "事由", "title": "标题", "amount": "分值", "count": "次数",
    "number": "文号", "meeting": "会议", "document_date": "落款", "received_date": "收文", "text": "说明",
    "name": "姓名", "file": "文件", "entry": "流水号", "ruling": "同一事由",
    "until": "延到", "seed": "抽查号", "line": "经过",
}  # fmt: skip
"""What a payload says that a reader should see; receipts, hashes and platform ids are not among it."""

SEALED_LIPS = "（内容仅组长可见）"
DESTROYED = "（内容已销毁）"
PRIVATE = frozenset({"fact.noted", "fact.dropped"})
"""What a scorer keeps for himself until he registers it."""


@dataclass(frozen=True)
class LedgerRow:
    """One entry with the names behind its ids; `counts` while nothing has superseded it."""

    entry: Entry
    actor: str
    on_behalf_of: str
    content: str
    evidence: tuple[str, ...]
    counts: bool

    @property
    def kind(self) -> str:
        """What was done, in words."""
        return KINDS.get(self.entry.kind, self.entry.kind)


def names(desk: Desk) -> Who:
    """What people are called; the service itself is 系统, a person who is not in the roster his id."""
    known = {person.id: person.name for person in desk.people.all()} | {"system": "系统"}
    return lambda key: known.get(key, key)


def ledger(desk: Desk, scheme: Scheme) -> list[LedgerRow]:
    """The year's journal, oldest first, without what is for 机关纪委 alone."""
    who, entries = names(desk), [one for one in desk.journal.entries(scheme.year) if one.kind != PASSED]
    latest = {entry.slot: entry.id for entry in entries}
    papers = {entry.slot: _file_names(entry.payload) for entry in entries if entry.kind == "evidence.filed"}
    destroyed = {entry.payload.get("entry") for entry in entries if entry.kind == "payload.destroyed"}
    return [
        LedgerRow(
            entry=_discreet(entry),
            actor=who(entry.actor),
            on_behalf_of=who(entry.on_behalf_of) if entry.on_behalf_of else "",
            content=DESTROYED if entry.id in destroyed else content(entry, scheme, who),
            evidence=() if entry.kind in PRIVATE else _evidence(entry, papers),
            counts=latest[entry.slot] == entry.id,
        )
        for entry in entries
    ]


def content(entry: Entry, scheme: Scheme, who: Who) -> str:
    """What an entry says, in words."""
    if entry.kind == "relation.declared":
        return SEALED_LIPS
    if entry.kind in PRIVATE:
        return NOTES_SEALED
    said = entry.payload
    told = [f"{word} {said[key]}" for key, word in WORDS.items() if said.get(key) not in (None, "")]
    if "deductions" in said:
        told.insert(0, _deductions(said["deductions"], scheme))
    if said.get("person"):
        told.append(f"人员 {who(said['person'])}")
    return "；".join(told)


def _deductions(deductions: Iterable[Mapping[str, Any]], scheme: Scheme) -> str:
    return "、".join(_deduction(one, scheme) for one in deductions) or "无扣分"


def _deduction(one: Mapping[str, Any], scheme: Scheme) -> str:
    label = scheme.rule(one["rule"]).label if scheme.knows_rule(one["rule"]) else ""
    amounts = [one["amount"]] if one.get("amount") is not None else list(one.get("amounts") or ())
    said = [f"{one['rule']}{label}"]
    said += [f"{one['count']} 次"] if one.get("count") is not None else []
    said += [f"{'＋'.join(str(amount) for amount in amounts)} 分"] if amounts else []
    because = one.get("reason") or one.get("event")
    said += [f"（{because}）"] if because else []
    return " ".join(said)


def _discreet(entry: Entry) -> Entry:
    """An entry without the reason that only the 组长 may see, or what a scorer noted for himself."""
    if entry.kind != "relation.declared" and entry.kind not in PRIVATE:
        return entry
    return entry.model_copy(update={"reason": None, "event": None, "done_on": None, "payload": {}})


def _evidence(entry: Entry, papers: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    cited = tuple(name for one in entry.evidence for name in papers.get(one, (one,)))
    return _file_names(entry.payload) + cited


def _file_names(payload: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(file["name"]) for file in payload.get("files") or ())
