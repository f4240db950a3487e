"""Whatever is assigned, handed over or delegated and whoever leaves: every task has one person who answers for it."""

import contextlib
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import BotError
from bot.usecases.act import Act
from bot.usecases.assign import add_helpers, giving, helping
from bot.usecases.delegate import absence, delegate, end
from bot.usecases.handover import handovers, propose, stop, tap
from bot.usecases.movers import tell_moved
from bot.usecases.responsible import Basis, Charge, charges_of, responsible_on, tasks_of
from bot.usecases.staffing import WORKERS
from scoring import load_scheme
from storage.desk import Desk
from storage.records import Person, Role
from storage.roster import carry_out
from storage.roster_file import read_roster
from storage.store import Store
from tests.bot.chat import ROSTER

SCHEME = load_scheme(2022)
PEOPLE = read_roster(ROSTER.read_bytes(), "roster.csv", SCHEME).people
MORE = tuple(
    Person(id=f"new-{code}", userid=f"new-{code}", name=f"新人{code}", units=(code,), roles=frozenset({Role.STAFF}))
    for code in ("FJ", "DW", "HQ", "ZC", "JC")
)
pytestmark = pytest.mark.no_cover
"""Walked again and again: what it reaches is measured elsewhere, and measuring doubles its time."""
EVERYBODY = (*PEOPLE, *MORE)
STEPS = 60


class Year:
    """A random year: who is in the roster, and one random step after the other."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.roster = {person.id: person for person in EVERYBODY}
        self.done = 0

    def step(self, desk: Desk) -> None:
        """Do one thing; a refusal undoes it."""
        steps: Sequence[Callable[[Act], None]] = (self.give, self.give, self.tap, self.tap, self.tap, self.stop,
                                                  self.help, self.move, self.delegate, self.end)  # fmt: skip
        actor = self.dice.choice(
            [person for person in self.roster.values() if person.roles & (WORKERS | {Role.OFFICE})]
        )
        act = Act(desk=desk, scheme=SCHEME, actor=actor, message="test")
        with contextlib.suppress(BotError), desk.connection.begin_nested():
            self.dice.choice(steps)(act)
            self.done += 1

    def tasks(self) -> list[str]:
        """A task or a whole item."""
        unit = self.dice.choice(SCHEME.units)
        item = self.dice.choice(unit.items)
        return [task.id for task in self.dice.choice([item.tasks, (self.dice.choice(item.tasks),)])]

    def somebody(self) -> Person:
        """Anybody who ever was there, gone or not."""
        return self.dice.choice(list(self.roster.values()))

    def give(self, act: Act) -> None:
        """Somebody with a say gives tasks to a colleague."""
        tasks = self.tasks()
        head = act.by(self.dice.choice(act.desk.people.office() or [act.actor]))
        unit = SCHEME.unit_of_item(SCHEME.item_of_task(tasks[0]).id)
        to = self.dice.choice(act.desk.people.in_unit(unit.code) or [self.somebody()])
        propose(head, giving(head, tasks, to))

    def tap(self, act: Act) -> None:
        """One of the two taps."""
        waiting = [one for one in handovers(act) if not one.ended]
        found = self.dice.choice(waiting) if waiting else None
        if found:
            tap(act.by(self.dice.choice((found.old, found.new))), found.slot)

    def stop(self, act: Act) -> None:
        """One of the two stops it."""
        waiting = handovers(act)
        found = self.dice.choice(waiting) if waiting else None
        if found and self.dice.random() < 0.3:
            stop(act.by(self.dice.choice((found.old, found.new))), found.slot, "还没有准备好")

    def help(self, act: Act) -> None:
        """Helpers are added."""
        head = act.by(self.dice.choice(act.desk.people.office() or [act.actor]))
        tasks = self.tasks()
        unit = SCHEME.unit_of_item(SCHEME.item_of_task(tasks[0]).id)
        add_helpers(head, helping(head, tasks, [self.dice.choice(act.desk.people.in_unit(unit.code) or [act.actor])]))

    def move(self, act: Act) -> None:
        """The office imports a roster in which people come, go, change unit or lose a role."""
        before = act.desk.people.all()
        one = self.dice.choice(EVERYBODY)
        gone = len(self.roster) > 12 and self.dice.random() < 0.6
        if gone and one.id in self.roster and Role.OFFICE not in one.roles:
            del self.roster[one.id]
        elif one.units and self.dice.random() < 0.5:
            unit = self.dice.choice(SCHEME.units).code
            self.roster[one.id] = one.model_copy(update={"units": (unit,), "items": ()})
        else:
            self.roster[one.id] = one
        carry_out(act.desk, list(self.roster.values()), True, SCHEME)
        tell_moved(act.desk, SCHEME, before)

    def delegate(self, act: Act) -> None:
        """Somebody is away for a while."""
        until = act.today + timedelta(days=self.dice.randint(0, 9))
        colleagues = [one for unit in act.actor.units for one in act.desk.people.in_unit(unit)]
        delegate(act, absence(act, act.actor, self.dice.choice(colleagues), act.today, until))

    def end(self, act: Act) -> None:
        """Somebody is back early."""
        end(act, act.actor)


def check(desk: Desk) -> None:
    """Every task is answered for by exactly one person who can, and that person sees it among his own."""
    act = Act(desk=desk, scheme=SCHEME, actor=desk.people.office()[0], message="test")
    found = charges_of(act)
    assert len(found) == 211
    for charge in found.values():
        _check_holder(charge)
    dice = random.Random(len(desk.journal.entries(2022)))
    for task in dice.sample(sorted(found), 2):
        one = found[task].responsible
        assert one is not None
        assert task in {charge.task.id for charge in tasks_of(act, one)}
        assert responsible_on(act, task, act.today) == one, task


def _check_holder(charge: Charge) -> None:
    one = charge.responsible
    assert one is not None
    assert one.active
    assert charge.basis is Basis.OFFICE or (charge.unit.code in one.units and one.roles & WORKERS)
    assert one not in charge.helpers
    assert all(helper.active and charge.unit.code in helper.units for helper in charge.helpers)


@pytest.mark.parametrize("seed", range(2))
async def test_after_any_sequence_of_changes_every_task_has_one_person_who_answers(database: str, seed: int) -> None:
    times = [datetime(2022, 5, 9, 1, 0, tzinfo=UTC)]
    store = await Store.open(database, clock=lambda: times[0])
    year = Year(seed)
    try:
        await store.migrate()
        await store.write(lambda desk: carry_out(desk, EVERYBODY, True, SCHEME))
        for _ in range(STEPS):
            times[0] += timedelta(hours=year.dice.choice((0, 1, 30)))
            await store.write(year.step)
            await store.read(check)
        assert year.done > STEPS / 3
        kinds = {entry.kind for entry in await store.read(lambda desk: desk.journal.entries(2022))}
        assert kinds >= {"handover.done", "task.assigned", "duty.delegated", "roster.left"}
    finally:
        await store.close()
