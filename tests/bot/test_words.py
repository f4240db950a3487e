"""What the bot says: in one place, in full sentences, without jargon, short enough to be read between meetings."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.words

BOT = Path(bot.words.__path__[0]).parent
ELSEWHERE = ("words", "cli", "demo", "simulator", "bench")
SENTENCE = re.compile(r"[\u4e00-\u9fff].*[。！？]$", re.DOTALL)
JARGON = re.compile(
    r"系统错误|异常|非法|参数|报错|失败|无效|null|None|error|exception|token|hash|slot|payload|JSON|API|数据库|字段|会话|"
    r"(?<![a-z])ID(?![a-z])",
    re.IGNORECASE,
)
TOLD_TO_OPERATORS = {"bot.words.app.PARKED_TOLD"}


def python_files() -> list[Path]:
    return [path for path in sorted(BOT.rglob("*.py")) if path.relative_to(BOT).parts[0] not in ELSEWHERE]


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string a module writes, joined where it has places to fill in; docstrings aside."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else "…" for one in node.values]
            yield node.lineno, "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence of bot/words by its name."""
    for module in pkgutil.iter_modules(bot.words.__path__, "bot.words."):
        found = importlib.import_module(module.name)
        for name, value in vars(found).items():
            if name.isupper() and isinstance(value, str):
                yield f"{module.name}.{name}", value
            elif name.isupper() and isinstance(value, dict):
                yield from ((f"{module.name}.{name}[{key}]", text) for key, text in value.items())


SAID = dict(sentences())


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(BOT)))
def test_no_sentence_is_written_outside_bot_words(path: Path) -> None:
    found = [
        (line, text) for line, text in literals(ast.parse(path.read_text(encoding="utf-8"))) if SENTENCE.search(text)
    ]

    assert found == []


def test_there_are_sentences_to_judge() -> None:
    assert len(SAID) > 200


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_sentence_is_plain(name: str) -> None:
    text = SAID[name]

    assert name in TOLD_TO_OPERATORS or not JARGON.search(text), text
    assert not re.search(r"你(?!们)", text), "说“您”"
    assert text.count("\n") < 5, "最多五行"
    assert max(len(line) for line in text.splitlines() or [""]) <= 120, "一行太长"
    assert not re.search(r"[\u4e00-\u9fff][,;!?]", text), "用全角标点"
