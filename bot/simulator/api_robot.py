"""Robot calls: private and group messages, recall, files that people sent, DING."""

import json
from typing import Any
from uuid import uuid4

from bot.simulator.calls import Call
from bot.simulator.chats import private_with
from bot.simulator.refused import Json, Refused
from bot.simulator.world import World

MOST_USERS = 20
PARAM_BYTES = 15_000
RECALL_MS = 24 * 3600 * 1000
PARAMS: dict[str, tuple[set[str], set[str]]] = {
    "sampleText": ({"content"}, set()),
    "sampleMarkdown": ({"title", "text"}, set()),
    "sampleImageMsg": ({"photoURL"}, set()),
    "sampleLink": ({"text", "title", "messageUrl"}, {"picUrl"}),
    "sampleActionCard": ({"title", "text", "singleTitle", "singleURL"}, set()),
    "sampleFile": ({"mediaId", "fileName", "fileType"}, set()),
    "sampleAudio": ({"mediaId", "duration"}, set()),
    "sampleActionCard6": ({"title", "text", "buttonTitle1", "buttonUrl1", "buttonTitle2", "buttonUrl2"}, set()),
}
"""What msgParam must hold for each msgKey, and what it may."""
for _count in range(2, 6):
    _numbered = {f"{name}{place}" for name in ("actionTitle", "actionURL") for place in range(1, _count + 1)}
    PARAMS[f"sampleActionCard{_count}"] = ({"title", "text"} | _numbered, set())


def batch_send(world: World, call: Call) -> Json:
    """Say something to people privately; who cannot be reached is listed inside the success."""
    body = call.body
    _robot(world, body)
    userids = body.get("userIds") or []
    if not userids:
        raise Refused("invalidParameter.userIds.empty")
    if len(userids) > MOST_USERS:
        raise Refused("invalidParameter.userIds.overMax")
    kind, shown = message(world, body.get("msgKey"), body.get("msgParam"))
    unknown = [one for one in userids if one not in world.cast.people]
    slowed = [one for one in userids if one in world.faults.flow_controlled and one not in unknown]
    key = _key()
    for userid in userids:
        if userid not in unknown and userid not in slowed:
            world.show(private_with(userid), kind, dict(shown), key=key)
    return {
        "processQueryKey": key,
        "invalidStaffIdList": unknown,
        "flowControlledStaffIdList": slowed,
        "filteredStaffIdList": [],
    }


def group_send(world: World, call: Call) -> Json:
    """Say something in a group."""
    _robot(world, call.body)
    group = _group(world, call.body)
    kind, shown = message(world, call.body.get("msgKey"), call.body.get("msgParam"))
    key = _key()
    world.show(group, kind, shown, key=key)
    return {"processQueryKey": key}


def message(world: World, msg_key: Any, msg_param: Any) -> tuple[str, Json]:
    """The kind and content of a bubble, or the refusal of a wrong msgKey or msgParam."""
    if not msg_key:
        raise Refused("invalidParameter.msgKey.empty")
    if msg_key not in PARAMS:
        raise Refused("invalidParameter.msgKey.invalid")
    if len(str(msg_param or "").encode()) > PARAM_BYTES:
        raise Refused("invalidParameter.msgParam.tooLong")
    param = _param(msg_param)
    must, may = PARAMS[msg_key]
    if not must <= set(param) <= must | may or not all(isinstance(one, str) for one in param.values()):
        raise Refused("invalidParameter.msgParam.invalid", f"{msg_key} 应有 {'、'.join(sorted(must))}")
    if not str(param.get("content", param.get("text", "…"))).strip():
        raise Refused("invalidParameter.msgParam.invalid", "消息是空的")
    return shown(world, msg_key, param)


def _param(text: Any) -> Json:
    try:
        param = json.loads(text)
    except (TypeError, ValueError):
        param = None
    if not isinstance(param, dict):
        raise Refused("invalidParameter.msgParam.invalid", "msgParam 应为 JSON 文本")
    return param


def shown(world: World, msg_key: str, param: Json) -> tuple[str, Json]:
    """The bubble of a sample message."""
    if msg_key == "sampleText":
        return "text", {"text": param["content"]}
    if msg_key == "sampleMarkdown":
        return "markdown", param
    if msg_key in ("sampleFile", "sampleAudio"):
        blob = world.files.media(param["mediaId"])
        if blob is None:
            raise Refused("invalidParameter.msgParam.invalid", "mediaId 不存在")
        name = param.get("fileName", blob.name)
        return "file", {"name": name, "size": blob.size, "url": f"/_sim/media/{param['mediaId']}", "text": ""}
    return "link", {"title": param.get("title", ""), "text": param.get("text", ""), "param": param}


def recall(world: World, call: Call) -> Json:
    """Take messages back, within 24 hours."""
    _robot(world, call.body)
    if "openConversationId" in call.body:
        _group(world, call.body)
    keys = call.body.get("processQueryKeys") or []
    if not 0 < len(keys) <= MOST_USERS:
        raise Refused("miss.param.processQueryKeys" if not keys else "invalidParameter.processQueryKeys.overMax")
    failed = {key: why for key in keys if (why := _recalled(world, key))}
    return {"successResult": [key for key in keys if key not in failed], "failedResult": failed}


def _recalled(world: World, key: str) -> str:
    """Why a message cannot be taken back; empty when it now is."""
    found = world.chats.of_key(key)
    if not found:
        return "消息不存在"
    if world.clock.ms() - found[0].at > RECALL_MS:
        return "已超过 24 小时"
    for one in found:
        one.recalled = True
        world.chats.touch(one)
    return ""


def download(world: World, call: Call) -> Json:
    """A temporary link to a file that was sent to the bot."""
    _robot(world, call.body)
    path = world.files.link(call.body.get("downloadCode") or "")
    if path is None:
        raise Refused("invalidParameter.robotCode.downloadCode", "下载码有误或者已经过期")
    return {"downloadUrl": world.url + path}


def ding(world: World, call: Call) -> Json:
    """Press somebody: a DING inside the client."""
    body = call.body
    _robot(world, body)
    if body.get("remindType") not in (1, 2, 3) or not body.get("content"):
        raise Refused("send.ding.exception", "remindType 和 content 必填")
    receivers = body.get("receiverUserIdList") or []
    if not 0 < len(receivers) <= (200 if body["remindType"] == 1 else 20):
        raise Refused("ding.receivercount.limit")
    failed = {one: "用户不存在" for one in receivers if one not in world.cast.people}
    for userid in receivers:
        if userid not in failed:
            world.show(private_with(userid), "ding", {"text": body["content"]})
    return {"openDingId": uuid4().hex, "failedList": failed}


def _robot(world: World, body: Json) -> None:
    if not body.get("robotCode"):
        raise Refused("invalidParameter.robotCode.empty")
    if body["robotCode"] != world.settings.robot_code:
        raise Refused("invalidParameter.robotCode.notExsit")


def _group(world: World, body: Json) -> str:
    name = body.get("openConversationId") or ""
    if not name:
        raise Refused("miss.openConversationId")
    if name not in world.cast.groups:
        raise Refused("invalid.openConversationId", "无效的openConversationId")
    return str(name)


def _key() -> str:
    return f"{uuid4().hex}="
