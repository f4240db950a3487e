"""What a meeting decides of the result as a whole: the order of units of the same total, how many are 先进."""

from collections.abc import Sequence

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.words import decisions as said
from scoring import Ranking, Sheet
from scoring.ranking import TieOrder, tied
from scoring.scheme import Scheme, Unit
from storage.desk import Desk

ORDERED = "result.ordered"
TIE = "tie:"
HOW_MANY = "awards"


def order_of(act: Act, sheets: Sequence[Sheet], units: Sequence[Unit]) -> tuple[str, str]:
    """What a decided order is about, and the order in words; refused unless exactly these units are equal now."""
    codes = [unit.code for unit in units]
    if len(set(codes)) != len(codes) or len(codes) < 2:
        raise Mistaken(said.WHICH_ORDER)
    if set(codes) not in tied(sheets, act.scheme):
        raise Mistaken(said.NOT_TIED.format(ties=_told(act, sheets)))
    return f"{TIE}{'-'.join(sorted(codes))}", "、".join(unit.short for unit in units)


def _told(act: Act, sheets: Sequence[Sheet]) -> str:
    units = act.scheme.units
    groups = ["、".join(unit.short for unit in units if unit.code in one) for one in tied(sheets, act.scheme)]
    return said.TIED_NOW.format(groups="；".join(groups)) if groups else said.NONE_TIED


def awards_said(act: Act, typed: str) -> str:
    """How many units are 先进, in words; refused beyond the units there are."""
    count, most = int(typed), len(act.scheme.units)
    if not 1 <= count <= most:
        raise Mistaken(said.AWARDS_RANGE.format(most=most, count=count))
    return said.COUNTED.format(count=count)


def orders(desk: Desk, scheme: Scheme) -> list[TieOrder]:
    """The orders in force, the newest of each group of units."""
    by_short = {unit.short: unit.code for unit in scheme.units}
    found = desk.journal.currents(scheme.year, prefix=TIE, kinds={ORDERED})
    return [
        TieOrder(units=tuple(by_short[name] for name in one.payload["what"].split("、")), meeting=one.event or "")
        for one in found
    ]


def orders_told(ranking: Ranking, scheme: Scheme) -> tuple[str, ...]:
    """The orders that made a difference to a ranking, in words, with the minutes they come from."""
    return tuple(
        said.ORDERED.format(units="、".join(scheme.unit(code).short for code in one.units), meeting=one.meeting)
        for one in ranking.decided
    )


def awards(act: Act) -> tuple[int, str] | None:
    """How many are 先进 and by which minutes; None until a meeting has said."""
    entry = act.current(HOW_MANY)
    return (int(entry.payload["what"].split()[0]), entry.event or "") if entry is not None else None
