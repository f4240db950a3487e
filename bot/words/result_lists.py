"""What is said about the lists that follow from a result."""

OFFICE_ONLY = "先进候选、谈话、问责名单只给考核办，最后由领导小组、党组决定；要看排名请回复“排名”。"
CANDIDATE = "第 {place} 名 {unit} {total} 分"
LOWEST = "{kind}（从低到高）：{units}"
LOW_UNIT = "{unit} {total} 分"
AWARDS = "会议定先进 {count} 家（{meeting}）"
AWARDS_TIED = "会议定先进 {count} 家（{meeting}）；末位同分，下面有 {found} 家，请再登记“并列次序”"
