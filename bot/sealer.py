"""Seals new entries of the journal within seconds of their writing."""

import asyncio

import structlog

from storage.seal import seal_pending
from storage.store import Store

log = structlog.get_logger(__name__)
EVERY = 2.0


class Sealer:
    """Looks every two seconds for entries without a seal, until told to stop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Seal until `stop`, and once more at the end."""
        while not self._stopping.is_set():
            await self._seal()
            try:
                async with asyncio.timeout(EVERY):
                    await self._stopping.wait()
            except TimeoutError:
                continue
        await self._seal()

    def stop(self) -> None:
        """Seal what is there and end."""
        self._stopping.set()

    async def _seal(self) -> None:
        try:
            sealed = 1
            while sealed:
                sealed = await self._store.write(seal_pending)
        except Exception:
            log.exception("seal.failed")
