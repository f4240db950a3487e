"""A desk for 演练: an organisation of its own, so nothing on it counts; only its letters go the real way, marked."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from sqlalchemy import insert, select

from storage import tables as t
from storage.desk import Desk
from storage.downloads import Downloads
from storage.file_shelf import Files
from storage.outbox import Outbox
from storage.records import Letter, Wake
from storage.wakes import Wakes
from storage.words import REHEARSED

RUN = "rehearsal"
"""The argument by which a wake knows its rehearsal again."""

Elsewhere = Callable[[Letter], Letter | None]
"""Where a letter goes instead of to somebody who does not take part; None where it goes on."""


class RehearsalDesk(Desk):
    """The n-th rehearsal of the real desk's organisation, in the same transaction."""

    def __init__(self, real: Desk, run: int, elsewhere: Elsewhere) -> None:
        super().__init__(real.connection, f"{real.org[:30]}#{run}", real.now, real.algorithm, real.random)
        self.real = real
        self.run = run
        self._elsewhere = elsewhere
        self._copy_roster()

    @cached_property
    def outbox(self) -> Outbox:
        """The real way out, for marked letters."""
        return RehearsalOutbox(self.real, self._elsewhere)

    @cached_property
    def wakes(self) -> Wakes:
        """The real clock; what rings remembers its rehearsal."""
        return RehearsalWakes(self.real, self.run)

    @cached_property
    def downloads(self) -> Downloads:
        """Files are fetched the real way."""
        return self.real.downloads

    @cached_property
    def files(self) -> Files:
        """What is known of stored files, whoever they are for."""
        return self.real.files

    def _copy_roster(self) -> None:
        """The people as they are when the rehearsal is first opened."""
        mine = select(t.person.c.id).where(t.person.c.org == self.org).limit(1)
        if self.connection.execute(mine).first() is not None:
            return
        found = self.connection.execute(select(t.person).where(t.person.c.org == self.real.org)).mappings()
        rows = [{**row, "org": self.org} for row in found]
        if rows:
            self.connection.execute(insert(t.person), rows)


class RehearsalOutbox(Outbox):
    """Marks every letter, and sends nothing to who does not take part."""

    def __init__(self, real: Desk, elsewhere: Elsewhere) -> None:
        super().__init__(real)
        self._elsewhere = elsewhere

    def put(self, letter: Letter) -> None:
        """Put a marked letter in."""
        instead = self._elsewhere(letter)
        super().put(instead if instead is not None else marked(letter))


class RehearsalWakes(Wakes):
    """Keeps the wakes of a rehearsal apart from the real ones."""

    def __init__(self, real: Desk, run: int) -> None:
        super().__init__(real)
        self._run = run

    def set(self, wake: Wake) -> None:
        """Ask to be woken for this rehearsal."""
        args = {**wake.body.get("args", {}), RUN: self._run}
        super().set(wake.model_copy(update={"key": self._own(wake.key), "body": {**wake.body, "args": args}}))

    def cancel(self, key: str) -> None:
        """Let a wake of this rehearsal not ring."""
        super().cancel(self._own(key))

    def _own(self, key: str) -> str:
        return f"#{self._run}:{key}"


def marked(letter: Letter) -> Letter:
    """The letter with 【演练】 before what is read first."""
    body: dict[str, Any] = dict(letter.body)
    if "params" in body:
        params = dict(body["params"])
        params["title"] = f"{REHEARSED}{params['title']}"
        body["params"] = params
    for field in ("summary", "title", "text", "name"):
        if field in body:
            body[field] = f"{REHEARSED}{body[field]}"
    return letter.model_copy(update={"body": body})
