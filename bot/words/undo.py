"""What is said about taking an act back."""

BUTTON = "撤销（五分钟内）"
UNDO = "撤销"
REASON = "五分钟内由本人撤销"
DONE = "已撤销刚才的“{what}”，恢复到{was}。"
BEFORE = "原来的样子"
NOT_YET = "还没有登记的样子"
NOTHING = "五分钟内没有可以撤销的操作。{hint}"
TOO_LATE = "上一步“{what}”（{when}）已过五分钟，请说“更正”并写明理由。"
TOO_LATE_OTHERWISE = "上一步“{what}”（{when}）已过五分钟，不能直接撤销；{instead}"
FINAL = "“{what}”不能直接撤销：{why}"
TOUCHED = "“{what}”之后{who}在{when}已经接着办了，不能撤销；确有错误请和对方联系，或说“更正”并写明理由。"
HINT = "要撤回交过的材料请说“撤回”。"
TOLD = "{who}在{when}撤销了刚才的“{what}”，请以撤销后的为准。"
LOCKED = "考核结果已经公布并锁定，不能撤销；确有错误请联系考核办。"

ASK_OFFICE = "确有错误请联系考核办。"
CORRECT_AGAIN = "请回复“更正”，在卡片上改或放弃。"
DECIDE_AGAIN = "集体决定要再登记一次新的决定来改。"
INSTEAD_OF_FINAL = {
    "self.submitted": "已经交给负责人，请负责人退回。",
    "self.confirmed": "已经交到考核办，要改请说“重开自评”并写明理由。",
    "self.reopened": "有关的人都已经收到通知，填好后重新提交即可。",
    "common.submitted": "已经提交，确有错误请联系考核办。",
    "veto.recorded": ASK_OFFICE,
    "veto.withdrawn": ASK_OFFICE,
    "fraud.proposed": "请另一位考核办同志点“不认定”。",
    "fraud.confirmed": ASK_OFFICE,
    "fraud.withdrawn": ASK_OFFICE,
    "inspection.reported": "核准单已经发出，结果有误请在核准时写明。",
    "inspection.closed": "签字件已经存档。",
    "stage.forced": "要接着办，请重新打开那个阶段。",
    "leader.decided": "请再选一次，选“等一等”就撤下。",
    "leader.dropped": "请再选一次。",
    "result.decided": DECIDE_AGAIN,
    "result.ordered": DECIDE_AGAIN,
    "rehearsal.started": "要停请回复“结束演练”。",
    "rehearsal.cleared": "清空的演练数据不能恢复，也不影响正式数据。",
    "rehearsal.ended": "要再练请回复“开始演练”。",
    "reminding.set": "要改请回复“开启提醒”或“停止提醒”。",
    "nudge.sent": "发出的提醒收不回来。",
    "nudge.snoozed": "要改请重新回复“稍后提醒”和日期。",
    "ruling.made": "要改请回复“废止裁定”加编号，再重新裁定。",
    "ruling.ended": "要恢复请重新裁定。",
    "record.proposed": "请另一位考核办同志点“不一致”。",
    "record.done": "有错请重新代录或由本人更正。",
    "record.refused": "请重新代录。",
    "record.disputed": "已转考核办核对原件。",
    "tip.passed": "已经直接转给机关纪委，要撤请找机关纪委。",
    "office.offered": "要改请重新回复“考核办交接给”和姓名。",
    "office.taken": "要交回请重新办一次考核办交接。",
    "office.returned": "要重新接收请对方再发一次考核办交接。",
    "result.awards": DECIDE_AGAIN,
    "result.finalised": "定稿要重新登记会议来改。",
    "result.proposed": "请重新登记审定编号。",
    "result.approved": "党组审定已经生效。",
    "result.published": "结果已经公布并锁定。",
    "result.passed": DECIDE_AGAIN,
    "result.returned": DECIDE_AGAIN,
    "result.deferred": DECIDE_AGAIN,
    "decision.settled": DECIDE_AGAIN,
    "decision.entered": "请在卡片上点“都不登记”，或重新登记一次。",
    "decision.dropped": "请重新登记一次。",
    "result.acknowledged": "阅知每版只答一次，有新的疑问请直接找考核办。",
    "recheck.opened": "请说“关闭复核”。",
    "recheck.closed": "请说“打开复核”。",
    "recheck.asked": "已经交给复核的同志，请等结果。",
    "recheck.decided": "每项只复核一次，确有错误请联系考核办。",
    "correction.opened": CORRECT_AGAIN,
    "correction.changed": CORRECT_AGAIN,
    "correction.sent": CORRECT_AGAIN,
    "correction.dropped": CORRECT_AGAIN,
    "correction.confirmed": "更正已经公布，再改要另有党组决定。",
    "evidence.hidden": "请等考核办和保密员处理。",
    "secret.confirmed": "涉密的确认不能撤销，请另一家点“不涉密，恢复”。",
    "secret.refused": "请重新报告。",
    "evidence.destroyed": "销毁的内容不能恢复。",
    "payload.destroyed": "销毁的内容不能恢复。",
}
"""What cannot be taken back, and what to do instead."""
WAY_BACK = {
    "evidence.withdrawn": "请把材料再发给我一次。",
    "bonus.withdrawn": "请重新申报。",
    "extra.withdrawn": "请重新申报。",
    "relief.withdrawn": "请重新申请。",
    "inspection.planned": "请点“取消安排”。",
    "inspection.cancelled": "请重新安排一次。",
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
    "review.opinion": "请再填一次，以最后一次为准。",
    "forewarning.set": "请说“开启扣分预告”或“关闭扣分预告”。",
    "deduction.told": "负责人已经收到预告，要改请在提交前改这一行的扣分。",
    "deduction.answered": "请等评分处室答复。",
    "deduction.accepted": "没有异议不再改，有疑问请联系考核办。",
    "deduction.upheld": "要改请在提交前改这一行的扣分。",
    "stage.due": "请再定一次，以最后一次为准。",
    "person.frozen": "请考核办解冻。",
    "person.thawed": "请再冻结一次。",
    "roster.added": "请重新导入名册。",
    "roster.changed": "请重新导入名册。",
    "roster.left": "请重新导入名册。",
    "export.workbook": "导出没有改动任何内容。",
    "evidence.viewed": "查看没有改动任何内容。",
    "undone": "要恢复请再办一次。",
}
"""What has a way back of its own, or needs none."""
