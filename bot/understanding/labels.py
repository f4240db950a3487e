"""How an intent is offered as a choice, in the words people would use."""

from bot.understanding.intents import Intent, Slots
from scoring.scheme import Scheme

LABELS = {
    Intent.HELP: "看怎么用",
    Intent.MY_TASKS: "看我的任务",
    Intent.OWED: "看还欠什么",
    Intent.HAND_IN: "交材料",
    Intent.SELF_ASSESS: "填自评",
    Intent.NO_DEDUCTION: "登记无扣分",
    Intent.PROGRESS: "看进度",
    Intent.RANKING: "看排名",
    Intent.UNIT_SCORE: "看得分",
    Intent.COMPARE: "对比两家",
    Intent.EXPLAIN: "看分怎么来的",
    Intent.RULE: "看扣分规则",
    Intent.BONUS: "看加分情况",
    Intent.MISSING: "看谁没交",
    Intent.MONTHLY_LIST: "看月度清单进度",
    Intent.WITHDRAW: "撤回",
    Intent.POSTPONE: "申请延期",
    Intent.CONFIRM: "看待我确认的",
    Intent.REJECT: "退回",
    Intent.LEAVE: "退出这一步",
    Intent.FINISH: "交完了",
    Intent.ABSENCE: "登记请假",
    Intent.SCORE: "打分",
    Intent.ABSTAIN: "弃权",
    Intent.DEDUCT: "登记扣分",
    Intent.DEDUCT_REQUEST: "申请扣分",
    Intent.ADJUST: "调整核准分",
    Intent.CLAIM_BONUS: "申报加分",
    Intent.ASSIGN: "换责任人",
    Intent.DELEGATE: "请人代办",
    Intent.STAGE: "看阶段",
    Intent.EXPORT: "导出",
    Intent.RECORD_DECISION: "登记会议决定",
    Intent.CORRECT: "更正",
    Intent.EXEMPT: "申请免予考核",
    Intent.RECUSE: "申请回避",
    Intent.REPORT_ABUSE: "举报",
    Intent.FREEZE: "冻结账号",
    Intent.SECRET: "报告涉密材料",
    Intent.WHICH_YEAR: "看是哪一年",
    Intent.FEEDBACK: "提意见",
}


def label_of(intent: Intent, slots: Slots, scheme: Scheme) -> str:
    """What stands on the button of a choice: 看扣分规则：第3项 综合协调."""
    about = ""
    if slots.item:
        marked = scheme.marked(slots.item)
        about = f"第{marked.seq}项 {marked.label}"
    if slots.unit:
        about = f"{scheme.unit(slots.unit).short} {about}".strip()
    return f"{LABELS[intent]}：{about}" if about else LABELS[intent]
