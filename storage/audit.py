"""The journal for an outsider: exported line by line, and checked without our database."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, Integer, select
from sqlalchemy.sql.schema import Table

from storage import tables as t
from storage import words
from storage.desk import Desk
from storage.seal import problems_of
from storage.shelf import to_json

TABLES = {"entry": t.entry, "payload": t.payload, "seal": t.seal, "tombstone": t.tombstone}
ORDER = {
    "entry": t.entry.c.seq,
    "payload": t.payload.c.entry_id,
    "seal": t.seal.c.number,
    "tombstone": t.tombstone.c.at,
}


def export_lines(desk: Desk) -> list[str]:
    """Every entry, payload, seal and tombstone as one JSON object a line."""
    return [
        to_json({"table": name, **{key: _plain(value) for key, value in row.items()}})
        for name, table in TABLES.items()
        for row in desk.connection.execute(_rows(desk, name, table)).mappings()
    ]


def _rows(desk: Desk, name: str, table: Table) -> Any:
    return select(table).where(table.c.org == desk.org).order_by(ORDER[name])


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def verify_export(lines: Iterable[str]) -> list[str]:
    """What is wrong with an exported journal; needs nothing but the file."""
    rows: dict[str, list[Mapping[str, Any]]] = {name: [] for name in TABLES}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row = _row(line)
        if row is None:
            return [words.NO_EXPORT.format(number=number)]
        rows[row["table"]].append(row)
    return list(
        problems_of(
            {row["id"]: row for row in rows["entry"]},
            {row["entry_id"]: row for row in rows["payload"]},
            sorted(rows["seal"], key=lambda row: row["number"]),
            frozenset(row["entry_id"] for row in rows["tombstone"]),
        )
    )


def _row(line: str) -> Mapping[str, Any] | None:
    """A line as the row it was; None when it never was one of ours."""
    try:
        row = json.loads(line)
        columns = TABLES[row["table"]].columns
        fits = all(isinstance(row[column.name], _json_type(column)) for column in columns if not column.nullable)
    except (ValueError, KeyError, TypeError):
        return None
    return row if fits and all(column.name in row for column in columns) else None


def _json_type(column: Column[Any]) -> type:
    return int if isinstance(column.type, Integer) else str
