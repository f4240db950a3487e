"""What is said about setting what is deducted under a rule."""

ASK_REASON = "请用一句话说明理由，比如“台账迟报三天”。"
ASK_EVENT = "请写清事由：文号或日期、什么事，比如“3月12日督查通报第2条”。"
NOT_POINTS = "“{said}”不是分数，没有登记；请再点一次，回复数字，比如 1.5。"
ASK_AMOUNT = "“{rule}”由人酌定，请回复扣几分（{span}）。"
