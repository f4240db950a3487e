"""What is said about the leaders' scores."""

ASK_SCORE = "请回复给{unit}打几分（0 到 10，最多两位小数）。"
ALL_SCORED = "您分管的单位都打完了，阶段关闭前可以修改，谢谢。"
NO_LINE = "综合评价由分管领导打分，您没有分管的单位。"
SAVED = "已保存，还有 {left} 家没有打分。阶段关闭前可以修改。"
NOTHING_NEW = "没有填新的分数；要修改请点单位再填。"
ALL_IN = "各分管领导的综合评价都已收齐。"
OUT_OF_RANGE = "请回复 0 到 10 之间的数，比如 9.2。"
NOT_A_SCORE = "“{said}”不是分数，请回复 0 到 10 之间的数，比如 9.2。"

NOT_SCORED, SCORED = "未打分", "已打分"
"""What the end state of a card says before and after its arrow."""
