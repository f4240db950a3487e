"""Shorthand of the storage tests: a clock to move; frames, entries and letters filled in but for the point."""

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.desk import Desk
from storage.records import Arrival, Entry, Letter, NewEntry
from storage.store import Store

NOON = datetime(2022, 6, 1, 4, 0, tzinfo=UTC)


class MovableClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def moves(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


def frame(key: str, lane: str = "u1", body: bytes = b"{}") -> Arrival:
    """A frame as the gateway hands it over."""
    return Arrival(key=key, lane=lane, topic="/v1.0/im/bot/messages/get", body=body, received_at=NOON)


def says(slot: str, value: Any = 1, **more: Any) -> NewEntry:
    """An entry that sets a slot."""
    return NewEntry(
        **{"kind": "self.declared", "year": 2022, "actor": "p1", "payload": {"value": value}, **more, "slot": slot}
    )


def text_to(userid: str, text: str, key: str | None = None) -> Letter:
    """A line of text for a person."""
    return Letter(to=f"user:{userid}", kind="text", body={"text": text}, key=key)


async def append(store: Store, *entries: NewEntry) -> list[Entry]:
    """Write entries, all in one transaction."""

    def work(desk: Desk) -> list[Entry]:
        return [desk.journal.append(entry) for entry in entries]

    return await store.write(work)


async def inbox_counts(store: Store) -> dict[str, int]:
    """How many frames are in each state."""
    return await store.read(lambda desk: desk.inbox.counts())
