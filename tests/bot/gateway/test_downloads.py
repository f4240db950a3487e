"""Files people send: fetched, looked into, kept, and told of; or one sentence why not."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.documents import Section, written
from bot.gateway.dingtalk.client import DingTalk
from bot.gateway.downloads import ATTEMPTS, Downloads
from bot.gateway.events import FETCHED
from bot.simulator import Driver, Simulator
from storage.desk import Desk
from storage.examine import LARGEST
from storage.files import FileStore
from storage.records import Download, InboxRow
from storage.store import Store
from tests.bot.gateway.conftest import START, MovedClock, until

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def downloads(store: Store, dingtalk: DingTalk, files: FileStore, clock: MovedClock) -> Downloads:
    return Downloads(store, dingtalk, files, clock)


async def ask(store: Store, simulator: Simulator, name: str) -> None:
    """Put in a job for the file that was sent last."""
    code = next(reversed(simulator.world.files._codes))
    job = Download(
        id="job-1", lane="jingban", message="msg:1", person="p1", download_code=code, file_name=name, next_at=START
    )
    await store.write(lambda desk: desk.downloads.add(job))


async def told(store: Store) -> dict[str, Any]:
    """What the person's lane hears of it."""
    heard: list[InboxRow] = []

    def take(desk: Desk, row: InboxRow) -> None:
        heard.append(row)

    assert await store.work_next(take)
    assert (heard[0].lane, heard[0].topic) == ("jingban", FETCHED)
    body: dict[str, Any] = orjson.loads(heard[0].body)
    return body


async def test_a_file_is_kept_under_its_hash_and_the_person_hears_of_it(
    downloads: Downloads, store: Store, files: FileStore, people: Driver, simulator: Simulator
) -> None:
    await people.send_file("jingban", PDF, "总结.pdf")
    await ask(store, simulator, "../总结.pdf")
    assert await downloads.fetch_some() == 1

    body = await told(store)
    assert (body["name"], body["problem"]) == ("总结.pdf", "")
    assert await files.open(body["sha256"]) == PDF
    assert await downloads.fetch_some() == 0


async def test_of_a_word_file_that_calls_itself_a_summary_the_paragraphs_are_read(
    downloads: Downloads, store: Store, people: Driver, simulator: Simulator
) -> None:
    data = written("房基处2022年度工作总结", [Section(title="一、总体情况", text="全年平稳。")])
    await people.send_file("jingban", data, "年度工作总结.docx")
    await ask(store, simulator, "年度工作总结.docx")
    await downloads.fetch_some()

    assert (await told(store))["lines"] == ["房基处2022年度工作总结", "一、总体情况", "全年平稳。"]


async def test_an_empty_file_gets_a_sentence(
    downloads: Downloads, store: Store, people: Driver, simulator: Simulator
) -> None:
    await people.send_file("jingban", b"", "空.pdf")
    await ask(store, simulator, "空.pdf")
    await downloads.fetch_some()

    body = await told(store)
    assert body["sha256"] == ""
    assert "空文件" in body["problem"]


async def test_a_file_of_sixty_megabytes_gets_a_sentence(
    downloads: Downloads, store: Store, people: Driver, simulator: Simulator
) -> None:
    await people.send_zeros("jingban", "大.zip", LARGEST + 10_000_000)
    await ask(store, simulator, "大.zip")
    await downloads.fetch_some()

    assert "50 MB" in (await told(store))["problem"]


async def test_an_expired_code_asks_for_the_file_again(
    downloads: Downloads, store: Store, people: Driver, simulator: Simulator
) -> None:
    await people.send_file("jingban", PDF, "总结.pdf")
    await ask(store, simulator, "总结.pdf")
    await people.faults(expired_downloads=True)
    await downloads.fetch_some()

    assert "再发一次" in (await told(store))["problem"]


async def test_a_platform_in_trouble_is_asked_again_and_the_file_arrives(
    downloads: Downloads, store: Store, people: Driver, simulator: Simulator, clock: MovedClock
) -> None:
    await people.send_file("jingban", PDF, "总结.pdf")
    await ask(store, simulator, "总结.pdf")
    await people.faults(answers=[{"kind": "busy", "path": "messageFiles", "times": 2}])
    for _ in range(3):
        await downloads.fetch_some()
        clock.at += timedelta(seconds=10)

    assert (await told(store))["problem"] == ""


async def test_patience_with_a_download_ends_with_a_sentence(
    downloads: Downloads, store: Store, people: Driver, simulator: Simulator, clock: MovedClock
) -> None:
    await people.send_file("jingban", PDF, "总结.pdf")
    await ask(store, simulator, "总结.pdf")
    await people.faults(answers=[{"kind": "busy", "path": "messageFiles", "times": 99}])
    for _ in range(ATTEMPTS):
        await downloads.fetch_some()
        clock.at += timedelta(seconds=60)

    assert "再发一次" in (await told(store))["problem"]


async def test_a_full_disk_is_tried_again(
    store: Store, dingtalk: DingTalk, tmp_path: Path, people: Driver, simulator: Simulator, clock: MovedClock
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    await people.send_file("jingban", PDF, "总结.pdf")
    await ask(store, simulator, "总结.pdf")
    downloads = Downloads(store, dingtalk, FileStore(blocked), clock)
    await downloads.fetch_some()
    blocked.unlink()
    clock.at += timedelta(seconds=10)
    await downloads.fetch_some()

    assert (await told(store))["problem"] == ""


async def test_it_runs_until_told_to_stop(
    downloads: Downloads, store: Store, people: Driver, simulator: Simulator
) -> None:
    running = asyncio.create_task(downloads.run())
    await people.send_file("jingban", PDF, "总结.pdf")
    await ask(store, simulator, "总结.pdf")
    await until(
        lambda: any(key.startswith("call POST /v1.0/robot/messageFiles") for key in simulator.world.record.counts)
    )
    await asyncio.sleep(0.1)
    downloads.stop()
    await running

    assert (await told(store))["problem"] == ""
