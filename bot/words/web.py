"""What the pages of our own say, one sentence a page."""

NOT_OURS = "这个链接不完整或被改动过，打不开；请回到钉钉里再点一次“取回”。"
TOO_LATE = "这个链接已经过了 10 分钟，打不开了；请回到钉钉里再点一次“取回”。"
NOBODY = "链接是发给一位已不在考核名册里的同志的，打不开；请联系考核办。"
MISSING = "这份文件在本机找不到了，请联系系统管理员。"
LISTEN_FORM = "KAOHE_LISTEN 应写成 地址:端口，比如 127.0.0.1:8080，现在是“{listen}”。"
LISTEN_TAKEN = "KAOHE_LISTEN 的 {listen} 打不开（被别的程序占用，或不是本机的地址），请换一个端口再启动。"
