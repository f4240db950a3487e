"""3.2 给小王: who is meant is found in the unit's roster, what was understood is echoed, then the two hand over."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.conversation.briefs import brief
from bot.conversation.duty import Duty
from bot.conversation.handover import start
from bot.conversation.hearing import scene_of
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.intents import Heard, Intent, Slots
from bot.understanding.people import MYSELF, NEWCOMER, REFUSED, Meant, group_of, people_in, roles_in
from bot.understanding.understand import understand
from bot.usecases.assign import Change, add_helpers, charges_in, giving, helping, named, tasks_in
from bot.usecases.responsible import Charge, charges_of, tasks_of
from bot.usecases.staffing import staffing
from bot.words import assign as said
from cards.assign import ChangeView, change_card
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.words import GROUP_PRIVATE
from scoring.scheme import CommonItem, Unit
from storage.records import Person, Role

CHOICES = 3
NUMBER = re.compile(r"\d{1,2}[.．]\d{1,2}|第[一二三四五六七八九十\d]{1,3}[项条]")
IN_A_ROW = re.compile(rf"(?:{NUMBER.pattern})(?:\s*[、,，和及与]\s*(?:{NUMBER.pattern}))+")
"""Several numbers side by side."""
OWN = ("我的任务", "我的事", "我手上", "我名下", "全部", "所有", "手头")


def assign(turn: Turn, heard: Heard) -> None:
    """Understand which tasks go to whom, and ask whether that is right."""
    if not turn.place.is_private:
        turn.say(GROUP_PRIVATE)
        return
    require(turn.act, Deed.ASSIGN)
    if REFUSED.search(heard.text):
        turn.say(said.NOT_CHANGED)
        return
    charges = charges_in(turn.act, _tasks_meant(turn, _without_names(turn, heard)))
    unit, parts = charges[0].unit, roles_in(heard.text)
    to = _meant(turn, unit, parts.responsible)
    helpers = _meant(turn, unit, parts.helping)
    if not to.people and not helpers.people:
        _nobody_found(turn, charges, to if parts.responsible else helpers, heard.text)
        return
    _ask_or_echo(turn, charges, to, helpers)


def _without_names(turn: Turn, heard: Heard) -> Heard:
    """The sentence as it reads without the names in it: a unit inside somebody's name is not the unit meant."""
    meant = people_in(heard.text, [one for one in turn.act.desk.people.all() if one.active])
    if not meant.whole or Role.OFFICE in turn.person.roles:
        return heard
    bare = heard.text
    for one in meant.people:
        bare = bare.replace(one.name, said.SOMEBODY)
    again = understand(bare, scene_of(turn))
    return replace(heard, slots=again.slots) if again.slots.item else heard


def _tasks_meant(turn: Turn, heard: Heard) -> tuple[str, ...]:
    """The tasks a sentence is about: those it names, all of the speaker's own, or all of the unit he heads."""
    targets = _targets(turn, heard)
    if targets:
        return tuple(dict.fromkeys(task for slots in targets for task in _tasks_of(turn, slots)))
    mine = [one for one in tasks_of(turn.act, turn.person) if one.responsible == turn.person]
    everything = any(word in heard.text for word in OWN)
    if everything and not mine and Role.HEAD in turn.person.roles:
        mine = list(charges_of(turn.act, turn.person.units[0]).values())
    if everything and mine:
        return tuple(one.task.id for one in mine if one.unit == mine[0].unit)
    raise Mistaken(_which_task(turn, mine))


def _targets(turn: Turn, heard: Heard) -> list[Slots]:
    """The tasks or items a sentence names: several when their numbers stand in a row, 3.2、3.3 or 第二项和第四项."""
    row = IN_A_ROW.search(heard.text)
    if row is None:
        return [heard.slots] if heard.slots.task or heard.slots.item else []
    unit = turn.scheme.unit(heard.slots.unit).short if heard.slots.unit else ""
    each = [understand(f"规则 {unit}{number}", scene_of(turn)).slots for number in NUMBER.findall(row.group())]
    if not all(one.task or one.item for one in each):
        raise Mistaken(said.WHICH_TASK_BARE)
    return each


def _tasks_of(turn: Turn, slots: Slots) -> tuple[str, ...]:
    """The tasks of one target; refused where it is common work."""
    marked = turn.scheme.marked(slots.item) if slots.item and not slots.task else None
    if isinstance(marked, CommonItem):
        raise Mistaken(said.COMMON_WORK.format(label=marked.label))
    return tasks_in(turn.scheme, slots.task or slots.item or "")[1]


def _which_task(turn: Turn, mine: Sequence[Charge]) -> str:
    """The question which task is meant, with an example of the person's own."""
    own = list(mine) or list(charges_of(turn.act, *turn.person.units).values())
    others = _candidates(turn, own[0].unit, ()) if own else []
    if not own or not others:
        return said.WHICH_TASK_BARE
    return said.WHICH_TASK.format(number=own[0].number, name=others[0].name, seq=own[0].item.seq)


