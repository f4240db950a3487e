import asyncio
from datetime import timedelta

from storage.desk import Desk
from storage.records import Letter, OutboxRow
from storage.store import Store
from tests.storage.desks import NOON, MovableClock, text_to


async def put(store: Store, *letters: Letter) -> None:
    def work(desk: Desk) -> None:
        for letter in letters:
            desk.outbox.put(letter)

    await store.write(work)


async def claim(store: Store, limit: int = 80) -> list[OutboxRow]:
    return await store.write(lambda desk: desk.outbox.claim(limit))


async def sent(store: Store, rows: list[OutboxRow]) -> None:
    await store.write(lambda desk: desk.outbox.sent([(row.id, f"receipt-{row.id}") for row in rows]))


async def counts(store: Store) -> dict[str, int]:
    return await store.read(lambda desk: desk.outbox.counts())


def texts(rows: list[OutboxRow]) -> list[str]:
    return [row.body["text"] for row in rows]


async def test_a_letter_comes_out_as_it_was_put_in(store: Store) -> None:
    card = Letter(to="group:cid=1", kind="card", body={"params": {"title": "核准"}, "summary": "…"}, key="card-1")
    await put(store, card)
    (row,) = await claim(store)

    assert Letter(**{name: getattr(row, name) for name in Letter.model_fields}) == card
    assert (row.attempts, row.again, row.error) == (0, False, None)


async def test_order_is_kept_per_recipient_and_nobody_waits_for_another(store: Store) -> None:
    await put(store, *(text_to(who, f"{who}{n}") for n in (1, 2, 3) for who in ("a", "b")))
    waves = []
    while rows := await claim(store):
        waves.append(texts(rows))
        await sent(store, rows)

    assert waves == [["a1", "b1"], ["a2", "b2"], ["a3", "b3"]]
    assert await counts(store) == {"sent": 6, "uncertain": 0}


async def test_a_letter_being_sent_is_not_given_to_a_second_dispatcher(store: Store, other: Store) -> None:
    await put(store, *(text_to(f"u{n}", "x") for n in range(30)))
    both = await asyncio.gather(claim(store, 20), claim(other, 20), claim(store, 20), claim(other, 20))

    ids = [row.id for rows in both for row in rows]
    assert len(ids) == len(set(ids)) <= 30


async def test_a_claim_takes_no_more_than_asked(store: Store) -> None:
    await put(store, *(text_to(f"u{n}", "x") for n in range(5)))

    assert [len(await claim(store, 2)) for _ in range(4)] == [2, 2, 1, 0]


async def test_a_letter_cut_off_while_sending_comes_once_more_and_is_counted_uncertain(
    store: Store, clock: MovableClock
) -> None:
    await put(store, text_to("a", "first"), text_to("a", "second"))
    await claim(store)
    clock.moves(59)
    assert await claim(store) == []

    clock.moves(2)
    (row,) = await claim(store)
    assert (row.body["text"], row.again) == ("first", True)
    assert (await counts(store))["uncertain"] == 1

    await sent(store, [row])
    assert texts(await claim(store)) == ["second"]


async def test_what_a_dead_process_was_sending_may_be_taken_up_at_once(store: Store) -> None:
    await put(store, text_to("a", "cut off"), text_to("a", "following"), text_to("b", "sent"))
    await sent(store, [row for row in await claim(store) if row.to == "user:b"])

    assert await store.write(lambda desk: desk.outbox.take_back()) == 1
    assert [(row.body["text"], row.again) for row in await claim(store)] == [("cut off", True)]
    assert (await counts(store))["uncertain"] == 1


async def test_a_card_cut_off_is_sent_again_under_its_key_and_is_not_uncertain(
    store: Store, clock: MovableClock
) -> None:
    await put(store, Letter(to="user:a", kind="card", body={}, key="card-1"))
    await claim(store)
    clock.moves(61)
    (row,) = await claim(store)

    assert (row.key, row.again) == ("card-1", True)
    assert (await counts(store))["uncertain"] == 0


async def test_a_card_put_twice_is_one_card_also_by_two_stores(store: Store, other: Store) -> None:
    card = Letter(to="user:a", kind="card", body={}, key="card-1")
    await asyncio.gather(*(put(one, card) for one in (store, other, store, other)))

    assert await counts(store) == {"new": 1, "uncertain": 0}


async def test_texts_without_a_key_are_never_taken_for_each_other(store: Store) -> None:
    await put(store, text_to("a", "x"), text_to("a", "x"))

    assert await counts(store) == {"new": 2, "uncertain": 0}


async def test_a_retry_waits_for_its_time_and_holds_back_what_follows(store: Store, clock: MovableClock) -> None:
    await put(store, text_to("a", "first"), text_to("a", "second"))
    (row,) = await claim(store)
    at = NOON + timedelta(seconds=30)
    await store.write(lambda desk: desk.outbox.retry(row.id, at, "429 " + "x" * 600))
    assert await claim(store) == []

    clock.moves(30)
    (row,) = await claim(store)
    assert (row.body["text"], row.attempts, row.again) == ("first", 1, False)
    assert row.error is not None
    assert len(row.error) == 500


async def test_a_retry_after_a_timeout_is_marked_as_sent_before(store: Store) -> None:
    await put(store, text_to("a", "x"))
    (row,) = await claim(store)
    await store.write(lambda desk: desk.outbox.retry(row.id, NOON, "timeout", uncertain=True))

    assert [row.again for row in await claim(store)] == [True]
    assert (await counts(store))["uncertain"] == 1


async def test_what_is_given_up_is_listed_lets_the_next_pass_and_can_be_resent(store: Store) -> None:
    await put(store, text_to("a", "first"), text_to("a", "second"))
    (row,) = await claim(store)
    await store.write(lambda desk: desk.outbox.gave_up(row.id, "用户不在可见范围"))

    (listed,) = await store.read(lambda desk: desk.outbox.undelivered())
    assert (listed.body["text"], listed.error) == ("first", "用户不在可见范围")
    following = await claim(store)
    assert texts(following) == ["second"]
    await sent(store, following)

    await store.write(lambda desk: desk.outbox.resend(row.id))
    assert await store.read(lambda desk: desk.outbox.undelivered()) == []
    assert [(row.body["text"], row.again, row.attempts) for row in await claim(store)] == [("first", True, 0)]


async def test_only_what_was_given_up_can_be_resent(store: Store) -> None:
    await put(store, text_to("a", "x"))
    rows = await claim(store)
    await sent(store, rows)
    await store.write(lambda desk: desk.outbox.resend(rows[0].id))

    assert await claim(store) == []
