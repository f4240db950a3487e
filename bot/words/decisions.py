"""What is said about 集体决定: what a meeting decided of one unit's result."""

WHICH_UNIT = "请写明单位，比如“集体决定 房基处”。"
ASK_VERDICT = "会议怎么定的？加分写 +0.5，减分写 -0.5；没有改分的，回复“通过”“退回”或“缓议”。"
ASK_MINUTES = "请回复会议名称和纪要编号，比如“领导小组纪要〔2023〕2号”。"
ASK_DAY = "请回复会议日期，比如 2023-01-12。"
ASK_REASON = "请用一句话写明决定的理由。"
NOT_A_VERDICT = "“{said}”不是分值，也不是“通过”“退回”“缓议”，没有登记；请重新回复“集体决定”加单位。"
NO_CHANGE = "增减 0 分就是没有改分，请回复“通过”。"
LOCKED = "考核结果已经公布并锁定；确有错误请凭党组决定走更正。"
DAY_AHEAD = "会议日期 {day} 还没有到，请核对后再登记。"
DAY_BEFORE = "会议日期 {day} 早于 {year} 考核年度，请核对后再登记。"
NEEDS_MINUTES = "请写明会议或纪要编号和理由，各至少两个字。"
NOTHING_ENTERED = "{unit}现在没有等确认的集体决定。"

OF_ALL = "年度结果"
SAY_YOURS = "请照纪要回复您读到的，比如“并列次序 办公室、房基处”或“先进名额 2 家”。"
WHICH_ORDER = "请按会议定的先后写明两家以上单位，比如“并列次序 办公室、房基处”。"
NOT_TIED = "这几家现在不是刚好同分，没有登记；{ties}"
TIED_NOW = "现在同分的是：{groups}。"
NONE_TIED = "现在没有同分的单位。"
AWARDS_RANGE = "先进名额要在 1 到 {most} 家之间，填了 {count} 家，请核对。"
ORDERED = "{units}（{meeting}）"
COUNTED = "{count} 家"

READ = "{what}（{meeting}，{date}）"
TITLE = "集体决定·{unit}"
BY = "{who}登记：{read}"
REASON = "理由：{reason}"
COMPUTED = "现在得 {now} 分；照此变为 {then} 分，计算结果保留，另列一行。"
HELD_UNTIL = "照此登记后，不能定稿、审定和公布，等会议再定“通过”或改分。"
ONE_ENTERED = "请对照纪要核对，一致才生效。"
BOTH_ENTERED = "两人登记的不一样，没有生效。请对照纪要，谁错谁改。"
CONFIRM, MINE, NONE = "与纪要一致，确认", "不一致，我来登记", "都不登记"
TAKE_THEIRS = "按{who}的登记"

ENTERED = "已登记，等{who}对照纪要确认后生效。"
DIFFERS = "{unit}的集体决定，两人登记的不一样，没有生效：\n{both}\n请对照纪要，谁错谁改，一致后才生效。"
IN_FORCE = "{unit}的集体决定已生效：{read}。{effect}"
EFFECTS = {
    "通过": "结果照此进入定稿。",
    "改分": "列为单独一行，计算结果保留。",
    "退回": "请按会议意见改好，再报会议审议；登记“通过”或改分以前不能定稿。",
    "缓议": "会议再定以前不能定稿。",
    "并列次序": "名次照此排列，得分不变。",
    "先进名额": "“结果名单”照此标出先进候选。",
}
DROPPED = "已取消，没有登记任何集体决定。"
DROPPED_TOLD = "{who}取消了{unit}还没有生效的集体决定。"
CHANGED_SINCE = "对方的登记已经变了，请看最新的再确认。"

WAITING, SETTLED, CANCELLED = "待确认", "已生效", "已取消"
"""What the end state of a card says before and after its arrow."""
