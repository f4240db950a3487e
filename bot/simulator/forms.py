"""What a client sends when a form is submitted: every kind of field in the shape the platform documents."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.simulator.refused import NoSuch

Json = dict[str, Any]


def submitted(fields: Sequence[Json], filled: Mapping[str, Any]) -> Json:
    """The values as the callback carries them. The client checks `required` and nothing else; empty ones are absent."""
    unknown = sorted(set(filled) - {one["name"] for one in fields})
    if unknown:
        raise NoSuch(f"表单里没有这些项：{'、'.join(unknown)}。")
    made: Json = {}
    for field in fields:
        value = _entered(field, filled)
        if value in (None, "", []):
            if field.get("required") and not field.get("hidden"):
                raise NoSuch(f"“{field.get('label', field['name'])}”为必填项。")
        else:
            made[field["name"]] = _sent(field, value)
    return made


def _entered(field: Json, filled: Mapping[str, Any]) -> Any:
    """What was typed, or what stands there already; read-only and hidden fields send that and nothing else."""
    if field.get("readOnly") or field.get("hidden"):
        return field.get("defaultValue")
    return filled.get(field["name"], field.get("defaultValue"))


def _sent(field: Json, value: Any) -> Any:
    kind = str(field.get("type", "TEXT"))
    if kind == "SELECT":
        return {"index": _place(field, value), "value": value}
    if kind == "MULTI_SELECT":
        many = value if isinstance(value, list) else [value]
        return {"index": [_place(field, one) for one in many], "value": many}
    if kind in ("CHECKBOX", "SWITCH"):
        return value if isinstance(value, bool) else str(value).lower() in ("true", "1", "on")
    if kind in ("MULTI_CHECKBOX_GROUP", "TEXT_ARRAY"):
        return value if isinstance(value, list) else [value]
    return str(value)


def _place(field: Json, value: Any) -> int:
    options = [one.get("value") for one in field.get("options", ())]
    if value not in options:
        raise NoSuch(f"“{field.get('label', field['name'])}”没有选项 {value}。")
    return options.index(value)
