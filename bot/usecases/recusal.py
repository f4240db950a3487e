"""回避 (办法未规定): who steps aside, and who judges instead."""

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.words import alternates as said
from storage.records import Entry, Person


def name_alternate(act: Act, duty: str, person: Person) -> Entry:
    """The 组长 names who judges the units left out under `duty`: a common row's id, or "verify"."""
    return act.record("alternate.named", f"alternate:{duty}", payload={"person": person.id})


def declare_relation(act: Act, unit: str, reason: str = "") -> Entry:
    """The actor steps aside from every judgement of a unit from now on."""
    slot = f"relation:{act.actor.id}:{unit}"
    if act.current(slot) is not None:
        raise Mistaken(said.RECUSED_TWICE)
    return act.record("relation.declared", slot, unit=unit, reason=reason or None)
