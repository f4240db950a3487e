"""Fetches the files people send: at once, with patience, off the lanes; the conversation hears when it is done."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import orjson
import structlog

from bot.clock import Clock
from bot.documents import lines_of
from bot.gateway.events import FETCHED
from bot.gateway.protocol import Gateway, SendProblem, SendRefused, TooLarge
from bot.words import downloads as said
from storage.desk import Desk
from storage.errors import BadFile, StorageError
from storage.examine import LARGEST, examine
from storage.files import FileStore, clean_name
from storage.records import Arrival, Download, StoredFile
from storage.sniff import DOCX
from storage.store import Store

log = structlog.get_logger(__name__)
ATTEMPTS = 5
AT_ONCE = 4
SUMMARY = "总结"
"""What stands in the name of a Word file whose words are read, so that it can replace the year-end summary."""


class Downloads:
    """Works the download jobs until told to stop."""

    def __init__(self, store: Store, gateway: Gateway, files: FileStore, clock: Clock) -> None:
        self._store = store
        self._gateway = gateway
        self._files = files
        self._clock = clock
        self._stopping = False

    async def run(self) -> None:
        """Fetch until `stop`."""
        while not self._stopping:
            try:
                if not await self.fetch_some():
                    await asyncio.sleep(0.2)
            except Exception:
                log.exception("download.failed")
                await asyncio.sleep(0.5)

    def stop(self) -> None:
        """Finish the jobs in hand and end."""
        self._stopping = True

    async def fetch_some(self) -> int:
        """Work the jobs that are due; returns how many."""
        jobs = await self._store.write(lambda desk: desk.downloads.claim(AT_ONCE))
        await asyncio.gather(*(self._fetch(job) for job in jobs))
        return len(jobs)

    async def _fetch(self, job: Download) -> None:
        name = clean_name(job.file_name)
        try:
            data = await self._gateway.download(job.download_code, LARGEST)
            mime = await asyncio.to_thread(examine, data, name)
        except BadFile as refusal:
            await self._end(job, problem=refusal.sentence)
        except TooLarge:
            await self._end(job, problem=said.TOO_LARGE.format(name=name))
        except SendRefused:
            await self._end(job, problem=said.GONE.format(name=name))
        except SendProblem as problem:
            await self._again(job, name, problem)
        else:
            await self._keep(job, data, mime, name)

    async def _keep(self, job: Download, data: bytes, mime: str, name: str) -> None:
        try:
            sha256 = await self._files.put(data)
        except StorageError as problem:
            log.warning("download.not_stored", job=job.id, error=str(problem))
            await self._again(job, name, problem)
        else:
            lines = await asyncio.to_thread(lines_of, data) if mime == DOCX and SUMMARY in name else []
            await self._end(job, StoredFile(sha256=sha256, size=len(data), mime=mime, name=name), lines=lines)

    async def _again(self, job: Download, name: str, problem: Exception) -> None:
        if job.attempts + 1 >= ATTEMPTS:
            await self._end(job, problem=said.GONE.format(name=name))
            return
        at = self._clock.now() + timedelta(seconds=2**job.attempts)
        await self._store.write(lambda desk: desk.downloads.retry(job, at, str(problem)))

    async def _end(
        self, job: Download, file: StoredFile | None = None, problem: str = "", lines: Sequence[str] = ()
    ) -> None:
        """In one transaction: the job is over, the file is known, and the person's lane hears of it."""
        body = {"sha256": file.sha256 if file else "", "problem": problem}
        arrival = Arrival(
            key=f"fetched:{job.id}",
            lane=job.lane,
            topic=FETCHED,
            body=orjson.dumps({**body, "name": clean_name(job.file_name), "lines": list(lines)}),
            received_at=self._clock.now(),
        )

        def write_down(desk: Desk) -> None:
            desk.downloads.finish(job.id, problem or None)
            if file is not None:
                desk.files.add(file, job.person)
            desk.inbox.push(arrival)

        await self._store.write(write_down)
        self._store.wake()
