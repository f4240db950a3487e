"""What must never be written to a log: tickets, tokens, secrets, webhooks."""

import re
from collections.abc import MutableMapping
from typing import Any

SECRET_KEYS = re.compile(r"ticket|token|secret|webhook|downloadcode|authorization", re.IGNORECASE)
IN_TEXT = re.compile(
    r"((?:ticket|access_token|session|accessToken|clientSecret|appSecret|sessionWebhook|downloadCode"
    r"|x-acs-dingtalk-access-token)[\"'\\]*\s*[=:]\s*[\"'\\]*)[^\s\"'\\&,}]+",
    re.IGNORECASE,
)
HIDDEN = "***"


def hidden(text: str) -> str:
    """A text with its secrets hidden."""
    return IN_TEXT.sub(rf"\g<1>{HIDDEN}", text)


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor that hides secrets by name and inside text, however deep."""
    for key, value in event.items():
        event[key] = HIDDEN if SECRET_KEYS.search(key) else _shown(value)
    return event


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, dict):
        return {key: HIDDEN if SECRET_KEYS.search(str(key)) else _shown(inner) for key, inner in value.items()}
    return [_shown(inner) for inner in value] if isinstance(value, list | tuple) else value
