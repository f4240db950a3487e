"""裁定 (clause 八: 考核办 explains the method): numbered, told to all heads alike, shown wherever its clause is."""

from dataclasses import dataclass

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import rulings as said
from storage.records import Entry

PREFIX = "ruling:"
MADE, ENDED = "ruling.made", "ruling.ended"
CLAUSE = "八"
LONGEST = 200


@dataclass(frozen=True)
class On:
    """What a ruling is about: the id of an item, a row or a clause, its unit if it is one's alone, and its name."""

    id: str
    name: str
    unit: str | None = None


def rule(act: Act, on: On, text: str) -> Entry:
    """Explain a clause from now on, for everybody alike; nobody explains what concerns his own unit alone."""
    require(act, Deed.RULE, on.unit)
    if not 4 <= len(text.strip()) <= LONGEST:
        raise Mistaken(said.LENGTH.format(most=LONGEST))
    if any(one.payload["text"] == text.strip() for one in rulings(act, on.id)):
        raise Mistaken(said.SAID_ALREADY)
    number = len(act.desk.journal.currents(act.year, prefix=PREFIX)) + 1
    payload = {"number": number, "on": on.id, "name": on.name, "text": text.strip()}
    return act.record(MADE, f"{PREFIX}{number}", unit=on.unit, clause=CLAUSE, payload=payload)


def end_ruling(act: Act, number: int, reason: str) -> Entry:
    """A ruling no longer holds; what was decided under it stays as it is."""
    entry = act.current(f"{PREFIX}{number}")
    if entry is None or entry.kind != MADE:
        raise Mistaken(said.NO_SUCH.format(number=number))
    require(act, Deed.RULE, entry.unit)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    return act.record(ENDED, entry.slot, unit=entry.unit, clause=CLAUSE, reason=reason.strip(), payload=entry.payload)


def rulings(act: Act, on: str | None = None) -> list[Entry]:
    """The rulings in force, about one clause or all, oldest first."""
    found = act.desk.journal.currents(act.year, prefix=PREFIX, kinds={MADE})
    return sorted((one for one in found if on in (None, one.payload["on"])), key=lambda one: one.seq)


def rulings_on(act: Act, on: str) -> tuple[str, ...]:
    """The same as a card's line: one, or none."""
    found = rulings(act, on)
    told = (said.ON_CARD.format(number=one.payload["number"], text=one.payload["text"]) for one in found)
    return ("；".join(told),) if found else ()
