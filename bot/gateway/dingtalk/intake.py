"""From a frame to something that may be kept: its key, whose it is, its bytes without secrets."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import orjson
import structlog
from dingtalk_stream import EventMessage

from bot.gateway.dingtalk.frames import CARD, ROBOT, Frame, read_json
from bot.gateway.dingtalk.redact import hidden
from storage.examine import classification_mark
from storage.records import Arrival
from storage.words import CLASSIFIED

log = structlog.get_logger(__name__)
LONGEST_KEY, LONGEST_LANE = 240, 80
DEEPEST = 12
SECRETS = ("sessionWebhook", "sessionWebhookExpiredTime")


class Intake:
    """Turns frames into arrivals; knows the application's client id and the time."""

    def __init__(self, client_id: str, now: Callable[[], datetime]) -> None:
        self._client_id = client_id
        self._now = now

    def arrival(self, frame: Frame) -> Arrival:
        """The arrival of a frame. Whatever cannot be read is kept as it came, in the lane of nobody."""
        data = _object(frame.data)
        if frame.topic == CARD:
            topic, key, lane = CARD, self._card_key(data, frame), _text(data, "userId")
        elif frame.type == EventMessage.TYPE:
            event = frame.headers.get("eventId") or frame.message_id
            topic, key, lane = "event", f"event:{frame.headers.get('eventCorpId') or ''}:{event}", ""
        else:
            message = _text(data, "msgId") or frame.message_id
            topic, key, lane = ROBOT, f"msg:{self._client_id}:{message}", _text(data, "senderStaffId")
        is_marked = topic != "event" and _is_marked(frame.data, data)
        return Arrival(
            key=_plain(key)[:LONGEST_KEY],
            lane=_plain(lane)[:LONGEST_LANE],
            topic=topic,
            body=b"" if is_marked else _without_secrets(data, frame),
            received_at=self._now(),
            refused=CLASSIFIED if is_marked else None,
        )

    def _card_key(self, data: dict[str, Any], frame: Frame) -> str:
        """Taps have no business id: the same tap on the same state is the same message."""
        card, user = _text(data, "outTrackId"), _text(data, "userId")
        params = tapped_params(data)
        code, version = params.get("code"), params.get("version")
        if not (card and user and code):
            return f"tap:{self._client_id}:{frame.message_id}"
        return f"tap:{self._client_id}:{card}:{user}:{code}:{version}"


def tapped_params(data: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a tapped button, wherever the platform put them; empty when there are none."""
    content = _object(data.get("content") or data.get("value"))
    private = _object(content.get("cardPrivateData"))
    return _object(private.get("params")) or _object(content.get("params"))


def words_of(data: dict[str, Any]) -> str:
    """Every word a person wrote in a message: text, transcript, rich text, file name."""
    content = _object(data.get("content"))
    rich = content.get("richText")
    pieces = [_text(_object(data.get("text")), "content"), _text(content, "recognition"), _text(content, "fileName")]
    pieces += [_text(_object(piece), "text") for piece in rich] if isinstance(rich, list) else []
    return "\n".join(piece for piece in pieces if piece)


def _is_marked(raw: str, data: dict[str, Any]) -> bool:
    """Whether any text of a message bears a classification mark: what was filled in and quoted included."""
    if "密" not in raw and "5bc6" not in raw.lower():
        return False
    return classification_mark(words_of(data)) or any(classification_mark(text) for text in _texts(data))


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        inner = _object(value) if value.startswith("{") and depth < DEEPEST else {}
        if inner:
            yield from _texts(inner, depth + 1)
        else:
            yield value
    elif isinstance(value, dict | list) and depth < DEEPEST:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part, depth + 1)


def _without_secrets(data: dict[str, Any], frame: Frame) -> bytes:
    try:
        if data:
            return orjson.dumps({name: data[name] for name in data if name not in SECRETS})
    except TypeError:
        log.warning("intake.too_deep", message_id=frame.message_id)
    return hidden(frame.data).encode(errors="replace")


def _plain(text: str) -> str:
    """A text that every database takes: without zero bytes."""
    return text.replace("\0", "")


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = read_json(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
