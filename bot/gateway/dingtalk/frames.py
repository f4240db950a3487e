"""Stream frames and their acks, on the SDK's own topics; parsed tolerantly, acked always in the same words."""

import json
from dataclasses import dataclass, field
from typing import Any

import orjson
from dingtalk_stream import AckMessage, CallbackMessage, ChatbotMessage, EventMessage, SystemMessage
from dingtalk_stream.card_callback import Card_Callback_Router_Topic

ROBOT = ChatbotMessage.TOPIC
CARD = Card_Callback_Router_Topic
SUBSCRIPTIONS = [
    {"type": EventMessage.TYPE, "topic": "*"},
    {"type": CallbackMessage.TYPE, "topic": ROBOT},
    {"type": CallbackMessage.TYPE, "topic": CARD},
]
ACK_DATA = {ROBOT: '{"response":null}', CARD: '{"response":{}}'}
EVENT_DATA = '{"status":"SUCCESS"}'


@dataclass(frozen=True)
class Frame:
    """One frame as received. `data` is the inner JSON text; missing fields are empty."""

    type: str
    topic: str
    message_id: str
    data: str
    headers: dict[str, Any] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether it is for us."""
        return self.type == EventMessage.TYPE or self.topic in ACK_DATA

    @property
    def is_system(self) -> bool:
        """Whether it is the platform's own: ping, disconnect."""
        return bool(self.type == SystemMessage.TYPE)


def read_json(raw: bytes | str) -> Any:
    """The value of a JSON text, half an emoji in it replaced; ValueError when it is not JSON."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        patched = json.dumps(json.loads(raw), ensure_ascii=False).encode(errors="replace")
        return orjson.loads(patched)


def read_frame(raw: bytes | str) -> Frame | None:
    """The frame in a text message; None when it is not one."""
    try:
        body = read_json(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    found = body.get("headers")
    headers: dict[str, Any] = found if isinstance(found, dict) else {}
    data = body.get("data")
    return Frame(
        type=str(body.get("type") or ""),
        topic=str(headers.get("topic") or ""),
        message_id=str(headers.get("messageId") or ""),
        data=data if isinstance(data, str) else orjson.dumps(data).decode() if data is not None else "{}",
        headers=headers,
    )


def ack(frame: Frame, code: int = AckMessage.STATUS_OK) -> str:
    """The ack of a frame: constant by kind, so that a redelivery is answered as the first time."""
    if frame.is_system:
        data = frame.data
    else:
        data = EVENT_DATA if frame.type == EventMessage.TYPE else ACK_DATA.get(frame.topic, "{}")
    answer = {
        "code": code,
        "headers": {"messageId": frame.message_id, "contentType": "application/json"},
        "message": "OK" if code == AckMessage.STATUS_OK else "topic not known",
        "data": data,
    }
    return orjson.dumps(answer).decode()
