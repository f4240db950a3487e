"""How much a sentence is like what people said before: single characters, pairs and triples, counted per intent."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.understanding.cues import often_misheard, regional, right_as_they_stand
from bot.understanding.data import read
from bot.understanding.intents import Intent
from bot.understanding.names import Names
from bot.understanding.text import at_home, plain, put_right
from scoring.scheme import Scheme

SMOOTH = 0.3
FARTHEST = -40.0
DAY = re.compile(r"\d{1,4}年|\d{1,2}月\d{1,2}[日号]?|[一二三四五六七八九十\d]+月份?")
ITEM = re.compile(
    r"第[一二三四五六七八九十\d]+[项条个](第[一二三四五六七八九十\d]+[项条个])?|(?<!\d)\d{1,2}\.\d(?!\d)(?!分)"
)
NUMBER = re.compile(r"\d+(\.\d+)?")


def shape(right: str, names: Names) -> str:
    """The sentence with units, days, items and numbers as one sign each."""
    for spot in reversed(names.spots(right)):
        right = f"{right[: spot.start]}U{right[spot.end :]}"
    for pattern, sign in ((DAY, "D"), (ITEM, "I"), (NUMBER, "N")):
        right = pattern.sub(sign, right)
    return f"^{right}$"


def said_right(text: str, names: Names) -> str:
    """The sentence as everybody says it, with what only sounded right put right."""
    kept = right_as_they_stand()
    said = at_home(plain(text), *regional())
    return names.put_right(put_right(said, often_misheard(), kept), kept)


def grams(text: str) -> frozenset[str]:
    """Its characters, pairs and triples."""
    return frozenset(text[i : i + n] for n in (1, 2, 3) for i in range(len(text) - n + 1))


class Examples:
    """What people said, counted, so that a new sentence can be measured against each intent."""

    def __init__(self, sentences: Iterable[tuple[Intent, str]]) -> None:
        counts: dict[Intent, Counter[str]] = defaultdict(Counter)
        for intent, shaped in sentences:
            counts[intent].update(grams(shaped))
        known = {gram for counted in counts.values() for gram in counted}
        self._known = known
        self._floor = {i: math.log(SMOOTH / (c.total() + SMOOTH * len(known))) for i, c in counts.items()}
        self._gain: dict[str, list[tuple[Intent, float]]] = defaultdict(list)
        for intent, counted in counts.items():
            for gram, count in counted.items():
                self._gain[gram].append((intent, math.log((count + SMOOTH) / SMOOTH)))

    def likeness(self, shaped: str) -> Mapping[Intent, float]:
        """0 for the intent it is most like, less for the others down to FARTHEST; empty when it is like nothing."""
        found = [gram for gram in grams(shaped) if gram in self._known]
        if not found:
            return {}
        scores = {intent: floor * len(found) for intent, floor in self._floor.items()}
        for gram in found:
            for intent, gain in self._gain[gram]:
                scores[intent] += gain
        best = max(scores.values())
        return {intent: max(score - best, FARTHEST) for intent, score in scores.items()}


@lru_cache(maxsize=1)
def _sentences() -> tuple[tuple[Intent, str], ...]:
    return tuple((Intent(intent), text) for intent, texts in read("examples.toml").items() for text in texts)


_MADE: dict[str, Examples] = {}


def examples_of(scheme: Scheme, names: Names) -> Examples:
    """The examples as they look with the units of a scheme, made once."""
    if scheme.hash not in _MADE:
        _MADE[scheme.hash] = Examples((i, shape(said_right(text, names), names)) for i, text in _sentences())
    return _MADE[scheme.hash]
