"""举报: what somebody tells goes straight to 机关纪委; it is no score, and nobody else finds a word or a name of it."""

from dataclasses import replace

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.words import tips as said
from storage.records import Person, Role

PASSED = "tip.passed"


def receivers(act: Act) -> list[Person]:
    """Who gets it: 机关纪委 as the roster says, without the speaker; with nobody there the other way is named."""
    found = [one for one in act.desk.people.with_role(Role.DISCIPLINE) if one.id != act.actor.id]
    if not found:
        raise Mistaken(said.NOBODY)
    return found


def pass_on(act: Act) -> int:
    """Count one more: the journal keeps that 机关纪委 got something and its number, no word, no sender, no message."""
    to = receivers(act)
    number = len(act.desk.journal.currents(act.year, prefix="tip:", kinds={PASSED})) + 1
    quiet = replace(act, actor=to[0], message="tip")
    quiet.record(PASSED, f"tip:{act.desk.new_id()}", payload={"number": number})
    return number
