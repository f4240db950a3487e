"""What was handed in can be found by unit, item, task and hash, and counted in one go."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from storage.desk import Desk
from storage.evidence import Evidence, by_hash, counts, evidence_of, missing_tasks
from storage.records import NewEntry, StoredFile
from storage.store import Store

NOON = datetime(2022, 4, 20, 4, 0, tzinfo=UTC)
PHOTO = StoredFile(sha256="ab" * 32, size=9, mime="image/png", name="照片.png")
LEDGER = StoredFile(sha256="cd" * 32, size=9, mime="text/plain", name="台账.txt")


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await Store.open(database, clock=lambda: NOON)
    await opened.migrate()
    yield opened
    await opened.close()


def filed(
    paper: str, *files: StoredFile, unit: str = "FJ", task: str = "FJ-1-1", text: str = "", year: int = 2022
) -> NewEntry:
    return NewEntry(
        kind="evidence.filed",
        year=year,
        slot=f"evidence:{paper}",
        actor="staff",
        unit=unit,
        item=task.rpartition("-")[0],
        task=task,
        document_on=date(2022, 4, 1),
        payload={"files": [file.model_dump() for file in files], "text": text},
    )


def withdrawn(paper: str) -> NewEntry:
    slot = f"evidence:{paper}"
    return NewEntry(kind="evidence.withdrawn", year=2022, slot=slot, actor="staff", unit="FJ", item="FJ-1")


async def write(store: Store, *entries: NewEntry) -> None:
    def append(desk: Desk) -> None:
        for one in entries:
            desk.journal.append(one)

    await store.write(append)


async def papers(store: Store, unit: str = "FJ", item: str | None = None, task: str | None = None) -> list[str]:
    found = await store.read(lambda desk: evidence_of(desk, 2022, unit, item=item, task=task))
    return [paper.id for paper in found]


async def test_a_paper_tells_everything_about_itself(store: Store) -> None:
    await write(store, filed("A", PHOTO, text="现场"))

    (paper,) = await store.read(lambda desk: evidence_of(desk, 2022, "FJ"))

    assert paper == Evidence(
        id="A", entry=paper.entry, unit="FJ", item="FJ-1", task="FJ-1-1", files=(PHOTO,), text="现场", by="staff",
        document_on=date(2022, 4, 1), handed_in_at=NOON, at=NOON,
    )  # fmt: skip
    assert paper.slot == "evidence:A"


async def test_papers_are_narrowed_to_unit_item_and_task(store: Store) -> None:
    await write(store, filed("A", task="FJ-1-1"), filed("B", task="FJ-1-2"), filed("C", task="FJ-2-1"),
                filed("D", unit="JC", task="JC-1-1"))  # fmt: skip

    assert await papers(store) == ["A", "B", "C"]
    assert await papers(store, item="FJ-1") == ["A", "B"]
    assert await papers(store, task="FJ-1-2") == ["B"]
    assert await papers(store, unit="JC") == ["D"]


async def test_a_withdrawn_paper_is_gone_from_view_and_can_still_be_looked_up(store: Store) -> None:
    await write(store, filed("A", PHOTO), filed("B"), withdrawn("A"))

    assert await papers(store) == ["B"]
    everything = await store.read(lambda desk: evidence_of(desk, 2022, "FJ", withdrawn=True))
    assert [(paper.id, paper.withdrawn, paper.files) for paper in everything] == [
        ("A", True, (PHOTO,)),
        ("B", False, ()),
    ]


async def test_a_paper_moved_to_another_item_is_found_there_alone(store: Store) -> None:
    await write(store, filed("A", task="FJ-1-1"), filed("A", task="FJ-2-1"))

    assert await papers(store, item="FJ-1") == []
    assert await papers(store, item="FJ-2") == ["A"]


async def test_the_same_bytes_are_found_again_in_any_unit_and_year(store: Store) -> None:
    await write(
        store,
        filed("A", PHOTO),
        filed("B", LEDGER),
        filed("C", LEDGER, PHOTO, unit="JC", task="JC-1-1", year=2021),
        filed("D", PHOTO),
        withdrawn("D"),
        filed("E", text=f"说到 {PHOTO.sha256}"),
    )

    found = await store.read(lambda desk: by_hash(desk, PHOTO.sha256))

    assert [paper.id for paper in found] == ["A", "C"]
    assert await store.read(lambda desk: by_hash(desk, "ef" * 32)) == []


async def test_papers_are_counted_by_item_and_task(store: Store) -> None:
    await write(store, filed("A", task="FJ-1-1"), filed("B", task="FJ-1-2"), filed("C", task="FJ-1-2"), withdrawn("C"),
                filed("D", unit="JC", task="JC-1-1"))  # fmt: skip

    everybody = await store.read(lambda desk: counts(desk, 2022))

    assert everybody["FJ"] == {"FJ-1": 2, "FJ-1-1": 1, "FJ-1-2": 1}
    assert set(everybody) == {"FJ", "JC"}
    assert set(await store.read(lambda desk: counts(desk, 2022, unit="JC"))) == {"JC"}


async def test_tasks_without_a_paper_are_listed(store: Store) -> None:
    await write(store, filed("A", task="FJ-1-1"))

    missing = await store.read(lambda desk: missing_tasks(desk, 2022, "FJ", ["FJ-1-2", "FJ-1-1", "FJ-2-1"]))

    assert missing == ["FJ-1-2", "FJ-2-1"]
