"""排名, 多少分, and progress in a group: places after the gate, one's own lines before it."""

from collections.abc import Collection
from decimal import Decimal

from bot.conversation.asked import (
    answer,
    ask_button,
    is_bound,
    is_provisional,
    own_units,
    remark_year,
    stage_label,
    unit_asked,
)
from bot.conversation.briefs import brief
from bot.conversation.turn import Turn
from bot.conversation.whys import tell_why, trail_card
from bot.permissions import LEAD, Sight, sights
from bot.understanding.intents import Heard, Intent, Slots
from bot.usecases.correcting import basis_now
from bot.usecases.decided_of_all import orders_told
from bot.usecases.progress import progress_of
from bot.usecases.results import sheet_of, standing
from bot.usecases.seen import seen
from bot.words import asking as said
from cards.face import Button, Face
from cards.notices import NoticeView, notice_card
from cards.ranking import Overall, RankingView, RankLine, ranking_card
from cards.scores import ItemScore, PartLine, UnitScoreView, unit_score_card
from cards.tasks import ProgressLine
from scoring import Sheet
from scoring.scheme import Unit

SCORE = Sight.LINES | Sight.TOTAL
MOST_ITEMS = 3
MOST_SLICES = 3


def ranking(turn: Turn, heard: Heard) -> None:
    """排名: places as far as the place may see them, before the gate progress; the asker's own part privately."""
    remark_year(turn, heard)
    if turn.place.is_private:
        turn.show(_standing_card(turn, sights(turn.act)))
    elif not is_bound(turn):
        turn.say(said.GROUP_UNBOUND)
        _own_slice(turn)
    elif not turn.person.roles & LEAD:
        turn.say(said.GROUP_LEADERS_ONLY)
        _own_slice(turn)
    else:
        here, alone = sights(turn.act, turn.place), sights(turn.act)
        if any(alone[code] & ~here[code] & (SCORE | Sight.RANK) for code in alone):
            turn.point_away()
            _own_slice(turn)
        turn.show_here(_standing_card(turn, here))


def group_progress(turn: Turn) -> None:
    """进度 in a group: all units together, nobody named; one's own units privately."""
    if turn.person.units:
        turn.show_to(turn.person, _progress_card(turn, turn.person.units))
    if not is_bound(turn):
        turn.say(said.GROUP_UNBOUND)
        return
    if turn.person.units:
        turn.say(said.GROUP_SENT)
    turn.show_here(_progress_card(turn, ()))


def _own_slice(turn: Turn) -> None:
    """What the asker may see and the group may not: all places, or the lines of his own units, or progress."""
    alone = sights(turn.act)
    own = [unit for unit in own_units(turn) if Sight.LINES in alone[unit.code]]
    if all(Sight.RANK in sight for sight in alone.values()) or not own:
        turn.show_to(turn.person, _standing_card(turn, alone))
        return
    if len(own) == 1:
        turn.show_to(turn.person, _unit_card(turn, own[0], alone[own[0].code], buttons=True))
    else:
        turn.show_to(turn.person, _units_card(turn, own, alone))


def _units_card(turn: Turn, units: list[Unit], sight: dict[str, Sight]) -> Face:
    """Several units of one's own, a line each, and three of them to open."""
    lines = []
    for unit in units:
        parts = part_lines(turn, seen(sheet_of(turn.act, unit.code), sight[unit.code]), sight[unit.code])
        lines.append(f"{unit.short}：{'，'.join(part.told for part in parts)}")
    buttons = tuple(ask_button(turn, one.short, Intent.UNIT_SCORE, Slots(unit=one.code)) for one in units[:MOST_SLICES])
    head = said.OWN_UNITS.format(stage=stage_label(turn)) if is_provisional(turn) else said.OWN_UNITS_FINAL
    return notice_card(NoticeView(title=head, lines=tuple(lines), buttons=buttons, foot=said.OPEN_UNIT))


def _standing_card(turn: Turn, sight: dict[str, Sight]) -> Face:
    """The ranking where it may be seen; else how far the units are whose progress may be."""
    if all(Sight.RANK in one for one in sight.values()):
        return _ranks_card(turn, sight)
    named = [code for code, one in sight.items() if Sight.PROGRESS in one] if turn.place.is_private else []
    return _progress_card(turn, named)


def _progress_card(turn: Turn, named: Collection[str]) -> Face:
    """Progress of all together, and of the named units one by one."""
    units = progress_of(turn.act)
    overall = Overall(
        done=sum(one.done for one in units.values()),
        total=sum(one.total for one in units.values()),
        units=len(units),
        complete=sum(one.is_complete for one in units.values()),
    )
    lines = tuple(
        ProgressLine(name=turn.scheme.unit(code).name, done=units[code].done, total=units[code].total)
        for code in units
        if code in named
    )
    view = RankingView(year=turn.act.year, level=0, stage=stage_label(turn), overall=overall, progress=lines)
    return ranking_card(view)


