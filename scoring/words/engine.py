"""What is said where the chapters meet."""

FULL = "满分"
UNJUDGED = "评分人弃权，没有评这一行：{reason}"
RATE_ENTERED = "预算执行率 {rate}% 已经登记，按它计分，不另登记。"
VERIFIED_OTHERWISE = "{item} 核准分写的是 {points}，按登记的扣分应为 {given}，请核对。"
