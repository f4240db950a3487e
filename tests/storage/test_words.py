"""What storage says: every word in one place, without jargon; who runs the machine may hear of a database."""

from itertools import chain
from pathlib import Path

import pytest

import storage
from storage import words
from storage.records import Role
from storage.roster import FIELDS
from storage.roster_file import COLUMNS, EXAMPLES
from tests import wording

ROOT = Path(storage.__path__[0])
ELSEWHERE = ("words.py", "marks.py")
"""Beside the words only the patterns of classification marks, which is all that `marks.py` is."""
TOLD_TO_OPERATORS = {
    f"storage.words.{name}" for name in ("OLD_SCHEMA", "NEW_SCHEMA", "UNREACHABLE", "UNKNOWN_DATABASE")
}
SAID = dict(wording.said_by(words))
DATA = {
    "burial.py": {"图片", "视频"},
    "fact_values.py": {"集体"},
    "inner_text.py": {"绝", "机", "秘", "密"},
    "pdf_text.py": {"密"},
    "records.py": {role.value for role in Role},
    "roster.py": set(FIELDS.values()),
    "roster_file.py": {*COLUMNS, *chain.from_iterable(EXAMPLES)},
}
"""What storage compares, reads or files under and says to nobody: roles, columns, the template's rows, sought signs."""


@pytest.mark.parametrize("path", wording.package_files(storage, ELSEWHERE), ids=wording.short)
def test_no_chinese_is_written_outside_storage_words(path: Path) -> None:
    assert wording.chinese_in(path, DATA.get(path.name, set())) == []


@pytest.mark.parametrize("name", sorted(DATA))
def test_what_is_kept_outside_is_there(name: str) -> None:
    written = {text for _, text in wording.chinese_in(ROOT / name, set())}

    assert written == {text for text in DATA[name] if wording.HAN.search(text)}


def test_there_are_sentences_to_judge() -> None:
    assert len(SAID) > 80


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_sentence_is_plain(name: str) -> None:
    assert wording.faults(SAID[name], name in TOLD_TO_OPERATORS) == [], SAID[name]


def test_only_operators_hear_of_the_machine() -> None:
    assert {name for name, text in SAID.items() if wording.faults(text)} == TOLD_TO_OPERATORS


def test_every_sentence_is_said_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in wording.package_files(storage, ()))

    assert wording.unsaid(words, code) == []
