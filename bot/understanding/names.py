"""What a sentence names: units, items by number or by words, tasks, common rows, rules."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.data import word_list
from bot.understanding.numerals import CN, whole
from bot.understanding.text import by_sound, plain, put_right
from scoring.scheme import Item, Marked, Rule, Scheme, Task, Unit

N = rf"(?:\d{{1,2}}|[{CN}十]{{1,3}})"
NOT_AFTER = r"(?<![\d.扣打加减评给调改为成到月年-])"
PAIR = re.compile(NOT_AFTER + r"(?P<item>\d{1,2})[.点、-](?P<task>\d{1,2})(?![\d分月号日.%]|-\d)")
NTH = re.compile(rf"第(?P<item>{N})大?[项相条个件点]?(?:工作|任务)?[的里中下]*第(?P<task>{N})小?[项相条个点款]?")
NTH_ITEM = re.compile(rf"第(?P<item>{N})大?[项相像向条个件点样]")
LOOSE = re.compile(
    NOT_AFTER
    + r"(?P<item>\d{1,2})(?=号?项|号任务|$|[,。!?:])|^(?P<first>\d{1,2})(?=[^\d.分月号日年次个人份条%点:/家天周-])"
)
COMMON = re.compile(rf"共性(?:工作)?[的里]?第?(?P<item>{N})[项行条](?:[的里中]*第(?P<rule>{N})[条款个点])?")
ITEM_ID = re.compile(r"(?P<item>[a-z]{2,3}-\d{1,2})(?:-(?P<kind>[mr])(?P<place>\d{1,2}))?(?!\d)")
LIKELY, SURE = 2.2, 4.0
"""How many nats of shared pairs make an item likely, and sure."""


@dataclass(frozen=True)
class Spot:
    """A unit where the text names it."""

    unit: Unit
    start: int
    end: int


@dataclass(frozen=True)
class Named:
    """What was named: `marked` an item or common row, `by_number` when its number or id was said."""

    units: tuple[Unit, ...] = ()
    marked: Marked | None = None
    task: Task | None = None
    rule: Rule | None = None
    by_number: bool = False
    likeness: float = 0.0
    rest: str = ""


class Names:
    """The names of one scheme, ready to be found in sentences."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        pairs = {(plain(name), unit.code): unit for unit in scheme.units for name in _all_names(unit)}
        self._units = sorted(((name, unit) for (name, _), unit in pairs.items()), key=lambda one: -len(one[0]))
        self._sounds = by_sound(name for name, _ in self._units if len(name) >= 2 and not name.isascii())
        marked: list[Marked] = [item for unit in scheme.units for item in unit.items]
        self._pairs = {one.id: _bigrams_of(one) for one in [*marked, *scheme.commons]}
        self._weights = _weights(self._pairs.values())
        self._homes = {item.id: unit for unit in scheme.units for item in unit.items}

    def put_right(self, text: str, kept: re.Pattern[str]) -> str:
        """The text with unit names that were only hit by their sound written as they are."""
        return put_right(text, self._sounds, kept)

    def spots(self, text: str) -> list[Spot]:
        """The units named, in the order of the text, each where its longest name stands."""
        found: list[Spot] = []
        for name, unit in self._units:
            for match in re.finditer(re.escape(name) + _end_of(name), text):
                if all(match.end() <= one.start or match.start() >= one.end for one in found):
                    found.append(Spot(unit, match.start(), match.end()))
        return sorted(found, key=lambda one: one.start)

    def named(self, text: str, own: Sequence[str], *, common_first: bool) -> Named:
        """What `text` names; a number without a unit is one of the speaker's own units' items."""
        spots = self.spots(text)
        units = tuple({one.unit.code: one.unit for one in spots}.values())
        rest = _without(text, spots).replace("自评", "自评,")
        homes = [unit.code for unit in units[:1]] or list(own)
        items = [item for code in homes for item in self.scheme.unit(code).items]
        found = (
            self._by_id(text)
            or self._common(rest)
            or self._by_number(rest, items)
            or self._by_words(rest, items, homes, common_first)
        )
        if found is None:
            return Named(units=units, rest=rest)
        marked, task, number, likeness = found
        rule = self._rule_by_number(text, marked) or self._rule(rest, marked)
        return Named(units, marked, task, rule, number, likeness, rest)

    def home(self, marked: Marked) -> Unit | None:
        """The unit whose list holds the item; None for a common row."""
        return self._homes.get(marked.id)

    def _by_id(self, text: str) -> "tuple[Marked, Task | None, bool, float] | None":
        match = ITEM_ID.search(text)
        if match is None or match["item"].upper() not in self._pairs:
            return None
        marked = self.scheme.marked(match["item"].upper())
        tasks = {task.id: task for task in getattr(marked, "tasks", ())}
        return marked, tasks.get(match[0].upper()), True, 9.0

    def _common(self, rest: str) -> "tuple[Marked, Task | None, bool, float] | None":
        match = COMMON.search(rest)
        seq = whole(match["item"]) if match else None
        row = next((one for one in self.scheme.commons if one.seq == seq), None)
        return (row, None, True, 9.0) if row else None

    def _rule_by_number(self, text: str, marked: Marked) -> Rule | None:
        """共性第4项第1条, BGS-1-R1: the rule in its place."""
        match = ITEM_ID.search(text)
        if match and match["kind"] == "r":
            return next((rule for rule in marked.rules if rule.id == match[0].upper()), None)
        row = COMMON.search(text)
        place = whole(row["rule"]) if row and row["rule"] else None
        return marked.rules[place - 1] if place and place <= len(marked.rules) else None

    def _by_number(self, rest: str, items: Sequence[Item]) -> "tuple[Marked, Task | None, bool, float] | None":
        by_seq = {item.seq: item for item in items}
        for pattern in (NTH, PAIR, NTH_ITEM, LOOSE):
            for match in pattern.finditer(rest):
                said = match["item"] or match.groupdict().get("first")
                item = by_seq.get(whole(said or "") or 0)
                if item is not None:
                    place = whole(match["task"]) if "task" in match.groupdict() else None
                    task = item.tasks[place - 1] if place and place <= len(item.tasks) else None
                    return item, task, True, 9.0
        return None

    def _by_words(
        self, rest: str, items: Sequence[Item], homes: Sequence[str], common_first: bool
    ) -> "tuple[Marked, Task | None, bool, float] | None":
        own: list[Marked] = [*items]
        common: list[Marked] = [*self.scheme.commons]
        fields = [common, own] if common_first else [own, common]
        if not homes:
            fields.append([item for unit in self.scheme.units for item in unit.items])
        for candidates in fields:
            best = self._best(rest, candidates)
            if best is not None:
                task = self._task(rest, best[0]) if isinstance(best[0], Item) else None
                return best[0], task, False, best[1]
        return None

    def _best(self, rest: str, candidates: Iterable[Marked]) -> tuple[Marked, float] | None:
        pairs = _bigrams(rest)
        scored = [(one, self._likeness(pairs, rest, one)) for one in candidates]
        scored = sorted((one for one in scored if one[1] >= LIKELY), key=lambda one: -one[1])
        return scored[0] if scored else None

    def likely(self, text: str, own: Sequence[str], limit: int = 3) -> list[Item]:
        """The items of the speaker's units that the words come nearest to."""
        items = [item for code in own for item in self.scheme.unit(code).items]
        pairs = _bigrams(text)
        scored = sorted(
            ((self._likeness(pairs, text, item), -item.seq, item) for item in items), key=lambda one: one[:2]
        )
        return [item for score, _, item in reversed(scored) if score >= LIKELY][:limit]

    def _likeness(self, pairs: frozenset[str], rest: str, marked: Marked) -> float:
        both = pairs & self._pairs[marked.id]
        words = sum(1 for word in marked.keywords if plain(word) in rest)
        if len(both) < 2 and not words:
            return 0.0
        shared = sum(self._weights[pair] for pair in both)
        return shared + (6.0 if plain(marked.label) in rest else 0.0) + 1.5 * words

    def _task(self, rest: str, item: Item) -> Task | None:
        if len(item.tasks) < 2:
            return None
        pairs = _bigrams(rest) - _bigrams(plain(item.label))
        scored = [(len(pairs & _bigrams(plain(task.label))), task) for task in item.tasks]
        scored.sort(key=lambda one: -one[0])
        return scored[0][1] if scored[0][0] >= 2 and scored[0][0] > scored[1][0] else None

    def _rule(self, rest: str, marked: Marked) -> Rule | None:
        pairs = _bigrams(rest) - _bigrams(plain(marked.label))
        scored = [(len(pairs & _bigrams(plain(rule.label))), rule) for rule in marked.rules]
        scored.sort(key=lambda one: -one[0])
        clear = scored and scored[0][0] >= 2 and (len(scored) == 1 or scored[0][0] > scored[1][0])
        return scored[0][1] if clear else None


