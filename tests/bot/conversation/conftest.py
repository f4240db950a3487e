"""A chat with the demo cast over a fresh SQLite file."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.chat import Chat, open_chat


@pytest.fixture
async def chat(sqlite_database: str) -> AsyncIterator[Chat]:
    """Everybody's chat window at once."""
    async with open_chat(sqlite_database) as opened:
        yield opened
