"""What the commands share: JSON on stdout, everything else on stderr, an opened store."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.clock import SystemClock
from bot.errors import BotError
from bot.settings import Settings
from scoring import Scheme, load_scheme
from storage.store import Store

JSON_HELP = "只在标准输出打印 JSON，其余写到标准错误。"


def print_json(value: Any) -> None:
    """Print a value as JSON people can read; Chinese stays Chinese."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def note(text: str) -> None:
    """Tell the operator something that is not the result."""
    print(text, file=sys.stderr)


def scheme_of(settings: Settings) -> Scheme:
    """The method the site has chosen."""
    return load_scheme(settings.scheme)


def read_bytes(path: str) -> bytes:
    """The bytes of a file the operator named; a sentence instead of a traceback when it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as problem:
        raise BotError(f"读不了文件 {path}：{problem.strerror}。请核对路径和权限。") from None


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """The site's store, migrated when it is empty, closed at the end."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = await Store.open(settings.database, clock=SystemClock().now, algorithm=settings.hash)
    try:
        await store.migrate()
        yield store
    finally:
        await store.close()
