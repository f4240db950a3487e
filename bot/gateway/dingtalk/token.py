"""The access token: fetched once for everybody who waits, renewed early, thrown away when the platform refuses it."""

import asyncio
from collections.abc import Awaitable, Callable

EARLY = 600.0
"""Seconds before its end at which a token is renewed."""


class TokenCache:
    """One token for all calls. `fetch` gives (token, seconds it lives); `now` is a running count of seconds."""

    def __init__(self, fetch: Callable[[], Awaitable[tuple[str, float]]], now: Callable[[], float]) -> None:
        self._fetch = fetch
        self._now = now
        self._token = ""
        self._until = 0.0
        self._fetching: asyncio.Task[str] | None = None

    async def get(self) -> str:
        """The token; callers who come while it is being fetched wait for the same fetch."""
        if self._token and self._now() < self._until:
            return self._token
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(_look)
        return await asyncio.shield(self._fetching)

    def drop(self, token: str) -> None:
        """Forget a token the platform refused, unless a newer one is here already."""
        if token == self._token:
            self._token = ""

    async def _renew(self) -> str:
        try:
            token, lives = await self._fetch()
            self._token, self._until = token, self._now() + max(lives - EARLY, lives / 2)
            return token
        finally:
            self._fetching = None


def _look(fetching: "asyncio.Task[str]") -> None:
    """Take note of how the fetch ended, also when everybody who waited for it has gone."""
    if not fetching.cancelled():
        fetching.exception()
