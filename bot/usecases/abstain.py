"""本项不评: a scorer says with a reason that he does not judge one unit in one row; that is no 无扣分."""

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.common import row_state
from bot.words import abstaining as said
from bot.words.common import NOT_YOUR_ROW, ROW_SUBMITTED
from storage.records import Entry


def abstain(act: Act, row_id: str, unit: str, reason: str) -> Entry:
    """Say that one unit is not judged in a row; until the row is handed in a score may take its place."""
    require(act, Deed.SCORE_COMMON, unit, duty=row_id)
    state = row_state(act, row_id)
    if unit not in state.units:
        raise NotAllowed(NOT_YOUR_ROW.format(row=state.row.label, who=act.scheme.unit(state.row.scorer).name))
    if state.submitted:
        raise Mistaken(ROW_SUBMITTED)
    why = reason.strip()
    if len(why) < 2:
        raise Mistaken(said.NEEDS_REASON)
    slot = f"common:{row_id}:{unit}"
    return act.record(
        "common.abstained", slot, unit=unit, item=row_id, clause=state.row.clause, reason=why, payload={"reason": why}
    )
