"""共性评分: one card per row for all units; whoever lost nothing is settled with one tap."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.conversation.abstaining import tell_abstained
from bot.conversation.briefs import brief, duty_at, taken
from bot.conversation.common_rows import open_rows, show_all
from bot.conversation.concerned import scorers
from bot.conversation.counting import deductions_set, notes_that_cost
from bot.conversation.duty import Duty, words
from bot.conversation.forewarn import must_wait
from bot.conversation.noting import noted_button
from bot.conversation.precedents import ask_if_different
from bot.conversation.rule_setting import count_of, is_counted, of_rule
from bot.conversation.turn import Press, Turn
from bot.conversation.undo import with_undo
from bot.errors import Mistaken
from bot.permissions import alternate_for, related_units
from bot.usecases.common import (
    RowState,
    refuse_submission,
    rest_clean,
    row_state,
    rows_of,
    score_common,
    submit_row,
    submit_slot,
)
from bot.usecases.notes import Note, register_notes, waiting_notes
from bot.usecases.rulings import rulings_on
from bot.usecases.stages import Stage
from bot.words import common as said
from bot.words.abstaining import BUTTON as UNJUDGED
from bot.words.noting import NOTHING_LEFT
from cards.common import Avoided, CommonUnit, CommonUnitView, CommonView, RuleStep, common_card, common_unit_card
from cards.views import RuleOption
from cards.words import CLEAN, rule_label, set_to
from scoring.parts import shown
from scoring.scheme import CommonItem, Kind, Rule
from storage.records import Entry, Person


def begin(turn: Turn, _: re.Match[str]) -> None:
    """共性评分: a card for every row this person scores."""
    show_rows(turn, turn.person)


def show_rows(turn: Turn, person: Person) -> None:
    """Send a scorer his rows."""
    rows = rows_of(turn.act.by(person), person)
    if not rows:
        raise Mistaken(said.NO_ROWS)
    for row in rows:
        _show_row(turn, None, row, person)
    show_all(turn, person)


def _show_row(turn: Turn, press: Press | None, row: CommonItem, person: Person) -> None:
    act = turn.act.by(person)
    state = row_state(act, row.id)
    noted = {} if state.submitted else waiting_notes(act, row)
    view = CommonView(
        row=brief(row),
        duty=duty_at(act, Stage.COMMON),
        rules=tuple(RuleOption.of(rule, row) for rule in row.rules),
        units=tuple(_unit(turn, state, code, person, noted.get(code, ())) for code in state.units),
        avoided=_avoided(turn, row, state, person),
        take_over=noted_button(turn, noted, to=person, row=row.id),
        rest=None if state.submitted else turn.offer("均无扣分", "common.rest", to=person, row=row.id),
        submit=None if state.submitted else turn.offer("提交", "common.submit", to=person, row=row.id),
    )
    face = common_card(view)
    if state.submitted:
        face = face.model_copy(update={"status": "✔ 已提交", "foot": ""})
    subject = submit_slot(act, row)
    if press is None:
        turn.show_to(person, face, subject)
    else:
        turn.refresh(press, with_undo(turn, face), subject)


def _unit(turn: Turn, state: RowState, code: str, person: Person, noted: Sequence[Note]) -> CommonUnit:
    unit = turn.scheme.unit(code)
    scored = code in state.entries
    button = None
    if not state.submitted:
        button = turn.offer(unit.short, "common.unit", to=person, row=state.row.id, unit=code)
    return CommonUnit(
        name=unit.short,
        left=state.left(code) if scored else None,
        taken=taken([*state.deductions(code), *state.granted.get(code, ())], turn.scheme),
        noted=tuple(note.event for note in noted),
        abstained=state.abstained.get(code, ""),
        button=button,
    )


def _avoided(turn: Turn, row: CommonItem, state: RowState, person: Person) -> tuple[Avoided, ...]:
    """The units of this row that the person steps aside from, with who scores them."""
    if row.scorer not in person.units:
        return ()
    other = alternate_for(turn.act, row.id)
    mine = related_units(turn.act, person)
    names = [turn.scheme.unit(code).short for code in sorted(mine) if code not in state.units]
    return tuple(Avoided(name=name, by=other.name if other else "") for name in names)


def open_row(turn: Turn, press: Press) -> None:
    """Go back to the row."""
    _show_row(turn, press, turn.scheme.common(press.args["row"]), turn.person)


def open_unit(turn: Turn, press: Press) -> None:
    """Open one unit under the row."""
    _show_unit(turn, press, turn.scheme.common(press.args["row"]), press.args["unit"])


def _show_unit(turn: Turn, press: Press, row: CommonItem, code: str) -> None:
    state = row_state(turn.act, row.id)
    slot = f"common:{row.id}:{code}"
    where: dict[str, Any] = {"row": row.id, "unit": code}
    now = state.deductions(code)
    noted = {unit: notes for unit, notes in waiting_notes(turn.act, row).items() if unit == code}
    view = CommonUnitView(
        unit=turn.scheme.unit(code).name,
        row=brief(row),
        steps=tuple(_step(turn, row, rule, [*now, *state.granted.get(code, ())], slot, where) for rule in row.rules),
        noted=tuple(note.event for note in noted.get(code, ())),
        rulings=rulings_on(turn.act, row.id),
        left=state.left(code),
        take_over=noted_button(turn, noted, slot=slot, **where),
        clean=turn.offer("无扣分", "common.set", slot=slot, rule="", **where),
        abstain=turn.offer(UNJUDGED, "common.abstain", slot=slot, **where),
        back=turn.offer("返回本行", "common.row", row=row.id),
    )
    turn.refresh(press, with_undo(turn, common_unit_card(view)), slot)


def _step(
    turn: Turn, row: CommonItem, rule: Rule, now: list[dict[str, Any]], slot: str, where: dict[str, Any]
) -> RuleStep:
    present = of_rule(now, rule.id)
    shown = taken([present], turn.scheme)[0] if present else None
    if rule.applied_by:
        return RuleStep(rule=RuleOption.of(rule, row), now=shown)
    if not is_counted(rule):
        label = f"取消“{rule.label}”" if present else rule_label(rule, row)
        verb = "common.rate" if rule.kind is Kind.THRESHOLD else "common.set"
        button = turn.offer(label, verb, slot=slot, rule=rule.id, off=present is not None, **where)
        return RuleStep(rule=RuleOption.of(rule, row, button), now=shown)
    count = count_of(now, rule.id)
    place = row.rules.index(rule) + 1

    def count_button(value: int) -> Any:
        label = f"第{place}条{set_to(value, rule.per)}" if value else f"第{place}条不扣"
        return turn.offer(label, "common.set", slot=slot, rule=rule.id, count=value, **where)

    return RuleStep(
        rule=RuleOption.of(rule, row),
        now=shown,
        more=count_button(count + 1),
        fewer=count_button(count - 1) if count > 1 else None,
        clear=count_button(0) if count else None,
    )


def set_rule(turn: Turn, press: Press) -> None:
    """Set what a unit loses under one rule, with its event; or 无扣分 for the whole row."""
    row, code, rule_id = turn.scheme.common(press.args["row"]), press.args["unit"], press.args["rule"]
    now = row_state(turn.act, row.id).deductions(code)
    if not rule_id:
        made: list[dict[str, Any]] | None = []
    else:
        made = deductions_set(turn, press, row, now)
    if made is None:
        return
    entry = score_common(turn.act, row.id, code, made)
    _overtake(turn, press, entry)
    if rule_id:
        _show_unit(turn, press, row, code)
        ask_if_different(turn, row, code, made)
    else:
        _show_row(turn, press, row, turn.person)


def set_rate(turn: Turn, press: Press) -> None:
    """Set a unit's measured rate; below the bound the rule is met, compared exactly (reading 7)."""
    row, code = turn.scheme.common(press.args["row"]), press.args["unit"]
    rate = None if press.args.get("off") else _rate(press)
    _overtake(turn, press, score_common(turn.act, row.id, code, [], rate=rate))
    _show_unit(turn, press, row, code)


