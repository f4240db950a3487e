"""Frames as the platform writes them: `data` is JSON text, `time` is text, every delivery has a new messageId."""

import json
from typing import Any
from uuid import uuid4

Json = dict[str, Any]
ROBOT = "/v1.0/im/bot/messages/get"
CARD = "/v1.0/card/instances/callback"
APP_ID = "1f0e2d3c-0000-4abc-8def-000000000001"
WEBHOOK_MS = 90 * 60 * 1000
OVER_QUOTA = "受调用量超量影响，当前我的消息服务已经暂停。请联系你所在的组织管理员并予以处理"


def frame(kind: str, topic: str, data: str, at: int, **headers: str) -> Json:
    """One frame, to a connection named in the headers."""
    made = {"contentType": "application/json", "messageId": uuid4().hex, "time": str(at), "topic": topic, **headers}
    return {"specVersion": "1.0", "type": kind, "headers": made, "data": data}


def text(value: Any) -> str:
    """JSON as it goes over the wire."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def event_headers(event: str, corp_id: str, at: int) -> dict[str, str]:
    """The headers an event has on top."""
    return {
        "eventType": event,
        "eventId": uuid4().hex,
        "eventCorpId": corp_id,
        "eventBornTime": str(at),
        "eventUnifiedAppId": APP_ID,
    }


def card_callback(corp_id: str, userid: str, out_track_id: str, space: str, content: Json) -> Json:
    """The data of a tap; `content` and `value` are the same JSON text."""
    written = text(content)
    return {
        "extension": "{}",
        "corpId": corp_id,
        "spaceType": "im",
        "userIdType": 1,
        "type": "actionCallback",
        "userId": userid,
        "content": written,
        "spaceId": space,
        "outTrackId": out_track_id,
        "value": written,
    }


def over_quota(data: Json) -> Json:
    """A robot message as it comes when the month's pushes are used up: no text, no content."""
    kept = {name: value for name, value in data.items() if name not in ("text", "content")}
    return {**kept, "errorCode": "20001", "errorMessage": OVER_QUOTA}
