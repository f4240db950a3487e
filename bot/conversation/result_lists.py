"""结果名单: 先进候选, 谈话 and 问责 with their causes, for the office alone."""

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.errors import NotAllowed
from bot.permissions import Deed, may
from bot.usecases.result_lists import ResultLists, result_lists
from bot.words import result_lists as said
from cards.result_lists import AnswersFor, ResultListsView, result_lists_card
from scoring.parts import shown
from scoring.ranking import Rank


def show_lists(turn: Turn) -> None:
    """The three lists."""
    if not may(turn.act, Deed.SEE_LISTS):
        raise NotAllowed(said.OFFICE_ONLY)
    found = result_lists(turn.act)
    view = ResultListsView(
        year=turn.act.year,
        provisional=found.provisional,
        candidates=(*_how_many(found), *(_candidate(turn, one) for one in found.candidates)),
        lowest=tuple(said.LOWEST.format(kind=kind, units=_low(turn, ranks)) for kind, ranks in found.lowest),
        accountable=tuple(
            AnswersFor(name=turn.scheme.unit(one.unit).name, causes=one.causes) for one in found.accountable
        ),
    )
    turn.show(result_lists_card(view))


def _how_many(found: ResultLists) -> tuple[str, ...]:
    """How many a meeting said, and whether the last place is shared by too many."""
    if found.awards is None:
        return ()
    count, meeting = found.awards
    told = said.AWARDS_TIED if len(found.candidates) > count else said.AWARDS
    return (told.format(count=count, meeting=meeting, found=len(found.candidates)),)


def _candidate(turn: Turn, one: Rank) -> str:
    unit = turn.scheme.unit(one.unit).name
    return said.CANDIDATE.format(place=one.rank_among_eligible, unit=unit, total=shown(one.total))


def _low(turn: Turn, ranks: tuple[Rank, ...]) -> str:
    return "、".join(
        said.LOW_UNIT.format(unit=turn.scheme.unit(one.unit).short, total=shown(one.total)) for one in ranks
    )


NAMED = "(?:先进(?:候选)?|谈话|问责|结果)名单|先进候选(?:单位)?|(?:该|要)(?:找谁)?谈话(?:的)?(?:有)?(?:谁|哪些)"
RESULT_LISTS = Duty(name="result_lists", hears=((words(NAMED), lambda turn, _: show_lists(turn)),))
