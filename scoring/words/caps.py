"""What is said when a cap or a floor gives points back."""

RULE_CAP = "“{label}”累计不超过 {cap} 分，只扣 {cap} 分"
GROUP_CAP = "第 {group} 条各项共扣不超过 {cap} 分，只扣 {cap} 分"
FLOOR = "扣完为止，本项只有 {points} 分"
GIVEN_BACK = "{because}，退回 {points} 分"
