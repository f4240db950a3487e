"""Asks one thing after another of the real conversation, each in a transaction that is taken back."""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from bot.conversation.hub import Hub
from bot.gateway.dingtalk.frames import ROBOT
from cards.face import Face
from cards.render import lines_of
from storage.desk import Desk
from storage.journal import Journal
from storage.outbox import KEYED, Outbox
from storage.people import People
from storage.records import Entry, InboxRow, Letter, NewEntry, Person, Role, ShownCard
from storage.shown import Shown

AT = datetime(2022, 5, 9, 1, 0, tzinfo=UTC)
Heard = list[tuple[str, str]]
"""What was said to whom."""


class Asker:
    """Puts sentences to the hub over one open desk and hears everything that would leave, long cards to their end."""

    def __init__(self, desk: Desk, hub: Hub) -> None:
        self._desk, self._hub = desk, hub
        self.heard: Heard = []
        desk.outbox = _Ears(desk, self.heard)
        desk.shown = _Eyes(desk, self.heard)
        desk.journal = _Memory(desk)
        desk.people = _Faces(desk)

    def ask(self, userid: str, said: str, group: str | None = None, *, follow: bool = False) -> Heard:
        """Say something; `follow` takes the first button of the answer as well."""
        self.heard.clear()
        undo = self._desk.connection.begin_nested()
        self._hub.work(self._desk, _row(userid, said, group))
        latest = self._desk.shown.latest(f"user:{userid}") if follow else None
        if latest is not None and latest.args["codes"]:
            self._hub.work(self._desk, _row(userid, latest.args["codes"][0], None))
        undo.rollback()
        return list(self.heard)


def _row(userid: str, said: str, group: str | None) -> InboxRow:
    body: dict[str, Any] = {"msgtype": "text", "text": {"content": said}, "conversationType": "2" if group else "1"}
    if group:
        body |= {"conversationId": group, "conversationTitle": group}
    raw = json.dumps(body, ensure_ascii=False).encode()
    return InboxRow(key="test", lane=userid, topic=ROBOT, body=raw, received_at=AT, id=1)


class _Ears(Outbox):
    """Hears letters instead of keeping them; what a card says is seen, whole, as it is shown."""

    def __init__(self, desk: Desk, heard: Heard) -> None:
        super().__init__(desk)
        self._heard = heard

    def put(self, letter: Letter) -> None:
        if letter.kind not in KEYED:
            self._heard.append((letter.to, json.dumps(letter.body, ensure_ascii=False)))


class _Eyes(Shown):
    """Sees whole cards, all pages of them."""

    def __init__(self, desk: Desk, heard: Heard) -> None:
        super().__init__(desk)
        self._heard = heard

    def add(self, card: ShownCard) -> None:
        self._see(card.to, card.args)
        super().add(card)

    def bump(self, out_track_id: str, args: dict[str, Any]) -> ShownCard:
        changed = super().bump(out_track_id, args)
        self._see(changed.to, args)
        return changed

    def _see(self, to: str, args: dict[str, Any]) -> None:
        face = Face.model_validate(args["face"])
        labels = [button.label for button in face.offered]
        self._heard.append((to, "\n".join([face.title, *lines_of(face), face.status, *labels])))


class _Memory(Journal):
    """Reads what stands still only once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._known: dict[Any, Any] = {}

    def append(self, new: NewEntry) -> Entry:
        self._known.clear()
        return super().append(new)

    def current(self, year: int, slot: str) -> Entry | None:
        key = ("current", year, slot)
        if key not in self._known:
            self._known[key] = super().current(year, slot)
        found: Entry | None = self._known[key]
        return found

    def currents(
        self, year: int, *, prefix: str = "", unit: str | None = None, kinds: Collection[str] | None = None
    ) -> list[Entry]:
        key = ("currents", year, prefix, unit, frozenset(kinds) if kinds is not None else None)
        if key not in self._known:
            self._known[key] = super().currents(year, prefix=prefix, unit=unit, kinds=kinds)
        return list(self._known[key])

    def entries(self, year: int, *, unit: str | None = None, prefix: str = "") -> list[Entry]:
        key = ("entries", year, unit, prefix)
        if key not in self._known:
            self._known[key] = super().entries(year, unit=unit, prefix=prefix)
        return list(self._known[key])


class _Faces(People):
    """Looks everybody up only once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._everybody: list[Person] = super().all()

    def all(self) -> list[Person]:
        return list(self._everybody)

    def by_userid(self, userid: str) -> Person | None:
        return next((one for one in self._everybody if one.userid == userid), None)

    def get(self, person_id: str) -> Person | None:
        return next((one for one in self._everybody if one.id == person_id), None)

    def with_role(self, role: Role, unit: str | None = None) -> list[Person]:
        found = [one for one in self._everybody if one.active and role in one.roles]
        return [one for one in found if unit is None or unit in one.units]
