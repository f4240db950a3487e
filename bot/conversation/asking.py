"""Questions: every intent that asks about scores, ranks, reasons and rules, and who answers it."""

from collections.abc import Mapping

from bot.conversation.asked import ASK
from bot.conversation.comparing import compare
from bot.conversation.duty import Answer, Duty
from bot.conversation.listed import bonus, monthly_list
from bot.conversation.standing import ranking, unit_score
from bot.conversation.turn import Press, Turn
from bot.conversation.whys import rule, tell_why, why
from bot.understanding.intents import Heard, Intent, Slots
from bot.words import asking as said
from cards.words import day


def which_year(turn: Turn, heard: Heard) -> None:
    """Which year is open."""
    window = turn.scheme.window
    turn.say(said.OPEN_YEAR.format(year=turn.act.year, start=day(window.start), end=day(window.end)))


ANSWERS: Mapping[Intent, Answer] = {
    Intent.RANKING: ranking,
    Intent.UNIT_SCORE: unit_score,
    Intent.COMPARE: compare,
    Intent.EXPLAIN: why,
    Intent.RULE: rule,
    Intent.BONUS: bonus,
    Intent.MONTHLY_LIST: monthly_list,
    Intent.WHICH_YEAR: which_year,
}


def ask_again(turn: Turn, press: Press) -> None:
    """A button that asks a question: what it was bound to is what is asked."""
    args = press.args
    heard = Heard(Intent(args["intent"]), Slots.model_validate(args["slots"]), sure=True, text=args["text"])
    if args.get("every"):
        tell_why(turn, heard, every=True)
    else:
        ANSWERS[heard.intent](turn, heard)


ASKING = Duty(name="asking", intents=ANSWERS, verbs={ASK: ask_again})
