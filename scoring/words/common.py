"""What several chapters say."""

NAMED = "{clause}“{label}”"
TOO_FINE = "分值 {amount} 的小数超过两位，请保留两位以内。"
WRONG_COUNT = "次数 {count} 不对，要填 1 以上的整数。"
NOT_OF_UNIT = "“{item}”不是这个单位的考核事项，请核对。"
TIMES = "次"
