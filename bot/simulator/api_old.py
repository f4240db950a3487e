"""The old API: contacts, media, and the session webhook; errors are an errcode inside HTTP 200."""

from typing import Any

from aiohttp import BodyPartReader, web

from bot.simulator.calls import Call
from bot.simulator.files import Blob
from bot.simulator.people import ROOT_DEPARTMENT, Person
from bot.simulator.refused import Json, OldRefused
from bot.simulator.world import World

MEGABYTE = 1 << 20
MEDIA = {
    "image": (20, ("jpg", "jpeg", "gif", "png", "bmp")),
    "voice": (2, ("amr", "mp3", "wav")),
    "video": (20, ("mp4",)),
    "file": (20, ("doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "pdf", "rar")),
}
"""Largest size in megabytes and the endings, for each type of media."""


def get_user(world: World, call: Call) -> Json:
    """Somebody's card in the contacts."""
    person = world.cast.people.get(str(call.body.get("userid", "")))
    if person is None:
        raise OldRefused(33012, "无效的USERID")
    return {"result": _user(world, person)}


def _user(world: World, person: Person) -> Json:
    departments = [number for number, unit in world.cast.departments().items() if unit == person.unit]
    return {
        "userid": person.userid,
        "unionid": person.unionid,
        "name": person.name,
        "dept_id_list": departments or [ROOT_DEPARTMENT],
        "leader_in_dept": [{"dept_id": one, "leader": False} for one in departments or [ROOT_DEPARTMENT]],
        "active": True,
        "admin": False,
        "boss": False,
        "senior": False,
        "title": person.role,
        "role_list": [{"id": 1507, "name": person.role or "职员", "group_name": "默认"}],
    }


def get_by_unionid(world: World, call: Call) -> Json:
    """Whose unionId it is."""
    person = world.cast.by_unionid(str(call.body.get("unionid", "")))
    if person is None:
        raise OldRefused(60121, "找不到该用户")
    return {"result": {"contact_type": 0, "userid": person.userid}}


def list_departments(world: World, call: Call) -> Json:
    """The departments one level below another."""
    try:
        parent = int(call.body.get("dept_id", ROOT_DEPARTMENT))
    except (TypeError, ValueError):
        raise OldRefused(400002, "参数错误") from None
    departments = world.cast.departments()
    if parent != ROOT_DEPARTMENT and parent not in departments:
        raise OldRefused(60003, "部门不存在")
    below = departments.items() if parent == ROOT_DEPARTMENT else ()
    return {"result": [{"dept_id": number, "name": unit, "parent_id": parent} | _FLAGS for number, unit in below]}


_FLAGS = {"create_dept_group": True, "auto_add_user": True}


async def upload_media(world: World, request: web.Request) -> Json:
    """Keep a file of the bot."""
    kind = request.query.get("type", "")
    reader = await request.multipart()
    blob = None
    async for part in reader:
        if isinstance(part, BodyPartReader) and part.name == "media":
            blob = Blob(part.filename or "", bytes(await part.read()))
        elif isinstance(part, BodyPartReader) and part.name == "type":
            kind = (await part.text()) or kind
    if kind not in MEDIA or blob is None:
        raise OldRefused(40035, "不合法的参数：type 和 media 必填")
    most, endings = MEDIA[kind]
    if not 0 < blob.size <= most * MEGABYTE:
        raise OldRefused(40009, "不合法的媒体文件大小")
    if blob.name.rpartition(".")[2].lower() not in endings:
        raise OldRefused(40005, "不合法的媒体文件类型")
    return {"media_id": world.files.uploaded(blob), "created_at": world.clock.ms(), "type": kind}


def by_session(world: World, call: Call) -> Json:
    """Answer in the conversation a message came from; the address itself is the key, for 90 minutes."""
    conversation, until = world.webhooks.get(call.query.get("session", ""), ("", 0))
    if world.clock.ms() >= until:
        raise OldRefused(300001, "session 不存在")
    kind = call.body.get("msgtype")
    content: Any = call.body.get(str(kind))
    if kind == "empty":
        return {}
    if kind not in ("text", "markdown", "link", "actionCard", "feedCard") or not isinstance(content, dict):
        raise OldRefused(400105, "不支持的消息类型")
    if kind == "text":
        world.show(conversation, "text", {"text": _needed(content, "content")})
    elif kind == "markdown":
        world.show(conversation, "markdown", {"title": _needed(content, "title"), "text": _needed(content, "text")})
    else:
        world.show(
            conversation, "link", {"title": content.get("title", ""), "text": content.get("text", ""), "param": content}
        )
    return {}


def _needed(content: Json, name: str) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not value:
        raise OldRefused(400101, f"缺少参数 {name}")
    return value
