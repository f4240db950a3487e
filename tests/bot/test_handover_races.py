"""Two persons act on the same tasks at the same moment: one of them wins, nothing is done twice or lost."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest

from bot.errors import BotError
from bot.usecases.act import Act
from bot.usecases.assign import giving
from bot.usecases.handover import GIVEN, TAKEN, handover, propose, tap
from bot.usecases.responsible import responsible_for
from scoring import load_scheme
from storage.desk import Desk
from storage.records import Entry, Person, Role
from storage.roster import carry_out
from storage.store import Store

SCHEME = load_scheme(2022)
TASK = "FJ-3-M2"


def person(name: str, role: Role) -> Person:
    return Person(id=name, userid=name, name=name, units=("FJ",), roles=frozenset({role}))


PEOPLE = [person("head", Role.HEAD), person("office", Role.OFFICE), person("old", Role.STAFF)]
PEOPLE += [person("new-1", Role.STAFF), person("new-2", Role.STAFF)]


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await Store.open(database, clock=lambda: datetime(2022, 5, 9, 1, 0, tzinfo=UTC))
    await opened.migrate()
    await opened.write(lambda desk: carry_out(desk, PEOPLE, True, SCHEME))
    yield opened
    await opened.close()


def act(desk: Desk, who: str) -> Act:
    found = desk.people.get(who)
    assert found is not None
    return Act(desk=desk, scheme=SCHEME, actor=found, message="test")


async def doing(store: Store, who: str, work: Callable[[Act], object]) -> str:
    """Do something as a person; the sentence when it is refused."""
    try:
        await store.write(lambda desk: work(act(desk, who)))
    except BotError as refusal:
        return refusal.sentence
    return ""


async def kinds(store: Store, slot: str) -> list[str]:
    def read(desk: Desk) -> list[Entry]:
        return desk.journal.history(2022, slot)

    return [entry.kind for entry in await store.read(read)]


async def test_two_who_give_one_task_away_at_the_same_moment_start_one_handover(store: Store) -> None:
    def to(name: str) -> Callable[[Act], object]:
        return lambda one: propose(one, giving(one, [TASK], act(one.desk, name).actor))

    told = await asyncio.gather(doing(store, "head", to("new-1")), doing(store, "office", to("new-2")))

    assert sorted(bool(sentence) for sentence in told) == [False, True]
    entries = await store.read(lambda desk: desk.journal.entries(2022, prefix="handover:"))
    assert len(entries) == 1


async def test_both_tap_at_the_same_moment_and_the_task_moves_once(store: Store) -> None:
    await doing(store, "head", lambda one: propose(one, giving(one, [TASK], act(one.desk, "new-1").actor)))
    slot = "handover:FJ:1"
    await asyncio.gather(*(doing(store, who, lambda one: tap(one, slot)) for who in ("old", "new-1")))

    found = await kinds(store, slot)
    assert found[0] == "handover.proposed"
    assert sorted(found[1:3]) == sorted([GIVEN, TAKEN])
    assert found[3:] == ["handover.done"]
    assert await store.read(lambda desk: handover(act(desk, "head"), slot).ended) == "办完"
    responsible = (await store.read(lambda desk: responsible_for(act(desk, "head"), TASK))).responsible
    assert responsible is not None
    assert responsible.id == "new-1"
    assigned = await store.read(lambda desk: desk.journal.entries(2022, prefix="assign:"))
    assert len(assigned) == 1
