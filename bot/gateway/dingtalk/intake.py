"""From a frame to something that may be kept: its key, whose it is, its bytes without secrets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import orjson
from dingtalk_stream import EventMessage

from bot.gateway.dingtalk.frames import CARD, ROBOT, Frame
from storage.examine import CLASSIFIED, classification_mark
from storage.records import Arrival

LONGEST_KEY = 240
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
            key, lane = self._card_key(data, frame), _text(data, "userId")
        elif frame.type == EventMessage.TYPE:
            event = frame.headers.get("eventId") or frame.message_id
            key, lane = f"event:{frame.headers.get('eventCorpId') or ''}:{event}", ""
        else:
            key, lane = (
                f"msg:{self._client_id}:{_text(data, 'msgId') or frame.message_id}",
                _text(data, "senderStaffId"),
            )
        topic = frame.topic if frame.topic in (ROBOT, CARD) else "event"
        refused = CLASSIFIED if topic == ROBOT and classification_mark(words_of(data)) else None
        body = b"" if refused else orjson.dumps({name: data[name] for name in data if name not in SECRETS})
        return Arrival(
            key=key[:LONGEST_KEY], lane=lane[:80], topic=topic, body=body, received_at=self._now(), refused=refused
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


def _object(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return {}
    return value if isinstance(value, dict) else {}


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""
