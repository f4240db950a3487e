"""帮助, 退出, and never silence: what a person of this role can say, and the likeliest meanings of the rest."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.papers import forget, own_items
from bot.conversation.tasks import show_tasks
from bot.conversation.turn import Press, Turn
from bot.conversation.voice import TURN_PAGE
from bot.understanding.intents import Heard, Intent
from bot.understanding.matching import items_in, likely_items, squeeze
from bot.words import help as said
from cards.face import Button
from cards.notices import ChoiceView, choice_card
from storage.records import Role

ANGRY = re.compile(r"气死|烦死|受够|有完没完|滚蛋|滚开|[，,]滚|^滚|他妈|混蛋|王八|废物|狗屁|神经病|去死|傻[逼瓜]")
ANYTHING = re.compile(r"(?P<text>.*)", re.DOTALL)
SAY = {
    Role.STAFF: said.FOR_STAFF,
    Role.HEAD: said.FOR_HEAD,
    Role.SCORER: said.FOR_SCORER,
    Role.OFFICE: said.FOR_OFFICE,
    Role.LEADER: said.FOR_LEADER,
    Role.CHIEF: said.FOR_CHIEF,
}


def show_help(turn: Turn, _: re.Match[str]) -> None:
    """帮助."""
    say_help(turn)


def asked(turn: Turn, _: Heard) -> None:
    """How to use this, in other words."""
    say_help(turn)


def calm(turn: Turn, heard: Heard) -> bool:
    """Words of anger that ask for nothing get one calm sentence; whatever else was understood is answered."""
    if heard.sure or not ANGRY.search(heard.text):
        return False
    turn.whisper(said.CALM)
    return True


def say_help(turn: Turn) -> None:
    """At most five lines for the roles of this person."""
    lines = [line for role, line in SAY.items() if role in turn.person.roles]
    turn.say("\n".join([said.YOU_MAY_SAY.format(name=turn.person.name), *lines, said.FOR_ALL]))


def leave(turn: Turn, _: object) -> None:
    """退出: leave whatever was being asked."""
    forget(turn)
    turn.session.pop("adjusting", None)
    turn.say(said.NOTHING_STORED)


def lost(turn: Turn, match: re.Match[str]) -> None:
    """What nobody else understood: at most three likely meanings."""
    text = match.group("text").strip()
    if not turn.place.is_private:
        turn.say(said.LOST_IN_GROUP)
        return
    turn.show(choice_card(ChoiceView(heard=text[:60], options=tuple(_likely(turn, text)))))


def _likely(turn: Turn, text: str) -> list[Button]:
    items = items_in(text, own_items(turn)) or likely_items(text, own_items(turn), 1)
    options = []
    if items and len(squeeze(text)) >= 2:
        unit = turn.scheme.unit_of_item(items[0].id).code
        options.append(turn.offer(f"看第 {items[0].seq} 项 {items[0].label}", "self.item", unit=unit, item=items[0].id))
    options.append(turn.offer("我的任务", "help.tasks"))
    options.append(turn.offer("帮助", "help.show"))
    return options[:3]


def tap_tasks(turn: Turn, press: Press) -> None:
    """The button 我的任务."""
    show_tasks(turn)


def tap_help(turn: Turn, press: Press) -> None:
    """The button 帮助."""
    say_help(turn)


def turn_page(turn: Turn, press: Press) -> None:
    """上一页, 下一页."""
    turn.voice.turn_page(turn.mine, press.args["card"], press.args["page"])


HELP = Duty(
    name="help",
    intents={Intent.HELP: asked, Intent.LEAVE: leave},
    hears=(
        (words("帮助|help|怎么用|使用说明|你好|您好|菜单|功能"), show_help),
        (words("退出|取消|算了"), leave),
    ),
    listens=calm,
    verbs={"help.tasks": tap_tasks, "help.show": tap_help, TURN_PAGE: turn_page},
)
LOST = Duty(name="lost", hears=((ANYTHING, lost),))
