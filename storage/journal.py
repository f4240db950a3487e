"""The journal: append only; a correction is a new entry of the same slot that supersedes the old one."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import RowMapping, Select, and_, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningInsert

from storage import tables as t
from storage import words
from storage.errors import CannotDestroy, Collided
from storage.records import Entry, NewEntry
from storage.shelf import Shelf, from_json, insert_for, to_json

APART = ("reason", "event", "basis", "payload")
"""Fields that stand apart from the entry, so that they can be destroyed while the chain still verifies."""

INSERT_ENTRY = insert(t.entry)
INSERT_PAYLOAD = insert(t.payload)
BEFORE = select(t.entry.c.id).where(
    t.entry.c.org == bindparam("org"),
    t.entry.c.year == bindparam("year"),
    t.entry.c.slot == bindparam("slot"),
    t.entry.c.version == bindparam("before"),
)


@lru_cache
def _advance(dialect: str) -> ReturningInsert[int]:
    """Point a slot to its next entry, under the lock of its row until the transaction ends; gives the new version."""
    statement = insert_for(dialect, t.current)
    changed: dict[str, Any] = {name: statement.excluded[name] for name in ("entry_id", "kind", "unit")}
    changed["version"] = t.current.c.version + 1
    keys = list(t.current.primary_key)
    return statement.on_conflict_do_update(index_elements=keys, set_=changed).returning(t.current.c.version)


class Journal(Shelf):
    """Entries of one organisation, and what each slot says now."""

    def append(self, new: NewEntry) -> Entry:
        """Write an entry as the next version of its slot; Collided when the slot's present was lost."""
        entry_id = self.desk.new_id()
        version, supersedes = self._advance(new, entry_id)
        body = to_json({name: getattr(new, name) for name in APART})
        salt = self.desk.random(16).hex()
        row: dict[str, Any] = {
            **new.model_dump(exclude={*APART, "evidence"}),
            "org": self.org,
            "id": entry_id,
            "version": version,
            "supersedes": supersedes,
            "evidence": to_json(new.evidence),
            "at": self.desk.now,
            "algorithm": self.desk.algorithm,
            "digest": digest_of(self.desk.algorithm, salt, body),
        }
        try:
            key = self.connection.execute(INSERT_ENTRY, row).inserted_primary_key
        except IntegrityError:
            raise Collided from None
        self.connection.execute(INSERT_PAYLOAD, {"org": self.org, "entry_id": entry_id, "salt": salt, "body": body})
        seq = key[0] if key else 0
        return Entry(**dict(new), id=entry_id, seq=seq, at=self.desk.now, version=version, supersedes=supersedes)

    def _advance(self, new: NewEntry, entry_id: str) -> tuple[int, str | None]:
        """The version an entry gets in its slot and the entry it supersedes; writers of one slot queue up here."""
        key = {"org": self.org, "year": new.year, "slot": new.slot}
        row = {**key, "entry_id": entry_id, "version": 1, "kind": new.kind, "unit": new.unit}
        version: int = self.connection.execute(_advance(self.connection.dialect.name), row).scalar_one()
        if version == 1:
            return 1, None
        return version, self.connection.execute(BEFORE, {**key, "before": version - 1}).scalar_one_or_none()

    def current(self, year: int, slot: str) -> Entry | None:
        """What a slot says now; None when it was never set."""
        query = self._joined().where(t.current.c.year == year, t.current.c.slot == slot)
        row = self.connection.execute(query).mappings().one_or_none()
        return entry_of(row) if row is not None else None

    def currents(
        self,
        year: int,
        *,
        prefix: str = "",
        unit: str | None = None,
        kinds: Collection[str] | None = None,
    ) -> list[Entry]:
        """What the slots say now, in the order it was written; narrowed by slot prefix, unit or kind."""
        query = self._joined().where(t.current.c.year == year).order_by(t.entry.c.seq)
        if prefix:
            query = query.where(t.current.c.slot >= prefix, t.current.c.slot < prefix + "\U0010ffff")
        if unit is not None:
            query = query.where(t.current.c.unit == unit)
        if kinds is not None:
            query = query.where(t.current.c.kind.in_(sorted(kinds)))
        return [entry_of(row) for row in self.connection.execute(query).mappings()]

    def history(self, year: int, slot: str) -> list[Entry]:
        """Everything a slot ever said, oldest first."""
        query = self._all().where(t.entry.c.year == year, t.entry.c.slot == slot).order_by(t.entry.c.seq)
        return [entry_of(row) for row in self.connection.execute(query).mappings()]

    def entries(self, year: int, *, unit: str | None = None, prefix: str = "") -> list[Entry]:
        """Every entry of a year in the order it was written, superseded ones included; narrowed by unit or slot."""
        query = self._all().where(t.entry.c.year == year).order_by(t.entry.c.seq)
        if prefix:
            query = query.where(t.entry.c.slot >= prefix, t.entry.c.slot < prefix + "\U0010ffff")
        if unit is not None:
            query = query.where(t.entry.c.unit == unit)
        return [entry_of(row) for row in self.connection.execute(query).mappings()]

    def newest_by(self, year: int, actor: str, limit: int) -> list[Entry]:
        """What one person wrote last, newest first."""
        query = self._all().where(t.entry.c.year == year, t.entry.c.actor == actor)
        rows = self.connection.execute(query.order_by(t.entry.c.seq.desc()).limit(limit)).mappings()
        return [entry_of(row) for row in rows]

    def by_since(self, year: int, actor: str, since: datetime) -> list[Entry]:
        """What one person wrote since a moment, oldest first."""
        query = self._all().where(t.entry.c.year == year, t.entry.c.actor == actor, t.entry.c.at >= since)
        return [entry_of(row) for row in self.connection.execute(query.order_by(t.entry.c.seq)).mappings()]

    def get(self, entry_id: str) -> Entry | None:
        """The entry of this id."""
        row = self.connection.execute(self._all().where(t.entry.c.id == entry_id)).mappings().one_or_none()
        return entry_of(row) if row is not None else None

    def destroy_payload(self, entry_id: str, by: tuple[str, str], reason: str) -> Entry:
        """Two persons destroy what an entry says and the message behind it; the entry, its seal and a tombstone stay.

        Returns the entry that records the destruction.
        """
        if by[0] == by[1]:
            raise CannotDestroy(words.NEEDS_TWO)
        old = self.get(entry_id)
        gone = delete(t.payload).where(t.payload.c.org == self.org, t.payload.c.entry_id == entry_id)
        if old is None or self.connection.execute(gone).rowcount == 0:
            raise CannotDestroy(words.NOTHING_TO_DESTROY)
        message = (t.inbox.c.org == self.org) & (t.inbox.c.key == old.message)
        self.connection.execute(update(t.inbox).where(message).values(body=b""))
        row = {"org": self.org, "entry_id": entry_id, "by_first": by[0], "by_second": by[1]}
        self.connection.execute(insert(t.tombstone).values(**row, reason=reason[:500], at=self.desk.now))
        return self.append(
            NewEntry(
                kind="payload.destroyed", year=old.year, slot=f"tombstone:{entry_id}", actor=by[0],
                unit=old.unit, item=old.item, payload={"entry": entry_id, "second": by[1], "reason": reason},
            )
        )  # fmt: skip

    def _all(self) -> Select[Any]:
        body = and_(t.payload.c.org == t.entry.c.org, t.payload.c.entry_id == t.entry.c.id)
        return select(t.entry, t.payload.c.body).outerjoin(t.payload, body).where(t.entry.c.org == self.org)

    def _joined(self) -> Select[Any]:
        now = and_(t.current.c.org == t.entry.c.org, t.current.c.entry_id == t.entry.c.id)
        return self._all().join(t.current, now)


def digest_of(algorithm: str, salt: str, body: str) -> str:
    """The salted digest under which the chain knows a payload."""
    return hash_of(algorithm, f"{salt}:{body}")


def hash_of(algorithm: str, said: str) -> str:
    """The hash of a text by the algorithm of this name; empty, so that nothing matches it, when there is none."""
    try:
        return hashlib.new(algorithm, said.encode()).hexdigest()
    except (ValueError, TypeError):
        return ""


def entry_of(row: RowMapping | Mapping[str, Any]) -> Entry:
    """A record from a row of `entry` with its payload's body; a destroyed payload leaves its fields empty."""
    apart = from_json(row["body"]) if row["body"] is not None else {}
    fields = {name: row[name] for name in Entry.model_fields if name not in APART and name != "evidence"}
    return Entry(**fields, evidence=tuple(from_json(row["evidence"])), **apart)
