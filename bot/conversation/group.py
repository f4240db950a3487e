"""绑定群: the office says what a group may hear; 显示方式 says in which form a person gets his cards."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.conversation.voice import Form
from bot.errors import Mistaken
from bot.permissions import Deed, require

LEVELS = {"0": "只看进度", "1": "看名次和总分", "2": "看明细"}


def bind(turn: Turn, match: re.Match[str]) -> None:
    """绑定群 1: bind the group to a level."""
    require(turn.act, Deed.BIND_GROUP)
    if turn.place.is_private:
        raise Mistaken("请在要绑定的群里 @我 说“绑定群 1”（0 只看进度，1 看名次和总分，2 看明细）。")
    level = match.group("level") or "0"
    turn.act.record(
        "group.bound", f"group:{turn.place.group}", payload={"level": int(level), "title": turn.place.title}
    )
    turn.say(f"本群已绑定，党组审定以后这里可以{LEVELS[level]}；审定以前只看进度。")


def unbind(turn: Turn, _: re.Match[str]) -> None:
    """解除绑定."""
    require(turn.act, Deed.BIND_GROUP)
    if turn.place.is_private:
        raise Mistaken("请在要解除的群里 @我 说“解除绑定”。")
    turn.act.record("group.unbound", f"group:{turn.place.group}")
    turn.say("本群已解除绑定。")


def choose_form(turn: Turn, match: re.Match[str]) -> None:
    """显示方式 文字: how this person's cards look."""
    turn.voice.choose_form(turn.mine, Form(match.group("form")))
    turn.whisper(f"好的，以后给您的卡片用“{match.group('form')}”方式显示。")


GROUP = Duty(
    name="group",
    hears=(
        (words(r"绑定群\s*(?P<level>[012])?"), bind),
        (words("解除绑定|解绑群"), unbind),
        (words(r"显示方式\s*(?P<form>卡片|链接|文字)"), choose_form),
    ),
)
