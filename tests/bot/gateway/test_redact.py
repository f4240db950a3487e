"""Secrets never reach a log."""

import io
import sys

import pytest
import structlog

from bot.gateway.dingtalk.redact import hidden, redact
from bot.logs import configure


def test_secrets_are_hidden_by_name_and_inside_text_however_deep() -> None:
    event = {
        "event": "open wss://host/connect?ticket=abc-1 and https://x/robot/sendBySession?session=abc-2",
        "accessToken": "abc-3",
        "body": {"clientSecret": "abc-4", "list": ['{"sessionWebhook":"https://abc-5"}', {"download_code": 1}]},
        "number": 7,
    }
    shown = redact(None, "", event)

    assert "abc-" not in str(shown)
    assert shown["number"] == 7


def test_escaped_json_hides_its_secrets_too() -> None:
    assert "geheim" not in hidden('{\\"access_token\\": \\"geheim\\"}')


def test_a_traceback_in_the_log_holds_no_ticket(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    configure("INFO")
    try:
        raise ValueError("wss://host/connect?ticket=geheim")
    except ValueError:
        structlog.get_logger("test").exception("stream.failed")
    finally:
        structlog.reset_defaults()

    assert "stream.failed" in out.getvalue()
    assert "geheim" not in out.getvalue()
