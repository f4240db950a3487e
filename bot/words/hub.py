"""What is said about a message before it has a duty."""

UNKNOWN_SENDER = "您还不在考核名册里，暂时不能使用。请联系考核办，把您的姓名和单位加进名册后再试。"
