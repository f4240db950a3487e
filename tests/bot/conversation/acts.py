"""Every button the bot can show: how it comes to be offered, who presses it with what, and what is then recorded."""

from dataclasses import dataclass

from tests.bot.conversation.playing import Step, drops, prints, records, says, sends, sends_word, taps

CLERK, HEAD, OFFICE, OTHER = "fj-jingban-1", "fj-fuzeren", "khb-jia", "khb-yi"
LEADER, CHIEF, SCORER = "lingdao-jia", "zuzhang", "dw-pingfen"
SELF = says(OFFICE, "打开自评")
REASON = "均按时办结，台账在处内"
FILLED = (*SELF, *says(CLERK, "自评"), *taps(CLERK, "其余…", reason=REASON))
HANDED_IN = (*FILLED, *taps(CLERK, "提交"))
PAPER = sends(CLERK, "年度用房计划.docx")
PLACED = (*PAPER, *taps(CLERK, "都不是|告诉我是哪一项", item="3.2"))
VERIFYING = (*HANDED_IN, *taps(HEAD, "确认"), *says(OFFICE, "打开核准", "核准 房基处"))
FIRST = (*sends(CLERK, "数据库验收单.pdf"), *taps(CLERK, "都不是|告诉我是哪一项", item="1.1"))
HIDDEN = (*PLACED, *says(CLERK, "有份材料涉密"), *taps(CLERK, "3.2…"))
PROVEN = (*PLACED, *sends(CLERK, "五一督查通报.pdf"), *taps(CLERK, "都不是|告诉我是哪一项", item="3.1"))
COMMON = says(OFFICE, "打开共性评分")
ROW = (*COMMON, *taps(SCORER, "房基处"))
GIVEN = says(HEAD, "3.2 给小周")
SENT = (*GIVEN, *taps(HEAD, "就这样办"))
AWAY = says(CLERK, "我请假到5月20日，让小周代办")
HONOUR = says(CLERK, "加分", "1", "市政府", "集体", "绍政发〔2022〕9号", "2022-06-01", "同日")
VETO = says(OFFICE, "否决 后勤中心", "市纪委通报〔2022〕8号", "发生责任事故")
FRAUD = says(OFFICE, "造假 综合处 1", "领导小组纪要〔2022〕2号", "台账日期与实际不符")
FINAL = records(OFFICE, "result.finalised", "final", "2022-05-01")
PARTY = (
    *FINAL,
    *says(OFFICE, "审定"),
    *taps(OFFICE, "登记审定", number="党组纪要〔2022〕3号", date="2022-05-06"),
)
WHY = "会期已定，不再等了"
FORCING = (*says(OFFICE, "关闭自评"), *taps(OFFICE, "强制结束自评", reason=WHY))
SHUT = (*FORCING, *taps(OFFICE, "确认强制结束自评"))
GIVEN_ALL = (
    *says(OFFICE, "打开领导评价"),
    *taps(LEADER, "给办公室打分", score="9.5"),
    *taps(LEADER, "给机关党委打分", score="9"),
    *taps(LEADER, "给计财处打分", score="9.5"),
)
SUMMARY = (*SELF, *says(CLERK, "总结"))


@dataclass(frozen=True)
class Pressed:
    """One button: its verb, what has happened before, the press, and the kinds of entries it writes, in order."""

    verb: str
    before: tuple[Step, ...]
    press: Step
    kinds: tuple[str, ...] = ()
    is_older: bool = False
    """Whether another card has come since, so that a number or a label means that one."""


def pressed(verb: str, before: tuple[Step, ...], press: tuple[Step, ...], *kinds: str, older: bool = False) -> Pressed:
    """One row of the table."""
    return Pressed(verb, before, press[0], kinds, older)


