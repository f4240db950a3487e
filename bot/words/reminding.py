"""What is said about reminding: on, off, later."""

ON = "到期提醒已开启：工作日 9 点起，一人一天最多一条、一周最多三条，办完就停。"
OFF = "到期提醒已停止，不再主动提醒；大家仍可回复“我还欠什么”。"
ON_ALREADY = "到期提醒本来就是开启的。"
OFF_ALREADY = "到期提醒本来就没有开启。"
SNOOZE_RANGE = "请写明天起 {days} 天以内的日期，比如“稍后提醒 6月3日”。"
SNOOZED = "好的，{day}以前不再提醒您；当天到期的还会说一声。"
SNOOZE_HOW = "请写到哪天再提醒，比如“稍后提醒 6月3日”。"
