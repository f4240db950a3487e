"""排名, 多少分, 为什么, 规则: what this person may know, here and now; a group never hears more than it is bound to."""

import re
from decimal import Decimal

from bot.conversation.briefs import brief
from bot.conversation.duty import Duty, words
from bot.conversation.tasks import progress_line
from bot.conversation.turn import Turn
from bot.errors import Mistaken
from bot.permissions import may_see_ranking, may_see_unit
from bot.understanding.matching import items_in, likely_items, units_in
from bot.usecases.results import sheet_of, standing
from bot.usecases.stages import Stage, is_approved, open_stages
from cards import words as said
from cards.ranking import (
    ExplainView,
    ItemScore,
    PartLine,
    RankingView,
    RankLine,
    UnitScoreView,
    explain_card,
    ranking_card,
    unit_score_card,
)
from cards.views import RuleOption
from cards.words import price
from scoring import Ranking, Sheet, explain, explain_item
from scoring.parts import shown
from scoring.scheme import Item, Unit
from storage.records import Role


def group_level(turn: Turn) -> int | None:
    """What the group may hear: 0 progress, 1 ranks and totals, 2 lines; None when nobody bound it."""
    entry = turn.act.current(f"group:{turn.place.group}")
    return int(entry.payload["level"]) if entry is not None and entry.kind == "group.bound" else None


def _group_may_hear(turn: Turn, level: int) -> bool:
    """Whether this group may hear something of a level now: bound to it, asked by a leader, and the gate open."""
    leads = bool(turn.person.roles & {Role.LEADER, Role.CHIEF, Role.OFFICE})
    return leads and (group_level(turn) or 0) >= level and is_approved(turn.act)


def ranking(turn: Turn, _: re.Match[str]) -> None:
    """排名: before the gate progress only, whoever asks in a group; after it ranks as far as the place may see."""
    if not turn.place.is_private:
        _ranking_in_group(turn)
        return
    if not may_see_ranking(turn.act):
        _show_progress(turn)
        return
    _show_ranks(turn, 2 if may_see_unit(turn.act, turn.scheme.units[0].code) else 1)


def _ranking_in_group(turn: Turn) -> None:
    if group_level(turn) is None:
        turn.say(said.GROUP_UNBOUND)
    elif not turn.person.roles & {Role.LEADER, Role.CHIEF, Role.OFFICE}:
        turn.say(said.GROUP_LEADERS_ONLY)
        for code in turn.person.units[:1]:
            _show_unit(turn, turn.scheme.unit(code))
    elif _group_may_hear(turn, 1):
        _show_ranks(turn, group_level(turn) or 1)
    else:
        _show_progress(turn)


def _show_progress(turn: Turn) -> None:
    lines = tuple(progress_line(turn, unit.code) for unit in turn.scheme.units)
    turn.show(ranking_card(RankingView(year=turn.act.year, level=0, progress=lines)))


def _show_ranks(turn: Turn, level: int) -> None:
    sheets, ranks = standing(turn.act)
    by_unit = {sheet.unit: sheet for sheet in sheets}
    party = turn.act.current("party")
    view = RankingView(
        year=turn.act.year,
        level=2 if level >= 2 else 1,
        ranks=tuple(_rank_line(turn, ranks, by_unit[one.unit]) for one in ranks.ranks),
        basis=(party.event or "") if party and is_approved(turn.act) else "",
        provisional=not is_approved(turn.act),
    )
    turn.show(ranking_card(view))


def _rank_line(turn: Turn, ranks: Ranking, sheet: Sheet) -> RankLine:
    one = ranks.of(sheet.unit)
    parts = tuple(f"{name} {shown(points)}" for name, points in _parts(sheet))
    return RankLine(
        rank=one.rank,
        unit=turn.scheme.unit(sheet.unit).name,
        total=one.total,
        eligible=sheet.eligible,
        parts=("，".join(parts),),
    )


def _parts(sheet: Sheet) -> list[tuple[str, Decimal]]:
    named = [
        ("责任清单工作", sheet.part("task")),
        ("共性工作", sheet.part("common")),
        ("综合评价", sheet.part("leader")),
    ]
    more = [("加分", sheet.part("bonus")), ("扣分", sheet.part("extra")), ("集体决定", sheet.part("decision"))]
    return [*named, *((name, points) for name, points in more if points)]


def unit_score(turn: Turn, match: re.Match[str]) -> None:
    """办公室多少分: to those who may see it; in a group only what the group may hear, the rest privately."""
    named = (match.group("unit") or "").strip()
    units = units_in(named, turn.scheme) if named else [turn.scheme.unit(code) for code in turn.person.units]
    if not units:
        raise Mistaken("请写明单位，比如“办公室多少分”。")
    _show_unit(turn, units[0])


def _refuse_hidden(turn: Turn, unit: Unit) -> None:
    if not may_see_unit(turn.act, unit.code):
        raise Mistaken(f"{unit.name}的得分在党组审定并公布之前不对外，您可以看本单位的，回复“我的得分”。")


