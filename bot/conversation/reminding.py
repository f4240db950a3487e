"""开启提醒, 停止提醒 by the office; 稍后提醒 6月3日 by anybody for himself."""

import re

from bot.conversation.days import coming_day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.errors import Mistaken
from bot.usecases.reminding import snooze, switch
from bot.words import reminding as said
from cards.words import day_of


def say_switch(turn: Turn, match: re.Match[str]) -> None:
    """Turn reminding on or off."""
    on = match.group("on") is not None
    switch(turn.act, on)
    turn.say(said.ON if on else said.OFF)


def later(turn: Turn, match: re.Match[str]) -> None:
    """Not before a day."""
    typed = match.group("day")
    if not typed:
        raise Mistaken(said.SNOOZE_HOW)
    until = coming_day_said(typed, turn.act.today)
    snooze(turn.act, until)
    turn.whisper(said.SNOOZED.format(day=day_of(until)))


REMINDING = Duty(
    name="reminding",
    hears=(
        (words("(?:(?P<on>开启|打开|启用)|停止|关闭|停用)(?:到期)?提醒"), say_switch),
        (words(r"(?:稍后|过几天|晚点)(?:再)?提醒(?:我)?[\s:：，,]*(?:到|至)?(?P<day>[\d年月日号.\-/]{3,16})?"), later),
    ),
)
