"""What is said about writing files."""

CANNOT_WRITE = "写不了文件 {path}：{problem}。请换一个文件夹，或先关掉打开着的同名文件。"
PROVISIONAL_HEAD = "{title} · 暂定，未公布，请勿外传"
WRONG_ENDING = "文件名要以 .xlsx 结尾，现在是“{path}”。"
PUBLISHED_HEAD = "{title} · 已公布，第 {version} 版"
