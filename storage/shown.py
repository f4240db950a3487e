"""The cards people have in front of them, so that every copy can follow what happens."""

from typing import Any

from sqlalchemy import ColumnElement, RowMapping, ScalarSelect, Select, func, insert, select, update

from storage import tables as t
from storage.records import ShownCard
from storage.shelf import Shelf, from_json, to_json


class Shown(Shelf):
    """The shown cards of one organisation, inside one transaction."""

    def add(self, card: ShownCard) -> None:
        """Remember a card that is being shown."""
        self.connection.execute(
            insert(t.shown).values(
                org=self.org, out_track_id=card.out_track_id, recipient=card.to, kind=card.kind,
                subject=card.subject, args=to_json(card.args), version=card.version, place=self._next_place(card.to),
            )
        )  # fmt: skip

    def get(self, out_track_id: str) -> ShownCard | None:
        """The card of this id."""
        row = self.connection.execute(self._where(t.shown.c.out_track_id == out_track_id)).mappings().one_or_none()
        return _card(row) if row else None

    def of(self, *subjects: str) -> list[ShownCard]:
        """All copies of the cards about these subjects."""
        rows = self.connection.execute(self._where(t.shown.c.subject.in_(subjects))).mappings()
        return [_card(row) for row in rows]

    def with_buttons(self, to: str) -> list[ShownCard]:
        """The cards a recipient has that still offer something."""
        rows = self.connection.execute(self._where(t.shown.c.recipient == to)).mappings()
        return [card for card in map(_card, rows) if card.args.get("codes")]

    def latest(self, to: str) -> ShownCard | None:
        """The card that was shown last to a recipient: what a typed number answers."""
        query = self._where(t.shown.c.recipient == to).order_by(t.shown.c.place.desc()).limit(1)
        row = self.connection.execute(query).mappings().one_or_none()
        return _card(row) if row else None

    def bump(self, out_track_id: str, args: dict[str, Any]) -> ShownCard:
        """Give a card its next version and content; a changed card is the latest again."""
        changed = self.keep(out_track_id, args)
        self._set(out_track_id, place=self._next_place(changed.to))
        return changed

    def turn_to(self, out_track_id: str, subject: str) -> None:
        """A card goes on to another subject."""
        self._set(out_track_id, subject=subject)

    def keep(self, out_track_id: str, args: dict[str, Any]) -> ShownCard:
        """Give a card its next version where it stands: what came after it stays the latest."""
        old = self.get(out_track_id)
        if old is None:
            raise KeyError(out_track_id)
        self._set(out_track_id, args=to_json(args), version=old.version + 1)
        return old.model_copy(update={"args": args, "version": old.version + 1})

    def _set(self, out_track_id: str, **values: Any) -> None:
        same = (t.shown.c.org == self.org) & (t.shown.c.out_track_id == out_track_id)
        self.connection.execute(update(t.shown).where(same).values(values))

    def _next_place(self, to: str) -> ScalarSelect[int]:
        latest = select(func.coalesce(func.max(t.shown.c.place), 0) + 1)
        return latest.where(t.shown.c.org == self.org, t.shown.c.recipient == to).scalar_subquery()

    def _where(self, condition: ColumnElement[bool]) -> Select[Any]:
        return select(t.shown).where(t.shown.c.org == self.org).where(condition)


def _card(row: RowMapping) -> ShownCard:
    return ShownCard(
        out_track_id=row["out_track_id"], to=row["recipient"], kind=row["kind"], subject=row["subject"],
        args=from_json(row["args"]), version=row["version"],
    )  # fmt: skip
