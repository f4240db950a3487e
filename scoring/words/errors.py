"""What is said when a method or a name is not there."""

UNKNOWN_YEAR = "{year} 年的考核办法尚未录入，请先导入该年的办法文件。"
UNKNOWN_NAME = "考核办法里没有{kind}“{name}”，请核对后再填。"
OF_AMENDMENT = "补充通知 {number}：{sentence}"
