"""What is said about a 补充通知 that cannot be applied."""

NO_SUCH_UNIT = "没有单位“{unit}”。"
NO_SUCH_ITEM = "{unit}没有事项“{item}”。"
ITEM_UNWRITTEN = "给{unit}增加事项，要写明事项内容和所在板块。"
POINTS_HOMELESS = "取消 {item} 后，要写明它的 {points} 分给哪一项，或者照给。"
POINTS_UNWRITTEN = "调整 {item} 的分值，要写明新的分值。"
NAME_UNWRITTEN = "{unit}更名，要写明新的名称。"
INTO_ITSELF = "{unit}不能并入自己。"