def _ranks_card(turn: Turn, sight: dict[str, Sight]) -> Face:
    sheets, ranks = standing(turn.act)
    by_unit = {sheet.unit: sheet for sheet in sheets}
    lines = tuple(
        RankLine(
            rank=one.rank,
            unit=turn.scheme.unit(one.unit).name,
            total=one.total,
            eligible=by_unit[one.unit].eligible,
            parts=("，".join(part.told for part in part_lines(turn, by_unit[one.unit], sight[one.unit])),),
        )
        for one in ranks.ranks
    )
    provisional = is_provisional(turn)
    return ranking_card(
        RankingView(
            year=turn.act.year,
            level=2 if all(Sight.LINES | Sight.VERDICT in one for one in sight.values()) else 1,
            ranks=lines,
            orders=orders_told(ranks, turn.scheme),
            basis="" if provisional else basis_now(turn.act),
            stage=stage_label(turn) if provisional else "",
            provisional=provisional,
        )
    )


def _parts(sheet: Sheet) -> list[tuple[str, Decimal]]:
    named = [
        ("责任清单工作", sheet.part("task")),
        ("共性工作", sheet.part("common")),
        ("综合评价", sheet.part("leader")),
    ]
    more = [("加分", sheet.part("bonus")), ("扣分", sheet.part("extra")), ("集体决定", sheet.part("decision"))]
    return [*named, *((name, points) for name, points in more if points)]


def part_lines(turn: Turn, sheet: Sheet, sight: Sight) -> tuple[PartLine, ...]:
    """The parts of a sheet that this sight shows, with their full marks; what no leader has scored yet is none."""
    if Sight.LINES not in sight:
        return ()
    full = {part.name: part.points for part in turn.scheme.parts}
    hidden = set() if Sight.VERDICT in sight else {"综合评价", "集体决定"}
    hidden |= set() if any(line.part == "leader" for line in sheet.lines) else {"综合评价"}
    return tuple(
        PartLine(name=name, points=points, full=full.get(name)) for name, points in _parts(sheet) if name not in hidden
    )


def unit_score(turn: Turn, heard: Heard) -> None:
    """办公室多少分: to those who may see it; in a group what the group may hear, the rest privately."""
    remark_year(turn, heard)
    if heard.slots.item:
        tell_why(turn, heard)
        return
    unit = unit_asked(turn, heard)
    if unit is not None:
        answer(turn, unit, SCORE | Sight.TRAIL, lambda sight, alone: _score_card(turn, unit, sight, alone=alone))


def _score_card(turn: Turn, unit: Unit, sight: Sight, *, alone: bool) -> Face:
    """The score; for who may see no value, who entered what."""
    return _unit_card(turn, unit, sight, buttons=alone) if sight & SCORE else trail_card(turn, unit)


def _unit_card(turn: Turn, unit: Unit, sight: Sight, *, buttons: bool) -> Face:
    sheet = sheet_of(turn.act, unit.code)
    items = _item_scores(turn, unit, sheet) if Sight.LINES in sight else ()
    return unit_score_card(
        UnitScoreView(
            unit=unit.name,
            year=turn.act.year,
            stage=stage_label(turn),
            provisional=is_provisional(turn),
            total=sheet.total if Sight.TOTAL in sight else None,
            rank=standing(turn.act)[1].of(unit.code).rank if Sight.RANK in sight else None,
            eligible=sheet.eligible,
            parts=part_lines(turn, seen(sheet, sight), sight),
            items=items[:MOST_ITEMS],
            more=max(len(items) - MOST_ITEMS, 0),
            buttons=_buttons(turn, unit) if buttons and Sight.LINES in sight else (),
        )
    )


def _buttons(turn: Turn, unit: Unit) -> tuple[Button, ...]:
    """Where the figures of a unit open further."""
    lines = ask_button(turn, said.SCORE_LINES, Intent.EXPLAIN, Slots(unit=unit.code))
    return (lines.as_main(), ask_button(turn, said.SCORE_BONUS, Intent.BONUS, Slots(unit=unit.code)))


def _item_scores(turn: Turn, unit: Unit, sheet: Sheet) -> tuple[ItemScore, ...]:
    """The items that lost something, the costliest first, with own and verified values side by side."""
    entries = turn.act.desk.journal.currents(turn.act.year, unit=unit.code, kinds={"self.declared", "item.verified"})
    own = {one.item: one.payload["points"] for one in entries if one.kind == "self.declared"}
    verified = {one.item: one.payload["verified"] for one in entries if one.kind == "item.verified"}
    moved = [
        item
        for item in (*unit.items, *turn.scheme.commons)
        if sheet.items[item.id] != item.points or own.get(item.id) != verified.get(item.id, own.get(item.id))
    ]
    moved.sort(key=lambda item: sheet.items[item.id] - item.points)
    return tuple(
        ItemScore(item=brief(item), own=own.get(item.id), verified=verified.get(item.id), counts=sheet.items[item.id])
        for item in moved
    )
