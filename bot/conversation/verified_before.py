"""Earlier verifications under the same clause beside the one to be decided, names hidden."""

from bot.clock import local_day
from bot.conversation.briefs import taken
from bot.conversation.turn import Turn
from bot.usecases.precedents import hidden
from bot.usecases.verified_before import Before, verified_before
from bot.words import verified_before as said
from cards.plain import clip
from cards.words import day_of
from scoring.parts import shown
from scoring.scheme import Item

SHOWN, REASON_CHARS = 3, 40


def earlier_told(turn: Turn, unit: str, item: Item) -> tuple[str, ...]:
    """The three newest, one line each."""
    return tuple(_told(turn, one) for one in verified_before(turn.act, unit, item)[:SHOWN])


def _told(turn: Turn, one: Before) -> str:
    payload = one.entry.payload
    if one.deduction is None:
        reason = clip(hidden(turn.act, one.entry.reason or ""), REASON_CHARS)
        return said.LAST_YEAR.format(own=payload["self"], verified=payload["verified"], reason=reason)
    (made,) = taken([one.deduction], turn.scheme)
    reason = made.event or made.reason or one.entry.reason or ""
    return said.THIS_YEAR.format(
        label=made.label,
        points=shown(made.cost),
        reason=clip(hidden(turn.act, reason), REASON_CHARS),
        when=day_of(local_day(one.entry.at)),
    )
