import random

from sqlalchemy import delete, select

from storage import tables as t
from storage.desk import Desk
from storage.projections import rebuild
from storage.store import Store
from tests.storage.conftest import Open
from tests.storage.desks import append, says

SLOTS = [f"{kind}:{unit}" for kind in ("self", "verify", "bonus") for unit in ("HQ", "FJ")]


def _present(desk: Desk) -> set[tuple[object, ...]]:
    return {tuple(row) for row in desk.connection.execute(select(t.current))}


async def test_any_history_thrown_away_and_rebuilt_is_the_same(store: Store) -> None:
    for seed in range(8):
        chance = random.Random(seed)
        entries = [
            says(
                slot, chance.random(), unit=slot[-2:], year=chance.choice((2022, 2023)), kind=chance.choice(("a", "b"))
            )
            for slot in chance.choices(SLOTS, k=chance.randrange(25))
        ]
        await append(store, *entries)
        before = await store.read(_present)
        await store.write(lambda desk: desk.connection.execute(delete(t.current)))

        assert await store.write(rebuild) == len(before)
        assert await store.read(_present) == before


async def test_rebuilding_leaves_other_organisations_alone(opens: Open) -> None:
    mine, theirs = await opens("mine"), await opens("theirs")
    await append(mine, says("a"))
    await append(theirs, says("a"), says("a"), says("b"))
    before = await mine.read(_present)

    assert await mine.write(rebuild) == 1
    assert await mine.read(_present) == before
