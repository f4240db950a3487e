"""What people say for each intent, as data: patterns with weights."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.data import read, word_list
from bot.understanding.intents import Intent
from bot.understanding.text import Sounds, by_sound


@dataclass(frozen=True)
class Cue:
    """One way of saying an intent; the heavier, the clearer."""

    intent: Intent
    weight: float
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Hit:
    """Where a sentence says an intent."""

    intent: Intent
    weight: float
    start: int
    end: int


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """All cues, read once."""
    return tuple(
        Cue(Intent(one["intent"]), float(one["weight"]), re.compile(pattern))
        for one in read("cues.toml")["cue"]
        for pattern in one["patterns"]
    )


@lru_cache(maxsize=1)
def often_misheard() -> dict[int, dict[Sounds, str]]:
    """The words that are put right when only their sound was hit."""
    return by_sound(word_list("misheard"))


@lru_cache(maxsize=1)
def regional() -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    """Words of the region and messages of initials, each with what it stands for."""
    return tuple((word, common) for word, common in word_list("dialect")), dict(word_list("initials"))


@lru_cache(maxsize=1)
def right_as_they_stand() -> re.Pattern[str]:
    """Words that are never taken apart to put another one right."""
    return re.compile("|".join(sorted({*word_list("protected"), *word_list("misheard")}, key=len, reverse=True)))


def hits_in(text: str) -> list[Hit]:
    """Every cue the sentence contains, once each."""
    found = ((cue, cue.pattern.search(text)) for cue in cues())
    return [Hit(cue.intent, cue.weight, match.start(), match.end()) for cue, match in found if match]
