"""What is said about the leading group's own decision."""

DECIDED = "{meeting}审议决定{sign} {points} 分{why}"
GROUP = "领导小组"
ADDS, TAKES = "加", "减"
BECAUSE = "：{reason}"
TOO_LARGE = "集体决定增减 {points} 分超过了满分，请核对。"
