"""Questions: every intent that asks about scores, ranks, reasons and rules, and who answers it."""

import re
from collections.abc import Mapping

from bot.conversation.asked import ASK
from bot.conversation.comparing import compare
from bot.conversation.duty import Answer, Duty, Hearing, words
from bot.conversation.standing import ranking, unit_score
from bot.conversation.turn import Press, Turn
from bot.conversation.whys import rule, tell_why, why
from bot.understanding.intents import Heard, Intent, Slots
from bot.understanding.matching import items_in, likely_items, units_in
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


def _words(intent: Intent) -> Hearing:
    """Hear a sentence that names its unit and item in `what`."""

    def hear(turn: Turn, match: re.Match[str]) -> None:
        what = (match.groupdict().get("what") or "").strip()
        units = units_in(what, turn.scheme)
        home = units[0] if units else turn.scheme.unit(turn.person.units[0]) if turn.person.units else None
        rest = what
        for name in sorted(home.names if home else (), key=len, reverse=True):
            rest = rest.replace(name, " ")
        items = items_in(rest, home.items) or likely_items(rest, home.items, 1) if home and rest.strip() else []
        slots = Slots(unit=units[0].code if units else None, item=items[0].id if items else None)
        ANSWERS[intent](turn, Heard(intent, slots, sure=True, text=match.string))

    return hear


ASKING = Duty(
    name="asking",
    intents=ANSWERS,
    hears=(
        (words(r"(?P<what>.{0,20}?)(?:现在)?(?:多少分|得了?几分|得分|的分)"), _words(Intent.UNIT_SCORE)),
        (words(r"(?:为什么|为啥|这分怎么来的|怎么来的)(?P<what>.{1,30})"), _words(Intent.EXPLAIN)),
        (words(r"(?P<what>.{1,20}?)(?:为什么|为啥|这分怎么来的|怎么来的)"), _words(Intent.EXPLAIN)),
        (words(r"规则(?P<what>.{1,30})"), _words(Intent.RULE)),
    ),
    verbs={ASK: ask_again},
)
