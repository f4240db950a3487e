"""绑定群: the office says what a group may hear; 显示方式 says in which form a person gets his cards."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.conversation.voice import Form
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.words import group as said

LEVELS = {"0": "只看进度", "1": "看名次和总分", "2": "看明细"}


def bind(turn: Turn, match: re.Match[str]) -> None:
    """绑定群 1: bind the group to a level."""
    require(turn.act, Deed.BIND_GROUP)
    if turn.place.is_private:
        raise Mistaken(said.BIND_THERE)
    level = match.group("level") or "0"
    turn.act.record(
        "group.bound", f"group:{turn.place.group}", payload={"level": int(level), "title": turn.place.title}
    )
    turn.say(said.BOUND.format(may=LEVELS[level]))


def unbind(turn: Turn, _: re.Match[str]) -> None:
    """解除绑定."""
    require(turn.act, Deed.BIND_GROUP)
    if turn.place.is_private:
        raise Mistaken(said.UNBIND_THERE)
    turn.act.record("group.unbound", f"group:{turn.place.group}")
    turn.say(said.UNBOUND)


def choose_form(turn: Turn, match: re.Match[str]) -> None:
    """显示方式 文字: how this person's cards look."""
    turn.voice.choose_form(turn.mine, Form(match.group("form")))
    turn.whisper(said.FORM_CHOSEN.format(form=match.group("form")))


GROUP = Duty(
    name="group",
    hears=(
        (words(r"绑定群\s*(?P<level>[012])?"), bind),
        (words("解除绑定|解绑群"), unbind),
        (words(r"显示方式\s*(?P<form>卡片|链接|文字)"), choose_form),
    ),
)
