"""What the parts of a method and of a score are called."""

UNIT, MARKED, TASK = "单位", "事项", "任务"
ITEM, COMMON = "责任清单事项", "共性工作"
RULE, READING = "扣分规则", "办法解释"

PARTS = {
    "task": "责任清单",
    "common": "共性工作",
    "leader": "综合评价",
    "bonus": "加分",
    "extra": "另设扣分",
    "decision": "集体决定",
}
