"""What must not exist is taken out of every table that could repeat it; what only resembles it stays."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, delete, select, update

from storage import tables as t
from storage import words
from storage.desk import Desk
from storage.records import Entry, NewEntry, ShownCard
from storage.shelf import from_json, to_json

ESCAPED = re.compile(r"\\+u([0-9a-fA-F]{4})")
HEAD, TELLING, LINE = 16, 4, 12
"""A name is cut after so many signs on some cards; shorter ones, and shorter lines of a text, tell nothing alone."""
PLACEHOLDERS = frozenset({"图片", "视频", words.NAMELESS})
"""What we ourselves call a file that came without a name."""
KEPT_KINDS = frozenset({"result.published"})
"""Receipts of what was published stay: they hold points, never papers."""
EMPTY = "{}"
"""A letter without a word; one that has not left yet is not sent at all."""


@dataclass(frozen=True)
class Traces:
    """By what a paper is recognised: the hashes of its bytes, its names and lines in full, and their beginnings."""

    hashes: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()

    @property
    def heads(self) -> frozenset[str]:
        """The beginnings, as cards that cut a name show them."""
        return frozenset(one[:HEAD] for one in self.whole)

    def in_text(self, text: str) -> bool:
        """Whether words repeat a name or a line in full, or the bytes' hash."""
        return any(one in text for one in self.hashes) or self._has(text, self.whole)

    def in_row(self, text: str) -> bool:
        """Whether a row repeats the hash, or at least the beginning of a name or line."""
        return any(one in text for one in self.hashes) or self._has(text, self.heads)

    def _has(self, text: str, pieces: Collection[str]) -> bool:
        bare = squeezed(text) if pieces else ""
        return any(one in bare for one in pieces)


def traces_of(names: Iterable[str], texts: Iterable[str], hashes: Iterable[str]) -> Traces:
    """By what files of these names and hashes, and these words, are recognised."""
    return Traces(frozenset(hashes), frozenset({*_named(names), *_lined(texts)}))


