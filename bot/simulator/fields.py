"""Whether the body of a call has the fields of the official models and nothing else (`fields.json`)."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from bot.simulator.refused import Json, Refused

TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "bool": (bool,)}


@cache
def models() -> dict[str, Json]:
    """The fields of every call, by method and path."""
    made: dict[str, Json] = json.loads(files("bot.simulator").joinpath("fields.json").read_text(encoding="utf-8"))
    return made


def check(endpoint: str, body: Json) -> None:
    """Refuse a body with a field that the call does not have, or with a value of another type; null is absent."""
    problem = _problem(models()[endpoint], body, "")
    if problem:
        raise Refused("invalidParameter", problem)


def _problem(model: Any, value: Any, place: str) -> str:
    if value is None or model == "Any":
        return ""
    if isinstance(model, dict):
        return _object_problem(model, value, place)
    if isinstance(model, list):
        if not isinstance(value, list):
            return f"{place} 应为数组"
        found = (_problem(model[0], one, f"{place}[{number}]") for number, one in enumerate(value))
        return next((one for one in found if one), "")
    if not isinstance(value, TYPES[model]) or (model == "int" and isinstance(value, bool)):
        return f"{place} 应为 {model}，给的是 {type(value).__name__}"
    return ""


def _object_problem(model: Json, value: Any, place: str) -> str:
    if not isinstance(value, dict):
        return f"{place} 应为对象"
    for name, inner in value.items():
        if name not in model and "*" not in model:
            return f"没有字段 {place}.{name}".replace(" .", " ")
        if problem := _problem(model.get(name, model.get("*")), inner, f"{place}.{name}".lstrip(".")):
            return problem
        if "*" in model and inner is None:
            return f"{place}.{name} 是 null"
    return ""
