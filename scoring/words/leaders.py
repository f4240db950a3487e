"""What is said about the leaders' scores: how they become one, and why one is refused."""

ALONE = "分管领导评价 {points} 分"
ALONE_BECAUSE = "综合评价 {points} 分（{reason}）"
MEAN = "分管领导评价（{scores}）÷ {count} = {points} 分"
OTHERWISE = "分管领导评价 {scores}，取{way} {points} 分"
WAYS = {"median": "中位数", "lowest": "最低分"}

OUT_OF_RANGE = "综合评价在 0 到 {full} 分之间，填的是 {score} 分。"
SCORED_ALREADY = "{leader}已经给这个单位打过分，不能重复打。"