def _meant(turn: Turn, unit: Unit, words: str) -> Meant:
    """Whom of a unit the words name; 全体 and 班子成员 are everybody they stand for."""
    if MYSELF.search(words):
        return Meant((turn.person,), sure=True)
    active = [one for one in turn.act.desk.people.all() if one.active]
    people = [one for one in active if unit.code in one.units]
    meant = _by_name(unit, people_in(words, active)) or people_in(words, people)
    group = group_of(words, staffing(turn.act).workers(unit.code))
    if not meant.people and group:
        return Meant(tuple(group), sure=True)
    if not meant.people and words and NEWCOMER.search(words):
        late = _newcomers(turn, unit)
        return Meant(late, sure=len(late) == 1, said=words)
    return meant


def _by_name(unit: Unit, meant: Meant) -> Meant | None:
    """Whom whole names mean, those of the unit first; refused when they are all of another unit."""
    here = tuple(one for one in meant.people if unit.code in one.units)
    if not meant.whole:
        return None
    if not here:
        raise Mistaken(said.OTHER_UNIT.format(name=meant.people[0].name, unit=unit.short))
    return replace(meant, people=here, sure=len({one.name for one in here}) == len(here))


def _newcomers(turn: Turn, unit: Unit) -> tuple[Person, ...]:
    """Who came into the roster after its first day and belongs to the unit, the latest first."""
    added = turn.act.desk.journal.currents(turn.act.year, prefix="person:", kinds={"roster.added"})
    first = min((entry.at for entry in added), default=turn.act.now)
    late = [entry.slot.removeprefix("person:") for entry in reversed(added) if entry.at > first]
    people = {one.id: one for one in turn.act.desk.people.in_unit(unit.code)}
    return tuple(people[one] for one in late if one in people)


def _nobody_found(turn: Turn, charges: Sequence[Charge], meant: Meant, text: str) -> None:
    """Nobody of the unit is meant: say why, and offer those who could be."""
    unit, number = charges[0].unit, charges[0].number
    if NEWCOMER.search(text):
        raise Mistaken(said.NOT_IN_ROSTER.format(unit=unit.short, number=number))
    others = _candidates(turn, unit, charges)
    if not others:
        raise Mistaken(said.NOBODY_ELSE.format(unit=unit.short))
    if not meant.said:
        question = said.WHO.format(what=named(charges), number=number, name=others[0].name)
    else:
        question = said.UNKNOWN_NAME.format(unit=unit.short, said=meant.said)
    _offer_people(turn, charges, question, others, as_helper=False)


def _candidates(turn: Turn, unit: Unit, charges: Iterable[Charge]) -> list[Person]:
    """Who else of the unit could take the tasks, staff before heads."""
    holders = {one.responsible.id for one in charges if one.responsible}
    workers = [one for one in staffing(turn.act).workers(unit.code) if one.id not in {*holders, turn.person.id}]
    return sorted(workers, key=lambda one: Role.STAFF not in one.roles)


def _ask_or_echo(turn: Turn, charges: Sequence[Charge], to: Meant, helpers: Meant) -> None:
    """Echo what is clear; who cannot be told apart is asked for first."""
    everybody = len(to.people) > 1 and to.sure
    unclear = to if to.people and not to.sure else helpers if helpers.people and not helpers.sure else None
    if unclear is not None:
        question = said.WHO_OF_THESE.format(unit=charges[0].unit.short)
        question = said.NEWCOMERS if NEWCOMER.search(unclear.said or "") else question
        known = {"to": to.only.id if to.only else "", "helpers": [one.id for one in helpers.people if helpers.sure]}
        _offer_people(turn, charges, question, unclear.people, as_helper=unclear is helpers, **known)
        return
    first = to.people[0] if everybody else to.only
    rest = [one for one in (*to.people, *helpers.people) if one != first]
    echo(turn, [one.task.id for one in charges], first, rest)


def _offer_people(
    turn: Turn, charges: Sequence[Charge], question: str, people: Sequence[Person], *, as_helper: bool, **known: object
) -> None:
    tasks = [one.task.id for one in charges]
    buttons = []
    for one in people[:CHOICES]:
        to = known.get("to", "") if as_helper else one.id
        helpers = [one.id] if as_helper else known.get("helpers", [])
        label = _told_apart(one, people, turn)
        buttons.append(turn.offer(label, "assign.who", tasks=tasks, taker=to, helpers=helpers))
    turn.show(notice_card(NoticeView(title=said.TITLE, lines=(question,), buttons=_main_first(buttons))))


def _main_first(buttons: Sequence[Button]) -> tuple[Button, ...]:
    return (*(one.as_main() for one in buttons[:1]), *buttons[1:])