def _rate(press: Press) -> Decimal:
    typed = press.need("rate", said.ASK_RATE)
    try:
        rate = Decimal(typed.strip().rstrip("%％"))
    except ArithmeticError:
        rate = Decimal(-1)
    if not 0 <= rate <= 1000:
        raise Mistaken(said.NOT_A_RATE.format(said=typed[:20]))
    return rate


def _overtake(turn: Turn, press: Press, entry: Entry) -> None:
    """Whoever else has this unit or its row in front of him sees who set it to what."""
    row, unit = turn.scheme.common(entry.item or ""), turn.scheme.unit(entry.unit or "")
    former = turn.act.desk.journal.get(entry.supersedes) if entry.supersedes else None
    before = shown(Decimal(former.payload["points"])) if former and "points" in former.payload else said.NOT_SCORED
    change = (unit.short, before, said.POINTS.format(points=shown(Decimal(entry.payload["points"]))))
    anew: tuple[str, dict[str, Any]] = ("common.row", {"row": row.id})
    turn.overtake(press, (entry.slot, submit_slot(turn.act, row)), change, anew)


def rest(turn: Turn, press: Press) -> None:
    """均无扣分 for every unit without a score."""
    row = turn.scheme.common(press.args["row"])
    _clean(turn, press, row)
    _show_row(turn, press, row, turn.person)


