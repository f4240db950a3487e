"""加分归口: each bonus claim sorted by window, level, halving, duplicates and year, with the reasons written out.

It proposes; 考核办 decides (原则上, reading 8).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.usecases.act import Act
from bot.usecases.claims import GRANTED, OPEN, dated_facts
from bot.words import claims as claimed
from bot.words import claims_sorted as said
from cards.words import day
from scoring import Facts, Scheme, Sheet, score
from storage.facts import bonus_fact
from storage.records import Entry

NOT_THE_NUMBER = re.compile(r"[\s第号,，.。、\[\]()〔〕【】《》“”\"'-]")


class Proposal(StrEnum):
    """What the method makes of a claim; the value is what people read."""

    GRANT = said.GRANT
    ASK = said.ASK
    NEXT_YEAR = said.NEXT_YEAR
    REFUSE = said.REFUSE


@dataclass(frozen=True)
class SortedClaim:
    """One claim, what is proposed, the points it would bring and why, reason by reason."""

    claim: Entry
    proposal: Proposal
    points: Decimal
    reasons: tuple[str, ...]

    @property
    def because(self) -> str:
        """The reasons in one line."""
        return "；".join(one.rstrip("。") for one in self.reasons)


def document_key(number: str) -> str:
    """A document's number without what people write differently: brackets, blanks, 第 and 号."""
    return NOT_THE_NUMBER.sub("", unicodedata.normalize("NFKC", number)).lower()


def sort_claims(act: Act) -> list[SortedClaim]:
    """Every bonus claim that waits, in the order of the proposals."""
    live = _live(act)
    found = [_sorted(act, one, live) for one in live if one.kind in OPEN]
    return sorted(found, key=lambda one: (list(Proposal).index(one.proposal), one.claim.seq))


def sort_one(act: Act, claim: Entry) -> SortedClaim:
    """One bonus claim."""
    return _sorted(act, claim, _live(act))


def _live(act: Act) -> list[Entry]:
    return act.desk.journal.currents(act.year, prefix="bonus:", kinds=OPEN | GRANTED)


def _sorted(act: Act, claim: Entry, live: Iterable[Entry]) -> SortedClaim:
    return sort_claim(claim, live, dated_facts(act, claim.unit or ""), act.scheme)


def sort_claim(claim: Entry, live: Iterable[Entry], dates: Facts, scheme: Scheme) -> SortedClaim:
    """Sort one claim beside all that are alive; `dates` holds the days of this assessment and the one before."""
    sheet = _alone(claim, dates, scheme)
    if sheet.refusals:
        return SortedClaim(claim, Proposal.REFUSE, Decimal(0), (sheet.refusals[0].sentence,))
    twins = [one for one in live if _is_twin(one, claim)]
    doubled = tuple(_told_of_twin(one, claim, scheme) for one in twins)
    undated = _alone(claim, dates.model_copy(update={"assessment_date": date.max}), scheme)
    worth = tuple(line.because for line in undated.lines if line.part == "bonus")
    points = sheet.part("bonus") + sheet.deferred
    taken = any(one.kind in GRANTED and _subject(one) == _subject(claim) for one in twins)
    proposal = (
        Proposal.REFUSE
        if taken
        else Proposal.ASK
        if twins
        else Proposal.NEXT_YEAR
        if sheet.deferred
        else Proposal.GRANT
    )
    return SortedClaim(claim, proposal, points, (*_window(claim, dates, scheme), *worth, *doubled))


def _alone(claim: Entry, dates: Facts, scheme: Scheme) -> Sheet:
    fact = bonus_fact(claim.payload, ref="claim", by=claim.actor, at=claim.at)
    return score(dates.model_copy(update={"bonuses": (fact,)}), scheme)


def _window(claim: Entry, dates: Facts, scheme: Scheme) -> Iterator[str]:
    """In which year the document counts."""
    issued = date.fromisoformat(claim.payload["document_date"])
    received = date.fromisoformat(claim.payload.get("received_date") or claim.payload["document_date"])
    if not scheme.window.holds(issued):
        yield said.LATE_LAST_YEAR.format(day=day(issued), received=day(received))
        return
    yield said.IN_WINDOW.format(day=day(issued), start=day(scheme.window.start), end=day(scheme.window.end))
    if received > dates.assessment_date:
        yield said.AFTER_ASSESSMENT.format(received=day(received), assessed=day(dates.assessment_date))


def _is_twin(other: Entry, claim: Entry) -> bool:
    """Whether another live claim rests on the same document."""
    return other.slot != claim.slot and document_key(other.event or "") == document_key(claim.event or "")


def _subject(claim: Entry) -> str:
    return claim.payload.get("subject") or said.WORTH_OF_ONE


def _told_of_twin(other: Entry, claim: Entry, scheme: Scheme) -> str:
    state = claimed.GRANTED if other.kind in GRANTED else claimed.WAITS
    told = said.ALSO_CLAIMED if _subject(other) == _subject(claim) else said.OTHER_SUBJECT
    return told.format(unit=scheme.unit(other.unit or "").short, subject=_subject(other), state=state)
