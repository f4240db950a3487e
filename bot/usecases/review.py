"""审议: the office's opinion on a unit, which its leader reads beside the figures before he scores (五(二)4)."""

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import review as said
from storage.records import Entry

LONGEST = 200


def write_opinion(act: Act, unit: str, text: str) -> Entry:
    """Set the office's opinion on a unit; the last one counts."""
    require(act, Deed.REVIEW, unit)
    told = text.strip()
    if len(told) > LONGEST:
        raise Mistaken(said.TOO_LONG.format(count=len(told), most=LONGEST))
    return act.record("review.opinion", f"opinion:{unit}", unit=unit, payload={"text": told})


def opinions(act: Act) -> dict[str, str]:
    """The opinions written so far, by unit."""
    found = act.desk.journal.currents(act.year, prefix="opinion:", kinds={"review.opinion"})
    return {one.unit: one.payload["text"] for one in found if one.unit}
