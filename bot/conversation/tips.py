"""举报: asked for in the private chat, passed on to 机关纪委 with or without a name, and then forgotten here."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.intents import Heard, Intent
from bot.usecases.tips import pass_on, receivers
from bot.words import tips as said
from cards.plain import plain

ONLY_ASKED = re.compile(r"^.{0,4}(?:实名|匿名)?举报(?:可以吗|一下|一个人|件事)?[\s。！!？?]*$")
SHORTEST = 6


def begin(turn: Turn, heard: Heard) -> None:
    """举报, in whatever words."""
    _begin(turn, heard.text)


def begin_words(turn: Turn, match: re.Match[str]) -> None:
    """举报 and what it is about: heard before anything else takes the words for a paper."""
    _begin(turn, match.group(0))


def _begin(turn: Turn, text: str) -> None:
    """Ask what it is about, unless it was said at once."""
    receivers(turn.act)
    turn.point_away()
    alone = ONLY_ASKED.match(text) or not turn.place.is_private
    turn.start(Press("tip.pass", {}, {} if alone else {"text": text.strip()}))


def pass_one(turn: Turn, press: Press) -> None:
    """Send it to everybody of 机关纪委, and its number to the one who told it."""
    text = press.need("text", said.ASK_TEXT)
    if len(text) < SHORTEST:
        raise Mistaken(said.TOO_SHORT)
    sign = press.need("sign", said.ASK_SIGN)
    if sign not in (said.SIGNED, said.UNSIGNED):
        raise Mistaken(said.WHICH_SIGN)
    to, number = receivers(turn.act), pass_on(turn.act)
    told = said.RECEIVED.format(number=number, sign=_signature(turn, sign), text=plain(text))
    for person in to:
        turn.tell(person, told)
    turn.whisper(said.PASSED.format(number=number, sign=sign))


def _signature(turn: Turn, sign: str) -> str:
    if sign == said.UNSIGNED:
        return said.ANONYMOUS
    units = "、".join(turn.scheme.unit(code).short for code in turn.person.units)
    return said.BY.format(name=turn.person.name, units=units or said.NO_UNIT)


BEGINS = "(?:我?[想要]{0,2})(?:实名|匿名)?举报.{0,1000}"
TIPS = Duty(
    name="tips",
    hears=((words(BEGINS), begin_words),),
    intents={Intent.REPORT_ABUSE: begin},
    verbs={"tip.pass": pass_one},
)
