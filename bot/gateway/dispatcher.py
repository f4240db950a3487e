"""Sends what the outbox holds: in order per recipient, within the platform's rate, again when it must."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.documents import Section, written
from bot.gateway.protocol import Gateway, NotDelivered, Receipt, SendLater, SendProblem, SendRefused, Uncertain
from storage.desk import Desk
from storage.files import FileStore
from storage.records import OutboxRow
from storage.store import Store

log = structlog.get_logger(__name__)
AT_ONCE = 20
ATTEMPTS = 20
"""Tries of a letter that the platform puts off; the pauses double up to five minutes, so about an hour."""

DELIVERIES = 3
LONGEST_PAUSE = 300.0
UNCERTAIN_PAUSE = 5.0
GATHER = 0.01
"""Seconds between two transactions under load, so that many letters share one; the first of all goes at once."""

AGAIN = "（重发）"
NOT_DELIVERED = "not delivered"
Outcome = Callable[[Desk], None]
"""What to write down about a letter, in the next transaction."""


class Rate:
    """At most so many calls in any second, by a running count of seconds."""

    def __init__(self, per_second: int, now: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._per_second = per_second
        self._now = now
        self._sleep = sleep
        self._taken: deque[float] = deque()
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Wait until one more call is within the rate."""
        async with self._turn:
            while len(self._taken) >= self._per_second:
                left = self._taken[0] + 1.0 - self._now()
                if left <= 0:
                    self._taken.popleft()
                else:
                    await self._sleep(left)
            self._taken.append(self._now())


