"""The card template published in the simulator: its variables, and what a tap on it sends back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]
BUTTON: Json = {
    "component": "button",
    "each": "buttons",
    "text": "label",
    "params": {"code": "code", "version": "version"},
}
FORM: Json = {
    "component": "form",
    "show": "form",
    "text": "form_label",
    "params": {"code": "form_code", "version": "version", "form": "form"},
}
BODIES = ("body1", "body2", "body3", "body4")
PLAIN = ("title", "status", "buttons", "form", "form_code", "form_label", "version")
EXAMPLE: Json = {
    "id": "simulator.schema",
    "variables": [
        *({"name": name, "type": "markdown"} for name in BODIES),
        *({"name": name, "type": "string"} for name in PLAIN),
    ],
}


class BadTemplate(ValueError):
    """The file does not describe a template."""


@dataclass(frozen=True)
class Tap:
    """Something that can be tapped on a card as one person sees it."""

    component: str
    label: str
    style: str
    params: Json
    takes_form: bool = False

    @property
    def code(self) -> str:
        """What the bot calls it."""
        return str(self.params.get("code", ""))


class Template:
    """One template, read from JSON: {"id", "variables": [{"name", "type", "private"?}], "actions"?}."""

    def __init__(self, described: Mapping[str, Any] | None = None) -> None:
        described = EXAMPLE if described is None else described
        try:
            self.id = str(described["id"])
            self.variables: dict[str, str] = {one["name"]: one.get("type", "string") for one in described["variables"]}
            self.private = {one["name"] for one in described["variables"] if one.get("private")}
            self.actions: list[Json] = [dict(one) for one in described.get("actions") or (BUTTON, FORM)]
        except (KeyError, TypeError, AttributeError):
            raise BadTemplate("模板文件里要有 id 和 variables（每个变量有 name 和 type）。") from None

    @classmethod
    def read(cls, path: Path) -> "Template":
        """The template of a file."""
        try:
            return cls(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as problem:
            raise BadTemplate(f"模板文件 {path.name} 读不了：{problem}") from None

    def shown(self, params: Mapping[str, str]) -> list[Json]:
        """What a card shows as words: every variable that no action uses, in the template's order; empty ones not."""
        used = {name for action in self.actions for name in _used(action)}
        return [
            {"name": name, "type": kind, "value": params[name]}
            for name, kind in self.variables.items()
            if name not in used and params.get(name)
        ]

    def taps(self, params: Mapping[str, str]) -> list[Tap]:
        """What can be tapped on a card with these parameters, in the order people see it."""
        found: list[Tap] = []
        for action in self.actions:
            if "each" in action:
                found += [_tap(action, row, params) for row in rows(params.get(action["each"], ""))]
            elif "show" not in action:
                found.append(_tap(action, {}, params))
            elif fields(params.get(action["show"], "")):
                found.append(_tap(action, {}, params, form=True))
        return [tap for tap in found if tap.label]

    def form_fields(self, params: Mapping[str, str]) -> list[Json]:
        """The fields of the card's form, if it shows one."""
        shown = (action.get("show", "") for action in self.actions if "each" not in action)
        return next((found for name in shown if (found := fields(params.get(name, "")))), [])


def _tap(action: Json, row: Json, params: Mapping[str, str], *, form: bool = False) -> Tap:
    named = action.get("params", {})
    sent = {
        name: str(row.get(source, params.get(source, "")))
        for name, source in named.items()
        if source != action.get("show")
    }
    text = action.get("text", "label")
    label = str(row.get(text, params.get(text, ""))) or ("提交" if form else "")
    return Tap(action["component"], label, str(row.get("style") or ("primary" if form else "normal")), sent, form)


def _used(action: Json) -> list[str]:
    """The variables that an action takes for itself."""
    own = [] if "each" in action else [action.get("text", "")]
    return [action.get("each", ""), action.get("show", ""), *own, *action.get("params", {}).values()]


def rows(text: str) -> list[Json]:
    """The objects of a list variable; what cannot be read shows nothing, as on the platform."""
    try:
        made = json.loads(text) if text else []
    except ValueError:
        return []
    return [one for one in made if isinstance(one, dict)] if isinstance(made, list) else []


def fields(text: str) -> list[Json]:
    """The fields of a form variable."""
    try:
        made = json.loads(text) if text else {}
    except ValueError:
        return []
    found = made.get("fields") if isinstance(made, dict) else None
    return [one for one in found if isinstance(one, dict) and one.get("name")] if isinstance(found, list) else []
