"""What was handed in, read from the journal: by unit, item and task, by hash, and counted."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import select

from storage import tables as t
from storage import words
from storage.desk import Desk
from storage.records import Entry, Frozen, StoredFile

FILED, WITHDRAWN, UNDONE = "evidence.filed", "evidence.withdrawn", "undone"
HIDDEN, DESTROYED = "evidence.hidden", "evidence.destroyed"
"""A paper reported as classified, which nobody sees until that is decided, and one that is no more."""
LONGEST_EXCERPT = 30


class Evidence(Frozen):
    """A paper handed in against a task: its files or words, three dates, by whom; withdrawn or not.

    `id` names the paper for ever, `entry` the journal entry that holds its present state.
    """

    id: str
    entry: str
    unit: str
    item: str
    task: str | None
    files: tuple[StoredFile, ...] = ()
    text: str = ""
    note: str = ""
    is_link_only: bool = False
    done_on: date | None = None
    document_on: date | None = None
    handed_in_at: datetime
    by: str
    at: datetime
    withdrawn: bool = False

    @property
    def slot(self) -> str:
        """The slot of the journal that holds it."""
        return f"evidence:{self.id}"


def evidence_of(
    desk: Desk, year: int, unit: str, *, item: str | None = None, task: str | None = None, withdrawn: bool = False
) -> list[Evidence]:
    """A unit's papers in the order they were handed in, narrowed to an item or a task; `withdrawn` adds those too."""
    found = desk.journal.entries(year, unit=unit, prefix="evidence:") if withdrawn else _live(desk, year, unit)
    papers = folded(found).values()
    return [
        paper
        for paper in papers
        if item in (None, paper.item) and task in (None, paper.task) and (withdrawn or not paper.withdrawn)
    ]


def _live(desk: Desk, year: int, unit: str) -> list[Entry]:
    return desk.journal.currents(year, prefix="evidence:", unit=unit, kinds={FILED})


def folded(entries: Iterable[Entry]) -> dict[str, Evidence]:
    """Papers by slot from their entries, oldest first; withdrawn ones keep what they held, hidden ones are left out."""
    papers: dict[str, Evidence] = {}
    for entry in sorted(entries, key=lambda one: one.seq):
        if entry.kind == FILED:
            papers[entry.slot] = _paper(entry)
        elif entry.kind in (WITHDRAWN, UNDONE) and entry.slot in papers:
            papers[entry.slot] = papers[entry.slot].model_copy(update={"withdrawn": True, "entry": entry.id})
        elif entry.kind in (HIDDEN, DESTROYED):
            papers.pop(entry.slot, None)
    return papers


def _paper(entry: Entry) -> Evidence:
    return Evidence(
        id=entry.slot.partition(":")[2],
        entry=entry.id,
        unit=entry.unit or "",
        item=entry.item or "",
        task=entry.task,
        files=tuple(StoredFile.model_validate(file) for file in entry.payload.get("files", ())),
        text=entry.payload.get("text") or "",
        note=entry.payload.get("note") or "",
        is_link_only=bool(entry.payload.get("link_only")),
        done_on=entry.done_on,
        document_on=entry.document_on,
        handed_in_at=entry.handed_in_at or entry.at,
        by=entry.principal,
        at=entry.at,
    )


def names_of(entry: Entry) -> tuple[str, ...]:
    """How a filed entry is cited: its files' names, or the beginning of its words."""
    names = tuple(file["name"] for file in entry.payload.get("files", ()))
    text = entry.payload.get("text") or ""
    excerpt = text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT]}…"
    return names or ((words.EXCERPT.format(excerpt=excerpt),) if excerpt else ())


def by_hash(desk: Desk, sha256: str) -> list[Evidence]:
    """The papers of any year, not withdrawn, that hold these very bytes."""
    holds = t.payload.c.body.contains(sha256, autoescape=True)
    query = (
        select(t.current.c.entry_id)
        .join(t.payload, (t.payload.c.org == t.current.c.org) & (t.payload.c.entry_id == t.current.c.entry_id))
        .where(t.current.c.org == desk.org, t.current.c.kind == FILED, holds)
        .order_by(t.current.c.entry_id)
    )
    entries = [desk.journal.get(entry_id) for entry_id in desk.connection.execute(query).scalars()]
    papers = folded(entry for entry in entries if entry is not None).values()
    return [paper for paper in papers if any(file.sha256 == sha256 for file in paper.files)]


def counts(desk: Desk, year: int, *, unit: str | None = None) -> dict[str, Counter[str]]:
    """How many papers stand behind each item and each task (unit to id to number), in one query without payloads."""
    query = (
        select(t.entry.c.unit, t.entry.c.item, t.entry.c.task)
        .join(t.current, (t.current.c.org == t.entry.c.org) & (t.current.c.entry_id == t.entry.c.id))
        .where(t.current.c.org == desk.org, t.current.c.year == year, t.current.c.kind == FILED)
    )
    if unit is not None:
        query = query.where(t.current.c.unit == unit)
    found: dict[str, Counter[str]] = {}
    for home, item, task in desk.connection.execute(query):
        found.setdefault(home, Counter()).update(one for one in (item, task) if one)
    return found


def missing_tasks(desk: Desk, year: int, unit: str, tasks: Collection[str]) -> list[str]:
    """Which of these tasks have no paper yet, in the order given."""
    behind = counts(desk, year, unit=unit).get(unit, Counter())
    return [task for task in tasks if not behind[task]]
