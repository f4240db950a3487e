"""自评 before its head: handed in, confirmed in one tap, or given back with a reason."""

import re

from bot.conversation.briefs import brief, taken
from bot.conversation.self_sheet import CLAUSE
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.self_assess import confirm, give_back, submit
from bot.usecases.self_state import SelfStatus, self_state
from bot.words import self_assess as said
from cards.self_summary import DeductedItem, HeadConfirmView, head_confirm_card
from cards.words import stamp
from storage.records import Role


def hand_in(turn: Turn, press: Press) -> None:
    """Submit the whole; the unit's heads get the card to confirm or return."""
    unit = press.args["unit"]
    submit(turn.act, unit)
    turn.settle(f"self:{unit}", stamp(turn.person.name, turn.act.now, "提交自评"))
    heads = turn.act.desk.people.with_role(Role.HEAD, unit=unit)
    if not heads:
        _no_head(turn, unit)
        return
    for head in heads:
        _show_head(turn, unit, head.id)
    turn.say(said.SUBMITTED.format(heads="、".join(head.name for head in heads)))


def _no_head(turn: Turn, unit: str) -> None:
    """A unit without a head: the office hears that nobody can confirm."""
    turn.say(said.NO_HEAD)
    for officer in turn.act.desk.people.office():
        turn.tell(officer, said.NO_HEAD_OFFICE.format(unit=turn.scheme.unit(unit).name))


def _show_head(turn: Turn, unit: str, head_id: str) -> None:
    head = turn.act.desk.people.get(head_id)
    state = self_state(turn.act, unit)
    if head is None or state.last is None:
        return
    deducted = tuple(
        DeductedItem(
            item=brief(item),
            points=state.entries[item.id].payload["points"],
            taken=taken(state.deductions(item.id), turn.scheme),
        )
        for item in state.items
        if state.deductions(item.id)
    )
    by = turn.act.desk.people.get(state.last.actor)
    slot = f"self-submit:{unit}"
    view = HeadConfirmView(
        unit=turn.scheme.unit(unit).name,
        clause=CLAUSE,
        points=state.points,
        full=turn.scheme.part("task").points,
        by=by.name if by else "",
        at=state.last.at,
        deducted=deducted,
        unproven=tuple(item.label for item in state.items if not state.proofs[item.id].papers),
        confirm=turn.offer("确认", "self.confirm", to=head, slot=slot, unit=unit),
        give_back=turn.offer("退回", "self.return", to=head, slot=slot, unit=unit),
    )
    turn.show_to(head, head_confirm_card(view), slot)


def show_waiting(turn: Turn, _: re.Match[str]) -> None:
    """确认自评: what waits for this head."""
    require(turn.act, Deed.CONFIRM_SELF)
    waiting = [code for code in turn.person.units if self_state(turn.act, code).status is SelfStatus.SUBMITTED]
    if not waiting:
        raise Mistaken(said.NONE_WAITS)
    for code in waiting:
        _show_head(turn, code, turn.person.id)


def confirm_self(turn: Turn, press: Press) -> None:
    """The head confirms."""
    unit = press.args["unit"]
    confirm(turn.act, unit)
    turn.settle(f"self-submit:{unit}", stamp(turn.person.name, turn.act.now, "确认自评"))
    turn.say(said.CONFIRMED.format(unit=turn.scheme.unit(unit).name))
    _tell_staff(turn, unit, said.CONFIRMED_STAFF.format(head=turn.person.name))


def return_self(turn: Turn, press: Press) -> None:
    """The head returns it with a reason; staff hear it privately."""
    unit = press.args["unit"]
    reason = press.need("reason", said.ASK_RETURN)
    give_back(turn.act, unit, reason)
    turn.settle(f"self-submit:{unit}", stamp(turn.person.name, turn.act.now, "退回自评"))
    turn.say(said.RETURNED)
    _tell_staff(turn, unit, said.RETURNED_STAFF.format(head=turn.person.name, reason=reason))


def _tell_staff(turn: Turn, unit: str, text: str) -> None:
    for person in turn.act.desk.people.with_role(Role.STAFF, unit=unit):
        if person.id != turn.person.id:
            turn.tell(person, text)
