"""The lists that follow from a result: who may be 先进, whom to talk with, who answers for what."""

from cards import words
from cards.face import Face
from cards.parts import NAME_CHARS, labelled
from cards.plain import clip, plain
from scoring.parts import Frozen


class AnswersFor(Frozen):
    """A unit and what it may have to answer for."""

    name: str
    causes: tuple[str, ...]


class ResultListsView(Frozen):
    """The three lists of a year, for the office."""

    year: int
    provisional: bool
    candidates: tuple[str, ...]
    lowest: tuple[str, ...]
    accountable: tuple[AnswersFor, ...]


def result_lists_card(view: ResultListsView) -> Face:
    """Show the lists, each with the clause it serves and who decides."""
    answers = [line for one in view.accountable for line in _answers(one)]
    return Face(
        title=f"{view.year}年度结果名单",
        body=(
            labelled("先进候选", words.CANDIDATES),
            *(f"· {plain(one)}" for one in view.candidates),
            labelled("谈话", words.TALKS),
            *(f"· {plain(one)}" for one in view.lowest),
            labelled("问责", words.ANSWERS if answers else words.NO_ANSWERS),
            *answers,
        ),
        foot=words.PROVISIONAL if view.provisional else words.LISTS_FOOT,
    )


def _answers(one: AnswersFor) -> tuple[str, ...]:
    return (f"**{plain(clip(one.name, NAME_CHARS))}**", *(f"· {plain(cause)}" for cause in one.causes))
