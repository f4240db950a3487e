"""What is said about deductions outside the items: the arithmetic of one, and why it is refused."""

LINE = "{label}（{role}责任）{cost}"
COST = "，扣 {points} 分"
COST_OF_SEVERAL = " {count} 次 × {each} = {points} 分"

COUNTED_ALREADY = "“{event}”按{clause}已经扣过分，一次通报或谈话只扣一次。"
COUNTED_IN_ITEM = "“{event}”已经在事项里扣过分，按设定不再另扣。"
NO_SUCH_CLAUSE = "扣分条款“{clause}”不在办法里，请核对。"
WRONG_ROLE = "责任要写“主要”或“次要”，填的是“{role}”。"
OUTSIDE_YEAR = "通报或谈话日期 {day} 不在统计时间 {start} 至 {end} 内，不扣分。"
FIXED_AMOUNT = "{role}责任每次按办法扣 {points} 分，不能填 {amount} 分。"
NO_AMOUNT = "{role}责任每次扣 {low} 到 {high} 分，请填扣多少分。"
WRONG_AMOUNT = "{role}责任每次扣 {low} 到 {high} 分（两位小数以内），填的是 {amount} 分。"
