"""What is said where the same word means another duty for each role, and where a wish has no duty here yet."""

from bot.understanding.intents import Intent

NOTHING_TO_CONFIRM = "现在没有等您确认的事；有了会把卡片发给您。"
NOTHING_TO_RETURN = "现在没有等您退回的事；要撤回自己交的材料，请说“撤回”。"
OPEN_FIRST = "请在下面这张卡上点“退回”，并写明理由。"
WHICH_UNIT = "请写明给哪家单位打几分，比如“办公室 9.5”。"
COMMON_ROW = "“{row}”是共性工作，由{scorer}评分，不用本单位交材料、自评或分工；想看怎么扣，请说“规则 {row}”。"
DEDUCT_WHO = "扣分由评分人、考核办登记，本单位自评时自己填；您可以说“规则 3”看怎么扣。"
THANKED = "意见收到了，已记进意见清单，考核办会看到，谢谢您。"
FEEDBACK_WHAT = "请说说您的意见，一句话就行，比如“提意见 提醒能不能晚一点发”。"
NO_FEEDBACK = "还没有人提意见。"
FEEDBACK_LINE = "· {when} {who}{about}：{text}"
FEEDBACK_ABOUT = "（看到“{title}”时）"

INSTEAD: dict[Intent, str] = {
    Intent.ABSTAIN: "没有登记打分。暂不评价请告诉考核办，由组长决定怎么办。",
    Intent.DEDUCT_REQUEST: "申请扣分请把单位、事由和依据交考核办，由考核办决定并登记。",
    Intent.ADJUST: "调整核准分由考核办在核准卡上点“调整”，写明理由后生效。",
    Intent.EXPORT: "导出由系统管理员在服务器上办理：kaohe export workbook 文件名；聊天里暂时不能导出。",
    Intent.SECRET: "涉密的内容请不要在这里说，也不要发文件；请按保密规定走机要渠道，并告诉本单位保密员。",
    Intent.WHICH_YEAR: "现在办的都是 {year} 年度的考核。",
    Intent.REJECT: NOTHING_TO_RETURN,
}
"""One sentence for each intent nobody answers: what it came to and where to turn."""