def _named(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        stem = name.rpartition(".")[0] or name
        if stem not in PLACEHOLDERS:
            yield squeezed(stem) if len(squeezed(stem)) >= TELLING else squeezed(name)


def _lined(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        lines = [squeezed(line) for line in text.splitlines()]
        whole = squeezed(text)
        yield from (line for line in lines if len(line) >= LINE)
        if TELLING <= len(whole) < LINE:
            yield whole


def squeezed(text: str) -> str:
    """Letters and figures alone, in one width and case, however often they were escaped in JSON."""
    read = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    whole = read.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return "".join(sign for sign in unicodedata.normalize("NFKC", whole).casefold() if sign.isalnum())


def bury(desk: Desk, slots: Collection[str], traces: Traces, by: tuple[str, str], reason: str) -> list[Entry]:
    """Destroy what the papers of these slots say and all that holds their bytes; returns the tombstones.

    An entry of another matter that quotes them is superseded by a copy without the quotation first, so that its
    points stay.
    """
    desk.has_destroyed = True
    tombstones = []
    for entry_id, slot, body in _contents(desk):
        own = slot in slots or any(one in body for one in traces.hashes)
        if own or _without(from_json(body), traces) != from_json(body):
            if not own:
                _supersede(desk, entry_id, traces, by[0])
            tombstones.append(desk.journal.destroy_payload(entry_id, by, reason))
    forget(desk, traces)
    return tombstones


def _contents(desk: Desk) -> list[tuple[str, str, str]]:
    """Every content that may go, as it is stored, with its entry's id and slot."""
    same = (t.entry.c.org == t.payload.c.org) & (t.entry.c.id == t.payload.c.entry_id)
    query = select(t.payload.c.entry_id, t.entry.c.slot, t.payload.c.body).join(t.entry, same)
    rows = desk.connection.execute(query.where(t.payload.c.org == desk.org, t.entry.c.kind.not_in(KEPT_KINDS)))
    return [(entry_id, slot, body) for entry_id, slot, body in rows]


def _supersede(desk: Desk, entry_id: str, traces: Traces, by: str) -> None:
    entry = desk.journal.get(entry_id)
    now = desk.journal.current(entry.year, entry.slot) if entry else None
    if entry is None or now is None or now.id != entry.id:
        return
    fields = {name: getattr(entry, name) for name in NewEntry.model_fields}
    apart = {name: _without(fields[name], traces) for name in ("reason", "event", "basis", "payload")}
    whose = {"actor": by, "on_behalf_of": entry.principal}
    desk.journal.append(NewEntry(**{**fields, **apart, **whose}))


def _without(value: Any, traces: Traces) -> Any:
    """A value without what repeats the paper; another file that merely has the same name keeps it."""
    if isinstance(value, str):
        return words.DESTROYED_HERE if traces.in_text(value) else value
    if isinstance(value, list | tuple):
        kept = [_without(one, traces) for one in value]
        return [one for one, was in zip(kept, value, strict=True) if not (one == {} and was)]
    if isinstance(value, dict):
        if "sha256" in value:
            return {} if value["sha256"] in traces.hashes else value
        return {name: _without(one, traces) for name, one in value.items()}
    return value


def repeating(desk: Desk, traces: Traces) -> list[ShownCard]:
    """The cards people have in front of them that repeat the paper."""
    rows = desk.connection.execute(select(t.shown.c.out_track_id, t.shown.c.args).where(t.shown.c.org == desk.org))
    cards = [desk.shown.get(card) for card, args in rows.all() if traces.in_row(args)]
    return [card for card in cards if card is not None]


def forget(desk: Desk, traces: Traces) -> None:
    """Blank every row that repeats the paper, the journal's payloads aside."""
    for table, column, key, change in _PLACES:
        same = table.c.org == desk.org
        for row, body in desk.connection.execute(select(key, column).where(same)).all():
            text = body.decode(errors="replace") if isinstance(body, bytes) else body or ""
            if traces.in_row(text):
                left = change(text, traces) if change else None
                doing = update(table).values({column.name: left}) if change else delete(table)
                desk.connection.execute(doing.where(same, key == row))
    emptied = (t.outbox.c.org == desk.org) & (t.outbox.c.body == EMPTY) & (t.outbox.c.state == "new")
    desk.connection.execute(delete(t.outbox).where(emptied))
    desk.connection.execute(delete(t.file).where(t.file.c.org == desk.org, t.file.c.sha256.in_(traces.hashes)))


def _scrubbed(text: str, traces: Traces) -> str:
    return to_json(_without(from_json(text), traces))


Change = Callable[[str, Traces], str | bytes | None]
BLANK_CARD = to_json({"face": {"title": words.DESTROYED}, "page": 1, "codes": [], "labels": []})
_PLACES: tuple[tuple[Table, Column[Any], Column[Any], Change | None], ...] = (
    (t.outbox, t.outbox.c.body, t.outbox.c.id, lambda text, traces: EMPTY),
    (t.outbox, t.outbox.c.error, t.outbox.c.id, lambda text, traces: None),
    (t.shown, t.shown.c.args, t.shown.c.out_track_id, lambda text, traces: BLANK_CARD),
    (t.session, t.session.c.body, t.session.c.key, _scrubbed),
    (t.inbox, t.inbox.c.body, t.inbox.c.id, lambda text, traces: b""),
    (t.inbox, t.inbox.c.error, t.inbox.c.id, lambda text, traces: None),
    (t.download, t.download.c.file_name, t.download.c.id, lambda text, traces: ""),
    (t.download, t.download.c.error, t.download.c.id, lambda text, traces: None),
    (t.action, t.action.c.args, t.action.c.code, None),
    (t.action, t.action.c.label, t.action.c.code, None),
    (t.wake, t.wake.c.body, t.wake.c.key, None),
)
"""Where words are repeated, under which key, and what stands there afterwards; None takes the row away."""