_MADE: dict[str, Names] = {}


def names_of(scheme: Scheme) -> Names:
    """The names of a scheme, made once."""
    return _MADE.setdefault(scheme.hash, Names(scheme)) if scheme.hash not in _MADE else _MADE[scheme.hash]


def _all_names(unit: Unit) -> Iterable[str]:
    for name in (unit.code, unit.name, unit.short, *unit.aliases):
        yield from (part for part in (name, *re.split(r"[/（）()]", name)) if len(part) >= 2)


def _end_of(name: str) -> str:
    """A code is a word of its own; 办公室 is not the unit in 办公室主任… but a name is a name."""
    return r"(?![a-z\d-])" if name.isascii() else ""


def _without(text: str, spots: Sequence[Spot]) -> str:
    for one in reversed(spots):
        text = f"{text[: one.start]},{text[one.end :]}" if one.start else text[one.end :]
    return text


@lru_cache(maxsize=1)
def _dull() -> frozenset[str]:
    return frozenset(word_list("dull"))


def _bigrams(text: str) -> frozenset[str]:
    dull = _dull()
    pairs = (text[i : i + 2] for i in range(len(text) - 1))
    return frozenset(pair for pair in pairs if pair not in dull and pair.isalnum() and not pair.isascii())


def _bigrams_of(marked: Marked) -> frozenset[str]:
    tasks = [task.label for task in getattr(marked, "tasks", ())]
    words = [marked.label, *marked.keywords, *tasks]
    return frozenset(pair for word in words for pair in _bigrams(plain(word)))


def _weights(documents: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much each pair tells: rare ones more."""
    all_pairs = list(documents)
    counts = Counter(pair for pairs in all_pairs for pair in pairs)
    return {pair: math.log(len(all_pairs) / count) for pair, count in counts.items()}
