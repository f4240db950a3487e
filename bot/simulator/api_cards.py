"""Card calls: create, deliver, both at once, update."""

from uuid import uuid4

from bot.simulator.calls import Call
from bot.simulator.cards import Card
from bot.simulator.chats import private_with
from bot.simulator.refused import Json, Refused
from bot.simulator.world import World

PREFIX = "dtv1.card//"
DELIVER = {"IM_GROUP": "imGroupOpenDeliverModel", "IM_ROBOT": "imRobotOpenDeliverModel"}


def create(world: World, call: Call) -> Json:
    """Keep a card without showing it to anybody."""
    _check_id_type(call.body)
    return {"success": True, "result": world.cards.create(call.body).out_track_id}


def deliver(world: World, call: Call) -> Json:
    """Show a card that exists."""
    card = world.cards.existing(call.body.get("outTrackId") or "")
    spaces = _spaces(call.body, card)
    return {"success": True, "result": [_delivered(world, card, call.body, *space) for space in spaces]}


def create_and_deliver(world: World, call: Call) -> Json:
    """Keep a card and show it."""
    _check_id_type(call.body)
    card = world.cards.create(call.body)
    try:
        spaces = _spaces(call.body, card)
    except Refused:
        world.cards.forget(card)
        raise
    results = [_delivered(world, card, call.body, *space) for space in spaces]
    return {"success": True, "result": {"outTrackId": card.out_track_id, "deliverResults": results}}


def update(world: World, call: Call) -> Json:
    """Change a card wherever it hangs."""
    card = world.cards.existing(call.body.get("outTrackId") or "")
    _check_id_type(call.body)
    world.cards.update(card, call.body)
    for message in world.chats.of_card(card.out_track_id):
        world.chats.touch(message)
    return {"success": True, "result": True}


def _check_id_type(body: Json) -> None:
    if (body.get("userIdType") or 1) not in (1, 2):
        raise Refused("param.invalid", "userIdType 应为 1 或 2")


def _spaces(body: Json, card: Card) -> list[tuple[str, str]]:
    """The places of an openSpaceId, each with the model its kind needs."""
    named = body.get("openSpaceId") or ""
    if not named:
        raise Refused("param.openSpaceIdEmpty")
    if not named.startswith(PREFIX):
        raise Refused("param.openSpaceIdInvalid")
    spaces = [tuple(one.split(".", 1)) for one in named.removeprefix(PREFIX).split(";")]
    for space in spaces:
        if len(space) != 2 or not space[1]:
            raise Refused("param.openSpaceIdInvalid")
        _check_model(body, card, space[0])
    return [(space[0], space[1]) for space in spaces]


def _check_model(body: Json, card: Card, kind: str) -> None:
    if kind not in DELIVER:
        raise Refused("param.openSpaceIdInvalid", f"模拟器不支持场域 {kind}")
    model: Json = body.get(DELIVER[kind]) or {}
    if not model or kind not in card.spaces or (kind == "IM_ROBOT" and model.get("spaceType") != "IM_ROBOT"):
        raise Refused("param.spaceDeliverModelEmpty", "param.spaceDeliverModelError")
    if kind == "IM_GROUP" and not model.get("robotCode"):
        raise Refused("param.openDeliverModelError", "imGroupOpenDeliverModel.robotCode 必填")


def _delivered(world: World, card: Card, body: Json, kind: str, address: str) -> Json:
    """Hang the card up in one place; whether that worked is told inside the success."""
    model = body[DELIVER[kind]]
    made = {"spaceType": kind, "spaceId": address, "success": False, "carrierId": "", "errorMsg": ""}
    if model.get("robotCode") not in (None, world.settings.robot_code):
        return made | {"errorMsg": "robotCode invalid"}
    if kind == "IM_ROBOT":
        person = world.cast.addressed(address, body.get("userIdType") or 1)
        if person is None or person.userid in world.faults.undeliverable:
            return made | {"errorMsg": "spaceId invalid"}
        where, only = private_with(person.userid), ()
    else:
        if address not in world.cast.groups or address in world.faults.undeliverable:
            return made | {"errorMsg": "spaceId invalid"}
        where, only = address, tuple(model.get("recipients") or ())
    key = f"{uuid4().hex}="
    world.show(where, "card", {"outTrackId": card.out_track_id}, key=key, only=only)
    return made | {"success": True, "carrierId": key}
