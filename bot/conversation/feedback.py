"""提意见: one line, kept for the office; 意见清单 shows them."""

import re

from bot.conversation.briefs import name_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.permissions import Deed, require
from bot.understanding.intents import Heard, Intent
from bot.usecases.feedback import feedback_given, give_feedback
from bot.words import by_role as said
from cards.plain import plain_line
from cards.words import moment

ONLY_ASKED = re.compile(r"^\s*(?:我)?(?:想)?(?:要)?(?:提|有)(?:个|点|一个|条)?(?:意见|建议)\s*[。!！]?\s*$")
MOST = 20


def opinion(turn: Turn, heard: Heard) -> None:
    """Keep what was said; ask for it when only 提意见 was said."""
    form = {} if ONLY_ASKED.match(heard.text) else {"text": heard.text}
    turn.start(Press("feedback.give", {}, form))


def give(turn: Turn, press: Press) -> None:
    """Keep one opinion and thank for it."""
    give_feedback(turn.act, press.need("text", said.FEEDBACK_WHAT))
    turn.whisper(said.THANKED)


def show(turn: Turn, _: re.Match[str]) -> None:
    """意见清单: the newest opinions, for the office."""
    require(turn.act, Deed.SEE_FEEDBACK)
    lines = [
        said.FEEDBACK_LINE.format(
            when=moment(entry.at), who=name_of(turn.act, entry.actor), text=plain_line(entry.payload["text"])
        )
        for entry in feedback_given(turn.act)[:MOST]
    ]
    turn.whisper("\n".join(lines) or said.NO_FEEDBACK)


FEEDBACK = Duty(
    name="feedback",
    intents={Intent.FEEDBACK: opinion},
    hears=((words("意见清单|看意见"), show),),
    verbs={"feedback.give": give},
)
