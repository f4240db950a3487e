"""What scoring says: every word of it in one place, without jargon, short."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest

import scoring
import scoring.words
from tests import wording

ROOT = Path(scoring.__path__[0])
MODULES = [importlib.import_module(one.name) for one in pkgutil.iter_modules(scoring.words.__path__, "scoring.words.")]
SAID = {name: text for module in MODULES for name, text in wording.said_by(module)}
SUBJECTS, DEGREES = {"集体", "个人"}, {"主要", "次要"}
DATA = {
    "amendments.py": {"照给"},
    "bonuses.py": {
        *SUBJECTS,
        "区|县|镇|乡|街道|中心|处室|社区|村",
        "(国家|中央|国务院|部委|部领导|部长|总理|全国|省).*批示",
        r"(?:(?:…)级?[、/和及,，\s]*)+",
        r")级?[、/和及,，\s]*)+",
    },
    "cases.py": {"集体"},
    "decisions.py": {"五(二)6"},
    "dues.py": {"初", "底", "前"},
    "facts.py": {"集体"},
    "penalties.py": DEGREES,
}
"""What scoring compares or files under and says to nobody: values of facts, clause numbers, patterns."""


@pytest.mark.parametrize("path", wording.package_files(scoring, ("words",)), ids=wording.short)
def test_no_chinese_is_written_outside_scoring_words(path: Path) -> None:
    assert wording.chinese_in(path, DATA.get(path.name, set())) == []


def test_what_is_kept_outside_is_there() -> None:
    written = {name: {text for _, text in wording.chinese_in(ROOT / name, set())} for name in DATA}

    assert written == DATA


def test_there_are_sentences_to_judge() -> None:
    assert len(SAID) > 150


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_sentence_is_plain(name: str) -> None:
    assert wording.faults(SAID[name]) == [], SAID[name]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.__name__))
def test_every_sentence_is_said_somewhere(module: ModuleType) -> None:
    chapters = wording.package_files(scoring, ("words",))
    code = "\n".join(path.read_text(encoding="utf-8") for path in [*chapters, Path(str(module.__file__))])

    assert wording.unsaid(module, code) == []


def test_a_word_inside_code_is_found(tmp_path: Path) -> None:
    module = tmp_path / "chapter.py"
    module.write_text('"""说明。"""\nSUBJECT = "集体"\nwhy = f"扣 {points} 分"\n', encoding="utf-8")

    assert (3, "扣 … 分") in wording.chinese_in(module, {"集体"})
    assert {line for line, _ in wording.chinese_in(module, {"集体"})} == {3}
