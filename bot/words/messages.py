"""What is said about messages of the platform that cannot be used."""

QUOTA_GONE = "平台本月的消息额度用完了，这条消息没有收到内容，请联系系统管理员后重发。"
UNREADABLE = "这种消息我读不了，请发文字、文件或图片；转发的公文、卡片，请把它的链接复制成文字发给我。"
FILE_CUT = "文件没有传完整，请重新发送一次。"
