"""代评: the 组长 names who judges where the ordinary judge must step aside; 我要回避 declares a relation."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import judges_home, related_units
from bot.understanding.matching import squeeze, units_in
from bot.usecases.recusal import declare_relation, name_alternate
from bot.words import alternates as said
from storage.records import Person, Role


def name_one(turn: Turn, match: re.Match[str]) -> None:
    """代评 党建工作 某某: name the alternate of a row, or of 核准."""
    if Role.CHIEF not in turn.person.roles:
        raise NotAllowed(said.CHIEF_ONLY)
    what, who = match.group("what").strip(), match.group("who").strip()
    rows = [row for row in turn.scheme.commons if squeeze(what) in (squeeze(row.label), squeeze(row.id))]
    if not rows and what != "核准":
        named = "、".join(row.label for row in turn.scheme.commons)
        raise Mistaken(said.WHICH_ROW.format(rows=named))
    person = next((one for one in turn.act.desk.people.all() if one.name == who and one.active), None)
    if person is None:
        raise Mistaken(said.NOT_IN_ROSTER.format(name=who[:20]))
    _refuse_related(turn, rows[0].id if rows else "verify", what, person)
    name_alternate(turn.act, rows[0].id if rows else "verify", person)
    turn.say(said.NAMED.format(person=person.name, what=what))
    turn.tell(person, said.NAMED_TOLD.format(what=what))


def _refuse_related(turn: Turn, duty: str, what: str, person: Person) -> None:
    """Nobody is named for units he must step aside from himself."""
    both = judges_home(turn.act, duty) & related_units(turn.act, person)
    if both:
        units = "、".join(unit.short for unit in turn.scheme.units if unit.code in both)
        raise Mistaken(said.ALSO_RELATED.format(person=person.name, units=units, what=what))


def recuse(turn: Turn, match: re.Match[str]) -> None:
    """我要回避 单位: from now on the person judges nothing of that unit."""
    units = units_in(match.group("unit") or "", turn.scheme)
    if not units:
        raise Mistaken(said.WHICH_UNIT)
    if units[0].code in related_units(turn.act, turn.person):
        raise Mistaken(said.ALREADY_RECUSED.format(unit=units[0].name))
    declare_relation(turn.act, units[0].code)
    turn.whisper(said.RECUSED.format(unit=units[0].name))


ALTERNATES = Duty(
    name="alternates",
    hears=(
        (words(r"(?:指定)?代评\s*(?P<what>\S{2,10})\s+(?P<who>\S{2,20})"), name_one),
        (words(r"(?:我要)?回避(?P<unit>.{0,20})"), recuse),
    ),
)
