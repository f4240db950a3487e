"""What is said about a method's file that cannot be read, to whoever keeps it."""

NOT_THERE = "读不了办法文件 {path}，请核对路径和编码（UTF-8）。"
NOT_READABLE = "办法文件读不下去，请核对写法（TOML）：{problem}。"
WRONG_PLACE = "办法文件的 {place} {wrong}。"
WRONG_OTHERWISE = "填得不对，请核对"
WRONG = {
    "missing": "没有填",
    "extra_forbidden": "不认识，请核对拼写",
    "union_tag_invalid": "不是认识的完成时间类型",
    "union_tag_not_found": "没有写完成时间的类型",
    "literal_error": "不是允许的值",
    "enum": "不是允许的值",
    "greater_than": "应大于 0",
    "greater_than_equal": "不能小于 0",
    "decimal_parsing": "应为数字",
    "decimal_type": "应为数字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "string_type": "应为文字",
    "too_short": "至少要有一条",
}
"""What the first thing that cannot be read is, in words."""
