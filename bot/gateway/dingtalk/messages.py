"""What a kept message says, read tolerantly: any field may be missing, null or of the wrong kind."""

from typing import Any

import orjson

from bot.gateway.dingtalk.frames import CARD, ROBOT
from bot.gateway.dingtalk.intake import tapped_params, words_of
from bot.gateway.events import FETCHED, WOKEN, Fetched, Inbound, Said, SentFile, SentTogether, Strange, Tapped, Woken
from bot.words import messages as said
from cards import words
from storage.records import InboxRow

OVER_QUOTA = "20001"
SENT_AS_FILES = frozenset({"file", "picture", "video"})
WORDS = frozenset({"text", "richText", "audio"})
LONGEST_NUMBER = 9
EXTENSIONS = {"picture": "jpg", "video": "mp4", "audio": "amr"}


def parse(row: InboxRow) -> Inbound:
    """The event that a kept frame stands for."""
    try:
        data = orjson.loads(row.body)
    except orjson.JSONDecodeError:
        return Strange("", "not JSON")
    if not isinstance(data, dict):
        return Strange("", "not an object")
    if row.topic == ROBOT:
        return _message(data, row)
    if row.topic == CARD:
        return _tap(data)
    if row.topic == FETCHED:
        lines = tuple(str(line) for line in data.get("lines") or ())
        return Fetched(row.lane, data.get("sha256", ""), data.get("name", ""), data.get("problem", ""), lines)
    if row.topic == WOKEN:
        return Woken(row.lane, str(data.get("verb") or ""), data.get("args") or {})
    return Strange("", f"event {row.topic}")


def _message(data: dict[str, Any], row: InboxRow) -> Inbound:
    userid = row.lane
    if not userid:
        return Strange("", "sender without staff id")
    if str(data.get("errorCode") or "") == OVER_QUOTA:
        return Strange(userid, said.QUOTA_GONE)
    group = str(data.get("conversationId") or "") if str(data.get("conversationType")) == "2" else None
    kind = str(data.get("msgtype") or "")
    if kind in SENT_AS_FILES:
        return Strange(userid, words.GROUP_FILES) if group else _file(data, userid, kind)
    if kind not in WORDS:
        return Strange(userid, said.UNREADABLE)
    text = words_of(data).strip()
    pictures = _pictures(data) if kind == "richText" and group is None else []
    if pictures:
        files = [_file({"content": picture}, userid, "picture") for picture in pictures]
        return SentTogether(userid, tuple(file for file in files if isinstance(file, SentFile)), text)
    return Said(userid=userid, text=text, group=group, title=str(data.get("conversationTitle") or ""))


def _pictures(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The pictures inside a rich text."""
    content = data.get("content")
    pieces = content.get("richText") if isinstance(content, dict) else None
    found = pieces if isinstance(pieces, list) else []
    return [piece for piece in found if isinstance(piece, dict) and piece.get("downloadCode")]


def _file(data: dict[str, Any], userid: str, kind: str) -> Inbound:
    content = data.get("content")
    content = content if isinstance(content, dict) else {}
    code = content.get("downloadCode")
    if not isinstance(code, str) or not code:
        return Strange(userid, said.FILE_CUT)
    name = content.get("fileName")
    default = f"{'图片' if kind == 'picture' else '视频'}.{EXTENSIONS.get(kind, 'bin')}"
    return SentFile(
        userid=userid, download_code=code, name=name if isinstance(name, str) and name else default, kind=kind
    )


def _tap(data: dict[str, Any]) -> Inbound:
    userid, card = data.get("userId"), data.get("outTrackId")
    params = tapped_params(data)
    code = params.get("code")
    if not (isinstance(userid, str) and isinstance(card, str) and isinstance(code, str)):
        return Strange("", "tap without user, card or code")
    version = str(params.get("version") or "")
    return Tapped(
        userid=userid,
        card=card,
        code=code,
        version=int(version) if version.isdecimal() and len(version) <= LONGEST_NUMBER else None,
        form=form_values(params.get("form")),
    )


def form_values(form: Any) -> dict[str, str]:
    """What was filled in, as text: selections by their value, switches as true or false."""
    if isinstance(form, str):
        try:
            form = orjson.loads(form)
        except orjson.JSONDecodeError:
            return {}
    if not isinstance(form, dict):
        return {}
    return {str(name): _value(value) for name, value in form.items() if value is not None}


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return _value(value.get("value", ""))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "、".join(_value(one) for one in value) if isinstance(value, list) else str(value)
