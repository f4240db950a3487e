"""Sends what the outbox holds: in order per recipient, within the platform's rate, again when it must."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.gateway.protocol import Gateway, Receipt, SendLater, SendProblem, SendRefused, Uncertain
from storage.files import FileStore
from storage.records import OutboxRow
from storage.store import Store

log = structlog.get_logger(__name__)
AT_ONCE = 20
ATTEMPTS = 8
AGAIN = "（重发）"


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
    """Takes letters from the outbox and hands them to the gateway until told to stop."""

    def __init__(self, store: Store, gateway: Gateway, files: FileStore, rate: Rate, clock: Clock) -> None:
        self._store = store
        self._gateway = gateway
        self._files = files
        self._rate = rate
        self._clock = clock
        self._stopping = False

    async def run(self) -> None:
        """Send until `stop`; wakes at once when something is put, and looks again every half second."""
        while not self._stopping:
            try:
                sent = await self.send_some()
            except Exception:
                log.exception("outbox.failed")
                await asyncio.sleep(0.5)
                continue
            if not sent:
                await self._until_put()

    def stop(self) -> None:
        """Finish the batch in hand and end."""
        self._stopping = True
        self._store.put_out.set()

    async def _until_put(self) -> None:
        try:
            async with asyncio.timeout(0.5):
                await self._store.put_out.wait()
        except TimeoutError:
            return
        self._store.put_out.clear()

    async def send_some(self) -> int:
        """Send the first letter of each recipient; returns how many were taken."""
        rows = await self._store.write(lambda desk: desk.outbox.claim(AT_ONCE * 4))
        if not rows:
            return 0
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(row: OutboxRow) -> tuple[int, str] | None:
            async with gate:
                return await self._send(row)

        receipts = [receipt for receipt in await asyncio.gather(*(one(row) for row in rows)) if receipt]
        if receipts:
            await self._store.write(lambda desk: desk.outbox.sent(receipts))
        return len(rows)

    async def _send(self, row: OutboxRow) -> tuple[int, str] | None:
        """Send one letter: its receipt, or None after its failure was written down."""
        await self._rate.wait()
        try:
            receipt = await self._hand_over(row)
        except SendProblem as problem:
            await self._put_back(row, problem)
            return None
        return row.id, receipt.token

    async def _hand_over(self, row: OutboxRow) -> Receipt:
        body = row.body
        mark = AGAIN if row.again else ""
        match row.kind:
            case "card":
                return await self._gateway.show_card(row.to, row.key or "", body["params"], body["summary"])
            case "card_update":
                return await self._gateway.update_card(body["card"], body["params"])
            case "markdown":
                return await self._gateway.show_markdown(row.to, body["title"], mark + body["text"])
            case "file":
                data = await self._files.open(body["sha256"])
                return await self._gateway.send_file(row.to, data, body["name"])
            case _:
                return await self._gateway.say(row.to, mark + body["text"])

    async def _put_back(self, row: OutboxRow, problem: SendProblem) -> None:
        """Later, again, or never: what the problem asks for."""
        if isinstance(problem, SendRefused) or row.attempts + 1 >= ATTEMPTS:
            log.warning("outbox.gave_up", letter=row.id, kind=row.kind, error=str(problem))
            await self._store.write(lambda desk: desk.outbox.gave_up(row.id, str(problem)))
            return
        seconds = problem.seconds if isinstance(problem, SendLater) else 1.0
        at = self._clock.now() + timedelta(seconds=min(seconds * 2**row.attempts, 300))
        uncertain = isinstance(problem, Uncertain)
        log.info("outbox.later", letter=row.id, error=str(problem), uncertain=uncertain)
        await self._store.write(lambda desk: desk.outbox.retry(row.id, at, str(problem), uncertain=uncertain))
