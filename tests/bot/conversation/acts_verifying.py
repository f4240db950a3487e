"""The buttons of 核准 beyond the items: claims sorted, wishes decided on a document, inspections on site."""

from tests.bot.conversation.acts import CLERK, HONOUR, OFFICE, pressed
from tests.bot.conversation.playing import says, taps

WISH = says(CLERK, "3.2 因疫情没法开展，申请免予考核", "绍防指〔2022〕3号", "办公用房现场核查被上级叫停")
VISIT = says(OFFICE, "实地考核 5月20日 房基处 节能处经办")
VISITOR = "jn-jingban-1"
ON_SITE = (*VISIT, *taps(VISITOR, "看第…"))
SEEN = (
    *VISIT,
    *(step for seq in (1, 2, 3) for step in (*taps(VISITOR, f"看第 {seq} 项"), *taps(VISITOR, "相符"))),
)

ACTS = (
    pressed("sorting.open", (*says(OFFICE, "打开核准"), *HONOUR, *says(OFFICE, "归口")), taps(OFFICE, "看房基处…")),
    pressed("inspection.item", VISIT, taps(VISITOR, "看第…")),
    pressed("inspection.show", ON_SITE, taps(VISITOR, "返回清单")),
    pressed("inspection.same", ON_SITE, taps(VISITOR, "相符"), "inspection.found"),
    pressed("inspection.wrong", ON_SITE, taps(VISITOR, "有问题", text="缺端午、国庆两次记录"), "inspection.found"),
    pressed("inspection.photo", ON_SITE, taps(VISITOR, "发现场照片")),
    pressed("inspection.sheet", SEEN, taps(VISITOR, "出核准单"), "inspection.reported"),
    pressed("inspection.send", (*SEEN, *taps(VISITOR, "出核准单")), taps(VISITOR, "交回签字件")),
    pressed("inspection.cancel", VISIT, taps(OFFICE, "取消安排", reason="改在五月底一并检查"), "inspection.cancelled"),
    pressed("relief.send", WISH, taps(CLERK, "发依据文件")),
    pressed("relief.withdraw", WISH, taps(CLERK, "撤回申请"), "relief.withdrawn"),
    pressed("relief.grant", WISH, taps(OFFICE, "同意"), "relief.granted"),
    pressed("relief.refuse", WISH, taps(OFFICE, "不同意", reason="文件没有取消这项任务"), "relief.refused"),
)
"""One press for every verb that has a button."""

UNBUTTONED = {
    "inspection.photographed": "a file that was asked for has come",
    "inspection.scanned": "a file that was asked for has come",
    "relief.ask": "begun by the words 申请免予考核 or 延期",
    "relief.file": "a file that was asked for has come",
}
"""Verbs no card carries, and what sets them off."""
