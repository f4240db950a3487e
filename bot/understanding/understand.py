"""From a sentence to what it asks for."""

from bot.understanding.intents import Heard, Intent, Slots
from bot.understanding.scene import Scene

ALWAYS = {
    "帮助": Intent.HELP,
    "我的任务": Intent.MY_TASKS,
    "我还欠什么": Intent.OWED,
    "自评": Intent.SELF_ASSESS,
    "进度": Intent.PROGRESS,
    "排名": Intent.RANKING,
    "规则": Intent.RULE,
    "为什么": Intent.EXPLAIN,
    "谁没交": Intent.MISSING,
    "撤回": Intent.WITHDRAW,
    "退出": Intent.LEAVE,
}
"""The words that always work (DESIGN §9)."""


def understand(text: str, scene: Scene) -> Heard:
    """What `text` asks for when this person says it now and here."""
    intent = ALWAYS.get(text.strip(" 　。！!？?~～.\n"), Intent.UNKNOWN)
    return Heard(intent, Slots(), sure=intent is not Intent.UNKNOWN, text=text)
