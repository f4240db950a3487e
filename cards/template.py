"""Whether the template built in the card platform takes what our cards send."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from cards import words
from cards.errors import CardError

SAME = {"list": {"list", "loopArray"}}
"""What the card platform calls a type of ours, where the names differ."""


def template() -> dict[str, Any]:
    """The universal template: its id, its variables, and what a tap on it sends back."""
    made: dict[str, Any] = json.loads(files("cards").joinpath("template.json").read_text(encoding="utf-8"))
    return made


def variables() -> dict[str, str]:
    """The type of every variable of the universal template, by name."""
    return {one["name"]: one["type"] for one in template()["variables"]}


def compare_template(exported: Mapping[str, Any]) -> list[str]:
    """What is wrong with a template exported from the card platform, one sentence each; empty when all fits."""
    found = {one["name"]: one for one in _variable_list(exported)}
    problems = [problem for name, kind in variables().items() for problem in _problems(name, kind, found.get(name))]
    extra = sorted(set(found) - set(variables()))
    return [*problems, *(words.TEMPLATE_EXTRA.format(name=name) for name in extra)]


def _problems(name: str, kind: str, found: Mapping[str, Any] | None) -> Iterator[str]:
    if found is None:
        yield words.TEMPLATE_LACKS.format(name=name, kind=kind)
        return
    if found.get("type") not in SAME.get(kind, {kind}):
        yield words.TEMPLATE_TYPE.format(name=name, kind=kind, found=found.get("type"))
    if found.get("private"):
        yield words.TEMPLATE_PRIVATE.format(name=name)


def _variable_list(exported: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The variableList of an export, whose editor data is JSON inside JSON."""
    try:
        made: list[dict[str, Any]] = json.loads(exported["editorData"])["variableList"]
        return [{**one, "name": one["name"]} for one in made]
    except (KeyError, TypeError, ValueError):
        raise CardError(words.NOT_A_TEMPLATE) from None