def _show_unit(turn: Turn, unit: Unit) -> None:
    in_group = not turn.place.is_private and _group_may_hear(turn, 1)
    if not in_group:
        _refuse_hidden(turn, unit)
    view = _unit_view(turn, unit, with_lines=not in_group)
    if in_group:
        turn.show(unit_score_card(view))
        return
    if not turn.place.is_private:
        turn.say(said.GROUP_SENT)
    turn.show_to(turn.person, unit_score_card(view))


def _unit_view(turn: Turn, unit: Unit, *, with_lines: bool) -> UnitScoreView:
    sheets, ranks = standing(turn.act)
    sheet = next(one for one in sheets if one.unit == unit.code)
    open_gate = may_see_ranking(turn.act)
    stage = "、".join(one.label for one in Stage if one in open_stages(turn.act))
    full = {part.name: part.points for part in turn.scheme.parts}
    parts = tuple(
        PartLine(name=name, points=points, full=full.get(name))
        for name, points in _parts(sheet)
        if open_gate or name != "综合评价"
    )
    return UnitScoreView(
        unit=unit.name,
        year=turn.act.year,
        stage=stage,
        total=sheet.total if open_gate else None,
        rank=ranks.of(unit.code).rank if open_gate else None,
        eligible=sheet.eligible,
        parts=parts,
        items=_item_scores(turn, unit, sheet) if with_lines else (),
    )


def _item_scores(turn: Turn, unit: Unit, sheet: Sheet) -> tuple[ItemScore, ...]:
    """The items that lost something, with own and verified values side by side."""
    entries = turn.act.desk.journal.currents(turn.act.year, unit=unit.code, kinds={"self.declared", "item.verified"})
    own = {one.item: one.payload["points"] for one in entries if one.kind == "self.declared"}
    verified = {one.item: one.payload["verified"] for one in entries if one.kind == "item.verified"}
    return tuple(
        ItemScore(item=brief(item), own=own.get(item.id), verified=verified.get(item.id), counts=sheet.items[item.id])
        for item in (*unit.items, *turn.scheme.commons)
        if sheet.items[item.id] != item.points or own.get(item.id) != verified.get(item.id)
    )


def why(turn: Turn, match: re.Match[str]) -> None:
    """为什么: the sentences behind a unit's score, or behind one of its items."""
    text = (match.group("what") or "").strip()
    units = units_in(text, turn.scheme) or [turn.scheme.unit(code) for code in turn.person.units]
    if not units:
        raise Mistaken("请写明单位，比如“为什么 房基处”或“为什么 房基处 2”。")
    unit = units[0]
    in_group = not turn.place.is_private and _group_may_hear(turn, 2)
    if not in_group:
        _refuse_hidden(turn, unit)
    sheet, item = sheet_of(turn.act, unit.code), _item_asked(text, unit)
    names = {person.id: person.name for person in turn.act.desk.people.all()}

    def who(key: str) -> str:
        return names.get(key, key)

    sentences = explain_item(sheet, item.id, turn.scheme, who) if item else explain(sheet, turn.scheme, who)
    if not may_see_ranking(turn.act):
        sentences = _without_totals(sentences, sheet) if item is None else sentences
    what = f"{unit.name} {item.label}" if item else unit.name
    face = explain_card(ExplainView(what=what, sentences=tuple(sentences), provisional=not is_approved(turn.act)))
    if in_group or turn.place.is_private:
        turn.show(face)
        return
    turn.say(said.GROUP_SENT)
    turn.show_to(turn.person, face)


def _without_totals(sentences: list[str], sheet: Sheet) -> list[str]:
    """Before the gate a unit sees its own lines, never the total nor the leaders' scores."""
    hidden = {line.because for line in sheet.lines if line.part == "leader"}
    kept = [one for one in sentences[1:] if not any(because in one for because in hidden)]
    return kept or ["目前没有扣分。"]


def _item_asked(text: str, unit: Unit) -> Item | None:
    rest = text
    for name in sorted(unit.names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    found = items_in(rest, unit.items) or (likely_items(rest, unit.items, 1) if len(rest.strip()) >= 2 else [])
    return found[0] if found else None


def rule(turn: Turn, match: re.Match[str]) -> None:
    """规则: the clauses of an item with what each costs."""
    text = (match.group("what") or "").strip()
    units = units_in(text, turn.scheme) or [turn.scheme.unit(code) for code in turn.person.units]
    item = _item_asked(text, units[0]) if units and text else None
    if item is None:
        raise Mistaken("请写明哪一项，比如“规则 3”或“规则 房基处 2”。")
    lines = [f"{item.clause}“{item.label}”{shown(item.points)} 分"]
    lines += [f"· {RuleOption.of(one, item).label}：{price(one, item)}" for one in item.rules]
    turn.whisper("\n".join(lines))


ASKING = Duty(
    name="asking",
    hears=(
        (words("排名|名次|排行"), ranking),
        (words(r"(?P<unit>.{0,20}?)(?:现在)?(?:多少分|得了?几分|得分|的分)"), unit_score),
        (words(r"(?:为什么|为啥|这分怎么来的|怎么来的)(?P<what>.{0,30})"), why),
        (words(r"(?P<what>.{1,20}?)(?:为什么|为啥|这分怎么来的|怎么来的)"), why),
        (words(r"规则(?P<what>.{0,30})"), rule),
    ),
)
