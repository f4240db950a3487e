"""The template exported from the card platform is compared with what our cards send."""

import json
from pathlib import Path
from typing import Any

import pytest

from cards import template as template_module
from cards.errors import CardError
from cards.limits import checked_params
from cards.template import compare_template, template, variables


def exported(found: list[dict[str, Any]]) -> dict[str, Any]:
    return {"editorData": json.dumps({"schemaVersion": "3.0.0", "variableList": found}), "type": "im", "mode": "card"}


def good() -> list[dict[str, Any]]:
    kinds = {**variables(), "buttons": "loopArray"}
    return [{"name": name, "type": kind, "private": False, "id": name} for name, kind in kinds.items()]


def test_a_template_built_as_described_has_no_problem() -> None:
    assert compare_template(exported(good())) == []


def test_every_difference_is_one_sentence() -> None:
    found = [one for one in good() if one["name"] != "body4"]
    found[0]["type"] = "number"
    found[1]["private"] = True
    found.append({"name": "logo", "type": "string"})
    assert compare_template(exported(found)) == [
        "变量 title 的类型应为 string，模板里是 number。",
        "变量 body1 应为公有变量，模板里设成了私有。",
        "模板缺少变量 body4（类型 markdown）。",
        "模板多了变量 logo，程序不会给它赋值，请删去或给默认值。",
    ]


@pytest.mark.parametrize("file", [{}, {"editorData": "不是 JSON"}, {"editorData": "[]"}, {"editorData": None}])
def test_another_file_is_refused_with_a_sentence(file: dict[str, Any]) -> None:
    with pytest.raises(CardError, match="导出"):
        compare_template(file)


def test_the_instructions_name_every_variable_with_its_type() -> None:
    told = (Path(template_module.__file__).parent / "template.md").read_text(encoding="utf-8")
    for name, kind in variables().items():
        row = next(line for line in told.splitlines() if line.startswith(f"| `{name}` |"))
        assert {"list": "loopArray"}.get(kind, kind) in row


def test_the_sample_of_the_instructions_is_a_card_of_ours() -> None:
    told = (Path(template_module.__file__).parent / "template.md").read_text(encoding="utf-8")
    sample = json.loads(told.split("```json")[1].split("```")[0])
    assert checked_params(sample).keys() == variables().keys()


def test_every_tap_of_the_template_sends_its_code_and_version() -> None:
    names = set(variables())
    for action in template()["actions"]:
        assert {"code", "version"} <= set(action["params"])
        assert action["params"]["version"] in names
