"""What must not exist is taken out of every table that could repeat it; entries and tombstones stay."""

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Column, Table, delete, select, update

from storage import tables as t
from storage.desk import Desk
from storage.records import Entry

SHORTEST, FRAGMENT = 2, 10
"""How long a piece of text must be to give something away, and how much of it is looked for."""
KEPT_KINDS = frozenset({"result.published"})
"""Receipts of what was published stay: they hold points, never papers."""


def fragments_of(names: Iterable[str], texts: Iterable[str], hashes: Iterable[str]) -> frozenset[str]:
    """The pieces by which a paper's name, words and bytes can be recognised in a table."""
    stems = (name.rpartition(".")[0] or name for name in names)
    lines = (line.strip() for text in texts for line in text.splitlines())
    pieces = {piece[:FRAGMENT] for piece in (*stems, *lines)} | set(hashes)
    return frozenset(piece for piece in pieces if len(piece) >= SHORTEST)


def bury(desk: Desk, fragments: Collection[str], by: tuple[str, str], reason: str) -> list[Entry]:
    """Destroy every payload that repeats a fragment, and blank every other row that does; returns the tombstones."""
    telling = _telling(desk, _shapes(fragments))
    tombstones = [desk.journal.destroy_payload(entry, by, reason) for entry in telling]
    forget(desk, fragments)
    return tombstones


def forget(desk: Desk, fragments: Collection[str]) -> None:
    """Blank every row that repeats a fragment, the journal's payloads aside."""
    shapes = _shapes(fragments)
    for table, column, key, blank in _PLACES:
        for row in _found(desk, table, column, key, shapes):
            same = (table.c.org == desk.org) & (key == row)
            change = delete(table) if blank is None else update(table).values({column.name: blank})
            desk.connection.execute(change.where(same))


def _shapes(fragments: Collection[str]) -> frozenset[str]:
    """A fragment as it may stand in JSON: as it is, escaped once, escaped within a string of JSON."""
    once = {json.dumps(one)[1:-1] for one in fragments}
    return frozenset({*fragments, *once, *(json.dumps(one)[1:-1] for one in once)})


def _telling(desk: Desk, shapes: Collection[str]) -> list[str]:
    """The entries whose payload repeats a fragment."""
    query = select(t.payload.c.entry_id, t.payload.c.body, t.entry.c.kind).join(
        t.entry, (t.entry.c.org == t.payload.c.org) & (t.entry.c.id == t.payload.c.entry_id)
    )
    rows = desk.connection.execute(query.where(t.payload.c.org == desk.org)).all()
    return [entry for entry, body, kind in rows if kind not in KEPT_KINDS and _repeats(body, shapes)]


def _found(desk: Desk, table: Table, column: Column[Any], key: Column[Any], shapes: Collection[str]) -> list[Any]:
    rows = desk.connection.execute(select(key, column).where(table.c.org == desk.org)).all()
    return [row for row, body in rows if _repeats(body, shapes)]


def _repeats(body: str | bytes | None, shapes: Collection[str]) -> bool:
    text = body.decode(errors="replace") if isinstance(body, bytes) else body or ""
    return any(shape in text for shape in shapes)


BLANK_CARD = json.dumps({"face": {"title": "内容已销毁"}, "page": 1, "codes": [], "labels": []}, ensure_ascii=False)
Blank = str | bytes | None
_PLACES: tuple[tuple[Table, Column[Any], Column[Any], Blank], ...] = (
    (t.outbox, t.outbox.c.body, t.outbox.c.id, "{}"),
    (t.shown, t.shown.c.args, t.shown.c.out_track_id, BLANK_CARD),
    (t.session, t.session.c.body, t.session.c.key, "{}"),
    (t.inbox, t.inbox.c.body, t.inbox.c.id, b""),
    (t.download, t.download.c.file_name, t.download.c.id, ""),
    (t.action, t.action.c.args, t.action.c.code, None),
    (t.action, t.action.c.label, t.action.c.code, None),
    (t.wake, t.wake.c.body, t.wake.c.key, None),
    (t.file, t.file.c.name, t.file.c.sha256, None),
    (t.file, t.file.c.sha256, t.file.c.sha256, None),
)
"""Where words are repeated, under which key, and what stands there afterwards; None takes the row away."""
