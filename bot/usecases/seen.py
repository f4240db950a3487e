"""A sheet cut down to what may be seen of it."""

from bot.permissions import Sight
from scoring import Sheet
from scoring.facts import Decision, LeaderScore

VERDICT_PARTS = frozenset({"leader", "decision"})
"""The parts that are the leaders' and the leading group's, not the unit's own."""


def seen(sheet: Sheet, sight: Sight) -> Sheet:
    """The sheet with the lines and refusals of this sight; its total is not for showing unless the sight says so."""
    if Sight.LINES not in sight:
        return sheet.model_copy(update={"lines": (), "refusals": ()})
    if Sight.VERDICT in sight:
        return sheet
    lines = tuple(line for line in sheet.lines if line.part not in VERDICT_PARTS)
    refusals = tuple(one for one in sheet.refusals if not isinstance(one.fact, LeaderScore | Decision))
    return sheet.model_copy(update={"lines": lines, "refusals": refusals})
