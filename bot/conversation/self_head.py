"""自评 before its head: handed in, confirmed in one tap, given back as a whole or item by item, opened again."""

import re
from collections.abc import Iterable

from bot.conversation.briefs import brief, taken
from bot.conversation.claims_told import claims_told
from bot.conversation.self_items import slot_of
from bot.conversation.self_sheet import CLAUSE, day_of
from bot.conversation.self_summary import summary_line
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.intents import Heard
from bot.understanding.matching import units_in
from bot.usecases.self_assess import seqs, submit
from bot.usecases.self_head import Change, changes_since_last, confirm, deed_of, give_back, reopen, returns_in
from bot.usecases.self_state import SelfState, SelfStatus, answering, self_state
from bot.words import self_head as said
from cards.notices import NoticeView, notice_card
from cards.self_summary import ChangedItem, DeductedItem, HeadConfirmView, head_confirm_card
from scoring.scheme import Item
from storage.records import Entry, Person, Role


def hand_in(turn: Turn, press: Press) -> None:
    """Submit the whole; the unit's heads get the card to confirm or return."""
    unit = press.args["unit"]
    submit(turn.act, unit)
    about = (f"self:{unit}", *(slot_of(unit, item.id) for item in turn.scheme.unit(unit).items))
    turn.settle(about, "提交自评", said.FILLING, said.WAITED)
    heads = turn.act.desk.people.with_role(Role.HEAD, unit=unit)
    if not heads:
        _no_head(turn, unit)
        return
    for head in heads:
        show_head(turn, unit, head)
    turn.say(said.SUBMITTED.format(heads="、".join(head.name for head in heads)))


def _no_head(turn: Turn, unit: str) -> None:
    """A unit without a head: the office hears that nobody can confirm."""
    turn.say(said.NO_HEAD)
    for officer in turn.act.desk.people.office():
        turn.tell(officer, said.NO_HEAD_OFFICE.format(unit=turn.scheme.unit(unit).name))


def show_head(turn: Turn, unit: str, head: Person) -> None:
    """Show a head what waits for him: the whole, or after a return only what changed."""
    state = self_state(turn.act, unit)
    if state.last is None:
        return
    by = turn.act.desk.people.get(state.last.actor)
    slot = f"self-submit:{unit}"
    changes = changes_since_last(turn.act, state)
    view = HeadConfirmView(
        unit=turn.scheme.unit(unit).name,
        clause=CLAUSE,
        points=state.points,
        full=turn.scheme.part("task").points,
        by=by.name if by else "",
        at=state.last.at,
        deducted=_deducted(turn, state),
        unproven=tuple(_unproven(state, item) for item in state.items if _is_bare(state, item)),
        claims=claims_told(turn, unit),
        summary=summary_line(turn, unit),
        pending=tuple(
            said.PENDING.format(seq=one.seq, label=one.label, day=day_of(state.entries[one.id]))
            for one in state.pending
        ),
        changed=None if changes is None else tuple(_changed(turn, one) for one in changes),
        confirm=turn.offer("确认", "self.confirm", to=head, slot=slot, unit=unit),
        give_back=turn.offer("退回", "self.return", to=head, slot=slot, unit=unit),
    )
    turn.show_to(head, head_confirm_card(view), slot)


def _is_bare(state: SelfState, item: Item) -> bool:
    """Whether a head should look at what proves an item: papers are missing, and it was not put off."""
    return not state.proofs[item.id].is_whole and not state.is_pending(item)


def _unproven(state: SelfState, item: Item) -> str:
    reason = state.entries[item.id].reason
    told = said.EXPLAINED if reason else said.UNEXPLAINED
    return told.format(seq=item.seq, label=item.label, reason=reason)


def _deducted(turn: Turn, state: SelfState) -> tuple[DeductedItem, ...]:
    return tuple(
        DeductedItem(
            item=brief(item),
            points=state.entries[item.id].payload["points"],
            taken=taken(state.deductions(item.id), turn.scheme),
        )
        for item in state.items
        if state.deductions(item.id)
    )


def _changed(turn: Turn, change: Change) -> ChangedItem:
    before = change.old or change.new
    return ChangedItem(
        item=brief(change.item),
        old=before.payload["points"],
        new=change.new.payload["points"],
        taken=taken(change.new.payload["deductions"], turn.scheme),
        said=change.new.reason or "",
        papers=change.papers,
    )


def _waiting(turn: Turn) -> list[str]:
    """The units whose self-assessment waits for this head."""
    states = [self_state(turn.act, code) for code in turn.person.units]
    waiting = [one for one in states if one.status is SelfStatus.SUBMITTED]
    if not waiting:
        require(turn.act, Deed.CONFIRM_SELF)
        raise Mistaken(said.NONE_WAITS)
    for state in waiting:
        require(turn.act, deed_of(state), state.unit)
    return [state.unit for state in waiting]


def show_waiting(turn: Turn, _: re.Match[str]) -> None:
    """确认自评: what waits for this head."""
    for code in _waiting(turn):
        show_head(turn, code, turn.person)


def confirm_self(turn: Turn, press: Press) -> None:
    """The head confirms."""
    unit = press.args["unit"]
    confirm(turn.act, unit)
    turn.settle(f"self-submit:{unit}", "确认自评", said.WAITED, said.DONE)
    turn.say(said.CONFIRMED.format(unit=turn.scheme.unit(unit).name))
    _tell(turn, turn.act.desk.people.staff_of(unit), said.CONFIRMED_STAFF.format(head=turn.person.name))


