"""The table of phrasings: what people say comes out as what they mean."""

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.cli.understanding import as_plain
from bot.understanding.data import read
from bot.understanding.intents import Intent
from bot.understanding.likeness import Examples, said_right, shape
from bot.understanding.names import names_of
from bot.understanding.scene import Scene
from bot.understanding.understand import understand
from bot.usecases.stages import stage_named
from scoring import load_scheme
from storage.records import Role

HERE = Path(__file__).parent
SCHEME = load_scheme(2022)
CONSENT = {"confirm", "no_deduction", "finish", "abstain"}


@dataclass(frozen=True)
class Saying:
    """One sentence, who says it when and where, and what it must come to."""

    text: str
    scene: Scene
    intent: str
    slots: dict[str, Any]
    sure: bool
    never: frozenset[str] = frozenset()


def scene(role: str, unit: str | None, day: str, stage: str, place: str) -> Scene:
    found = stage_named(stage)
    return Scene(
        SCHEME,
        date.fromisoformat(day),
        frozenset({Role(role)}),
        (unit,) if unit else (),
        frozenset({found} if found else ()),
        place == "private",
    )


def sayings() -> Iterator[Saying]:
    for group in tomllib.loads((HERE / "phrasings.toml").read_text(encoding="utf-8"))["say"]:
        where = scene(
            group.get("role", "经办"),
            group.get("unit", "FJ"),
            group.get("date", "2022-05-16"),
            group.get("stage", "日常"),
            group.get("place", "private"),
        )
        for said in group["texts"]:
            one = said if isinstance(said, dict) else {"t": said}
            never = frozenset(group.get("never", ()))
            yield Saying(one["t"], where, group["intent"], one.get("slots", {}), group.get("sure", True), never)


EXAMPLES = read("examples.toml").items()
SAYINGS = list(sayings())
MEANT = [one for one in SAYINGS if one.intent]
DENIED = [one for one in SAYINGS if one.never]


def test_the_table_has_at_least_four_hundred_phrasings() -> None:
    assert len({(one.text, one.scene.roles, one.scene.units) for one in SAYINGS}) >= 400


@pytest.mark.parametrize("saying", MEANT, ids=lambda one: f"{one.intent}-{one.text[:12]}")
def test_a_sentence_is_understood(saying: Saying) -> None:
    heard = as_plain(understand(saying.text, saying.scene))

    assert (heard["intent"], heard["slots"], heard["sure"]) == (saying.intent, saying.slots, saying.sure)
    assert len(heard["choices"]) <= 3


@pytest.mark.parametrize("saying", DENIED, ids=lambda one: one.text[:16])
def test_consent_is_never_read_out_of_a_denial_a_doubt_or_a_question(saying: Saying) -> None:
    heard = understand(saying.text, saying.scene)

    assert heard.intent.value not in saying.never
    assert not {choice.intent.value for choice in heard.choices} & saying.never


def written_by(author: str) -> Iterator[tuple[Saying, bool]]:
    """What somebody wrote who had not seen the understanding: each with whether it may be taken as consent."""
    for line in (HERE / f"{author}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        where = scene(row["role"], row["unit"], row["date"], row["stage"], row["place"])
        yield Saying(row["text"], where, row["intent"], row["slots"], row["sure"]), row.get("consent", True)


AUTHORS = ("colleague", "stranger")
WRITTEN = [row for author in AUTHORS for row in written_by(author)]


@pytest.mark.parametrize("author", AUTHORS)
def test_anothers_table_comes_out_as_meant_in_ninety_five_of_a_hundred(author: str) -> None:
    rows = list(written_by(author))
    meant = [one for one, _ in rows if understand(one.text, one.scene).intent.value == one.intent]

    assert len(meant) >= 0.95 * len(rows)


@pytest.mark.parametrize("saying", [one for one, may in WRITTEN if not may], ids=lambda one: one.text[:16])
def test_what_others_marked_as_no_consent_is_none(saying: Saying) -> None:
    heard = understand(saying.text, saying.scene)

    assert not (heard.sure and heard.intent.value in CONSENT)


def test_a_sentence_is_understood_within_twenty_milliseconds() -> None:
    """Of processor time, at the median: what else the machine does is not the understanding's fault."""
    spent = []
    for one in SAYINGS:
        began = time.thread_time()
        understand(one.text, one.scene)
        spent.append(time.thread_time() - began)

    assert sorted(spent)[len(spent) // 2] < 0.020


def test_a_very_long_message_is_understood_by_its_beginning() -> None:
    where = SAYINGS[0].scene
    began = time.thread_time()

    for text in ("1" * 5000, "没有" * 2500, "我" * 5000 + "没有扣分", "a-1" * 1600):
        understand(text, where)

    assert time.thread_time() - began < 1


def test_what_was_never_seen_is_understood_from_what_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tenth of what people said, with only what others said to be measured against."""
    names = names_of(SCHEME)
    rows = [*MEANT, *(one for one, _ in written_by("colleague"))]
    shaped = [
        (text, Intent(intent), shape(said_right(text, names), names)) for intent, texts in EXAMPLES for text in texts
    ]
    meant = 0

    for part in range(10):
        unseen = [one for place, one in enumerate(rows) if place % 10 == part]
        texts = {one.text.strip() for one in unseen}
        known = Examples((intent, shaped) for text, intent, shaped in shaped if text not in texts)
        monkeypatch.setattr("bot.understanding.understand.examples_of", lambda *_, known=known: known)
        meant += sum(understand(one.text, one.scene).intent.value == one.intent for one in unseen)

    assert meant >= 0.93 * len(rows)
