"""Who acts, when, from which message, inside which transaction: what every office verb is given first."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bot.clock import local_day
from scoring.scheme import Scheme
from storage.desk import Desk
from storage.records import Entry, NewEntry, Person


@dataclass(frozen=True)
class Act:
    """One person's act. `desk` is the open transaction, `message` the key of the message that caused it.

    代录: `recorder` writes down what `actor` did on paper, on the `grounds` of a signed sheet or minutes.
    """

    desk: Desk
    scheme: Scheme
    actor: Person
    message: str
    recorder: Person | None = None
    grounds: str = ""

    @property
    def year(self) -> int:
        """The appraisal year the scheme governs."""
        return self.scheme.year

    @property
    def now(self) -> datetime:
        """The moment of the act, in UTC."""
        return self.desk.now

    @property
    def today(self) -> date:
        """The calendar day of the act, in Shanghai."""
        return local_day(self.desk.now)

    def record(self, kind: str, slot: str, *, payload: dict[str, Any] | None = None, **about: Any) -> Entry:
        """Write one entry of the journal for this act; `about` are the further fields of an entry."""
        if self.recorder is not None:
            reason = "；".join(part for part in (self.grounds, about.get("reason")) if part)
            about |= {"on_behalf_of": self.actor.id, "reason": reason}
        entry = NewEntry(
            kind=kind,
            year=self.year,
            slot=slot,
            actor=(self.recorder or self.actor).id,
            message=self.message,
            payload=payload or {},
            **about,
        )
        return self.desk.journal.append(entry)

    def current(self, slot: str) -> Entry | None:
        """What the slot says now."""
        return self.desk.journal.current(self.year, slot)

    def version(self, slot: str) -> int:
        """How many times the slot has been set; 0 when never."""
        entry = self.current(slot)
        return entry.version if entry else 0

    def by(self, actor: Person) -> "Act":
        """The same moment and message, with another actor."""
        return replace(self, actor=actor)

    def on_behalf(self, person: Person, grounds: str) -> "Act":
        """The same moment and message: what `person` did, written down by the actor."""
        return replace(self, actor=person, recorder=self.actor, grounds=grounds)