def _told_apart(person: Person, people: Sequence[Person], turn: Turn) -> str:
    """A person's name; with his account where another of the same name is offered too."""
    same = [one for one in people if one.name == person.name]
    return f"{person.name}（{person.userid}）" if len(same) > 1 else person.name


def who(turn: Turn, press: Press) -> None:
    """The person was chosen: echo the whole."""
    people = {one.id: one for one in turn.act.desk.people.all()}
    to = people.get(press.args["taker"] or "")
    echo(turn, press.args["tasks"], to, [people[one] for one in press.args["helpers"]])


def echo(turn: Turn, tasks: Sequence[str], to: Person | None, helpers: Sequence[Person]) -> None:
    """Show what would happen, with the one button that does it."""
    changes = _changes(turn, tasks, to, helpers)
    args: dict[str, Any] = {
        "tasks": list(tasks),
        "taker": to.id if to else "",
        "helpers": [one.id for one in helpers],
        "old": [one.id for change in changes if change.to for one in change.givers],
    }
    charges = tuple({one.task.id: one for change in changes for one in change.charges}.values())
    items = {one.item.id: brief(one.item) for one in charges}
    view = ChangeView(
        title=said.TITLE if to else said.TITLE_HELP,
        items=tuple(items.values()),
        effects=tuple(line for change in changes for line in _effects(turn, change)),
        yes=turn.offer(said.YES, "assign.do", **args),
        no=turn.offer(said.NO, "assign.leave", **args),
    )
    turn.show(change_card(view), _subject(turn))


def _changes(turn: Turn, tasks: Sequence[str], to: Person | None, helpers: Sequence[Person]) -> list[Change]:
    """What was asked, as at most two changes; who gives a task away may be among those who then help with it."""
    others = tuple(one for one in helpers if to is None or one.id != to.id)
    if to is None:
        return [helping(turn.act, tasks, others)]
    given = replace(giving(turn.act, tasks, to), helpers=others)
    now = [one for one in others if one not in given.givers]
    return [given, *([helping(turn.act, tasks, now)] if now else [])]


def _subject(turn: Turn) -> str:
    return f"assigning:{turn.person.id}"


def _effects(turn: Turn, change: Change) -> list[str]:
    """What a change does, line by line: who from whom, and who has to tap."""
    if change.to is None:
        return [said.EFFECT_HELP.format(what=change.what, new="、".join(one.name for one in change.helpers))]
    old, new = "、".join(one.name for one in change.givers) or said.NOBODY, change.to.name
    if change.to == turn.person:
        taps = said.EFFECT_OWN_TAP
    else:
        taps = said.EFFECT_ONE_TAP if change.givers == (turn.person,) else said.EFFECT_TAPS
    return [said.EFFECT.format(what=change.what, old=old, new=new), taps.format(old=old, new=new)]


def do(turn: Turn, press: Press) -> None:
    """It was understood rightly: helpers are added, and what moves goes to both persons as one card."""
    people = {one.id: one for one in turn.act.desk.people.all()}
    to = people.get(press.args["taker"] or "")
    changes = _changes(turn, press.args["tasks"], to, [people[one] for one in press.args["helpers"]])
    for change in changes:
        if change.to is not None and [one.id for one in change.givers] != press.args["old"]:
            now = "、".join(one.name for one in change.givers)
            raise Mistaken(said.CHANGED.format(what=change.what, name=now))
    turn.settle(_subject(turn), said.YES)
    for change in changes:
        if change.to is None:
            _add(turn, change)
        else:
            start(turn, change)


def _add(turn: Turn, change: Change) -> None:
    """Add the helpers and tell them."""
    add_helpers(turn.act, change)
    names = "、".join(one.name for one in change.helpers)
    responsible = "、".join(one.name for one in change.givers)
    turn.say(said.HELPER_ADDED.format(what=change.what, new=names))
    for one in change.helpers:
        if one != turn.person:
            told = said.HELPER_TOLD.format(by=turn.person.name, what=change.what, name=responsible)
            turn.tell(one, told)


def leave(turn: Turn, press: Press) -> None:
    """It was not meant so."""
    turn.settle(_subject(turn), said.NO)
    turn.say(said.NOT_CHANGED)


def again(turn: Turn, press: Press) -> None:
    """A change that was made or dropped meanwhile: who answers now."""
    charges = [one for one in charges_of(turn.act).values() if one.task.id in press.args["tasks"]]
    names = "、".join(dict.fromkeys(one.responsible.name for one in charges if one.responsible))
    turn.say(said.NOW.format(what=named(charges), name=names or said.NOBODY))


ASSIGN = Duty(
    name="assign",
    intents={Intent.ASSIGN: assign},
    verbs={"assign.who": who, "assign.do": do, "assign.leave": leave},
    again={"assign.do": again, "assign.leave": again, "assign.who": again},
)
