"""Claims under 四(四) as lists and summaries tell them."""

from typing import Literal

from bot.conversation.briefs import proof_of
from bot.conversation.turn import Turn
from bot.usecases.claims import claims_of, proof_entries, worth
from bot.words import claims as said
from cards.words import signed
from storage.records import Entry

STATES = {
    "bonus.claimed": said.WAITS,
    "extra.declared": said.WAITS,
    "bonus.accepted": said.GRANTED,
    "extra.recorded": said.RECORDED,
    "bonus.refused": said.REFUSED,
    "extra.refused": said.REFUSED,
}


def sort_of(entry: Entry) -> Literal["加分", "扣分"]:
    """加分 or 扣分."""
    return "加分" if entry.slot.startswith("bonus:") else "扣分"


def told_of(turn: Turn, entry: Entry) -> str:
    """One claim on one line: number, clause, points, state, proof."""
    sheet, state = worth(turn.act, entry), STATES[entry.kind]
    points = sheet.part("bonus") if sort_of(entry) == "加分" else sheet.part("extra")
    papers = len(proof_of(turn.act, proof_entries(turn.act, entry)))
    return said.TOLD.format(
        sort=sort_of(entry),
        number=entry.event,
        clause=entry.clause,
        points=signed(points),
        state=f"{state}（{entry.reason}）" if state == said.REFUSED else state,
        proof=said.PROOFS.format(count=papers) if papers else said.NO_PROOF,
    )


def claims_told(turn: Turn, unit: str) -> tuple[str, ...]:
    """The unit's claims, one line each."""
    return tuple(told_of(turn, entry) for entry in claims_of(turn.act, unit))