def return_self(turn: Turn, press: Press) -> None:
    """The head returns the whole, or single items by number, with a reason."""
    _return(turn, press.args["unit"], press.need("reason", said.ASK_RETURN))


def return_by_words(turn: Turn, match: re.Match[str]) -> None:
    """退回 3、5：缺佐证, typed."""
    waiting = _waiting(turn)
    if len(waiting) > 1:
        raise Mistaken(said.WHICH_WAITS.format(count=len(waiting)))
    _return(turn, waiting[0], match.group("what"))


def _return(turn: Turn, unit: str, reason: str) -> None:
    give_back(turn.act, unit, reason)
    items = returns_in(reason, turn.scheme.unit(unit).items)
    which = f"退回第 {_seqs(turn, items)} 项" if items else "退回自评"
    turn.settle(f"self-submit:{unit}", which, said.WAITED, said.GIVEN_BACK)
    if items:
        _tell_responsible(turn, unit, items)
        return
    turn.say(said.RETURNED)
    told = said.RETURNED_STAFF.format(head=turn.person.name, reason=reason)
    _tell(turn, turn.act.desk.people.staff_of(unit), told)


def _seqs(turn: Turn, items: Iterable[str]) -> str:
    return seqs(turn.scheme.item(one) for one in items)


def _tell_responsible(turn: Turn, unit: str, items: dict[str, str]) -> None:
    """Only who answers for a returned item hears of it."""
    who = answering(turn.act, unit)
    people = {person.id: person for one in items for person in who.of(turn.scheme.item(one))}
    for person in people.values():
        own = [turn.scheme.item(one) for one in items if person in who.of(turn.scheme.item(one))]
        _ask_to_change(turn, unit, person, {item: items[item.id] for item in own})
    names = "、".join(person.name for person in people.values())
    turn.say(said.RETURNED_ITEMS.format(seqs=_seqs(turn, items), who=names))


def _ask_to_change(turn: Turn, unit: str, person: Person, items: dict[Item, str]) -> None:
    """Tell a person what to change and why, with the buttons that open it."""
    view = NoticeView(
        title=said.RETURNED_TITLE.format(seqs=seqs(items)),
        lines=tuple(said.RETURNED_LINE.format(seq=one.seq, label=one.label, reason=items[one]) for one in items),
        buttons=tuple(
            turn.offer(f"改第 {one.seq} 项", "self.item", to=person, unit=unit, item=one.id) for one in items
        ),
        foot=said.RETURNED_FOOT,
    )
    turn.show_to(person, notice_card(view), f"self:{unit}")


def reopen_by_words(turn: Turn, match: re.Match[str]) -> None:
    """重开自评: the head his own unit's, the office one it names, with a reason behind a colon."""
    named, _, reason = match.group("what").replace(":", "：").partition("：")
    start_reopening(turn, named, reason)


def start_reopening(turn: Turn, named: str, reason: str = "") -> None:
    """Open a unit's self-assessment again; asks for the reason where it was not said."""
    units = [unit.code for unit in units_in(named, turn.scheme)] if named.strip() else []
    if not units and Role.HEAD in turn.person.roles:
        units = list(turn.person.units)
    if len(units) != 1:
        raise Mistaken(said.REOPEN_WHICH)
    turn.start(Press("self.reopen", {"unit": units[0]}, {"reason": reason}))


def reopen_self(turn: Turn, press: Press) -> None:
    """Open it again and tell everyone concerned: staff, heads, and the office when it had it."""
    unit = press.args["unit"]
    was = self_state(turn.act, unit)
    entry = reopen(turn.act, unit, press.need("reason", said.ASK_REOPEN))
    turn.settle(f"self-submit:{unit}", "重新打开自评", str(was.status), said.FILLING)
    name = turn.scheme.unit(unit).name
    turn.say(said.REOPENED.format(unit=name))
    told = said.REOPENED_ALL.format(who=turn.person.name, unit=name, reason=entry.reason)
    _tell(turn, _concerned(turn, unit, entry), told)


def _concerned(turn: Turn, unit: str, reopened: Entry) -> list[Person]:
    people = turn.act.desk.people
    office = people.office() if reopened.payload["was"] == SelfStatus.CONFIRMED.name else []
    return list({one.id: one for one in [*people.staff_of(unit), *people.heads_of(unit), *office]}.values())


def _tell(turn: Turn, people: Iterable[Person], text: str) -> None:
    for person in people:
        if person.id != turn.person.id:
            turn.tell(person, text)


def correct(turn: Turn, heard: Heard) -> None:
    """更正: who may open the self-assessment again; its head is asked why at once."""
    unit = heard.slots.unit or next(iter(turn.person.units), None)
    state = self_state(turn.act, unit) if unit else None
    if state is None:
        raise Mistaken(said.CORRECT_WHAT)
    if state.is_open:
        turn.say(said.STILL_OPEN.format(status=state.status))
    elif Role.HEAD in turn.person.roles or Role.OFFICE in turn.person.roles:
        start_reopening(turn, turn.scheme.unit(heard.slots.unit).name if heard.slots.unit else "")
    else:
        turn.say(said.ASK_HEAD)


def again_head(turn: Turn, press: Press) -> None:
    """What became of it, for a head whose button went stale."""
    state = self_state(turn.act, press.args["unit"])
    if state.status is SelfStatus.SUBMITTED:
        show_head(turn, press.args["unit"], turn.person)
    else:
        turn.say(said.NOTHING_WAITS.format(status=state.status))
