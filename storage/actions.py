"""Short codes: what a tap, a link or five typed characters stand for."""

from typing import Any

from sqlalchemy import select

from storage import tables as t
from storage.records import Action
from storage.shelf import Shelf, from_json, insert_new, to_json

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 5


class Actions(Shelf):
    """The codes of one organisation, inside one transaction."""

    def mint(
        self,
        person: str,
        verb: str,
        args: dict[str, Any],
        *,
        slot: str | None = None,
        version: int | None = None,
        label: str = "",
    ) -> str:
        """A fresh code bound to a person, a verb and, with `slot`, to the slot's present version."""
        while True:
            code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in self.desk.random(LENGTH))
            row = {
                "org": self.org, "code": code, "person": person, "verb": verb, "args": to_json(args),
                "slot": slot, "version": version, "label": label[:60], "at": self.desk.now,
            }  # fmt: skip
            if self.connection.execute(insert_new(self.connection, t.action).values(row)).rowcount == 1:
                return code

    def find(self, code: str) -> Action | None:
        """What a code stands for; None when it never stood for anything."""
        query = select(t.action).where(t.action.c.org == self.org, t.action.c.code == code)
        row = self.connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        return Action(
            code=code, person=row["person"], verb=row["verb"], args=from_json(row["args"]),
            slot=row["slot"], version=row["version"], label=row["label"],
        )  # fmt: skip
