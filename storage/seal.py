"""Seals: one hash chain per organisation over every entry, written beside the journal by one sealer at a time."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import insert, select, text

from storage import tables as t
from storage import words
from storage.desk import Desk
from storage.journal import digest_of, hash_of
from storage.records import Frozen
from storage.shelf import to_json

LOCK = 7_204_614
FIRST = "0" * 64
SEALED = (
    "id", "year", "kind", "slot", "version", "supersedes", "actor", "on_behalf_of", "unit", "item", "task",
    "clause", "evidence", "message", "done_on", "document_on", "handed_in_at", "at", "algorithm", "digest",
)  # fmt: skip
"""The fields of an entry that its seal covers; what stands apart is covered by the salted digest."""


def seal_pending(desk: Desk, limit: int = 500) -> int:
    """Seal entries that have no seal yet, in the order they were written; 0 when none waits or another seals."""
    if not _is_only_sealer(desk):
        return 0
    number, before = _last(desk)
    query = (
        select(t.entry)
        .outerjoin(t.seal, (t.seal.c.org == t.entry.c.org) & (t.seal.c.entry_id == t.entry.c.id))
        .where(t.entry.c.org == desk.org, t.seal.c.entry_id.is_(None))
        .order_by(t.entry.c.seq)
        .limit(limit)
    )
    rows = []
    for place, row in enumerate(desk.connection.execute(query).mappings(), start=number + 1):
        before = link(desk.algorithm, before, place, sealed_text(dict(row)))
        rows.append(
            {"org": desk.org, "number": place, "entry_id": row["id"], "algorithm": desk.algorithm, "hash": before}
        )
    if rows:
        desk.connection.execute(insert(t.seal), rows)
    return len(rows)


def _is_only_sealer(desk: Desk) -> bool:
    if desk.connection.dialect.name != "postgresql":
        return True
    lock = text("SELECT pg_try_advisory_xact_lock(:key)")
    return bool(desk.connection.execute(lock, {"key": (LOCK << 32) + crc32(desk.org.encode())}).scalar_one())


def _last(desk: Desk) -> tuple[int, str]:
    query = select(t.seal.c.number, t.seal.c.hash).where(t.seal.c.org == desk.org)
    row = desk.connection.execute(query.order_by(t.seal.c.number.desc()).limit(1)).one_or_none()
    return (row.number, row.hash) if row else (0, FIRST)


def sealed_text(entry: Mapping[str, Any]) -> str:
    """What a seal covers of an entry, in one canonical form on every database."""
    return to_json({name: _plain(entry[name]) for name in SEALED})


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def link(algorithm: str, before: str, number: int, sealed: str) -> str:
    """The next hash of the chain."""
    return hash_of(algorithm, f"{before}:{number}:{sealed}")


def verify(desk: Desk) -> list[str]:
    """Every entry altered, removed, inserted or reordered since it was sealed, one sentence each."""
    entries = desk.connection.execute(select(t.entry).where(t.entry.c.org == desk.org)).mappings().all()
    bodies = desk.connection.execute(select(t.payload).where(t.payload.c.org == desk.org)).mappings().all()
    seals = desk.connection.execute(select(t.seal).where(t.seal.c.org == desk.org).order_by(t.seal.c.number)).mappings()
    buried = desk.connection.execute(select(t.tombstone.c.entry_id).where(t.tombstone.c.org == desk.org)).scalars()
    return [
        *problems_of(
            {row["id"]: dict(row) for row in entries},
            {row["entry_id"]: dict(row) for row in bodies},
            [dict(row) for row in seals],
            frozenset(buried),
        ),
        *_loose_ends(desk),
    ]


def _loose_ends(desk: Desk) -> Iterator[str]:
    """Slots that say what no entry says any more: entries removed together with their seals."""
    entry = (t.entry.c.org == t.current.c.org) & (t.entry.c.id == t.current.c.entry_id)
    query = select(t.current.c.entry_id).outerjoin(t.entry, entry)
    query = query.where(t.current.c.org == desk.org, t.entry.c.id.is_(None)).order_by(t.current.c.entry_id)
    for entry_id in desk.connection.execute(query).scalars():
        yield words.CUT_OFF.format(entry=entry_id)


class Digest(Frozen):
    """Where the chain ended: a line short enough to be kept on paper by a second office."""

    number: int
    hash: str
    at: datetime

    def __str__(self) -> str:
        return words.DIGEST.format(day=f"{self.at:%Y-%m-%d}", number=self.number, end=self.hash)


def digest(desk: Desk) -> Digest:
    """The end of the chain now, for the second office's daily record."""
    number, last = _last(desk)
    return Digest(number=number, hash=last, at=desk.now)


def still_holds(desk: Desk, kept: Digest) -> bool:
    """Whether the chain still runs through a digest that was handed out; nothing before it was cut off or replaced."""
    query = select(t.seal.c.hash).where(t.seal.c.org == desk.org, t.seal.c.number == kept.number)
    found = desk.connection.execute(query).scalar_one_or_none()
    return (found or FIRST) == kept.hash


def problems_of(
    entries: Mapping[str, Mapping[str, Any]],
    payloads: Mapping[str, Mapping[str, Any]],
    seals: Iterable[Mapping[str, Any]],
    buried: frozenset[str],
) -> Iterator[str]:
    """Walk the chain and compare it with what is there; entries too new to be sealed are let through."""
    before, expected = FIRST, 1
    for seal in seals:
        entry = entries.get(seal["entry_id"])
        if seal["number"] != expected:
            yield words.SEAL_MISSING.format(expected=expected, number=seal["number"])
        if entry is None:
            yield words.ENTRY_REMOVED.format(number=seal["number"], entry=seal["entry_id"])
        elif link(seal["algorithm"], before, seal["number"], sealed_text(entry)) != seal["hash"]:
            yield words.ENTRY_ALTERED.format(number=seal["number"], entry=seal["entry_id"])
        else:
            yield from _payload_problem(entry, payloads.get(seal["entry_id"]), seal["entry_id"] in buried)
        before, expected = seal["hash"], seal["number"] + 1


def _payload_problem(entry: Mapping[str, Any], payload: Mapping[str, Any] | None, is_buried: bool) -> Iterator[str]:
    if payload is None:
        if not is_buried:
            yield words.CONTENT_GONE.format(entry=entry["id"])
    elif digest_of(entry["algorithm"], payload["salt"], payload["body"]) != entry["digest"]:
        yield words.CONTENT_ALTERED.format(entry=entry["id"])
