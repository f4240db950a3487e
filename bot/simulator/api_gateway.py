"""Opening a Stream connection, tokens, and to-dos."""

from uuid import uuid4

from bot.simulator.calls import Call
from bot.simulator.refused import Json, Refused
from bot.simulator.world import World

SUBJECT_CHARS = 1024
DESCRIPTION_CHARS = 4096


def open_connection(world: World, call: Call) -> Json:
    """A ticket for one websocket, to whoever knows the secret."""
    body, settings = call.body, world.settings
    if (body.get("clientId"), body.get("clientSecret")) != (settings.client_id, settings.client_secret):
        raise Refused("authFailed", "鉴权失败", 401)
    wanted = body.get("subscriptions")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalidParameter", "subscriptions 必填")
    topics = frozenset(_subscription(one) for one in wanted)
    if "ua" in body and "/" not in str(body["ua"]):
        raise Refused("invalidParameter", "ua invalid")
    return {"endpoint": f"ws{world.url.removeprefix('http')}/connect", "ticket": world.streams.ticket(topics)}


def _subscription(one: object) -> tuple[str, str]:
    kind, topic = (one.get("type"), one.get("topic")) if isinstance(one, dict) else (None, None)
    good = kind in ("EVENT", "CALLBACK") and isinstance(topic, str)
    if not good or (kind == "EVENT" and topic != "*"):
        raise Refused("invalidParameter", f"subscriptions: {one}")
    return str(kind), str(topic)


def access_token(world: World, call: Call) -> Json:
    """The app's token."""
    if (call.body.get("appKey"), call.body.get("appSecret")) != (
        world.settings.client_id,
        world.settings.client_secret,
    ):
        raise Refused("invalidClientIdOrSecret", "无效的clientId或者clientSecret")
    return {"accessToken": world.tokens.give(), "expireIn": world.faults.token_seconds}


def corp_token(world: World, call: Call) -> Json:
    """The app's token for one organisation."""
    if call.body.get("grant_type") != "client_credentials":
        raise Refused("unsupported.grant.type")
    given = (call.path.get("corpId"), call.body.get("client_id"), call.body.get("client_secret"))
    if given != (world.settings.corp_id, world.settings.client_id, world.settings.client_secret):
        raise Refused("invalid.client")
    return {"access_token": world.tokens.give(), "expires_in": world.faults.token_seconds}


def create_todo(world: World, call: Call) -> Json:
    """A to-do; everybody in it is a unionId."""
    body = call.body
    people = [call.path["unionId"], call.query.get("operatorId", call.path["unionId"]), *_people(body)]
    if any(world.cast.by_unionid(one) is None for one in people):
        raise _param_error("unionId 不存在")
    if not body.get("subject") or len(body["subject"]) > SUBJECT_CHARS:
        raise _param_error("subject 必填，最多 1024 字")
    if len(body.get("description") or "") > DESCRIPTION_CHARS:
        raise _param_error("description 最多 4096 字")
    if not body.get("detailUrl"):
        raise _param_error("detailUrl 必填")
    if body.get("sourceId") and any(one.get("sourceId") == body["sourceId"] for one in world.todos.values()):
        raise _param_error("task exist")
    task = {
        "done": False,
        **body,
        "id": f"task{uuid4().hex}",
        "createdTime": world.clock.ms(),
        "requestId": uuid4().hex,
    }
    world.todos[task["id"]] = task
    return task


def update_todo(world: World, call: Call) -> Json:
    """Change a to-do."""
    task = world.todos.get(call.path["taskId"])
    if task is None:
        raise _param_error("任务不存在")
    if any(world.cast.by_unionid(one) is None for one in _people(call.body)):
        raise _param_error("unionId 不存在")
    task |= call.body
    return {"result": True, "requestId": uuid4().hex}


def _people(body: Json) -> list[str]:
    return [*(body.get("executorIds") or ()), *(body.get("participantIds") or ())]


def _param_error(message: str) -> Refused:
    return Refused("todo.taskCreate.paramError", message)
