"""What is said when one event would cost a unit points in two places."""

EXTRA = "加减分条款 {clause}"
RULE = "{row}“{rule}”"
BOTH_OR_ONE = "请选“并处”或“择一”，没有登记。"
NEEDS_REASON = "请用一句话写明理由，没有登记。"

TITLE = "同一件事已经扣过分"
BEFORE = "{unit}：“{event}”已按{place}扣过分（{who}，{when}）。"
NOW = "这次按{place}再扣，办法没有写明能不能重复，请您定；定了以后不再问。"
BOTH_LABEL, ONE_LABEL = "并处：两处都扣", "择一：只算原来的"
AS_ELSEWHERE_LABEL = "照{unit}的做法：{word}"
AS_ELSEWHERE = "同一件事，{unit}定的是{word}：{reason}"
ASK_WHY = "请用一句话说明为什么{word}，比如“两条扣的是两个方面”。"

SETTLED_TITLE = "这件事已定择一"
SETTLED = "{unit}：“{event}”已定为择一，只算{place}（{who}，{when}）。理由：{reason}"
CHANGE = "确实两处都要扣的，点下面改为并处，并写明理由。"
CHANGE_LABEL = "改为并处"

RULED = "定为{word}"
ONE_DONE = "已定择一：“{event}”只算{place}，这次没有扣分。"
GONE = "原来那一处已经不扣了，没有改动；请重新点一次。"
