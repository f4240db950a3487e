"""What one owes, how far everybody is, and who has not handed in."""

NOTHING_WAITS = "现在没有等您办的事，有了会通知您。"
ALL_TASKS = "看全部"
BY_PERSON = "看{unit}是谁"

HELPS = "配合{name}"
STANDS_IN = "代{name}办"
AWAY = "由{name}代办"

COMMON = "共性评分还有 {count} 行没有提交，回复“共性评分”。"
VERIFY = "还有 {count} 家单位待核准，回复“核准”。"
LEADER = "还有 {count} 家单位没有评价，回复“打分”。"
CONFIRM = "{unit}的自评等您确认，回复“确认自评”。"
SELF_MISSING = "{unit}自评还差 {count} 项，回复“自评”。"
SELF_READY = "自评已填完，等您提交，回复“自评”。"

OFFICE = "考核办（本单位没有负责人）"
NOBODY = "还没有人"
EVERYTHING_IN = "{what}各项任务都有材料了。"
NOT_YOUR_ITEM = "“{item}”不是您单位的事项，您只能看本单位的；回复“我还欠什么”看您自己的。"
ITEM_COMPLETE = "第{seq}项 {item} 各项任务都有材料了，不用再交。"
FOREIGN_PROGRESS = "{unit}不是您的单位，私聊里您只看本单位的进度。"
