"""What a reminder says: one message, what is most pressing first, and how to be done with it."""

HEADS = {
    "TODAY": "今天到期 {count} 项",
    "LATE": "已过期 {count} 项",
    "ISSUED": "办法印发前已到期、要补一份材料的 {count} 项",
    "SOON": "快到期 {count} 项",
    "WEEKLY": "本周要更新 {count} 项",
    "ESCALATED": "本单位过期还没交 {count} 项",
}
LINE = "· {name}（{day}到期）"
LINE_OF = "· {unit} {name}（{day}到期）"
MORE = "· 还有 {count} 项，回复“我还欠什么”看全部"
COUNT = "{unit}有 {count} 项过期超过一周。"
HOW = "有材料直接发给我；已经交过的回复“我交过什么”核对。"
HOW_HEAD = "看详情请回复“谁没交”。"
WHY = {
    "TODAY": "今天到期", "LATE": "过期提醒", "ISSUED": "印发前到期，只问一次", "SOON": "到期前提醒",
    "WEEKLY": "每周更新", "ESCALATED": "过期告知单位负责人", "COUNT": "过期一周告知分管领导数量",
}  # fmt: skip
ONE_WHY = "{task} {why}"
REST_DAY = "{day} 是休息日，不提醒。"
TOTAL = "{day} 提醒 {people} 人，共 {tasks} 项。"
BAD_DATE = "日期请写成 2022-11-28，写的是“{said}”。"
ROSTER_BAD = "名册有 {count} 处要改，先用 kaohe roster import 试读：{first}"
DRY_ONLY = "现在只能试算，请加 --dry-run；试算不发送任何消息。"
