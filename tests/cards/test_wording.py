"""What the cards say: in one place, without jargon, short; samples in the gallery may say what they like."""

from pathlib import Path

import pytest

import cards
from cards import words
from tests import wording

ELSEWHERE = ("words.py", "gallery*.py", "samples.py")
SAID = dict(wording.said_by(words))


@pytest.mark.parametrize("path", wording.package_files(cards, ELSEWHERE), ids=wording.short)
def test_no_sentence_is_written_outside_cards_words(path: Path) -> None:
    assert wording.written_in(path) == []


def test_there_are_sentences_to_judge() -> None:
    assert len(SAID) > 80


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_sentence_is_plain(name: str) -> None:
    assert wording.faults(SAID[name]) == [], SAID[name]


def test_every_sentence_is_said_somewhere() -> None:
    root = Path(cards.__path__[0]).parent
    files = [path for package in ("bot", "cards") for path in sorted((root / package).rglob("*.py"))]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)

    assert wording.unsaid(words, code) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("你好。", "说“您”"),
        ("一\n二\n三\n四\n五\n六。", "最多五行"),
        ("长" * 121, "一行太长"),
        ("好,可以。", "用全角标点"),
        ("参数不对。", "说平常话"),
    ],
)
def test_each_fault_is_found(text: str, fault: str) -> None:
    assert wording.faults(text) == [fault]


def test_a_sentence_inside_code_is_found(tmp_path: Path) -> None:
    module = tmp_path / "card.py"
    module.write_text('"""说明。"""\nLABEL = "提交"\nfoot = f"还差 {left} 项。"\n', encoding="utf-8")

    assert (3, "还差 … 项。") in wording.written_in(module)
    assert {line for line, _ in wording.written_in(module)} == {3}
