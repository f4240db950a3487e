"""What is said about common scoring."""

ASK_RATE = "请回复实际执行率（百分数，不要先四舍五入），比如 90.99。"
NO_ROWS = "您没有要打分的共性工作；如有疑问请联系考核办。"
NOT_A_RATE = "“{said}”不是百分数，没有登记；请再点一次，回复数字，比如 90.99。"
ALL_SUBMITTED = "您的共性评分都提交了，谢谢。"
ROW_SUBMITTED = "这一行已经提交，不能再改；确有错误请联系考核办。"
ROW_SUBMITTED_TWICE = "这一行已经提交过了，不用再交。"
UNITS_LEFT = "还有 {count} 家没有打分：{units}。没有扣分的可以点“均无扣分”。"
SUBMITTED = "“{row}”已提交。"
ROWS_LEFT = "还有 {count} 行：{rows}。"

DRAFT, HANDED_IN = "草稿", "已提交"
"""What the end state of a card says before and after its arrow."""
