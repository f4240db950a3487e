"""The buttons of common scoring beyond the counter cards: how each comes to be offered, and what a press records."""

from tests.bot.conversation.acts import HEAD, OFFICE, SCORER, pressed
from tests.bot.conversation.playing import says, taps

RULES = "bgs-pingfen"
NOTED = says(SCORER, "记一笔 房基处 5月6日 第一种形态处理 2人次 依据中心纪委通报〔2022〕3号")
ONE_TASK = (*says(RULES, "共性评分"), *taps(RULES, "房基处@重点交办工作"))
TWICE = (
    *says(OFFICE, "打开共性评分"),
    *taps(SCORER, "房基处"),
    *taps(SCORER, "第1条记为 1 个问题", reason="市督查通报〔2022〕7号"),
    *ONE_TASK,
    *taps(RULES, "第2条记为 1 项", reason="市督查通报〔2022〕7号"),
)
LEAD = "dw-fuzeren"
ASKED = says(LEAD, "申请扣分 房基处", "5月6日抽查，三人请假没有报批", "1.5")
OPEN_ROW = (*says(RULES, "共性评分"), *taps(RULES, "房基处@信息工作"))
DIFFERENT = (
    *says(OFFICE, "打开共性评分"),
    *OPEN_ROW,
    *taps(RULES, "信息上报任务没完成…", amount="1", reason="少报信息 2 篇"),
    *says(RULES, "共性评分"),
    *taps(RULES, "节能处@信息工作"),
    *taps(RULES, "信息上报任务没完成…", amount="2", reason="少报信息 2 篇"),
)
WARNED = (
    *says(OFFICE, "开启扣分预告 3", "打开共性评分"),
    *taps(SCORER, "房基处"),
    *taps(SCORER, "第1条记为 1 个问题", reason="市督查通报〔2022〕7号"),
    *taps(SCORER, "返回本行"),
    *taps(SCORER, "其余六家均无扣分"),
    *taps(SCORER, "提交"),
)
HEARD = (*WARNED, *taps(HEAD, "陈述", text="当天已电话报备"))

ACTS = (
    pressed(
        "note.take",
        says(RULES, "记一笔 房基处 5月6日 公文退回 2次"),
        taps(RULES, "信息工作"),
        "fact.noted",
    ),
    pressed("note.proof", NOTED, taps(SCORER, "发证明")),
    pressed("note.drop", NOTED, taps(SCORER, "删掉这笔"), "fact.dropped"),
    pressed("common.noted", (*NOTED, *says(OFFICE, "打开共性评分")), taps(SCORER, "照记的登记…"), "common.scored"),
    pressed("double.rule", TWICE, taps(RULES, "并处：两处都扣", why="两个方面"), "event.ruled", "common.scored"),
    pressed(
        "common.abstain",
        (*says(OFFICE, "打开共性评分"), *taps(SCORER, "房基处")),
        taps(SCORER, "本项不评", reason="不掌握情况"),
        "common.abstained",
    ),
    pressed("difference.keep", DIFFERENT, taps(RULES, "保持 2 分"), "difference.kept"),
    pressed("difference.follow", DIFFERENT, taps(RULES, "改为 1 分"), "common.scored"),
    pressed("forewarn.answer", WARNED, taps(HEAD, "陈述", text="当天已电话报备"), "deduction.answered"),
    pressed("forewarn.accept", WARNED, taps(HEAD, "无异议"), "deduction.accepted"),
    pressed("forewarn.uphold", HEARD, taps(SCORER, "维持", reason="没有书面记录"), "deduction.upheld"),
    pressed("request.decide", ASKED, taps(OFFICE, "同意扣 1.5 分", reason="检查记录属实"), "request.granted"),
    pressed("request.withdraw", ASKED, taps(LEAD, "撤回申请"), "request.withdrawn"),
)
"""One press for every verb that has a button."""

UNBUTTONED = {
    "note.file": "a file that was asked for has come",
    "forewarn.due": "rings by itself on the morning after the last day",
    "request.make": "begun by the words 申请扣分 and a unit",
}
"""Verbs no card carries, and what sets them off."""
