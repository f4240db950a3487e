"""Where each conversation stands, as small JSON objects under a key."""

from typing import Any

from sqlalchemy import select

from storage import tables as t
from storage.shelf import Shelf, from_json, to_json, upsert


class Sessions(Shelf):
    """The conversations of one organisation, inside one transaction."""

    def get(self, key: str) -> dict[str, Any]:
        """What was put under a key; empty when nothing was."""
        query = select(t.session.c.body).where(t.session.c.org == self.org, t.session.c.key == key)
        body = self.connection.execute(query).scalar_one_or_none()
        value: dict[str, Any] = from_json(body) if body else {}
        return value

    def put(self, key: str, value: dict[str, Any]) -> None:
        """Keep a value under a key."""
        upsert(self.connection, t.session, {"org": self.org, "key": key, "body": to_json(value)})
