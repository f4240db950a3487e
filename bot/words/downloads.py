"""What is said about files that could not be fetched."""

GONE = "“{name}”没有取到（平台上的链接已失效），请把文件再发一次。"
TOO_LARGE = "“{name}”超过 50 MB，没有保存，请压缩或拆分后再发。"
