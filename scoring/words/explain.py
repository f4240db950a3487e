"""What is said to explain a sheet: the sum, each line, and what was not taken."""

TOTAL = "{unit}得 {total} 分：{parts}。"
PART = "{name} {points}"
DEFERRED = "另有加分 {points} 分递延到下一年度。"
NOT_ELIGIBLE = "已取消评先评优资格。"

ITEM = "{item}满分 {full}，得 {points} 分。"
NOTHING_LOST = "没有扣分。"
LINE = "{place}：{because}{mark}。"
SOURCES = "{sources}。"
CAPPED = "{because}，按“累计不超过 {limit} 分”只扣 {limit} 分"
JUDGED = "人工裁量"
JUDGED_MARK = "（人工裁量）"

REASON = "理由：{reason}"
SOURCE = "依据：{source}"
PROOF = "佐证：{names}"
PROOF_MORE = "佐证：{names} 等 {count} 份"
ENTERED = "{when}{who}登记"
ON_BEHALF = "{who}（代{other}）"

REFUSED = "未采纳：{sentence}"
REFUSED_NAMED = "未采纳（{ref}）：{sentence}"
