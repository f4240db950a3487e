"""加分归口 in chat: what waits, sorted with its reasons, opened one by one to be decided."""

import re

from bot.conversation.claims_decided import show_claim
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.permissions import Deed, may, require
from bot.usecases.claims import waiting_claims
from bot.usecases.claims_sorted import Proposal, SortedClaim, sort_claims
from bot.words import claims_sorted as said
from cards.sorting import SortedGroup, SortedLine, SortingView, sorting_card

CLAUSE = "四(四)1"
SUBJECT = "sorting"


def sorting(turn: Turn, _: re.Match[str]) -> None:
    """归口: the claims this person may decide, by what is proposed."""
    _show(turn, None)


def anew(turn: Turn, press: Press) -> None:
    """The list as it is now."""
    _show(turn, press)


def _show(turn: Turn, press: Press | None) -> None:
    found = [one for one in sort_claims(turn.act) if may(turn.act, Deed.DECIDE_CLAIM, one.claim.unit)]
    if not found:
        require(turn.act, Deed.DECIDE_CLAIM)
        turn.say(said.NONE_WAITS)
        return
    groups = ((kind, tuple(_line(turn, one) for one in found if one.proposal is kind)) for kind in Proposal)
    made = tuple(SortedGroup(name=kind, lines=lines) for kind, lines in groups if lines)
    face = sorting_card(SortingView(clause=CLAUSE, groups=made))
    if press is None:
        turn.show(face, SUBJECT)
    else:
        turn.refresh(press, face, SUBJECT)


def _line(turn: Turn, one: SortedClaim) -> SortedLine:
    unit, number = turn.scheme.unit(one.claim.unit or "").short, one.claim.event or ""
    label = said.OPEN.format(unit=unit, number=number)
    return SortedLine(
        unit=unit,
        number=number,
        points=one.points,
        because=one.because,
        button=turn.offer(label, "sorting.open", slot=one.claim.slot, claim=one.claim.slot),
    )


def open_claim(turn: Turn, press: Press) -> None:
    """Open one of them."""
    claim = next(one for one in waiting_claims(turn.act) if one.slot == press.args["claim"])
    require(turn.act, Deed.DECIDE_CLAIM, claim.unit)
    show_claim(turn, claim, turn.person)


SORTING = Duty(
    name="sorting",
    hears=((words(r"(?:加分)?归口(?:器)?"), sorting),),
    verbs={"sorting.open": open_claim},
    again={"sorting.open": anew},
)
