"""What has arrived: kept once under its key, worked in order within each person's lane."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, bindparam, func, select, update

from storage import tables as t
from storage.records import Arrival, InboxRow
from storage.shelf import Shelf, insert_new

ATTEMPTS = 3
"""A row that fails this often is parked, and its lane goes on."""

FREE_LANE = (
    select(t.lane.c.lane)
    .join(t.inbox, and_(t.inbox.c.org == t.lane.c.org, t.inbox.c.lane == t.lane.c.lane))
    .where(t.inbox.c.org == bindparam("org"), t.inbox.c.state == "new")
    .order_by(t.inbox.c.id)
    .limit(1)
    .with_for_update(of=t.lane, skip_locked=True)
)
OLDEST_OF_LANE = (
    select(t.inbox)
    .where(t.inbox.c.org == bindparam("org"), t.inbox.c.lane == bindparam("lane"), t.inbox.c.state == "new")
    .order_by(t.inbox.c.id)
    .limit(1)
)
DONE = update(t.inbox).where(t.inbox.c.id == bindparam("row")).values(state="done")


class Inbox(Shelf):
    """The inbox of one organisation, inside one transaction."""

    def push(self, arrival: Arrival) -> None:
        """Put an event of our own into a person's lane, in the transaction that caused it."""
        keep(self.connection, self.org, [arrival])

    def claim(self) -> InboxRow | None:
        """Lock the lane with the oldest waiting row and give that row; None when nothing can be worked."""
        lane = self.connection.execute(FREE_LANE, {"org": self.org}).scalar_one_or_none()
        if lane is None:
            return None
        row = self.connection.execute(OLDEST_OF_LANE, {"org": self.org, "lane": lane}).mappings().one_or_none()
        return InboxRow(**{name: row[name] for name in InboxRow.model_fields}) if row else None

    def done(self, row_id: int) -> None:
        """Mark a row as worked, in the transaction that worked it."""
        self.connection.execute(DONE, {"row": row_id})

    def failed(self, row: InboxRow, error: str) -> bool:
        """Count a failure; True when it was the last and the row is parked."""
        parked = row.attempts + 1 >= ATTEMPTS
        values = {"attempts": row.attempts + 1, "error": error[:500], "state": "parked" if parked else "new"}
        self.connection.execute(update(t.inbox).where(t.inbox.c.id == row.id).values(values))
        return parked

    def counts(self) -> dict[str, int]:
        """How many rows are in each state."""
        query = select(t.inbox.c.state, func.count()).where(t.inbox.c.org == self.org).group_by(t.inbox.c.state)
        return {row[0]: row[1] for row in self.connection.execute(query)}


def keep(connection: Connection, org: str, arrivals: Sequence[Arrival]) -> None:
    """Insert what is not there yet, sorted by key so that two batches never wait for each other in a circle."""
    rows = [
        {**dict(one), "org": org, "state": "new", "attempts": 0} for one in sorted(arrivals, key=lambda one: one.key)
    ]
    lanes = [{"org": org, "lane": lane} for lane in sorted({one.lane for one in arrivals})]
    connection.execute(insert_new(connection, t.lane), lanes)
    connection.execute(insert_new(connection, t.inbox), rows)
