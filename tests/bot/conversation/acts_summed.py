"""The buttons of a result once it is added up: decided by two, read, looked at again, corrected."""

from tests.bot.conversation.acts import (
    CHIEF,
    CLERK,
    HEAD,
    HONOUR,
    OFFICE,
    OTHER,
    PARTY,
    VERIFYING,
    pressed,
)  # fmt: skip
from tests.bot.conversation.playing import says, sends, taps

VERIFIED = (*VERIFYING, *taps(OFFICE, "核准"), *says(OFFICE, "打开复核"))
NEW_PROOF = (*sends(CLERK, "数据库验收单.pdf"), *taps(CLERK, "都不是|告诉我是哪一项", item="1.1"))
RECHECKING = (*VERIFIED, *NEW_PROOF, *says(HEAD, "复核 1", "验收单可以证明按时完成"))
RECHANGE = (*RECHECKING, *taps(OTHER, "改核准分"))
ENTERED = says(OFFICE, "集体决定 房基处", "-0.5", "领导小组纪要〔2022〕2号", "2022-05-06", "督查通报")
PUBLISHED = (*PARTY, *taps(CHIEF, "确认审定"), *taps(OFFICE, "公布并锁定"))
DECISION = {"number": "党组纪要〔2022〕7号", "date": "2022-05-09", "reason": "核查发现少记一次"}
CORRECTING = (
    *PUBLISHED,
    *says(OFFICE, "更正", *DECISION.values()),
)
CHANGED = (*CORRECTING, *taps(OFFICE, "增减总分", unit="房基处", points="-0.5", reason="督查漏记"))
SENT_UP = (*CHANGED, *taps(OFFICE, "送组长确认"))
CORRECTED = (*SENT_UP, *taps(CHIEF, "确认并公布第2版"))
ITEM_OPEN = (*CORRECTING, *taps(OFFICE, "改事项得分", item="房基处 4"))

WRITTEN = says(OFFICE, "打开自评", "代录 房基处经办 第4项没有扣分", "2022-05-08 签字自评表")
HANDED = says(OFFICE, "考核办交接给 考核办乙")

ACTS = (
    pressed("record.confirm", WRITTEN, taps(OTHER, "与原件一致，确认"), "self.declared", "record.done"),
    pressed("record.refuse", WRITTEN, taps(OTHER, "不一致", reason="原件写的是第5项"), "record.refused"),
    pressed(
        "record.wrong",
        (*WRITTEN, *taps(OTHER, "与原件一致，确认")),
        taps(CLERK, "有误", reason="我没有签过"),
        "record.disputed",
    ),
    pressed("office.take", HANDED, taps(OTHER, "接收"), "office.taken"),
    pressed("office.return", HANDED, taps(OTHER, "退回", reason="缺签字的原件"), "office.returned"),
    pressed(
        "decide.confirm",
        ENTERED,
        taps(OTHER, "与纪要一致，确认"),
        "decision.settled",
        "result.passed",
        "result.decided",
    ),
    pressed("decide.mine", ENTERED, taps(OTHER, "不一致，我来登记")),
    pressed("decide.drop", ENTERED, taps(OTHER, "都不登记"), "decision.dropped"),
    pressed("seen.read", PUBLISHED, taps(HEAD, "已阅"), "result.acknowledged"),
    pressed("seen.doubts", PUBLISHED, taps(HEAD, "有疑问", reason="第 4 项扣分没有依据"), "result.acknowledged"),
    pressed("recheck.keep", RECHECKING, taps(OTHER, "维持原核准分", reason="台账仍缺一次"), "recheck.decided"),
    pressed("recheck.change", RECHECKING, taps(OTHER, "改核准分")),
    pressed("recheck.set", RECHANGE, taps(OTHER, "一键通有一项延误 记为 1 项")),
    pressed(
        "recheck.finish",
        (*RECHANGE, *taps(OTHER, "一键通有一项延误 记为 1 项")),
        taps(OTHER, "按此复核", reason="验收单晚了一个月"),
        "item.verified",
        "recheck.decided",
    ),
    pressed("recheck.leave", RECHANGE, taps(OTHER, "先不改了")),
    pressed("correct.item", CORRECTING, taps(OFFICE, "改事项得分", item="房基处 4")),
    pressed("correct.set", ITEM_OPEN, taps(OFFICE, "节前督查缺次 记为 1 次")),
    pressed(
        "correct.take",
        (*ITEM_OPEN, *taps(OFFICE, "节前督查缺次 记为 1 次")),
        taps(OFFICE, "就这样改", reason="国庆漏查"),
        "correction.changed",
    ),
    pressed("correct.leave", ITEM_OPEN, taps(OFFICE, "这一项不改了")),
    pressed(
        "correct.sum",
        CORRECTING,
        taps(OFFICE, "增减总分", unit="房基处", points="-0.5", reason="督查漏记"),
        "correction.changed",
    ),
    pressed(
        "correct.claim",
        (*says(OFFICE, "打开核准"), *HONOUR, *taps(OFFICE, "认定"), *CORRECTING),
        taps(OFFICE, "改加扣分认定", unit="房基处", claim="1", reason="文件系误发"),
        "correction.changed",
    ),
    pressed(
        "correct.veto", CORRECTING, taps(OFFICE, "改评优资格", unit="房基处", reason="安全事故"), "correction.changed"
    ),
    pressed("correct.send", CHANGED, taps(OFFICE, "送组长确认"), "correction.sent"),
    pressed("correct.drop", CHANGED, taps(OFFICE, "放弃更正"), "correction.dropped"),
    pressed("correct.return", SENT_UP, taps(CHIEF, "不同意，退回", reason="请复核差额"), "correction.changed"),
    pressed(
        "correct.confirm",
        SENT_UP,
        taps(CHIEF, "确认并公布第2版"),
        "result.decided",
        "correction.confirmed",
        "result.published",
    ),
    pressed("version.see", (*CORRECTED, *says(CLERK, "公布版本")), taps(CLERK, "看第1版")),
)

UNBUTTONED = {
    "ruling.end": "begun by the words 废止裁定",
    "record.begin": "begun by the word 代录",
    "record.scan": "a file that was asked for has come",
    "recheck.ask": "begun by the word 复核 and a number",
    "correct.show": "on a copy that somebody overtook; played by test_correcting",
    "correct.begin": "begun by the word 更正",
}