ACTS = (
    pressed("freeze.do", says(HEAD, "冻结房基处经办"), taps(HEAD, "就冻结"), "person.frozen"),
    pressed("freeze.leave", says(HEAD, "冻结房基处经办"), taps(HEAD, "先不冻结")),
    pressed("help.tasks", says(CLERK, "asdf"), taps(CLERK, "我的任务")),
    pressed("help.show", says(CLERK, "asdf"), taps(CLERK, "帮助")),
    pressed("page.turn", (*SELF, *says("bgs-jingban-1", "自评")), taps("bgs-jingban-1", "下一页")),
    pressed("ask", says(CHIEF, "办公室多少分"), taps(CHIEF, "扣分明细")),
    pressed("heard.choose", says(CLERK, "3.2"), taps(CLERK, "…")),
    pressed("tasks.all", says(CLERK, "我的任务"), taps(CLERK, "看全部")),
    pressed("tasks.missing", says(OFFICE, "谁没交"), taps(OFFICE, "看房基处是谁")),
    pressed("assign.who", says(HEAD, "3.2 给小吴"), taps(HEAD, "房基处小周")),
    pressed("assign.do", GIVEN, taps(HEAD, "就这样办"), "handover.proposed"),
    pressed("assign.leave", GIVEN, taps(HEAD, "不改")),
    pressed("handover.tap", SENT, taps("fj-zhou", "接收"), "handover.taken"),
    pressed("handover.stop", SENT, taps("fj-zhou", "退回", reason="台账还没有补齐"), "handover.returned"),
    pressed(
        "division.take", (*prints("FJ-2", "房基处小周"), *says(HEAD, "分工")), taps(HEAD, "按通知…"), "task.assigned"
    ),
    pressed("delegate.ask", says(CLERK, "我请假到5月20日"), taps(CLERK, "房基处小周")),
    pressed("delegate.do", AWAY, taps(CLERK, "就这样办"), "duty.delegated"),
    pressed("delegate.leave", AWAY, taps(CLERK, "不登记")),
    pressed("evidence.place", sends(CLERK, "五一节前用房督查通报.pdf"), taps(CLERK, "4.1…"), "evidence.filed"),
    pressed("evidence.other", PAPER, taps(CLERK, "都不是|告诉我是哪一项", item="3.2"), "evidence.filed"),
    pressed("evidence.withdraw", PLACED, taps(CLERK, "撤回"), "evidence.withdrawn"),
    pressed("evidence.more", PLACED, taps(CLERK, "补充")),
    pressed("evidence.finish", drops(CLERK, "年度用房计划.docx"), taps(CLERK, "发完了")),
    pressed("evidence.move", PLACED, taps(CLERK, "换一项")),
    pressed("evidence.also", PLACED, taps(CLERK, "还有别的事项")),
    pressed("evidence.drop", (*PLACED, *taps(CLERK, "还有别的事项")), taps(CLERK, "就这些")),
    pressed("secret.report", (*PLACED, *says(CLERK, "有份材料涉密")), taps(CLERK, "3.2…"), "evidence.hidden"),
    pressed("secret.confirm", HIDDEN, taps(OFFICE, "确认涉密，销毁", basis="保密〔2022〕2号"), "secret.confirmed"),
    pressed("secret.refuse", HIDDEN, taps(OFFICE, "不涉密，恢复", reason="已经解密公开"), "evidence.filed"),
    pressed("papers.fetch", (*PLACED, *says(CLERK, "我交过什么")), taps(CLERK, "取回 1")),
    pressed("papers.page", (*PLACED, *says(CLERK, "我交过什么")), taps(CLERK, "看本单位的")),
    pressed("self.item", (*SELF, *says(CLERK, "自评 4")), taps(CLERK, "下一项")),
    pressed("self.summary", (*SELF, *says(CLERK, "自评 4")), taps(CLERK, "看汇总")),
    pressed("self.clean", (*SELF, *says(CLERK, "自评 4")), taps(CLERK, "无扣分…", reason=REASON), "self.declared"),
    pressed(
        "self.not_due", (*SELF, *says(CLERK, "自评 7")), taps(CLERK, "未到期", expected="2022-12-20"), "self.declared"
    ),
    pressed("self.rule", (*SELF, *says(CLERK, "自评 4")), taps(CLERK, "节前督查缺次…")),
    pressed(
        "self.count",
        (*SELF, *says(CLERK, "自评 4"), *taps(CLERK, "节前督查缺次…")),
        taps(CLERK, "记为 1 次"),
        "self.declared",
    ),
    pressed("self.rest", (*SELF, *says(CLERK, "自评")), taps(CLERK, "其余…", reason=REASON), *["self.declared"] * 7),
    pressed("self.submit", FILLED, taps(CLERK, "提交"), "summary.written", "self.submitted"),
    pressed("self.confirm", HANDED_IN, taps(HEAD, "确认"), "self.confirmed"),
    pressed("self.return", HANDED_IN, taps(HEAD, "退回", reason="2：缺佐证"), "self.returned"),
    pressed(
        "self.group",
        (*sends(CLERK, "五一节前用房督查通报.pdf"), *taps(CLERK, "4.1…"), *SELF, *says(CLERK, "自评")),
        taps(CLERK, "重点工作这 1 项照此确认"),
        "self.declared",
    ),
    pressed("summary.edit", SUMMARY, taps(CLERK, "改第 2 段", text="一键通平台九月上线。"), "summary.written"),
    pressed("summary.export", SUMMARY, taps(CLERK, "导出总结")),
    pressed("summary.send", SUMMARY, taps(CLERK, "交回 Word")),
    pressed(
        "summary.file",
        (*SELF, *sends_word(CLERK, "房产基建处2022年度工作总结.docx")),
        taps(CLERK, "作为年度工作总结"),
        "summary.written",
    ),
    pressed(
        "summary.paper", (*SELF, *sends_word(CLERK, "房产基建处2022年度工作总结.docx")), taps(CLERK, "作为工作材料")
    ),
    pressed("common.unit", COMMON, taps(SCORER, "房基处")),
    pressed("common.row", ROW, taps(SCORER, "返回本行")),
    pressed("common.set", ROW, taps(SCORER, "第2条记为 1 人次", reason="3月12日谈话记录第2号"), "common.scored"),
    pressed(
        "common.rate",
        (*COMMON, *taps("jc-pingfen", "房基处@预算执行")),
        taps("jc-pingfen", "预算执行率低于 91%…", rate="90.99"),
        "common.scored",
    ),
    pressed("common.rest", COMMON, taps(SCORER, "其余…"), *["common.scored"] * 7),
    pressed("common.all_clean", COMMON, taps("bgs-pingfen", "各行没打的均无扣分"), *["common.scored"] * 28),
    pressed(
        "common.all_submit",
        (*COMMON, *taps("bgs-pingfen", "各行没打的均无扣分")),
        taps("bgs-pingfen", "各行一起提交"),
        *["common.submitted"] * 4,
    ),
    pressed("common.submit", (*COMMON, *taps(SCORER, "其余…")), taps(SCORER, "提交"), "common.submitted"),
    pressed("verify.unit", (*HANDED_IN, *taps(HEAD, "确认"), *says(OFFICE, "打开核准")), taps(OFFICE, "房基处")),
    pressed("verify.batch", (*PROVEN, *VERIFYING), taps(OFFICE, "一起核准"), "item.verified"),
    pressed("verify.next", (*PROVEN, *VERIFYING), taps(OFFICE, "逐项看")),
    pressed("verify.accept", VERIFYING, taps(OFFICE, "核准"), "item.verified"),
    pressed("papers.look", (*FIRST, *VERIFYING, *taps(OFFICE, "逐项看")), taps(OFFICE, "看材料…")),
    pressed("verify.adjust", VERIFYING, taps(OFFICE, "调整")),
    pressed("verify.set", (*VERIFYING, *taps(OFFICE, "调整")), taps(OFFICE, "一键通有一项延误 记为 1 项")),
    pressed(
        "verify.finish",
        (*VERIFYING, *taps(OFFICE, "调整")),
        taps(OFFICE, "按此核准", reason="台账缺一次"),
        "item.verified",
    ),
    pressed("leader.unit", says(OFFICE, "打开领导评价"), taps(LEADER, "给办公室打分", score="9.5"), "leader.drafted"),
    pressed("leader.save", says(OFFICE, "打开领导评价"), taps(LEADER, "保存打分", BGS="9.5"), "leader.drafted"),
    pressed("leader.submit", GIVEN_ALL, taps(LEADER, "提交打分"), *["leader.scored"] * 3),
    pressed("review.paper", says(OFFICE, "打开领导评价"), taps(LEADER, "看送审稿")),
    pressed(
        "leader.choose",
        (*says(OFFICE, "打开领导评价"), *says(CHIEF, "缺评")),
        taps(CHIEF, "组长打分@办公室", score="9"),
        "leader.scored",
        "leader.decided",
        older=True,
    ),
    pressed(
        "undo.last",
        (*says(OFFICE, "阶段"), *taps(OFFICE, "打开自评")),
        taps(OFFICE, "撤销（五分钟内）"),
        "undone",
    ),
    pressed("ready.show", (*SELF, *says(OFFICE, "还差什么能进入下一阶段")), taps(OFFICE, "按人看")),
    pressed(
        "ready.force", (*SELF, *says(OFFICE, "关闭自评")), taps(OFFICE, "强制结束自评", reason="会期已定，不再等了")
    ),
    pressed("ready.forced", (*SELF, *FORCING), taps(OFFICE, "确认强制结束自评"), "stage.forced", "stage.closed"),
    pressed("stage.set", says(OFFICE, "阶段"), taps(OFFICE, "打开自评"), "stage.opened"),
    pressed(
        "result.party",
        (*FINAL, *says(OFFICE, "审定")),
        taps(OFFICE, "登记审定", number="党组纪要〔2022〕3号", date="2022-05-06"),
        "result.proposed",
    ),
    pressed("result.approve", PARTY, taps(CHIEF, "确认审定"), "result.approved"),
    pressed(
        "result.publish",
        (*PARTY, *taps(CHIEF, "确认审定")),
        taps(OFFICE, "公布并锁定"),
        "stage.closed",
        "result.published",
    ),
    pressed("veto.confirm", (*VETO, *taps(OFFICE, "确认否决")), taps(OFFICE, "再次确认否决"), "veto.recorded"),
    pressed("veto.cancel", VETO, taps(OFFICE, "不登记")),
    pressed("fraud.confirm", FRAUD, taps(OTHER, "确认认定"), "fraud.confirmed"),
    pressed("fraud.drop", FRAUD, taps(OTHER, "不认定", reason="核查属计算差错"), "fraud.withdrawn"),
    pressed("claim.accept", (*says(OFFICE, "打开核准"), *HONOUR), taps(OFFICE, "认定"), "bonus.accepted"),
    pressed(
        "claim.refuse",
        (*says(OFFICE, "打开核准"), *HONOUR),
        taps(OFFICE, "不予认定", reason="文件与本单位无关"),
        "bonus.refused",
    ),
    pressed("claim.send", HONOUR, taps(CLERK, "发证明文件")),
    pressed("claim.paper", (*PLACED, *HONOUR), taps(CLERK, "用“年度用房计划.docx”"), "bonus.claimed"),
    pressed("claim.withdraw", HONOUR, taps(CLERK, "撤回申报"), "bonus.withdrawn"),
)
"""One press for every verb that has a button."""

