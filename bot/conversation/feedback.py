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
from storage.records import Entry, ShownCard

ONLY_ASKED = re.compile(r"^\s*(?:我)?(?:想)?(?:要)?(?:提|有)(?:个|点|一个|条)?(?:意见|建议)\s*[。!！]?\s*$")
GIVE = "feedback.give"
"""The verb of an opinion."""
MOST = 20


def about(card: ShownCard) -> str:
    """What a card is called where an opinion on it is listed."""
    return str(card.args["face"]["title"])


def opinion(turn: Turn, heard: Heard) -> None:
    """Keep what was said; ask for it when only 提意见 was said, which is also what the link under a card says."""
    if not ONLY_ASKED.match(heard.text):
        turn.start(Press(GIVE, {}, {"text": heard.text}))
        return
    latest = turn.act.desk.shown.latest(turn.mine)
    turn.start(Press(GIVE, {"about": about(latest)} if latest else {}))


def give(turn: Turn, press: Press) -> None:
    """Keep one opinion and thank for it."""
    give_feedback(turn.act, press.need("text", said.FEEDBACK_WHAT), press.args.get("about", ""))
    turn.whisper(said.THANKED)


def show(turn: Turn, _: re.Match[str]) -> None:
    """意见清单: the newest opinions, for the office."""
    require(turn.act, Deed.SEE_FEEDBACK)
    lines = [_line(turn, entry) for entry in feedback_given(turn.act)[:MOST]]
    turn.whisper("\n".join(lines) or said.NO_FEEDBACK)


def _line(turn: Turn, entry: Entry) -> str:
    on = entry.payload.get("about")
    return said.FEEDBACK_LINE.format(
        when=moment(entry.at),
        who=name_of(turn.act, entry.actor),
        about=said.FEEDBACK_ABOUT.format(title=plain_line(on)) if on else "",
        text=plain_line(entry.payload["text"]),
    )


FEEDBACK = Duty(
    name="feedback",
    intents={Intent.FEEDBACK: opinion},
    hears=((words("意见清单|看意见"), show),),
    verbs={GIVE: give},
)
