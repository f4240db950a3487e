"""How the packages may lean on each other, and what no file of ours may contain."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("bot", "cards", "scoring", "storage")
LONGEST_FILE = 350
TO_JSON = "number"
BLOCKING_MODULES = {"requests", "urllib.request", "http.client"}
BLOCKING_CALLS = {"time.sleep", "subprocess.run", "subprocess.check_output", "os.system"}
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/\w")


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, by its full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield _absolute(path, node)


def _absolute(path: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parents = path.relative_to(ROOT).parent.parts
    return ".".join((*parents[: len(parents) - node.level + 1], node.module or ""))


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("this copy of the project is not a git checkout, or git is missing")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_imports_point_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_scoring_needs_the_standard_library_and_pydantic_alone() -> None:
    allowed = sys.stdlib_module_names | {"pydantic", "scoring"}
    foreign = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("scoring")
        for name in imported(path)
        if name.split(".")[0] not in allowed
    }
    assert foreign == set()


def test_points_are_never_floats() -> None:
    assert [place for path in modules("scoring") for place in floats(path)] == []


def floats(path: Path) -> Iterator[str]:
    """Float literals and conversions, but for the one that writes finished points into JSON."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    written = [part for part in body if not (isinstance(part, ast.FunctionDef) and part.name == TO_JSON)]
    for node in (node for part in written for node in ast.walk(part)):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
        if (literal or call) and isinstance(node, ast.expr):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_nobody_imports_the_simulator() -> None:
    ours = [path for path in modules(*PACKAGES) if "simulator" not in path.parts]
    curious = [path for path in ours if any(name.startswith("bot.simulator") for name in imported(path))]
    assert names(curious) == []


def test_the_simulator_knows_the_platform_and_nothing_of_us() -> None:
    for path in modules("bot/simulator"):
        ours = {name for name in imported(path) if name.split(".")[0] in PACKAGES}
        assert {name for name in ours if not name.startswith("bot.simulator")} == set(), path


def test_a_file_reads_in_one_sitting() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*PACKAGES, "tests")}
    assert names([path for path, count in lines.items() if count > LONGEST_FILE]) == []


def test_a_file_opens_by_saying_what_it_is_for() -> None:
    silent = [path for path in modules(*PACKAGES) if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert names([path for path in silent if path.read_text("utf-8").strip()]) == []


def test_nothing_blocks_the_event_loop() -> None:
    ours = [path for path in modules("bot", "storage") if "cli" not in path.parts]
    assert [place for path in ours for place in blocking(path)] == []


def blocking(path: Path) -> Iterator[str]:
    """Modules that wait on a socket, and waiting calls inside an async function."""
    yield from (f"{path.relative_to(ROOT)} imports {name}" for name in imported(path) if name in BLOCKING_MODULES)
    for outer in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(outer, ast.AsyncFunctionDef):
            for node in ast.walk(outer):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in BLOCKING_CALLS:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_file_names_a_path_of_some_machine() -> None:
    found = [path for path in tracked() if MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="ignore"))]
    assert names(found) == []


def test_no_real_official_is_named(shared: Path) -> None:
    listed = (shared / "notice" / "names.txt").read_text(encoding="utf-8").split()
    texts = {path: path.read_text(encoding="utf-8", errors="ignore") for path in tracked()}
    assert listed
    assert {
        str(path.relative_to(ROOT)) for path, text in texts.items() if any(name in text for name in listed)
    } == set()


def test_the_lock_names_no_registry() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--index-url" not in lock