class Dispatcher:
    """Takes letters from the outbox and hands them to the gateway until told to stop.

    One transaction writes down what became of the letters in the air and takes the next ones, so that many share a
    commit and a slow recipient holds up nobody else.
    """

    def __init__(self, store: Store, gateway: Gateway, files: FileStore, rate: Rate, clock: Clock) -> None:
        self._store = store
        self._gateway = gateway
        self._files = files
        self._rate = rate
        self._clock = clock
        self._stopping = False
        self._flying: dict[int, asyncio.Task[None]] = {}
        self._receipts: list[tuple[int, str]] = []
        self._outcomes: list[Outcome] = []

    async def run(self) -> None:
        """Send until `stop`; wakes at once when something is put, and looks again every half second."""
        try:
            while not (self._stopping and not self._flying):
                await self._turn()
        finally:
            await self._land()

    def stop(self) -> None:
        """Take no more letters; end once those in the air have landed."""
        self._stopping = True
        self._store.put_out.set()

    async def send_some(self) -> int:
        """Take what is due and wait until all of it has landed; returns how many letters were taken."""
        taken = await self._launch()
        while self._flying:
            await asyncio.wait(self._flying.values())
            await self._write_down()
        return taken

    async def _turn(self) -> None:
        self._store.put_out.clear()
        try:
            taken = await self._launch()
        except Exception:
            log.exception("outbox.failed")
            await asyncio.sleep(0.5)
            return
        if taken or self._receipts or self._outcomes:
            await asyncio.sleep(GATHER)
        else:
            await self._until_something()

    async def _until_something(self) -> None:
        """Wait until a letter is put, one in the air has landed (it sets the same event), or half a second."""
        try:
            async with asyncio.timeout(0.5):
                await self._store.put_out.wait()
        except TimeoutError:
            return

    async def _launch(self) -> int:
        """Write down what landed and send the first letter of each recipient, as many as there is room for."""
        room = 0 if self._stopping else AT_ONCE - len(self._flying)
        rows = await self._write_down(room)
        fresh = [row for row in rows if row.id not in self._flying]
        for row in fresh:
            self._flying[row.id] = asyncio.create_task(self._send(row))
        return len(fresh)

    async def _write_down(self, room: int = 0) -> list[OutboxRow]:
        receipts, outcomes = self._receipts, self._outcomes
        self._receipts, self._outcomes = [], []

        def work(desk: Desk) -> list[OutboxRow]:
            if receipts:
                desk.outbox.sent(receipts)
            for outcome in outcomes:
                outcome(desk)
            return desk.outbox.claim(room) if room > 0 else []

        try:
            return await self._store.write(work) if receipts or outcomes or room > 0 else []
        except BaseException:
            self._receipts, self._outcomes = receipts + self._receipts, outcomes + self._outcomes
            raise

    async def _land(self) -> None:
        """At the end: what is cut off in the air may have arrived, and is written down as that."""
        for task in self._flying.values():
            task.cancel()
        if self._flying:
            await asyncio.wait(self._flying.values())
        try:
            await self._write_down()
        except Exception:
            log.exception("outbox.failed")

    async def _send(self, row: OutboxRow) -> None:
        """Send one letter and note what became of it."""
        called = False
        try:
            await self._rate.wait()
            called = True
            receipt = await self._hand_over(row)
            self._receipts.append((row.id, receipt.token))
        except SendProblem as problem:
            self._put_back(row, problem)
        except asyncio.CancelledError:
            self._put_back(row, Uncertain("cut off") if called else SendLater("not begun", 0.0))
            raise
        except Exception as problem:
            log.exception("outbox.letter_failed", letter=row.id, kind=row.kind)
            self._put_back(row, SendRefused(f"{type(problem).__name__}: {problem}"))
        finally:
            self._flying.pop(row.id, None)
            self._store.put_out.set()

    async def _hand_over(self, row: OutboxRow) -> Receipt:
        body = row.body
        mark = AGAIN if row.again else ""
        match row.kind:
            case "card":
                anew = NOT_DELIVERED in (row.error or "")
                return await self._gateway.show_card(row.to, row.key or "", body["params"], body["summary"], anew=anew)
            case "card_update":
                return await self._gateway.update_card(body["card"], body["params"])
            case "markdown":
                return await self._gateway.show_markdown(row.to, body["title"], mark + body["text"])
            case "file":
                data = await self._bytes(body)
                return await self._gateway.send_file(row.to, data, body["name"])
            case _:
                return await self._gateway.say(row.to, mark + body["text"])

    async def _bytes(self, body: dict[str, Any]) -> bytes:
        """The bytes of a file letter: a stored file, or a text that is made into a Word file now."""
        if "document" not in body:
            return await self._files.open(body["sha256"])
        sections = [Section.model_validate(one) for one in body["document"]["sections"]]
        return await asyncio.to_thread(written, body["document"]["title"], sections)

    def _put_back(self, row: OutboxRow, problem: SendProblem) -> None:
        """Later, once more, or never: what the problem asks for."""
        error = str(problem)
        if _is_hopeless(row, problem):
            log.warning("outbox.gave_up", letter=row.id, kind=row.kind, error=error)
            self._outcomes.append(lambda desk: desk.outbox.gave_up(row.id, error))
            return
        at = self._clock.now() + timedelta(seconds=_pause(row, problem))
        uncertain = isinstance(problem, Uncertain)
        log.info("outbox.later", letter=row.id, error=error, uncertain=uncertain)
        self._outcomes.append(lambda desk: desk.outbox.retry(row.id, at, error, uncertain=uncertain))


def _is_hopeless(row: OutboxRow, problem: SendProblem) -> bool:
    """A letter that may have arrived is sent once more, never a third time."""
    if isinstance(problem, Uncertain):
        return row.again
    if isinstance(problem, NotDelivered):
        return row.attempts + 1 >= DELIVERIES
    return isinstance(problem, SendRefused) or row.attempts + 1 >= ATTEMPTS


def _pause(row: OutboxRow, problem: SendProblem) -> float:
    seconds = problem.seconds if isinstance(problem, SendLater) else UNCERTAIN_PAUSE
    return float(min(seconds * 2 ** min(row.attempts, 10), LONGEST_PAUSE))
