"""A sentence in one width and case, and words that were only hit by their sound put right."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from pypinyin import lazy_pinyin

SPACE = re.compile(r"\s+")
UNSEEN = ("Cc", "Cf", "So", "Sk", "Mn", "Cs", "Co")
FOLDS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
ENDINGS = (("ing", "in"), ("eng", "en"))
"""Sounds that typing and dictation mix up here."""

Sounds = tuple[str, ...]


def plain(text: str) -> str:
    """The text in one width and case, without blanks, controls and pictures; its marks stay."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (char for char in folded if unicodedata.category(char) not in UNSEEN or char == "\n")
    return SPACE.sub("", "".join(kept))


def sounds(text: str) -> Sounds:
    """One syllable per character, without tones, the sounds people mix up made one; other characters as they are."""
    return tuple(_sound(char) for char in text)


def at_home(text: str, dialect: Iterable[tuple[str, str]], initials: Mapping[str, str]) -> str:
    """The text with words of the region, or a message of mere initials, as everybody says them."""
    for word, common in dialect:
        text = text.replace(word, common)
    return initials.get(text, text)


@lru_cache(maxsize=8192)
def _sound(char: str) -> str:
    syllable: str = lazy_pinyin(char)[0]
    for wide, narrow in FOLDS:
        if syllable.startswith(wide):
            syllable = narrow + syllable[len(wide) :]
    for wide, narrow in ENDINGS:
        if syllable.endswith(wide):
            syllable = syllable[: -len(wide)] + narrow
    return syllable


def by_sound(words: Iterable[str]) -> dict[int, dict[Sounds, str]]:
    """Words by length and sound, the longest length first."""
    table: dict[int, dict[Sounds, str]] = {}
    for word in sorted(words, key=len, reverse=True):
        table.setdefault(len(word), {}).setdefault(sounds(word), word)
    return table


def put_right(text: str, table: Mapping[int, Mapping[Sounds, str]], kept: re.Pattern[str]) -> str:
    """The text with every stretch that sounds like a known word written as that word; what is `kept` stays."""
    heard, at = sounds(text), 0
    fixed = {place for match in kept.finditer(text) for place in range(*match.span())}
    written: list[str] = []
    while at < len(text):
        word = next((found for n, words in table.items() if (found := words.get(heard[at : at + n]))), None)
        if word and fixed.intersection(range(at, at + len(word))):
            word = None
        written.append(word or text[at])
        at += len(word) if word else 1
    return "".join(written)
