"""What is said about the stages of the year."""

OPENED = "“{stage}”阶段已打开，已通知相关同志。"
CLOSED = "“{stage}”阶段已关闭。"
SELF_OPENED = "自评阶段开始了，请回复“自评”逐项填写。"
NO_SUCH_STAGE = "没有“{said}”这个阶段，请回复“阶段”看有哪些。"
OPEN_NOW = "现在打开的阶段：{stages}。开始和截止由考核办通知，轮到您时会发给您。"
ALL_CLOSED = "现在没有打开的阶段，下一步由考核办通知。"
