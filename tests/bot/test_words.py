"""What the bot says: in one place, in full sentences, without jargon, short enough to be read between meetings."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import bot
import bot.words
from tests import wording

ELSEWHERE = ("words", "cli", "demo", "simulator", "bench")
TOLD_TO_OPERATORS = {"bot.words.app.PARKED_TOLD"}
MODULES = [importlib.import_module(one.name) for one in pkgutil.iter_modules(bot.words.__path__, "bot.words.")]
SAID = {name: text for module in MODULES for name, text in wording.said_by(module)}


@pytest.mark.parametrize("path", wording.package_files(bot, ELSEWHERE), ids=wording.short)
def test_no_sentence_is_written_outside_bot_words(path: Path) -> None:
    assert wording.written_in(path) == []


def test_there_are_sentences_to_judge() -> None:
    assert len(SAID) > 200


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_sentence_is_plain(name: str) -> None:
    assert wording.faults(SAID[name], name in TOLD_TO_OPERATORS) == [], SAID[name]
