"""How due times were read, in words (reading 19)."""

ALL_YEAR = "全年的任务按 12月31日"
MONTH = "按当月最后一天"
EACH_MONTH = "几个月各一次，各按当月最后一天"
LAST_MONTH = "写了几个月，按最后一个月的最后一天"
EARLY_PART = "初"
EARLY = "月初按 10 日"
BEFORE = "“{month}月前”提醒按上月最后一天，扣分从宽按{month}月底"
RANGE = "一段时间的，按{month}月最后一天"
EVERY_WEEK = "每星期按当周最后一个工作日"
EVERY = {"month": "每月按月底", "quarter": "每季度按季末", "half_year": "每半年按6月底、12月底"}
HOLIDAY = "节前按放假第一天的前一天"
UNKNOWN_HOLIDAY = "；{year} 年{names}的放假安排还不知道，这几次没有日期"
EXTERNAL = "没有日期：时间由{by}定"
DONE = "没有日期：办法印发时已完成"
UNDATED = {
    "on_demand": "没有日期：按需开展",
    "routine": "没有日期：日常工作",
    "none": "没有日期：办法没有写时限",
}
