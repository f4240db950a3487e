"""How the words of a package are judged: written in one place, and plain enough to be read between meetings."""

import ast
import re
from collections.abc import Container, Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType

HAN = re.compile(r"[\u4e00-\u9fff]")
SENTENCE = re.compile(r"[\u4e00-\u9fff].*[。！？]$", re.DOTALL)
JARGON = re.compile(
    r"系统错误|异常|非法|参数|报错|失败|无效|null|None|error|exception|token|hash|slot|payload|JSON|API|数据库|字段|会话|"
    r"(?<![a-z])ID(?![a-z])",
    re.IGNORECASE,
)
FAULTS = {
    "说“您”": re.compile(r"你(?!们)"),
    "最多五行": re.compile(r"(.*\n){5}"),
    "一行太长": re.compile(r".{121}"),
    "用全角标点": re.compile(r"[\u4e00-\u9fff][,;!?]"),
}


def package_files(package: ModuleType, elsewhere: tuple[str, ...]) -> list[Path]:
    """The modules that may not write a sentence; what matches `elsewhere` (a folder, or files) may."""
    root = Path(package.__path__[0])
    files = sorted(root.rglob("*.py"))
    return [path for path in files if not any(fnmatch(path.relative_to(root).parts[0], one) for one in elsewhere)]


def short(path: Path) -> str:
    """How a module is named in a test's id."""
    return "/".join(path.parts[-2:])


def written_in(path: Path) -> list[tuple[int, str]]:
    """The sentences a module writes itself, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(line, text) for line, text in literals(tree) if SENTENCE.search(text)]


def chinese_in(path: Path, kept: Container[str]) -> list[tuple[int, str]]:
    """Everything Chinese a module writes itself, with its line, but for what is `kept` there as nobody is told it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(line, text) for line, text in literals(tree) if HAN.search(text) and text not in kept]


def unsaid(module: ModuleType, code: str) -> list[str]:
    """The names of a module of words that no other line of the code mentions."""
    names = [name for name in vars(module) if name.isupper()]
    return [name for name in names if len(re.findall(rf"\b{name}\b", code)) < 2]


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string written here, joined where it has places to fill in; docstrings aside."""
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [one.value if isinstance(one, ast.Constant) else "…" for one in node.values]
            yield node.lineno, "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def said_by(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Every sentence of a module of words by its name; those inside a function by the function's name and line."""
    for name, value in vars(module).items():
        if name.isupper() and isinstance(value, str):
            yield f"{module.__name__}.{name}", value
        elif name.isupper() and isinstance(value, dict):
            yield from ((f"{module.__name__}.{name}[{key}]", text) for key, text in value.items())
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for made in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        yield from ((f"{module.__name__}.{made.name}:{line}", text) for line, text in literals(made))


def faults(text: str, to_operators: bool = False) -> list[str]:
    """What is wrong with a sentence; who runs the machine may be told technical words."""
    found = [fault for fault, pattern in FAULTS.items() if pattern.search(text)]
    return found if to_operators or not JARGON.search(text) else [*found, "说平常话"]
