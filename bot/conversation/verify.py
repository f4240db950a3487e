"""核准: the office's queue, each self value beside its proof, accept or adjust with a reason."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bot.conversation.briefs import brief, filed_by_item, proof_of, taken
from bot.conversation.double import adjustment_may_cost
from bot.conversation.duty import Duty, words
from bot.conversation.filed import look_button
from bot.conversation.inspection import site_told
from bot.conversation.relief import rulings_told
from bot.conversation.rule_setting import asked_for, set_options
from bot.conversation.turn import Change, Press, Turn
from bot.conversation.undo import with_undo
from bot.conversation.verified_before import earlier_told
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.matching import units_in
from bot.usecases.points import points_left, set_deduction
from bot.usecases.rulings import rulings_on
from bot.usecases.verify import VerifyState, accept, accept_clean, adjust, units_to_verify, verify_state
from bot.words import verify as said
from cards.face import Face
from cards.self_item import SelfItemView, self_item_card
from cards.verify import (
    BatchRow,
    QueueRow,
    VerifyBatchView,
    VerifyItemView,
    VerifyQueueView,
    verify_batch_card,
    verify_item_card,
    verify_queue_card,
)
from cards.views import RuleOption
from scoring.parts import shown
from scoring.scheme import Item
from storage.records import Entry, Person

CLAUSE = "五(二)3"
QUEUE = "verify"


def begin(turn: Turn, match: re.Match[str]) -> None:
    """核准: the queue; 核准 房基处 opens that unit."""
    typed = (match.group("unit") or "").strip()
    units = units_in(typed, turn.scheme) if typed else []
    if typed and not units:
        raise Mistaken(said.NO_SUCH_UNIT.format(said=typed[:20]))
    open_named(turn, units[0].code if units else None)


def open_named(turn: Turn, unit: str | None) -> None:
    """Open the unit that was named, else the queue."""
    if unit is None:
        show_queue(turn, turn.person)
    else:
        _show_unit(turn, None, unit)


def show_queue(turn: Turn, person: Person) -> None:
    """The units this person verifies, with counts."""
    act = turn.act.by(person)
    codes = units_to_verify(act)
    if not codes:
        require(act, Deed.VERIFY, turn.scheme.units[0].code)
    rows = []
    for code in codes:
        state = verify_state(act, code)
        waiting = len(state.waiting)
        button = turn.offer(turn.scheme.unit(code).short, "verify.unit", to=person, unit=code) if waiting else None
        ready = "" if state.is_ready else f"自评{state.own.status}"
        unit = turn.scheme.unit(code)
        rows.append(QueueRow(name=unit.name, waiting=waiting, total=len(unit.items), state=ready, button=button))
    avoided = tuple(unit.short for unit in turn.scheme.units if unit.code not in codes)
    turn.show_to(person, verify_queue_card(VerifyQueueView(clause=CLAUSE, rows=tuple(rows), avoided=avoided)), QUEUE)


def open_unit(turn: Turn, press: Press) -> None:
    """Open one unit: the plain items together, or the first that must be looked at."""
    _show_unit(turn, press, press.args["unit"])


def _show_unit(turn: Turn, press: Press | None, code: str) -> None:
    require(turn.act, Deed.VERIFY, code)
    state = verify_state(turn.act, code)
    filed = filed_by_item(turn.act, code)
    plain = state.plain
    if not plain or not state.is_ready:
        _next(turn, press, code)
        return
    view = VerifyBatchView(
        unit=turn.scheme.unit(code).name,
        clause=CLAUSE,
        rows=tuple(BatchRow(item=brief(item), proof=len(filed[item.id])) for item in plain),
        others=len(state.waiting) - len(plain),
        accept=turn.offer("一起核准", "verify.batch", unit=code),
        one_by_one=turn.offer("逐项看", "verify.next", unit=code),
    )
    _present(turn, press, verify_batch_card(view), _about(code))


def _overtake(turn: Turn, press: Press, made: Sequence[Entry], change: Change) -> None:
    """Whoever else has these items or their unit in front of him sees who verified them."""
    if made:
        subjects = (_about(made[0].unit or ""), *(one.slot for one in made))
        turn.overtake(press, subjects, change, ("verify.next", {"unit": made[0].unit}))


def _overtake_item(turn: Turn, press: Press, entry: Entry, did: str) -> None:
    seq = turn.scheme.item(entry.item or "").seq
    own, verified = (shown(Decimal(entry.payload[name])) for name in ("self", "verified"))
    change = (said.ONE.format(did=did, seq=seq), said.SELF_VALUE.format(points=own), said.VALUE.format(points=verified))
    _overtake(turn, press, [entry], change)


def _about(code: str) -> str:
    return f"verify:{code}"


def _present(turn: Turn, press: Press | None, face: Face, subject: str) -> None:
    face = with_undo(turn, face)
    if press is None:
        turn.show(face, subject)
    else:
        turn.refresh(press, face, subject)


def batch(turn: Turn, press: Press) -> None:
    """Accept the plain items together."""
    made = accept_clean(turn.act, press.args["unit"])
    _overtake(turn, press, made, (said.TOGETHER.format(count=len(made)), said.WAITING, said.VERIFIED))
    turn.say(said.ACCEPTED.format(count=len(made)))
    _next(turn, press, press.args["unit"])


def following(turn: Turn, press: Press) -> None:
    """The next item that waits."""
    _next(turn, press, press.args["unit"])


def _next(turn: Turn, press: Press | None, code: str) -> None:
    state = verify_state(turn.act, code)
    if not state.waiting:
        about = (_about(code), *(f"verify:{code}:{item.id}" for item in state.own.items))
        turn.settle(about, said.ALL_VERIFIED, said.VERIFYING, said.VERIFIED)
        change = (turn.scheme.unit(code).short, said.VERIFYING, said.VERIFIED)
        turn.overtake(None, (QUEUE,), change, ("verify.queue", {}))
        turn.say(said.UNIT_DONE.format(unit=turn.scheme.unit(code).name))
        show_queue(turn, turn.person)
        return
    ready = [item for item in state.waiting if item not in state.unsettled]
    _show_item(turn, press, state, (ready or state.waiting)[0])


def _show_item(turn: Turn, press: Press | None, state: VerifyState, item: Item) -> None:
    code = state.own.unit
    slot = f"verify:{code}:{item.id}"
    own = state.own.entries.get(item.id)
    where: dict[str, Any] = {"unit": code, "item": item.id}
    done = len(state.own.items) - len(state.waiting)
    ready = state.is_ready and item not in state.unsettled
    filed = filed_by_item(turn.act, code).get(item.id, [])
    view = VerifyItemView(
        unit=turn.scheme.unit(code).name,
        item=brief(item),
        place=f"{done + 1}/{len(state.own.items)}",
        rules=tuple(RuleOption.of(rule, item) for rule in item.rules),
        own=own.payload["points"] if own else item.points,
        taken=taken(state.own.deductions(item.id), turn.scheme),
        proof=proof_of(turn.act, filed),
        earlier=earlier_told(turn, code, item),
        rulings=(*rulings_on(turn.act, item.id), *rulings_told(turn, code, item.id), *site_told(turn, code, item.id)),
        look=look_button(turn, filed),
        accept=turn.offer("核准", "verify.accept", slot=slot, **where) if ready else None,
        adjust=turn.offer("调整", "verify.adjust", slot=slot, **where) if ready else None,
    )
    face = verify_item_card(view)
    if not ready:
        why = said.NOT_DUE_YET if state.is_ready else str(state.own.status)
        face = face.model_copy(update={"foot": said.NOT_CONFIRMED.format(status=why)})
    _present(turn, press, face, slot)


def accept_item(turn: Turn, press: Press) -> None:
    """Take the self value, then on."""
    _overtake_item(turn, press, accept(turn.act, press.args["unit"], press.args["item"]), said.ACCEPT)
    _next(turn, press, press.args["unit"])


def open_adjust(turn: Turn, press: Press) -> None:
    """Open the rules of an item to set other deductions; what is set waits in the conversation until 核准."""
    unit, item = press.args["unit"], press.args["item"]
    state = verify_state(turn.act, unit)
    turn.session["adjusting"] = {"unit": unit, "item": item, "deductions": state.own.deductions(item)}
    _show_adjust(turn, press)


def _show_adjust(turn: Turn, press: Press) -> None:
    draft = _draft(turn, press)
    unit, item, now = draft["unit"], turn.scheme.item(draft["item"]), draft["deductions"]
    rules = [option for rule in item.rules for option in set_options(turn, item, rule, now, "verify.set", unit=unit)]
    view = SelfItemView(
        unit=turn.scheme.unit(unit).name,
        item=brief(item),
        rules=tuple(rules),
        decided=True,
        taken=taken(now, turn.scheme),
        left=points_left(turn.act, unit, item.id, now),
        proof=proof_of(turn.act, filed_by_item(turn.act, unit).get(item.id, [])),
        summary=turn.offer("不调整了", "verify.next", unit=unit),
        finish=turn.offer("按此核准", "verify.finish", slot=f"verify:{unit}:{item.id}", unit=unit, item=item.id),
        title="调整",
    )
    turn.refresh(press, self_item_card(view), f"verify:{unit}:{item.id}")


def _draft(turn: Turn, press: Press) -> dict[str, Any]:
    draft: dict[str, Any] = turn.session.get("adjusting") or {}
    if (draft.get("unit"), draft.get("item")) != (press.args["unit"], press.args["item"]):
        raise Mistaken(said.ADJUSTMENT_OVER)
    return draft


def set_rule(turn: Turn, press: Press) -> None:
    """Set one rule of the adjustment."""
    draft = _draft(turn, press)
    item = turn.scheme.item(draft["item"])
    rule = item.rule(press.args["rule"])
    off = press.args.get("off") or press.args.get("count") == 0
    new = None if off else asked_for(press, rule, item, event=False)
    made = set_deduction(draft["deductions"], rule.id, new)
    points_left(turn.act, draft["unit"], item.id, made)
    turn.session["adjusting"] = {**draft, "deductions": made}
    _show_adjust(turn, press)


def finish(turn: Turn, press: Press) -> None:
    """Verify with the adjusted deductions and the reason; the unit hears of it."""
    draft = _draft(turn, press)
    reason = press.need("reason", said.ASK_REASON)
    if not adjustment_may_cost(turn, press, draft, reason):
        return
    entry = adjust(turn.act, draft["unit"], draft["item"], draft["deductions"], reason)
    turn.session.pop("adjusting")
    item = turn.scheme.item(draft["item"])
    changed = f"{Decimal(entry.payload['self'])}→{Decimal(entry.payload['verified'])}"
    _overtake_item(turn, press, entry, said.ADJUST)
    turn.say(said.ADJUSTED.format(seq=item.seq, item=item.label, change=changed))
    _next(turn, press, draft["unit"])


def again(turn: Turn, press: Press) -> None:
    """The present state of a unit whose button went stale."""
    _next(turn, press, press.args["unit"])


VERIFY = Duty(
    name="verify",
    hears=((words(r"(?:待)?核准(?P<unit>.{0,20})"), begin),),
    verbs={
        "verify.queue": lambda turn, _: show_queue(turn, turn.person),
        "verify.unit": open_unit,
        "verify.batch": batch,
        "verify.next": following,
        "verify.accept": accept_item,
        "verify.adjust": open_adjust,
        "verify.set": set_rule,
        "verify.finish": finish,
    },
    again={"verify.accept": again, "verify.adjust": again, "verify.finish": again},
)
