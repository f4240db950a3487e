"""From the outbox to people: order, rate, patience, and what becomes of what cannot be delivered."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.dispatcher import AGAIN, ATTEMPTS, Dispatcher, Rate
from bot.gateway.protocol import NotDelivered, Receipt, SendLater, SendProblem, SendRefused, Uncertain
from storage.desk import Desk
from storage.files import FileStore
from storage.records import Letter, LetterKind, OutboxRow
from storage.store import Store
from tests.bot.gateway.conftest import MovedClock, until


@dataclass
class Post:
    """A platform that takes everything, unless told what to raise next; remembers what it was given."""

    said: list[tuple[str, str]] = field(default_factory=list)
    problems: list[SendProblem] = field(default_factory=list)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    anew: list[bool] = field(default_factory=list)

    async def _take(self, to: str, what: str) -> Receipt:
        self.begun.append(what)
        if to in self.gates:
            await self.gates[to].wait()
        if self.problems:
            raise self.problems.pop(0)
        self.said.append((to, what))
        return Receipt(f"receipt {what}")

    async def say(self, to: str, text: str) -> Receipt:
        return await self._take(to, text)

    async def show_markdown(self, to: str, title: str, text: str) -> Receipt:
        return await self._take(to, f"{title}|{text}")

    async def show_card(
        self, to: str, card: str, params: dict[str, str], summary: str, *, anew: bool = False
    ) -> Receipt:
        self.anew.append(anew)
        return await self._take(to, f"{card} {summary}")

    async def update_card(self, card: str, params: dict[str, str]) -> Receipt:
        return await self._take("", f"{card} {params}")

    async def send_file(self, to: str, data: bytes, name: str) -> Receipt:
        return await self._take(to, f"{name} {len(data)}")

    async def download(self, code: str, limit: int) -> bytes:
        return b""


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def dispatcher(store: Store, post: Post, files: FileStore, clock: MovedClock) -> Dispatcher:
    rate = Rate(10_000, time.monotonic, asyncio.sleep)
    return Dispatcher(store, post, files, rate, clock)


@pytest.fixture
async def running(dispatcher: Dispatcher) -> AsyncIterator[Dispatcher]:
    task = asyncio.create_task(dispatcher.run())
    yield dispatcher
    dispatcher.stop()
    await task


async def put(store: Store, *texts: str, to: str = "user:u1", kind: LetterKind = "text", **body: Any) -> None:
    letters = [
        Letter(to=to, kind=kind, body=body or {"text": text}, key=text if kind == "card" else None) for text in texts
    ]

    def write(desk: Desk) -> None:
        for letter in letters:
            desk.outbox.put(letter)

    await store.write(write)
    store.wake()


async def undelivered(store: Store) -> list[OutboxRow]:
    return await store.read(lambda desk: desk.outbox.undelivered())


async def counts(store: Store) -> dict[str, int]:
    return await store.read(lambda desk: desk.outbox.counts())


async def test_what_was_put_is_sent_in_order_at_once(running: Dispatcher, store: Store, post: Post) -> None:
    await put(store, "一", "二", "三")

    await until(lambda: len(post.said) == 3)
    assert [text for _, text in post.said] == ["一", "二", "三"]


async def test_every_kind_of_letter_finds_its_call(
    dispatcher: Dispatcher, store: Store, post: Post, files: FileStore
) -> None:
    sha256 = await files.put(b"data")
    await put(store, "", kind="markdown", title="标题", text="正文")
    await put(store, "card-1", kind="card", params={}, summary="我的任务")
    await put(store, "", kind="card_update", card="card-1", params={"status": "已交"})
    await put(store, "", kind="file", sha256=sha256, name="结果.xlsx")
    while await dispatcher.send_some():
        pass

    told = [what for _, what in post.said]
    assert told == ["标题|正文", "card-1 我的任务", "card-1 {'status': '已交'}", "结果.xlsx 4"]


async def test_a_text_is_made_into_a_word_file_when_its_letter_goes_out(
    dispatcher: Dispatcher, store: Store, post: Post
) -> None:
    document = {"title": "工作总结", "sections": [{"title": "一、总体情况", "text": "全年平稳。"}]}
    await put(store, "", kind="file", document=document, name="工作总结.docx")
    while await dispatcher.send_some():
        pass

    name, size = post.said[-1][1].split()
    assert name == "工作总结.docx"
    assert int(size) > 1000


async def test_a_slow_recipient_holds_up_nobody_else(running: Dispatcher, store: Store, post: Post) -> None:
    post.gates["user:slow"] = asyncio.Event()
    await put(store, "慢", to="user:slow")
    await put(store, "甲", "乙", "丙", to="user:quick")

    await until(lambda: len(post.said) == 3)
    post.gates["user:slow"].set()
    await until(lambda: len(post.said) == 4)


async def test_a_letter_put_off_keeps_its_place_and_its_words(
    dispatcher: Dispatcher, store: Store, post: Post, clock: MovedClock
) -> None:
    post.problems = [SendLater("busy", 2.0)]
    await put(store, "一", "二")
    await dispatcher.send_some()
    assert await dispatcher.send_some() == 0
    clock.at += timedelta(seconds=3)
    while await dispatcher.send_some():
        pass

    assert [text for _, text in post.said] == ["一", "二"]


async def test_an_uncertain_letter_is_sent_once_more_and_says_so(
    dispatcher: Dispatcher, store: Store, post: Post, clock: MovedClock
) -> None:
    post.problems = [Uncertain("no answer")]
    await put(store, "收到")
    await dispatcher.send_some()
    clock.at += timedelta(seconds=10)
    await dispatcher.send_some()

    assert post.said == [("user:u1", f"{AGAIN}收到")]
    assert (await counts(store))["uncertain"] == 1


async def test_an_uncertain_letter_is_never_sent_a_third_time(
    dispatcher: Dispatcher, store: Store, post: Post, clock: MovedClock
) -> None:
    post.problems = [Uncertain("no answer"), Uncertain("no answer")]
    await put(store, "收到")
    for _ in range(4):
        await dispatcher.send_some()
        clock.at += timedelta(seconds=400)

    assert len(post.begun) == 2
    assert [row.error for row in await undelivered(store)] == ["no answer"]


async def test_a_refused_letter_is_given_up_and_the_next_goes_out(
    dispatcher: Dispatcher, store: Store, post: Post
) -> None:
    post.problems = [SendRefused("invalidStaffIdList")]
    await put(store, "一", "二")
    while await dispatcher.send_some():
        pass

    assert post.said == [("user:u1", "二")]
    assert [row.error for row in await undelivered(store)] == ["invalidStaffIdList"]


async def test_patience_ends_after_an_hour_or_so(
    dispatcher: Dispatcher, store: Store, post: Post, clock: MovedClock
) -> None:
    post.problems = [SendLater("busy") for _ in range(ATTEMPTS)]
    await put(store, "一")
    began = clock.at
    while not await undelivered(store):
        await dispatcher.send_some()
        clock.at += timedelta(seconds=30)

    assert timedelta(minutes=40) < clock.at - began < timedelta(hours=3)


async def test_a_card_that_was_not_delivered_is_delivered_anew(
    dispatcher: Dispatcher, store: Store, post: Post, clock: MovedClock
) -> None:
    post.problems = [NotDelivered("card not delivered: system error")]
    await put(store, "card-1", kind="card", params={}, summary="x")
    await dispatcher.send_some()
    clock.at += timedelta(seconds=10)
    await dispatcher.send_some()

    assert post.anew == [False, True]
    assert len(post.said) == 1


async def test_a_letter_that_cannot_even_be_read_is_given_up_alone(
    dispatcher: Dispatcher, store: Store, post: Post
) -> None:
    await put(store, "", to="user:bad", kind="file", sha256="0" * 64, name="x")
    await put(store, "", to="user:worse", kind="markdown", nothing="")
    await put(store, "好", to="user:good")
    await dispatcher.send_some()

    assert post.said == [("user:good", "好")]
    assert {row.to for row in await undelivered(store)} == {"user:bad", "user:worse"}


async def test_at_the_end_letters_in_the_air_land_first(dispatcher: Dispatcher, store: Store, post: Post) -> None:
    post.gates["user:u1"] = asyncio.Event()
    running = asyncio.create_task(dispatcher.run())
    await put(store, "一", "二")
    await until(lambda: post.begun)
    dispatcher.stop()
    await asyncio.sleep(0.05)
    post.gates["user:u1"].set()
    await running

    assert [text for _, text in post.said] == ["一"]
    assert await counts(store) == {"sent": 1, "new": 1, "uncertain": 0}


async def test_a_letter_cut_off_in_the_air_comes_again_as_uncertain(
    dispatcher: Dispatcher, store: Store, post: Post, clock: MovedClock
) -> None:
    post.gates["user:u1"] = asyncio.Event()
    running = asyncio.create_task(dispatcher.run())
    await put(store, "一")
    await until(lambda: post.begun)
    running.cancel()
    await asyncio.wait({running})
    assert await counts(store) == {"new": 1, "uncertain": 1}
    post.gates.clear()
    clock.at += timedelta(seconds=10)
    await dispatcher.send_some()

    assert post.said == [("user:u1", f"{AGAIN}一")]


async def test_a_moved_clock_does_not_send_what_is_in_the_air_twice(
    running: Dispatcher, store: Store, post: Post, clock: MovedClock
) -> None:
    post.gates["user:u1"] = asyncio.Event()
    await put(store, "一")
    await until(lambda: post.begun)
    clock.at += timedelta(days=30)
    store.wake()
    await asyncio.sleep(0.1)
    post.gates["user:u1"].set()
    await until(lambda: post.said)

    assert post.begun == ["一"]


async def test_a_database_in_trouble_costs_no_letter(
    running: Dispatcher, store: Store, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, troubles = store.write, [RuntimeError("disk full")]

    async def write(work: Callable[[Any], Any]) -> Any:
        if post.said and troubles:
            raise troubles.pop()
        return await real(work)

    monkeypatch.setattr(store, "write", write)
    await put(store, "一", "二")

    await until(lambda: len(post.said) == 2)
    assert [text for _, text in post.said] == ["一", "二"]


async def test_the_rate_holds_in_every_second() -> None:
    now, calls = 0.0, []

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    rate = Rate(20, lambda: now, sleep)
    for _ in range(100):
        await rate.wait()
        calls.append(now)

    assert max(sum(1 for at in calls if start <= at < start + 1) for start in calls) <= 20
    assert now < 5
