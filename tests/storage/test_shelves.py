from datetime import timedelta

import pytest

from storage.actions import ALPHABET
from storage.desk import Desk
from storage.records import Download, ShownCard
from storage.store import Store
from tests.storage.desks import NOON, MovableClock

JOB = Download(
    id="d1", lane="u1", message="msg-1", person="p1", download_code="code", file_name="佐证.pdf", next_at=NOON
)


def card(track: str, to: str = "user:a", subject: str = "HQ-1") -> ShownCard:
    return ShownCard(out_track_id=track, to=to, kind="verify", subject=subject, args={"unit": "HQ"})


async def test_a_conversation_is_where_it_was_left(store: Store) -> None:
    assert await store.read(lambda desk: desk.sessions.get("p1")) == {}
    await store.write(lambda desk: desk.sessions.put("p1", {"问": "次数", "n": 1}))
    await store.write(lambda desk: desk.sessions.put("p1", {"问": "事由", "list": [1, None]}))

    assert await store.read(lambda desk: desk.sessions.get("p1")) == {"问": "事由", "list": [1, None]}


async def test_a_code_stands_for_what_it_was_minted_for(store: Store) -> None:
    def mint(desk: Desk) -> str:
        return desk.actions.mint("p1", "verify", {"count": 3}, slot="verify:HQ:HQ-1", version=2, label="核" * 80)

    code = await store.write(mint)
    action = await store.read(lambda desk: desk.actions.find(code))

    assert action is not None
    assert (action.person, action.verb, action.args) == ("p1", "verify", {"count": 3})
    assert (action.slot, action.version, action.label) == ("verify:HQ:HQ-1", 2, "核" * 60)
    assert len(code) == 5
    assert set(code) <= set(ALPHABET)
    assert not set("01ILO") & set(ALPHABET)
    assert await store.read(lambda desk: desk.actions.find("22222")) is None


async def test_a_code_that_is_taken_is_not_given_twice(store: Store) -> None:
    dice = iter([b"aaaaa", b"aaaaa", b"bbbbb"])

    def mint(desk: Desk) -> list[str]:
        desk.random = lambda size: next(dice)
        return [desk.actions.mint("p1", "a", {}), desk.actions.mint("p1", "b", {})]

    first, second = await store.write(mint)
    assert first != second


async def test_every_copy_of_a_card_is_found_by_its_subject(store: Store) -> None:
    def show(desk: Desk) -> None:
        for one in (card("1"), card("2", "user:b"), card("3", subject="HQ-2")):
            desk.shown.add(one)

    await store.write(show)
    assert [one.out_track_id for one in await store.read(lambda desk: desk.shown.of("HQ-1"))] == ["1", "2"]
    assert await store.read(lambda desk: desk.shown.get("2")) == card("2", "user:b")
    assert await store.read(lambda desk: desk.shown.get("9")) is None


async def test_a_number_answers_the_card_shown_or_changed_last(store: Store) -> None:
    def latest(desk: Desk) -> str | None:
        found = desk.shown.latest("user:a")
        return found.out_track_id if found else None

    assert await store.read(latest) is None
    await store.write(lambda desk: desk.shown.add(card("1")))
    await store.write(lambda desk: desk.shown.add(card("2")))
    await store.write(lambda desk: desk.shown.add(card("3", "user:b")))
    assert await store.read(latest) == "2"

    changed = await store.write(lambda desk: desk.shown.bump("1", {"state": "已确认"}))
    assert (changed.version, changed.args) == (2, {"state": "已确认"})
    assert await store.read(lambda desk: desk.shown.get("1")) == changed
    assert await store.read(latest) == "1"


async def test_a_card_nobody_has_cannot_change(store: Store) -> None:
    with pytest.raises(KeyError, match="nothing"):
        await store.write(lambda desk: desk.shown.bump("nothing", {}))


async def test_a_download_starts_at_once_and_is_held_while_it_runs(store: Store, other: Store) -> None:
    await store.write(lambda desk: desk.downloads.add(JOB))

    assert await store.write(lambda desk: desk.downloads.claim(5)) == [JOB]
    assert await other.write(lambda desk: desk.downloads.claim(5)) == []
    await store.write(lambda desk: desk.downloads.finish("d1"))
    assert await store.write(lambda desk: desk.downloads.claim(5)) == []


async def test_a_download_cut_off_is_taken_up_again(store: Store, clock: MovableClock) -> None:
    await store.write(lambda desk: desk.downloads.add(JOB))
    await store.write(lambda desk: desk.downloads.claim(5))
    clock.moves(121)

    assert [job.id for job in await store.write(lambda desk: desk.downloads.claim(5))] == ["d1"]


async def test_a_download_that_failed_comes_back_at_its_time_until_it_is_given_up(
    store: Store, clock: MovableClock
) -> None:
    await store.write(lambda desk: desk.downloads.add(JOB))
    (job,) = await store.write(lambda desk: desk.downloads.claim(5))
    await store.write(lambda desk: desk.downloads.retry(job, NOON + timedelta(seconds=10), "500"))
    assert await store.write(lambda desk: desk.downloads.claim(5)) == []

    clock.moves(10)
    (job,) = await store.write(lambda desk: desk.downloads.claim(5))
    assert job.attempts == 1
    await store.write(lambda desk: desk.downloads.finish(job.id, "下载码已过期"))
    clock.moves(1000)
    assert await store.write(lambda desk: desk.downloads.claim(5)) == []
