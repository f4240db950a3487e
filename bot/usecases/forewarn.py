"""扣分预告 (办法未规定, off by default): the head hears first and may answer; all times stay on the line."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.common import RowState, row_state
from bot.usecases.dues import working_days_on
from bot.words import forewarn as said
from cards.words import day_of, moment
from storage.records import Entry, Role

SETTING = "setting:forewarn"
MOST_DAYS = 10
TOLD, ANSWERED, ACCEPTED, UPHELD = "deduction.told", "deduction.answered", "deduction.accepted", "deduction.upheld"
KINDS = frozenset({TOLD, ANSWERED, ACCEPTED, UPHELD})


@dataclass(frozen=True)
class Warned:
    """One deduction the head was told of before it was handed in, as it stands."""

    entry: Entry

    @property
    def unit(self) -> str:
        """Whose deduction it is."""
        return self.entry.unit or ""

    @property
    def lost(self) -> Decimal:
        """How many points the head was told of."""
        return Decimal(self.entry.payload["lost"])

    @property
    def due(self) -> date:
        """The last day for an answer."""
        return date.fromisoformat(self.entry.payload["due"])

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the head, or for the scorer's word on his answer."""
        return self.entry.kind in (TOLD, ANSWERED)


def days_to_answer(act: Act) -> int:
    """How many working days a head has; 0 while the office has not turned it on."""
    entry = act.current(SETTING)
    return int(entry.payload["days"]) if entry is not None and entry.payload.get("on") else 0


def set_forewarning(act: Act, days: int) -> Entry:
    """Turn it on with so many working days, or off with 0; kept with who and when."""
    require(act, Deed.RUN_STAGES)
    if not 0 <= days <= MOST_DAYS:
        raise Mistaken(said.DAYS_WRONG)
    if days == days_to_answer(act):
        raise Mistaken(said.SAME)
    return act.record("forewarning.set", SETTING, reason=said.NOT_IN_PAPER, payload={"on": days > 0, "days": days})


def warn_first(act: Act, row_id: str) -> list[Warned]:
    """Note that the heads are told what their units would lose; only of what they have not been told yet."""
    days, state = days_to_answer(act), row_state(act, row_id)
    if not days:
        return []
    known = {one.unit: one for one in warned_in(act, row_id)}
    new = [unit for unit in state.units if _lost(state, unit) > (known[unit].lost if unit in known else 0)]
    return [_warn(act, state, unit, days) for unit in new]


def _warn(act: Act, state: RowState, unit: str, days: int) -> Warned:
    require(act, Deed.SCORE_COMMON, unit, duty=state.row.id)
    entry = state.entries[unit]
    payload = {
        "slot": entry.slot,
        "scored": entry.id,
        "scorer": act.actor.id,
        "lost": str(_lost(state, unit)),
        "deductions": state.deductions(unit),
        "told": act.now.isoformat(),
        "due": working_days_on(act.today, days).isoformat(),
    }
    row = state.row
    return Warned(
        act.record(TOLD, f"warned:{entry.slot}", unit=unit, item=row.id, clause=row.clause, payload=_with_line(payload))
    )


def _lost(state: RowState, unit: str) -> Decimal:
    entry = state.entries.get(unit)
    return state.row.points - Decimal(entry.payload["points"]) if entry else Decimal(0)


def _with_line(payload: dict[str, Any], **more: str) -> dict[str, Any]:
    """The payload with what the deduction's line says of its times, written anew at every step."""
    now = {**payload, **more}
    line = said.LINE_TOLD.format(told=_at(now["told"]), due=day_of(date.fromisoformat(now["due"])))
    if now.get("text"):
        line += said.LINE_ANSWER.format(answered=_at(now["answered"]), text=now["text"])
    elif now.get("answered"):
        line += said.LINE_ACCEPTED.format(answered=_at(now["answered"]))
    elif now.get("settled"):
        line += said.LINE_LAPSED
    if now.get("why"):
        line += said.LINE_UPHELD.format(settled=_at(now["settled"]), reason=now["why"])
    return {**now, "line": line}


