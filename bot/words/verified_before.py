"""What is said about earlier verifications under the same clause, names hidden."""

THIS_YEAR = "某单位“{label}”扣 {points} 分：{reason}（{when}）"
LAST_YEAR = "这一项上年自评 {own} 分、核准 {verified} 分：{reason}"
