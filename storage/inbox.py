"""What has arrived: kept once under its key, worked in order within each person's lane."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, and_, bindparam, func, select, update

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
LOCK_LANE = (
    select(t.lane.c.lane).where(t.lane.c.org == bindparam("org"), t.lane.c.lane == bindparam("lane")).with_for_update()
)
OLDEST = (
    select(func.min(t.inbox.c.id))
    .where(t.inbox.c.org == bindparam("in_org"), t.inbox.c.lane == bindparam("in_lane"), t.inbox.c.state == "new")
    .scalar_subquery()
)
TAKE_OLDEST = update(t.inbox).where(t.inbox.c.id == OLDEST).values(state="done").returning(t.inbox)
COLUMNS = ("key", "lane", "topic", "body", "refused", "received_at")
KEEP_LANES = "INSERT INTO lane (org, lane) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING"
KEEP_ROWS = """
WITH arrived AS MATERIALIZED (
  SELECT nextval(pg_get_serial_sequence('inbox', 'id')) AS id, frame.*
  FROM unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::timestamptz[])
    AS frame (key, lane, topic, body, refused, received_at)
)
INSERT INTO inbox (id, org, key, lane, topic, body, refused, received_at, state, attempts)
SELECT id, $1, key, lane, topic, body, refused, received_at, 'new', 0 FROM arrived ORDER BY key
ON CONFLICT DO NOTHING
"""
"""Numbered as they arrived, inserted as their keys sort."""


class Inbox(Shelf):
    """The inbox of one organisation, inside one transaction."""

    def push(self, arrival: Arrival) -> None:
        """Put an event of our own into a person's lane, in the transaction that caused it."""
        keep(self.connection, self.org, [arrival])

    def claim(self) -> InboxRow | None:
        """Lock the lane with the oldest waiting row and take that row, marked done; None when nothing can be worked.

        A lane may have been emptied by another worker between the look and the lock: then look again.
        """
        while True:
            lane = self.connection.execute(FREE_LANE, {"org": self.org}).scalar_one_or_none()
            if lane is None:
                return None
            found = self.connection.execute(TAKE_OLDEST, {"in_org": self.org, "in_lane": lane}).mappings().one_or_none()
            if found is not None:
                return _row(found)

    def failed(self, row: InboxRow, error: str) -> bool:
        """Count a failure; True when it was the last and the row is parked. Another worker may have done it since."""
        self.connection.execute(LOCK_LANE, {"org": self.org, "lane": row.lane})
        waiting = (t.inbox.c.id == row.id) & (t.inbox.c.state == "new")
        attempts = self.connection.execute(select(t.inbox.c.attempts).where(waiting)).scalar_one_or_none()
        if attempts is None:
            return False
        parked: bool = attempts + 1 >= ATTEMPTS
        values = {"attempts": attempts + 1, "error": error[:500], "state": "parked" if parked else "new"}
        self.connection.execute(update(t.inbox).where(waiting).values(values))
        return parked

    def waiting(self, lane: str, topic: str) -> int:
        """How many events of a kind a lane still has before it."""
        same = (t.inbox.c.org == self.org) & (t.inbox.c.lane == lane) & (t.inbox.c.topic == topic)
        query = select(func.count()).select_from(t.inbox).where(same, t.inbox.c.state == "new")
        return self.connection.execute(query).scalar_one()

    def parked(self) -> list[InboxRow]:
        """What failed three times and waits for somebody to look at it, oldest first."""
        query = select(t.inbox).where(t.inbox.c.org == self.org, t.inbox.c.state == "parked").order_by(t.inbox.c.id)
        return [_row(row) for row in self.connection.execute(query).mappings()]

    def counts(self) -> dict[str, int]:
        """How many rows are in each state."""
        query = select(t.inbox.c.state, func.count()).where(t.inbox.c.org == self.org).group_by(t.inbox.c.state)
        return {row[0]: row[1] for row in self.connection.execute(query)}


def _row(row: RowMapping) -> InboxRow:
    return InboxRow(**{name: row[name] for name in InboxRow.model_fields})


def keep(connection: Connection, org: str, arrivals: Sequence[Arrival]) -> None:
    """Insert what is not there yet; ids follow the order of arrival, which is the order of work.

    On PostgreSQL, where batches overlap, rows go in sorted by key, so that two batches never wait in a circle.
    """
    lanes = sorted({one.lane for one in arrivals})
    if connection.dialect.name == "postgresql":
        columns = tuple([getattr(one, name) for one in arrivals] for name in COLUMNS)
        connection.exec_driver_sql(KEEP_LANES, (org, lanes))
        connection.exec_driver_sql(KEEP_ROWS, (org, *columns))
        return
    connection.execute(insert_new(connection, t.lane), [{"org": org, "lane": lane} for lane in lanes])
    rows = [{**dict(one), "org": org, "state": "new", "attempts": 0} for one in arrivals]
    connection.execute(insert_new(connection, t.inbox), rows)
