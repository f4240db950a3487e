"""The README names every setting and every command, and its example is what the engine says."""

import re
from decimal import Decimal

import pytest
import typer

from bot.cli import app
from bot.settings import PREFIX, Settings
from scoring import Deduction, Facts, LeaderScore, explain, load_scheme, score
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands(command: object, words: str = "kaohe") -> list[str]:
    """Every command one can type, with the words before it."""
    inner: dict[str, object] | None = getattr(command, "commands", None)
    if inner is None:
        return [words]
    return [typed for name, one in inner.items() for typed in commands(one, f"{words} {name}")]


COMMANDS = commands(typer.main.get_command(app))


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained(name: str) -> None:
    assert f"`{PREFIX}{name.upper()}`" in README


def test_no_setting_is_explained_that_does_not_exist() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", README)) <= known


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_explained(command: str) -> None:
    assert f"`{command}" in README


def test_no_command_is_explained_that_does_not_exist() -> None:
    known = set(COMMANDS)
    named = re.findall(r"`(kaohe [a-z]+(?: [a-z]+)?)", README)
    assert {name for name in named if not any(f"{name} ".startswith(f"{command} ") for command in known)} == set()


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets


def test_every_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_rule_shown_is_a_line_of_the_built_in_method() -> None:
    shown = re.findall(r"```toml\n(.+)\n```", README)
    method = (ROOT / "scoring" / "schemes" / "2022.toml").read_text(encoding="utf-8")
    assert [line for line in shown if line not in method] == []


def test_the_score_explained_is_what_the_engine_says() -> None:
    scheme = load_scheme(2022)
    counts = {"HQ-3-R2": 30, "HQ-3-R3": 24, "HQ-4-R6": 7, "HQ-4-R7": 5, "HQ-4-R8": 4}
    deductions = tuple(Deduction(rule=rule, count=Decimal(count)) for rule, count in counts.items())
    leaders = (LeaderScore(leader="分管领导甲", score=Decimal("9.3")),)
    sheet = score(Facts(unit="HQ", task_deductions=deductions, leader_scores=leaders), scheme)
    assert "```text\n" + "\n".join(explain(sheet, scheme)) + "\n```" in README