def _at(iso: str) -> str:
    return moment(datetime.fromisoformat(iso))


def warned_in(act: Act, row_id: str) -> list[Warned]:
    """The deductions of a row that the acting scorer's units were told of, as they stand."""
    entries = act.desk.journal.currents(act.year, prefix=f"warned:common:{row_id}:", kinds=KINDS)
    state = row_state(act, row_id)
    return [Warned(entry) for entry in entries if entry.unit in state.units and _lost(state, entry.unit or "") > 0]


def waits_for(act: Act, row_id: str) -> list[Warned]:
    """What keeps a row from being handed in: the days still run, or an answer waits for the scorer's word.

    Whoever let his days pass has no objection, which is noted now.
    """
    waiting: list[Warned] = []
    if not days_to_answer(act):
        return waiting
    for one in warned_in(act, row_id):
        if one.entry.kind == TOLD and act.today > one.due:
            _next(act, one, ACCEPTED, settled=act.now.isoformat())
        elif one.is_open and not _is_lowered(act, one):
            waiting.append(one)
    return waiting


def _is_lowered(act: Act, one: Warned) -> bool:
    """Whether the scorer has taken points off an answered deduction since: then nothing is left to decide."""
    row = act.scheme.common(one.entry.item or "")
    return one.entry.kind == ANSWERED and _lost(row_state(act, row.id), one.unit) < one.lost


def open_to(act: Act) -> list[Warned]:
    """What the acting head has been told of and may still answer."""
    told = [one for code in act.actor.units for one in act.desk.journal.currents(act.year, unit=code, kinds={TOLD})]
    return [one for one in map(Warned, told) if act.today <= one.due] if Role.HEAD in act.actor.roles else []


def answer(act: Act, slot: str, text: str) -> Warned:
    """The head says how it was; his words go to the scorer as they are."""
    one = _own(act, slot)
    if len(text.strip()) < 2:
        raise Mistaken(said.NEEDS_TEXT)
    return _next(act, one, ANSWERED, answered=act.now.isoformat(), text=text.strip())


def accept(act: Act, slot: str) -> Warned:
    """The head has no objection."""
    return _next(act, _own(act, slot), ACCEPTED, answered=act.now.isoformat())


def _own(act: Act, slot: str) -> Warned:
    """A warning that the acting head may still answer."""
    one = standing(act, slot)
    if Role.HEAD not in act.actor.roles or one.unit not in act.actor.units:
        raise NotAllowed(said.NOT_HEAD.format(unit=act.scheme.unit(one.unit).short))
    if act.today > one.due:
        raise Mistaken(said.TOO_LATE.format(due=day_of(one.due)))
    if one.entry.kind != TOLD:
        raise Mistaken(said.SETTLED_ALREADY)
    return one


def uphold(act: Act, slot: str, reason: str) -> Warned:
    """The scorer keeps to the deduction after the head's answer, and says why."""
    one = standing(act, slot)
    require(act, Deed.SCORE_COMMON, one.unit, duty=one.entry.item or "")
    if one.entry.kind != ANSWERED:
        raise Mistaken(said.SETTLED_ALREADY)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_TEXT)
    return _next(act, one, UPHELD, settled=act.now.isoformat(), why=reason.strip())


def standing(act: Act, slot: str) -> Warned:
    """A warning as it stands."""
    entry = act.current(slot)
    if entry is None or entry.kind not in KINDS:
        raise Mistaken(said.SETTLED_ALREADY)
    return Warned(entry)


def _next(act: Act, one: Warned, kind: str, **more: str) -> Warned:
    entry = one.entry
    made = act.record(
        kind, entry.slot, unit=entry.unit, item=entry.item, clause=entry.clause, reason=more.get("why"),
        payload=_with_line(entry.payload, **more),
    )  # fmt: skip
    return Warned(made)
