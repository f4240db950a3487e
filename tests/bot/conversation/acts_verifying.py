"""The buttons of 核准 beyond the items: claims sorted, wishes decided on a document, inspections on site."""

from tests.bot.conversation.acts import CLERK, HONOUR, OFFICE, pressed
from tests.bot.conversation.playing import says, taps

WISH = says(CLERK, "3.2 因疫情没法开展，申请免予考核", "绍防指〔2022〕3号", "办公用房现场核查被上级叫停")

ACTS = (
    pressed("sorting.open", (*says(OFFICE, "打开核准"), *HONOUR, *says(OFFICE, "归口")), taps(OFFICE, "看房基处…")),
    pressed("relief.send", WISH, taps(CLERK, "发依据文件")),
    pressed("relief.withdraw", WISH, taps(CLERK, "撤回申请"), "relief.withdrawn"),
    pressed("relief.grant", WISH, taps(OFFICE, "同意"), "relief.granted"),
    pressed("relief.refuse", WISH, taps(OFFICE, "不同意", reason="文件没有取消这项任务"), "relief.refused"),
)
"""One press for every verb that has a button."""

UNBUTTONED = {
    "relief.ask": "begun by the words 申请免予考核 or 延期",
    "relief.file": "a file that was asked for has come",
}
"""Verbs no card carries, and what sets them off."""