UNBUTTONED = {
    "evidence.close": "rings by itself after twenty quiet seconds",
    "evidence.caption": "the words that came with pictures",
    "claim.bonus": "begun by the words 加分, asked line by line in every form",
    "claim.own_extra": "begun by the words 自报扣分",
    "claim.extra": "begun by the words 扣分 and a unit",
    "claim.file": "a file that was asked for has come",
    "tip.pass": "begun by the word 举报, and nobody may see it on a card: test_tips.py",
    "feedback.give": "begun by the words 提意见, or by the last button of every card: test_feedback.py",
    "secret.wipe": "rings by itself once both offices have confirmed",
    "freeze.thaw": "begun by the words 解冻",
    "self.reopen": "begun by the words 重开自评",
    "result.decide": "begun by the words 集体决定",
    "result.final": "offered once nothing is missing; played to its end in every form by test_year",
    "stage.show": "on a copy that somebody overtook; played by test_end_states",
    "leader.line": "on a copy that the leader overtook; played by test_end_states",
    "verify.queue": "on a copy that somebody overtook; played by test_end_states",
    "self.due": "rings by itself on the expected day",
    "veto.ask": "begun by the words 否决",
    "fraud.ask": "begun by the words 造假",
}
"""Verbs no card carries, and what sets them off."""
