"""What is to happen later: a verb that a person's lane hears of when its time has come."""

from datetime import datetime

from sqlalchemy import delete, select

from storage import tables as t
from storage.records import Wake
from storage.shelf import Shelf, from_json, to_json, upsert


class Wakes(Shelf):
    """The wakes of one organisation, inside one transaction. They outlive a restart."""

    def set(self, wake: Wake) -> None:
        """Ask to be woken; a wake of the same key is moved, so it rings once."""
        upsert(self.connection, t.wake, {**dict(wake), "org": self.org, "body": to_json(wake.body)})

    def cancel(self, key: str) -> None:
        """Let a wake not ring; nothing happens when there is none."""
        self.connection.execute(delete(t.wake).where(t.wake.c.org == self.org, t.wake.c.key == key))

    def when(self, key: str) -> datetime | None:
        """When a wake rings; None when there is none."""
        query = select(t.wake.c.at).where(t.wake.c.org == self.org, t.wake.c.key == key)
        return self.connection.execute(query).scalar_one_or_none()

    def claim(self, limit: int) -> list[Wake]:
        """Take the wakes that are due, oldest first; they are gone once the transaction that rings them commits."""
        query = (
            select(t.wake)
            .where(t.wake.c.org == self.org, t.wake.c.at <= self.desk.now)
            .order_by(t.wake.c.at, t.wake.c.key)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self.connection.execute(query).mappings().all()
        for row in rows:
            self.cancel(row["key"])
        return [Wake(key=row["key"], lane=row["lane"], at=row["at"], body=from_json(row["body"])) for row in rows]
