"""What every shelf shares: the transaction, the organisation, JSON that keeps Chinese and order."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert
from sqlalchemy.sql.schema import Table


class DeskLike(Protocol):
    """The part of a desk that shelves use."""

    connection: Connection
    org: str
    now: datetime
    algorithm: str
    random: Callable[[int], bytes]

    def new_id(self) -> str: ...


class Shelf:
    """A group of tables of one organisation, inside one transaction."""

    def __init__(self, desk: DeskLike) -> None:
        self.desk = desk
        self.connection = desk.connection
        self.org = desk.org


def insert_for(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what to do about a row that is already there."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@lru_cache(maxsize=64)
def _insert_new(dialect: str, table: Table) -> Insert:
    return insert_for(dialect, table).on_conflict_do_nothing()


@lru_cache(maxsize=64)
def _upsert(dialect: str, table: Table, columns: tuple[str, ...]) -> Insert:
    statement = insert_for(dialect, table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insert that leaves rows alone whose key is already there."""
    return _insert_new(connection.dialect.name, table)


def upsert(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Write a row under its primary key, over whatever was there."""
    connection.execute(_upsert(connection.dialect.name, table, tuple(row)), row)


def to_json(value: Any) -> str:
    """JSON in one canonical form: sorted keys, no blanks, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def from_json(text: str) -> Any:
    """The value of a stored JSON text."""
    return json.loads(text)