def rest_of_all(turn: Turn, press: Press) -> None:
    """各行其余均无扣分: the same for every row at once."""
    for state in open_rows(turn, turn.person):
        _clean(turn, press, state.row)
    show_all(turn, turn.person, press)


def _clean(turn: Turn, press: Press, row: CommonItem) -> None:
    made = rest_clean(turn.act, row.id, waiting_notes(turn.act, row))
    subjects = (submit_slot(turn.act, row), *(f"common:{row.id}:{code}" for code in made))
    change = (said.REST_CLEAN.format(count=len(made)), said.NOT_SCORED, CLEAN)
    turn.overtake(press, subjects, change, ("common.row", {"row": row.id}))


def hand_in(turn: Turn, press: Press) -> None:
    """Submit the row."""
    row = turn.scheme.common(press.args["row"])
    if _hand_in(turn, row):
        _say_what_is_left(turn, said.SUBMITTED.format(row=row.label))


def hand_in_all(turn: Turn, press: Press) -> None:
    """各行一起提交: every row at once; refused while one of them misses a unit."""
    states = open_rows(turn, turn.person)
    done = [state.row.label for state in states if _hand_in(turn, state.row)]
    if len(done) == len(states):
        turn.settle(f"common-rows:{turn.person.id}", said.ALL_SUBMIT, said.DRAFT, said.HANDED_IN)
    if done:
        _say_what_is_left(turn, said.ROWS_SUBMITTED.format(count=len(done)))


def _hand_in(turn: Turn, row: CommonItem) -> bool:
    """Submit one row; False when a unit's head is heard first."""
    refuse_submission(turn.act, row.id)
    if must_wait(turn, row):
        return False
    entry = submit_row(turn.act, row.id)
    about = (entry.slot, *(f"common:{row.id}:{code}" for code in entry.payload["units"]))
    turn.settle(about, said.SUBMIT, said.DRAFT, said.HANDED_IN)
    tell_abstained(turn, row, row_state(turn.act, row.id).abstained)
    return True


def _say_what_is_left(turn: Turn, done: str) -> None:
    left = [one.label for one in rows_of(turn.act, turn.person) if not row_state(turn.act, one.id).submitted]
    rest = said.ROWS_LEFT.format(count=len(left), rows="、".join(left)) if left else said.ALL_SUBMITTED
    turn.say(done + rest)


def register(turn: Turn, press: Press) -> None:
    """照记的登记: what was noted through the year becomes the draft score of one unit, or of all units of the row."""
    row = turn.scheme.common(press.args["row"])
    noted = waiting_notes(turn.act, row)
    units = [press.args["unit"]] if "unit" in press.args else noted
    fitting = {unit: notes_that_cost(turn, press, noted.get(unit, ())) for unit in units}
    if None in fitting.values():
        return
    made = [entry for unit, notes in fitting.items() if (entry := register_notes(turn.act, row, unit, notes or ()))]
    if not made:
        raise Mistaken(NOTHING_LEFT)
    for entry in made:
        _overtake(turn, press, entry)
    _show_row(turn, press, row, turn.person)
    for entry in made:
        ask_if_different(turn, row, entry.unit or "", entry.payload["deductions"])


def announce(turn: Turn) -> None:
    """The stage opened: every scorer gets his rows."""
    for person in scorers(turn.act):
        show_rows(turn, person)


COMMON = Duty(
    name="common",
    hears=((words("共性评分|共性打分|共性|考评打分"), begin),),
    verbs={
        "common.row": open_row,
        "common.unit": open_unit,
        "common.set": set_rule,
        "common.rate": set_rate,
        "common.rest": rest,
        "common.noted": register,
        "common.submit": hand_in,
        "common.all_clean": rest_of_all,
        "common.all_submit": hand_in_all,
    },
    again={"common.set": open_unit, "common.rate": open_unit, "common.noted": open_unit},
)
