"""对比 A B: two units side by side, only what the asker may see of both."""

from decimal import Decimal

from bot.conversation.asked import (
    answer,
    is_provisional,
    own_units,
    refuse_unknown,
    remark_year,
    stage_label,
)
from bot.conversation.standing import SCORE, part_lines
from bot.conversation.turn import Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import Sight, visible
from bot.understanding.intents import Heard
from bot.usecases.results import standing
from bot.usecases.seen import seen
from bot.words import asking as said
from cards.face import Face
from cards.scores import CompareSide, CompareView, PartLine, compare_card
from scoring.scheme import Unit


def compare(turn: Turn, heard: Heard) -> None:
    """对比: the second unit is one's own when only one is named."""
    remark_year(turn, heard)
    one, other = _pair(turn, heard)
    theirs = visible(turn.act, other.code)
    if not visible(turn.act, one.code) & theirs & SCORE:
        _refuse(turn, one, other)
    here = visible(turn.act, other.code, turn.place)

    def make(sight: Sight, alone: bool) -> Face:
        return _card(turn, one, other, sight & (theirs if alone else here))

    answer(turn, one, SCORE, make)


def _refuse(turn: Turn, one: Unit, other: Unit) -> None:
    own = said.HIDDEN_OWN if turn.person.units else ""
    raise NotAllowed(said.HIDDEN_PAIR.format(one=one.name, other=other.name) + own)


def _pair(turn: Turn, heard: Heard) -> tuple[Unit, Unit]:
    """The two units of the question."""
    own = [unit.code for unit in own_units(turn)]
    named = [code for code in (heard.slots.unit, heard.slots.other_unit) if code]
    if len(named) < 2:
        refuse_unknown(turn.scheme, heard.text)
    codes = [*dict.fromkeys((*named, *own))] if len(named) < 2 else [*dict.fromkeys(named)]
    if len(codes) < 2:
        first, second = turn.scheme.units[0].short, turn.scheme.units[1].short
        raise Mistaken(said.ONE_MORE_UNIT.format(one=first, other=second))
    return turn.scheme.unit(codes[0]), turn.scheme.unit(codes[1])


def _card(turn: Turn, one: Unit, other: Unit, sight: Sight) -> Face:
    sides = [_side(turn, unit, sight) for unit in (one, other)]
    labels = list(dict.fromkeys(part.name for side in sides for part in side.parts))
    one_side, other_side = (side.model_copy(update={"parts": _filled(side, labels)}) for side in sides)
    return compare_card(
        CompareView(
            year=turn.act.year,
            one=one_side,
            other=other_side,
            stage=stage_label(turn),
            provisional=is_provisional(turn),
        )
    )


def _filled(side: CompareSide, labels: list[str]) -> tuple[PartLine, ...]:
    """The parts by these names; what a unit has none of is 0."""
    has = {part.name: part for part in side.parts}
    return tuple(has.get(label) or PartLine(name=label, points=Decimal(0)) for label in labels)


def _side(turn: Turn, unit: Unit, sight: Sight) -> CompareSide:
    sheets, ranks = standing(turn.act)
    sheet = next(one for one in sheets if one.unit == unit.code)
    return CompareSide(
        unit=unit.short,
        total=sheet.total if Sight.TOTAL in sight else None,
        rank=ranks.of(unit.code).rank if Sight.RANK in sight else None,
        parts=part_lines(turn, seen(sheet, sight), sight),
    )
