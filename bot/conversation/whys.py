"""为什么 and 规则: the sentences behind a score, costliest first; what changed since a month; what an item costs."""

from datetime import date
from decimal import Decimal

from bot.conversation.asked import answer, ask_button, is_provisional, remark_year, stage_label, unit_asked
from bot.conversation.turn import Turn
from bot.errors import Mistaken
from bot.permissions import Sight
from bot.understanding.intents import Heard, Intent, Slots
from bot.usecases.ledger import KINDS, names
from bot.usecases.months import Change, changes_since, start_of
from bot.usecases.results import sheet_of
from bot.usecases.rulings import rulings_on
from bot.usecases.seen import seen
from bot.words import asking as said
from cards.face import Button, Face
from cards.scores import ExplainView, explain_card
from cards.views import RuleOption
from cards.words import moment, signed
from scoring import explain, explain_item
from scoring.explain import Movement, movements, summary
from scoring.parts import shown
from scoring.scheme import Unit
from storage.facts import COUNTED

WHY = Sight.LINES | Sight.TRAIL
COSTLIEST = 3


def why(turn: Turn, heard: Heard) -> None:
    """为什么: one item, the costliest lines of a unit, or what changed since a month."""
    remark_year(turn, heard)
    tell_why(turn, heard)


def tell_why(turn: Turn, heard: Heard, *, every: bool = False) -> None:
    """The sentences behind a unit's score; all of them, or the costliest with a button for the rest."""
    unit = unit_asked(turn, heard)
    if unit is None:
        return
    since = start_of(turn.act, heard.slots.month, heard.slots.year) if heard.slots.month is not None else None

    def make(sight: Sight, alone: bool) -> Face:
        if Sight.LINES not in sight:
            return trail_card(turn, unit, heard.slots.item)
        if since is not None:
            return _changes(turn, unit, sight, since)
        if heard.slots.item:
            return _item(turn, unit, heard.slots.item, sight)
        return _lines(turn, unit, sight, few=heard.slots.count or COSTLIEST, alone=alone, every=every)

    answer(turn, unit, WHY, make)


def _lines(turn: Turn, unit: Unit, sight: Sight, *, few: int, alone: bool, every: bool) -> Face:
    """The costliest lines first, a few of them unless all are wanted."""
    sheet = sheet_of(turn.act, unit.code)
    who = names(turn.act.desk)
    cut = seen(sheet, sight)
    if every:
        sentences = explain(cut, turn.scheme, who)[1:]
        return _face(turn, unit.name, tuple(sentences) or (said.NO_LOSS,))
    lost = sorted((one for one in movements(cut.lines, turn.scheme, who) if one.points < 0), key=_points)
    shown_ = lost[:few]
    head = _head(turn, len(lost), len(shown_))
    if Sight.TOTAL in sight:
        head = said.SUMMARY_OPEN.format(summary=summary(sheet, turn.scheme), shown=len(shown_))
    more = len(movements(cut.lines, turn.scheme, who)) + len(cut.refusals)
    button = _all_button(turn, unit, more) if alone and more > len(shown_) else ()
    sentences = [sentence for one in shown_ for sentence in one.sentences]
    return _face(turn, unit.name, tuple(sentences) or (said.NO_LOSS,), head if lost else "", button)


def _points(one: Movement) -> tuple[Decimal, str]:
    return (one.points, one.clause)


def _head(turn: Turn, count: int, few: int) -> str:
    sentence = said.SUMMARY if count > few else said.SUMMARY_FEW
    return sentence.format(stage=stage_label(turn), count=count, shown=few)


def _all_button(turn: Turn, unit: Unit, count: int) -> tuple[Button, ...]:
    label = said.ALL_LINES.format(count=count)
    return (ask_button(turn, label, Intent.EXPLAIN, Slots(unit=unit.code), every=True).as_main(),)


def _item(turn: Turn, unit: Unit, item: str, sight: Sight) -> Face:
    sheet = seen(sheet_of(turn.act, unit.code), sight)
    sentences = explain_item(sheet, item, turn.scheme, names(turn.act.desk))
    return _face(turn, f"{unit.name} {turn.scheme.marked(item).label}", tuple(sentences))


def _changes(turn: Turn, unit: Unit, sight: Sight, since: date) -> Face:
    """What moved since then, line by line, with clause, points, who and when."""
    label = _since(since)
    changes = changes_since(turn.act, unit.code, since, sight, names(turn.act.desk))
    if not changes:
        return _face(turn, unit.name, (said.NO_CHANGE.format(since=label),))
    total = signed(sum((one.points for one in changes), Decimal(0)))
    sentence = said.SINCE if is_provisional(turn) else said.SINCE_FINAL
    head = sentence.format(since=label, points=total, stage=stage_label(turn))
    return _face(turn, unit.name, tuple(_changed(one) for one in changes), head)


def _changed(one: Change) -> str:
    """One change: how much, then its sentences, or who took back what used to count."""
    much = (said.MORE_BY if one.points > 0 else said.LESS_BY).format(points=shown(abs(one.points)))
    if one.sentences:
        return much + "".join(one.sentences)
    when = moment(one.at) if one.at else ""
    return much + said.UNDONE.format(clause=one.clause, when=when, who=one.by)


def _since(day: date) -> str:
    before = date.fromordinal(day.toordinal() - 1)
    return said.MONTH_END.format(month=before.month)


def _face(turn: Turn, what: str, sentences: tuple[str, ...], head: str = "", buttons: tuple[Button, ...] = ()) -> Face:
    view = ExplainView(
        what=what, head=head, sentences=sentences, provisional=is_provisional(turn), buttons=buttons
    )  # fmt: skip
    return explain_card(view)


def trail_card(turn: Turn, unit: Unit, item: str | None = None) -> Face:
    """Who entered what under which clause and when; no values."""
    entries = turn.act.desk.journal.currents(turn.act.year, unit=unit.code, kinds=COUNTED - {"evidence.filed"})
    who = names(turn.act.desk)
    lines = tuple(
        f"{_place(turn, one.item, one.clause)}：{KINDS[one.kind]}，{moment(one.at)} {who(one.actor)}"
        for one in entries
        if item is None or one.item == item
    )
    return explain_card(ExplainView(what=unit.name, head=said.TRAIL_ONLY, sentences=lines or (said.NO_TRAIL,)))


def _place(turn: Turn, item: str | None, clause: str | None) -> str:
    if item is None:
        return clause or "五(二)"
    marked = turn.scheme.marked(item)
    return f"{marked.clause}“{marked.label}”"


def rule(turn: Turn, heard: Heard) -> None:
    """规则: the clauses of an item with what each costs; no secret anywhere."""
    if heard.slots.item is None:
        unit = turn.scheme.unit(turn.person.units[0]) if turn.person.units else turn.scheme.units[0]
        raise Mistaken(said.NO_ITEM.format(unit=unit.short, seq=unit.items[0].seq))
    item = turn.scheme.marked(heard.slots.item)
    lines = [f"{item.clause}“{item.label}”{shown(item.points)} 分"]
    lines += [f"· {option.label}：{option.price}" for option in (RuleOption.of(one, item) for one in item.rules)]
    lines += [f"· {one}" for one in rulings_on(turn.act, item.id)]
    turn.point_away()
    turn.whisper("\n".join(lines))
