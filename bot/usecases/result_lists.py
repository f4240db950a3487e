"""What a result is used for (chapter 六): who may be 先进, whom to talk with, who answers for what; 考核办 alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.correcting import published_version, result_of
from bot.usecases.decided_of_all import awards
from bot.usecases.ledger import names
from bot.usecases.results import standing
from bot.usecases.stages import is_approved, is_published
from scoring import Ranking, Sheet
from scoring.explain import told
from scoring.ranking import Rank

CAUSES = frozenset({"veto", "fraud"})


@dataclass(frozen=True)
class Accountable:
    """A unit with what it may have to answer for, one sentence each."""

    unit: str
    causes: tuple[str, ...]


@dataclass(frozen=True)
class ResultLists:
    """The three lists; how many are 先进 and what is 较差 is for the leading group to say (reading 13).

    `awards` is how many it said are 先进 and where; without it every eligible unit is a candidate.
    """

    provisional: bool
    candidates: tuple[Rank, ...]
    lowest: tuple[tuple[str, tuple[Rank, ...]], ...]
    accountable: tuple[Accountable, ...]
    awards: tuple[int, str] | None = None


def result_lists(act: Act) -> ResultLists:
    """The lists as the published version gives them, until then as the journal stands."""
    require(act, Deed.SEE_LISTS)
    sheets, ranking = result_of(published_version(act)) if is_published(act) else standing(act)
    kinds = dict.fromkeys(one.kind for one in ranking.ranks)
    order = sorted(ranking.eligible, key=lambda one: one.rank_among_eligible or 0)
    said_many = awards(act)
    if said_many is not None:
        order = [one for one in order if (one.rank_among_eligible or 0) <= said_many[0]]
    return ResultLists(
        provisional=not is_approved(act),
        candidates=tuple(order),
        lowest=tuple((kind, _from_below(ranking, kind)) for kind in kinds),
        accountable=_accountable(act, sheets),
        awards=said_many,
    )


def _from_below(ranking: Ranking, kind: str) -> tuple[Rank, ...]:
    return tuple(reversed(ranking.of_kind(kind)))


def _accountable(act: Act, sheets: Sequence[Sheet]) -> tuple[Accountable, ...]:
    """Every unit with a deduction under 四(四)2, a veto or a fraud, and the lines that say so."""
    who = names(act.desk)
    found = []
    for sheet in sheets:
        lines = [line for line in sheet.lines if line.part == "extra" or line.kind in CAUSES]
        causes = tuple(told(line, act.scheme, who) for line in lines)
        if causes:
            found.append(Accountable(sheet.unit, causes))
    return tuple(found)
