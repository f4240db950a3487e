"""The roster has changed, and with it who answers for what."""

MOVED = "名册有变动，{unit}有 {count} 项任务换了责任人：{lines}。"
TO_CHANGE = "要改请说“{number} 给某某”（写姓名）。"
LINE = "{what} {old} → {new}"
MORE = "等 {count} 组"
NO_HEAD = "{unit}名册里没有单位负责人，没人负责的 {count} 项任务先记在考核办名下；请尽快补上负责人。"
STAND_IN_LEFT = "{to}已经不能代办，您请他代办到{until}的任务现在由您自己办；还要请人代办请再说一次。"
NOBODY = "（无）"
