"""The one thread that writes to an SQLite file: accepts first, then works, which share a commit while more wait."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from sqlalchemy import Connection, Engine

FIRST, NEXT, LAST = 0, 1, 2
GROUP = 8
"""At most so many works share a commit, so that an accept never waits long behind them."""

Write = Callable[[Connection], Any]
Result = Future[Any]


class Writer:
    """Owns the writing connection. A work is done or undone by itself; what it returned is told after the commit."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.PriorityQueue[tuple[int, int, Write, Result]] = queue.PriorityQueue()
        self._given = 0
        self._thread = threading.Thread(target=self._run, name="kaohe-write", daemon=True)
        self._thread.start()

    def give(self, rank: int, work: Write) -> Result:
        """Queue a work; FIRST goes ahead of NEXT."""
        result: Result = Future()
        self._given += 1
        self._jobs.put((rank, self._given, work, result))
        return result

    def finish(self) -> None:
        """Do what is queued, then end the thread."""
        self.give(LAST, lambda connection: None)
        self._thread.join()

    def _run(self) -> None:
        connection: Connection | None = None
        while True:
            rank, _, work, result = self._jobs.get()
            if rank == LAST:
                break
            if not result.set_running_or_notify_cancel():
                continue
            group = [(work, result)]
            try:
                connection = connection or self._engine.connect()
                outcomes = self._commit(connection, group)
            except BaseException as problem:
                for _, failed in group:
                    failed.set_exception(problem)
            else:
                _tell(group, outcomes)
        if connection is not None:
            connection.close()

    def _commit(self, connection: Connection, group: list[tuple[Write, Result]]) -> list["Outcome"]:
        """Do the first of a group, and whatever waits behind it, in one transaction."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            outcomes = [_attempt(connection, group[0][0])]
            while len(group) < GROUP and (following := self._waiting_work()):
                group.append(following)
                outcomes.append(_attempt(connection, following[0]))
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        return outcomes

    def _waiting_work(self) -> tuple[Write, Result] | None:
        """The next work, when it waits already and nothing more urgent does."""
        with self._jobs.mutex:
            if not self._jobs.queue or self._jobs.queue[0][0] != NEXT:
                return None
        _, _, work, result = self._jobs.get()
        return (work, result) if result.set_running_or_notify_cancel() else None


Outcome = tuple[Any, BaseException | None]


def _attempt(connection: Connection, work: Write) -> Outcome:
    """Do one work under a savepoint; its problem is its own unless the database gave the transaction up."""
    raw: Any = connection.connection.driver_connection
    raw.execute("SAVEPOINT work")
    try:
        value = work(connection)
    except BaseException as problem:
        if not raw.in_transaction:
            raise
        raw.execute("ROLLBACK TO work")
        raw.execute("RELEASE work")
        return None, problem
    raw.execute("RELEASE work")
    return value, None


def _tell(group: list[tuple[Write, Result]], outcomes: list[Outcome]) -> None:
    for (_, result), (value, problem) in zip(group, outcomes, strict=True):
        if problem is None:
            result.set_result(value)
        else:
            result.set_exception(problem)
