"""What is said when a scorer does not judge one unit in one row (本项不评)."""

BUTTON = "本项不评"
ASK_WHY = "请用一句话写明为什么不评，比如“没有分管这项工作，不掌握情况”。"
NEEDS_REASON = "不评要写一句理由，没有登记。"
WHICH = "请写明哪一行、哪家单位和理由，比如“弃权 {row} {unit} 不掌握情况”。"
NOT_SCORED, ABSTAINED = "未打分", "弃权"
TOLD = "{who}在“{row}”对{unit}弃权：{reason}。没有扣分，也不算无扣分，请提请领导小组定。"
