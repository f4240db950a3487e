"""The journal: append only; a correction is a new entry of the same slot that supersedes the old one."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any
from zlib import crc32

from sqlalchemy import Row, RowMapping, Select, and_, bindparam, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from storage import tables as t
from storage.errors import CannotDestroy, Collided
from storage.records import Entry, NewEntry
from storage.shelf import Shelf, from_json, to_json, upsert

APART = ("reason", "event", "basis", "payload")
"""Fields that stand apart from the entry, so that they can be destroyed while the chain still verifies."""

INSERT_ENTRY = insert(t.entry)
INSERT_PAYLOAD = insert(t.payload)
VERSION = select(t.current.c.entry_id, t.current.c.version).where(
    t.current.c.org == bindparam("org"), t.current.c.year == bindparam("year"), t.current.c.slot == bindparam("slot")
)
LOCKED_VERSION = VERSION.with_for_update()
LOCK_NAME = text("SELECT pg_advisory_xact_lock(:key)")


class Journal(Shelf):
    """Entries of one organisation, and what each slot says now."""

    def append(self, new: NewEntry) -> Entry:
        """Write an entry as the next version of its slot; Collided when another writer was first."""
        before = self._lock(new.year, new.slot)
        entry_id = self.desk.new_id()
        version = before.version + 1 if before else 1
        body = to_json({name: getattr(new, name) for name in APART})
        salt = self.desk.random(16).hex()
        row: dict[str, Any] = {
            **new.model_dump(exclude={*APART, "evidence"}),
            "org": self.org,
            "id": entry_id,
            "version": version,
            "supersedes": before.entry_id if before else None,
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
        self._project(new, entry_id, version)
        seq = key[0] if key else 0
        return Entry(**dict(new), id=entry_id, seq=seq, at=self.desk.now, version=version, supersedes=row["supersedes"])

    def _project(self, new: NewEntry, entry_id: str, version: int) -> None:
        row = {
            "org": self.org, "year": new.year, "slot": new.slot, "entry_id": entry_id,
            "version": version, "kind": new.kind, "unit": new.unit,
        }  # fmt: skip
        upsert(self.connection, t.current, row)

    def _lock(self, year: int, slot: str) -> Row[Any, Any] | None:
        """What the slot says now, held against other writers; a slot never set is held by its name."""
        key = {"org": self.org, "year": year, "slot": slot}
        found = self.connection.execute(LOCKED_VERSION, key).one_or_none()
        if found is None and self.connection.dialect.name == "postgresql":
            self.connection.execute(LOCK_NAME, {"key": crc32(f"{self.org}/{year}/{slot}".encode())})
            found = self.connection.execute(LOCKED_VERSION, key).one_or_none()
        return found

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

    def entries(self, year: int, *, unit: str | None = None) -> list[Entry]:
        """Every entry of a year in the order it was written, superseded ones included."""
        query = self._all().where(t.entry.c.year == year).order_by(t.entry.c.seq)
        if unit is not None:
            query = query.where(t.entry.c.unit == unit)
        return [entry_of(row) for row in self.connection.execute(query).mappings()]

    def get(self, entry_id: str) -> Entry | None:
        """The entry of this id."""
        row = self.connection.execute(self._all().where(t.entry.c.id == entry_id)).mappings().one_or_none()
        return entry_of(row) if row is not None else None

    def destroy_payload(self, entry_id: str, by: tuple[str, str], reason: str) -> Entry:
        """Two persons destroy what an entry says and the message behind it; the entry, its seal and a tombstone stay.

        Returns the entry that records the destruction.
        """
        if by[0] == by[1]:
            raise CannotDestroy("销毁内容须由两个人共同办理。")
        old = self.get(entry_id)
        gone = delete(t.payload).where(t.payload.c.org == self.org, t.payload.c.entry_id == entry_id)
        if old is None or self.connection.execute(gone).rowcount == 0:
            raise CannotDestroy("没有这条流水，或者它的内容已经销毁。")
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
