"""A chat with the demo cast over a fresh SQLite file."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.questioning import Ask, asking, until
from tests.bot.conversation.secrets import Moment


@pytest.fixture
async def chat(sqlite_database: str) -> AsyncIterator[Chat]:
    """Everybody's chat window at once."""
    async with open_chat(sqlite_database) as opened:
        yield opened


@pytest.fixture
async def ask(chat: Chat) -> Ask:
    """Ask in a year whose 自评 was in April and whose 核准 and 领导评价 are in May."""
    chat.times[0] -= timedelta(days=20)
    await until(chat, Moment.DAILY, Moment.SELF)
    chat.times[0] += timedelta(days=20)
    await until(chat, Moment.VERIFY, Moment.LEADER)
    return asking(chat)
