"""What must never be written to a log: tickets, tokens, secrets, webhooks."""

import re
from collections.abc import MutableMapping
from typing import Any

SECRET_KEYS = re.compile(r"ticket|token|secret|webhook|downloadcode", re.IGNORECASE)
IN_TEXT = re.compile(
    r"((?:ticket|access_token|session|accessToken|clientSecret|appSecret|sessionWebhook)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,}]+",
    re.IGNORECASE,
)
HIDDEN = "***"


def redact(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor that hides secrets by name and inside text."""
    for key, value in event.items():
        if SECRET_KEYS.search(key):
            event[key] = HIDDEN
        elif isinstance(value, str):
            event[key] = IN_TEXT.sub(rf"\g<1>{HIDDEN}", value)
    return event
