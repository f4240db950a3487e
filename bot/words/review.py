"""What is said about 送审稿 and the office's opinion."""

LEADERS_ONLY = "送审稿发给分管领导本人，您没有分管的单位。"
OWING = "{count} 项任务还没有材料"
SCORE = "去打分"
TASK, COMMON, BONUS, EXTRA = "责任清单", "共性工作", "加分", "扣分"
HOW = "请写明单位和意见，中间用冒号，比如“审议意见 房基处：整改到位”。"
WRITTEN = "{unit}的审议意见已登记，分管领导在送审稿里能看到。"
TOO_LONG = "审议意见有 {count} 个字，请控制在 {most} 字以内。"
