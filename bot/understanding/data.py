"""The word lists beside this file, read once."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=4)
def read(name: str) -> dict[str, list[Any]]:
    """One of the TOML files of this package."""
    return tomllib.loads(files("bot.understanding").joinpath(name).read_text(encoding="utf-8"))


def word_list(name: str) -> list[Any]:
    """A list of words.toml."""
    return list(read("words.toml")[name])


@lru_cache(maxsize=32)
def any_of(name: str) -> re.Pattern[str]:
    """One pattern out of a list of words.toml."""
    return re.compile("|".join(word_list(name)))
