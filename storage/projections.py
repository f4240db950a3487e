"""What each slot says now, derived from the journal: thrown away and rebuilt at any time."""

from sqlalchemy import delete, func, insert, select, text

from storage import tables as t
from storage.desk import Desk


def rebuild(desk: Desk) -> int:
    """Throw the projection of an organisation away and derive it again; returns how many slots it holds."""
    if desk.connection.dialect.name == "postgresql":
        desk.connection.execute(text("LOCK TABLE current IN EXCLUSIVE MODE"))
    desk.connection.execute(delete(t.current).where(t.current.c.org == desk.org))
    newest = (
        select(t.entry.c.year, t.entry.c.slot, func.max(t.entry.c.version).label("version"))
        .where(t.entry.c.org == desk.org)
        .group_by(t.entry.c.year, t.entry.c.slot)
        .subquery()
    )
    names = ("org", "year", "slot", "entry_id", "version", "kind", "unit")
    columns = (t.entry.c.org, t.entry.c.year, t.entry.c.slot, t.entry.c.id, t.entry.c.version, t.entry.c.kind)
    rows = (
        select(*columns, t.entry.c.unit)
        .join(
            newest,
            (newest.c.year == t.entry.c.year)
            & (newest.c.slot == t.entry.c.slot)
            & (newest.c.version == t.entry.c.version),
        )
        .where(t.entry.c.org == desk.org)
    )
    return desk.connection.execute(insert(t.current).from_select(names, rows)).rowcount
