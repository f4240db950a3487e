"""Which unit, item or task a person means: aliases, numbers, and words in common. Deterministic, no model calls."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from scoring.scheme import Item, Scheme, Task, Unit

NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?:[.．、-](\d{1,2}))?(?![\d])")
CHINESE_NUMBER = re.compile(r"第([一二三四五六七八九十]{1,3})[项条个]")
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
NOISE = re.compile(r"[\s，。！？、；：,.!?;:（）()《》“”\"'的了吧啊呢嘛伐]+")


@dataclass(frozen=True)
class Likely:
    """A task that a text may belong to, with how much of the task's words the text shares (0…1)."""

    item: Item
    task: Task
    likeness: float


def squeeze(text: str) -> str:
    """The text in one width and case, without spaces, marks and particles."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def units_in(text: str, scheme: Scheme) -> list[Unit]:
    """The units named in `text` by code, name or alias, longest name first; else by in-order characters."""
    squeezed = squeeze(text)
    found = [unit for unit in scheme.units if any(name in squeezed for name in _names(unit))]
    if found:
        return sorted(found, key=lambda unit: -max(len(name) for name in _names(unit) if name in squeezed))
    return [
        unit for unit in scheme.units if 2 <= len(squeezed) <= 12 and any(_in_order(squeezed, n) for n in _names(unit))
    ]


@lru_cache(maxsize=256)
def _names(unit: Unit) -> frozenset[str]:
    names = {squeeze(name) for name in (unit.code, unit.name, unit.short, *unit.aliases)}
    return frozenset(name for name in names if len(name) >= 2)


def _in_order(short: str, name: str) -> bool:
    rest = iter(name)
    return all(char in rest for char in short)


def items_in(text: str, items: Iterable[Item]) -> list[Item]:
    """The items of one unit that `text` names by number (3, 第三项, 3.2, FJ-3); none when no number is given."""
    by_seq = {item.seq: item for item in items}
    by_id = {item.id.casefold(): item for item in by_seq.values()}
    named = [item for key, item in by_id.items() if re.search(rf"{re.escape(key)}(?!\d)", text.casefold())]
    if named:
        return named
    seqs = [_chinese(match) for match in CHINESE_NUMBER.findall(text)] or [int(m[0]) for m in NUMBER.findall(text)]
    return [by_seq[seq] for seq in dict.fromkeys(seqs) if seq in by_seq]


def task_in(text: str, item: Item) -> Task | None:
    """The task of `item` that a number like 3.2 names: the second figure is the task's place in its item."""
    for _, place in NUMBER.findall(text):
        if place and 1 <= int(place) <= len(item.tasks):
            return item.tasks[int(place) - 1]
    return item.tasks[0] if len(item.tasks) == 1 else None


def _chinese(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)


def likely_tasks(text: str, items: Iterable[Item], limit: int = 3) -> list[Likely]:
    """The tasks whose labels share most with `text`, best first; none that shares too little."""
    asked = squeeze(text)
    pairs = bigrams(asked)
    scored = [Likely(item, task, _likeness(asked, pairs, item, task)) for item in items for task in item.tasks]
    best = sorted((one for one in scored if one.likeness >= 0.12), key=lambda one: (-one.likeness, one.task.id))
    return best[:limit]


def likely_items(text: str, items: Iterable[Item], limit: int = 3) -> list[Item]:
    """The items of the likeliest tasks, each once, best first."""
    ranked = likely_tasks(text, items, limit=limit * 4)
    return list({one.item.id: one.item for one in ranked}.values())[:limit]


def _likeness(asked: str, pairs: frozenset[str], item: Item, task: Task) -> float:
    own, wider = bigrams(squeeze(task.label)), bigrams(squeeze(item.label))
    shared = len(pairs & own) / max(len(own), 1) + 0.6 * len(pairs & wider) / max(len(wider), 1)
    worded = 0.5 * sum(1 for word in item.keywords if squeeze(word) in asked)
    close = 0.2 * Indel.normalized_similarity(asked, squeeze(task.label))
    return shared + worded + close if shared or worded else 0.0
