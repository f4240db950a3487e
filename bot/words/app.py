"""What is said about a message that could not be worked."""

PARKED = "刚才那条没有办成，已记录（编号 {number}），考核办会看到；请先换个说法再试一次。"
PARKED_TOLD = "{who}的一条消息处理失败，已搁置（编号 {number}），请联系系统管理员查看日志。"
CLOCK_OFF_LOOPBACK = "KAOHE_CLOCK_URL 只能指向本机，现在是 {url}，请改为 127.0.0.1 或去掉这一项。"
