"""分工: who answers for which item of a unit and who helps; names the paper prints are confirmed here by the head."""

import re
from collections.abc import Sequence

from bot.conversation.briefs import brief
from bot.conversation.duty import Duty, words
from bot.conversation.hearing import scene_of
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import RUN_THE_YEAR, may_assign
from bot.understanding.matching import units_in
from bot.understanding.understand import understand
from bot.usecases.assign import named
from bot.usecases.imported import Printed, printed, take_over
from bot.usecases.responsible import Charge, charges_of
from bot.words import division as said
from cards.assign import DivisionItem, DivisionView, division_card
from cards.words import GROUP_PRIVATE
from scoring.scheme import Item, Unit
from storage.records import Person

MARKS = "的呀呢啊 ，。？?！!"


def division(turn: Turn, match: re.Match[str]) -> None:
    """分工, or 分工 房基处 for those who run the year."""
    if not turn.place.is_private:
        turn.say(GROUP_PRIVATE)
        return
    named_units = units_in(match.group("unit") or "", turn.scheme) if match.group("unit") else []
    codes = [named_units[0].code] if named_units else list(turn.person.units)
    if not codes:
        raise Mistaken(said.WHICH_UNIT.format(unit=turn.scheme.units[0].short))
    if any(code not in turn.person.units for code in codes) and not turn.person.roles & RUN_THE_YEAR:
        raise Mistaken(said.NOT_YOURS)
    for code in codes:
        _show(turn, turn.scheme.unit(code))


def _show(turn: Turn, unit: Unit) -> None:
    charges = list(charges_of(turn.act, unit.code).values())
    proposals = {one.item.id: one for one in printed(turn.act, unit)}
    may = may_assign(turn.act, unit.code)
    yes = None
    if may and any(one.responsible for one in proposals.values()):
        yes = turn.offer(said.CONFIRM, "division.take", unit=unit.code)
    view = DivisionView(
        unit=unit.name,
        items=tuple(_item(item, charges, proposals.get(item.id)) for item in unit.items if item.tasks),
        hint=said.TO_CHANGE.format(number=charges[0].number) if may and charges else "",
        yes=yes,
    )
    turn.show(division_card(view), f"division:{unit.code}")


def _item(item: Item, charges: Sequence[Charge], proposal: Printed | None) -> DivisionItem:
    """One item; its tasks one by one where they are in different hands."""
    own = [one for one in charges if one.item.id == item.id]
    hands = {(one.responsible, one.helpers) for one in own}
    lines = [_hands(own[0])] if len(hands) == 1 else [f"{one.name}：{_hands(one)}" for one in own]
    return DivisionItem(item=brief(item), lines=tuple(lines), note=_note(proposal) if proposal else "")


def _hands(charge: Charge) -> str:
    name = charge.responsible.name if charge.responsible else said.NOBODY
    helpers = said.HELPERS.format(names=_names(charge.helpers)) if charge.helpers else ""
    return said.RESPONSIBLE.format(name=name) + helpers


def _names(people: Sequence[Person]) -> str:
    return "、".join(one.name for one in people)


def _note(proposal: Printed) -> str:
    people = ([proposal.responsible] if proposal.responsible else []) + list(proposal.helpers)
    parts = [said.PRINTED.format(names=_names(people))] if people else []
    return "；".join([*parts, *(said.UNKNOWN.format(name=name) for name in proposal.unknown)])


def take(turn: Turn, press: Press) -> None:
    """The head confirms the printed names."""
    unit = turn.scheme.unit(press.args["unit"])
    entries = take_over(turn.act, unit)
    turn.settle(f"division:{unit.code}", said.CONFIRM)
    state = list(charges_of(turn.act, unit.code).values())
    turn.say(said.CONFIRMED.format(count=len(entries), number=state[0].number))
    items = {entry.item for entry in entries}
    by_person: dict[str, list[Charge]] = {}
    for one in (one for one in state if one.item.id in items and one.responsible not in (None, turn.person)):
        by_person.setdefault(one.responsible.id if one.responsible else "", []).append(one)
    for person_id, many in by_person.items():
        person = turn.act.desk.people.get(person_id)
        if person is not None:
            turn.tell(person, said.TOLD.format(by=turn.person.name, unit=unit.short, what=named(many)))


def again(turn: Turn, press: Press) -> None:
    """How it is divided now."""
    _show(turn, turn.scheme.unit(press.args["unit"]))


def whose(turn: Turn, match: re.Match[str]) -> None:
    """3.2 谁负责: the hands one task or item of the own unit is in."""
    if not turn.place.is_private:
        turn.say(GROUP_PRIVATE)
        return
    slots = understand(f"{match['before']}{match['after'].strip(MARKS)}", scene_of(turn)).slots
    target = slots.task or slots.item
    charges = [one for one in charges_of(turn.act).values() if target in (one.task.id, one.item.id)]
    if not charges:
        own = turn.scheme.unit(turn.person.units[0]) if turn.person.units else turn.scheme.units[0]
        raise Mistaken(said.WHICH_ITEM.format(seq=own.items[0].seq, label=own.items[0].label))
    if charges[0].unit.code not in turn.person.units and not turn.person.roles & RUN_THE_YEAR:
        raise Mistaken(said.NOT_YOURS)
    held = _item(charges[0].item, charges, None)
    lines = [named(charges) + "：" + held.lines[0]] if len(held.lines) == 1 else list(held.lines)
    turn.say("\n".join(lines))


DIVISION = Duty(
    name="division",
    hears=(
        (words(r"(?P<before>.{0,30}?)(?:现在)?(?:是|由|归)?谁(?:在|来)?(?:负责|牵头|办)的?(?P<after>.{0,30})"), whose),
        (words(r"(?:看)?(?:分工表?|责任人名单|责任分工)\s*(?P<unit>.{0,12})"), division),
    ),
    verbs={"division.take": take},
    again={"division.take": again},
)
