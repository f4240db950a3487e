"""What the page and scripts ask of the simulator: talk, tap, send, look, move the clock, turn faults (`/_sim/…`)."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from aiohttp import BodyPartReader, web

from bot.simulator.chats import PRIVATE
from bot.simulator.clock import SHANGHAI
from bot.simulator.faults import KINDS
from bot.simulator.files import Blob
from bot.simulator.people import Group
from bot.simulator.pushes import Push
from bot.simulator.refused import Json, NoSuch
from bot.simulator.views import card_json, message_json, seen_by
from bot.simulator.world import World

LONGEST_WAIT = 30.0
FOLLOWER_SECONDS = 0.03
"""What a follower needs to take in the answer to its question."""
LARGEST_ZEROS = 200 << 20
Handle = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    """The handlers of `/_sim/…`; a wrong request is HTTP 400 with one sentence."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        """Every path of it."""
        posts = {
            "clock": self._move_clock,
            "say": self._say,
            "tap": self._tap,
            "file": self._file,
            "groups": self._add_group,
            "faults": self._set_faults,
            "push": self._push,
            "event": self._event,
            "redeliver": self._redeliver,
        }
        gets = {
            "now": self._now,
            "people": self._people,
            "messages": self._messages,
            "card": self._card,
            "group": self._group,
            "wait": self._wait,
            "frames": self._frames,
            "acks": self._acks,
            "state": self._state,
            "faults": self._faults,
        }
        made = [web.post(f"/_sim/{name}", _answered(work)) for name, work in posts.items()]
        return [
            *made,
            *(web.get(f"/_sim/{name}", _answered(work)) for name, work in gets.items()),
            web.get("/_sim/media/{media}", self._media),
            web.get("/temp/{name}.file", self._temporary),
        ]

    # the clock

    async def _now(self, request: web.Request) -> Json:
        if "watching" not in request.query:
            self._world.clock.asked()
        return self._time()

    def _time(self) -> Json:
        clock = self._world.clock
        now = clock.now()
        return {
            "now": now.isoformat(),
            "ms": clock.ms(),
            "local": now.astimezone(SHANGHAI).isoformat(),
            "rate": clock.rate,
        }

    async def _move_clock(self, request: web.Request) -> Json:
        """Move the clock; with `followed`, answer once a follower has seen it, or after so many seconds."""
        body = await _body(request)
        clock = self._world.clock
        if "advance" in body:
            clock.advance(_number(body["advance"], "advance"))
        if "set" in body:
            clock.set(_moment(str(body["set"])))
        if "rate" in body:
            clock.run_at(max(0.0, _number(body["rate"], "rate")))
        if body.get("followed"):
            await self._world.clock.followed(min(_number(body["followed"], "followed"), LONGEST_WAIT))
            await asyncio.sleep(FOLLOWER_SECONDS)
        return self._time()

    # what people do

    async def _say(self, request: web.Request) -> Json:
        body = await _body(request)
        message = self._world.say(
            _text(body, "person"),
            _text(body, "text", may_be_empty=True),
            str(body.get("conversation") or PRIVATE),
            at_bot=bool(body.get("at_bot", True)),
            external=bool(body.get("external", False)),
        )
        return {"seq": message.seq, "id": message.id, "changed": message.changed}

    async def _tap(self, request: web.Request) -> Json:
        """Tap a card, a link in a markdown message, or (`params`) something no card offers."""
        body = await _body(request)
        person, card = _text(body, "person"), str(body.get("outTrackId") or "")
        if "message" in body:
            return self._tap_link(person, str(body["message"]), str(body.get("label") or ""))
        if "params" in body:
            self._world.forge(person, card, dict(body["params"]))
            return {"params": body["params"], "changed": self._world.chats.last}
        code, label = str(body.get("code") or ""), str(body.get("label") or "")
        form = body.get("form")
        if form is not None and not isinstance(form, dict):
            raise NoSuch("form 应为对象。")
        tap = self._world.tap(person, card, code=code, label=label, form=form)
        return {"code": tap.code, "label": tap.label, "changed": self._world.chats.last}

    def _tap_link(self, userid: str, message_id: str, label: str) -> Json:
        message = self._world.chats.get(message_id)
        if message is None or message.recalled or not self._world.sees(userid, message):
            raise NoSuch(f"没有这条消息：{message_id}。")
        link = next((one for one in message.links() if one["label"] == label), None)
        if link is None:
            raise NoSuch(f"这条消息里没有链接“{label}”。")
        where = PRIVATE if message.conversation.startswith(f"{PRIVATE}:") else message.conversation
        said = self._world.say(userid, str(link["text"]), where)
        return {"seq": said.seq, "id": said.id, "changed": said.changed, "text": link["text"]}

    async def _file(self, request: web.Request) -> Json:
        """A file as multipart (person, file, kind), or as JSON (person, name, size): that many zeros."""
        fields, blob = await _upload(request)
        message = self._world.send_file(
            fields.get("person", ""),
            blob,
            fields.get("kind") or "file",
            fields.get("conversation") or PRIVATE,
            fields.get("words", ""),
        )
        return {"seq": message.seq, "id": message.id, "changed": message.changed}

    async def _add_group(self, request: web.Request) -> Json:
        body = await _body(request)
        members = tuple(self._world.person(str(one)).userid for one in body.get("members", ()))
        group = Group(str(body.get("id") or f"cid{uuid4().hex}=="), _text(body, "title"), members)
        self._world.cast.add_group(group)
        return {"id": group.id, "title": group.title}

    # what can be seen

    async def _people(self, request: web.Request) -> Json:
        cast = self._world.cast
        people = [
            {"userid": one.userid, "name": one.name, "unit": one.unit, "role": one.role} for one in cast.people.values()
        ]
        groups = [
            {"id": one.id, "title": one.title, "members": list(cast.members(one))} for one in cast.groups.values()
        ]
        return {"people": people, "groups": groups, "bot": self._world.settings.robot_name}

    async def _messages(self, request: web.Request) -> Json:
        person = self._world.person(request.query.get("person", ""))
        found = seen_by(self._world, person, request.query.get("conversation", ""), _after(request))
        return {"messages": found, "last": self._world.chats.last}

    async def _card(self, request: web.Request) -> Json:
        person = self._world.person(request.query.get("person", ""))
        card_id = request.query.get("outTrackId", "")
        if not any(self._world.sees(person.userid, one) for one in self._world.chats.of_card(card_id)):
            raise NoSuch(f"{person.name}没有这张卡片：{card_id}。")
        return card_json(self._world, card_id, person.userid)

    async def _group(self, request: web.Request) -> Json:
        group = self._world.cast.groups.get(request.query.get("id", ""))
        if group is None:
            raise NoSuch("没有这个群。")
        found = [message_json(self._world, one, "") for one in self._world.chats.in_conversation(group.id)]
        members = list(self._world.cast.members(group))
        return {"id": group.id, "title": group.title, "members": members, "messages": found}

    async def _wait(self, request: web.Request) -> Json:
        """Answer once something changed; with `person`, what that person now sees differently."""
        world, after = self._world, _after(request)
        seconds = min(_number(request.query.get("seconds", "20"), "seconds"), LONGEST_WAIT)
        await world.chats.wait(after, seconds)
        made: Json = {"last": world.chats.last, "newest": world.chats.newest(), "frames": world.record.last}
        if userid := request.query.get("person"):
            made["messages"] = seen_by(world, world.person(userid), request.query.get("conversation", ""), after)
        return made

    async def _frames(self, request: web.Request) -> Json:
        since = int(_number(request.query.get("since", "0"), "since"))
        return {"frames": self._world.record.since(since), "last": self._world.record.last}

    async def _acks(self, request: web.Request) -> Json:
        return {"problems": self._world.record.problems(), "unacked": len(self._world.streams.ledger.unacked)}

    async def _state(self, request: web.Request) -> Json:
        world = self._world
        return {
            "counts": dict(world.record.counts),
            "connections": [
                {
                    "id": one.id,
                    "topics": sorted(topic for _, topic in one.topics),
                    "muted": one.muted,
                    "leaving": one.leaving,
                }
                for one in world.streams.connections
            ],
            "unacked": len(world.streams.ledger.unacked),
            "month": world.record.month(world.clock.ms()),
            "cards": len(world.cards),
            "messages": world.chats.count,
            "todos": list(world.todos.values()),
            "changed": world.chats.last,
        }

    # what goes wrong

    async def _faults(self, request: web.Request) -> Json:
        return {
            "faults": self._world.faults.told(),
            "answers": KINDS,
            "does": [*self._world.trouble.names, "end_token"],
        }

    async def _set_faults(self, request: web.Request) -> Json:
        """Turn switches, and make things happen at once with {"do": name}; {"reset": true} turns all back."""
        body = await _body(request)
        if body.pop("reset", False):
            self._world.faults.reset(self._world.settings.qps)
        do = body.pop("do", None)
        self._world.faults.set(**body)
        if do == "end_token":
            self._world.tokens.end()
        elif do is not None:
            await self._world.trouble.make(str(do))
        return self._world.faults.told()

    async def _push(self, request: web.Request) -> Json:
        """Push any frame: type, topic, data (object or text), headers."""
        body = await _body(request)
        data = body.get("data", {})
        raw = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
        headers = {str(name): str(value) for name, value in dict(body.get("headers", {})).items()}
        self._world.streams.push(Push(str(body.get("type", "CALLBACK")), _text(body, "topic"), raw, headers=headers))
        return {}

    async def _event(self, request: web.Request) -> Json:
        body = await _body(request)
        self._world.happened(_text(body, "event"), dict(body.get("data", {})))
        return {}

    async def _redeliver(self, request: web.Request) -> Json:
        self._world.redeliver(_text(await _body(request), "id"))
        return {}

    # files

    async def _temporary(self, request: web.Request) -> web.StreamResponse:
        blob = self._world.files.behind(request.match_info["name"])
        if blob is None:
            return web.Response(status=403, text="<Error><Code>AccessDenied</Code></Error>")
        return await blob.respond(request, f"{request.match_info['name']}.file")

    async def _media(self, request: web.Request) -> web.StreamResponse:
        blob = self._world.files.media(request.match_info["media"])
        return web.Response(status=404) if blob is None else await blob.respond(request, "download")


def _answered(work: Callable[[web.Request], Awaitable[Json]]) -> Handle:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await work(request))
        except (NoSuch, TypeError, ValueError) as problem:
            return web.json_response({"error": str(problem)}, status=400)

    return answer


async def _body(request: web.Request) -> Json:
    body = await request.json()
    if not isinstance(body, dict):
        raise NoSuch("请求体应为 JSON 对象。")
    return body


async def _upload(request: web.Request) -> tuple[dict[str, str], Blob]:
    if not request.content_type.startswith("multipart/"):
        body = await _body(request)
        size = int(_number(body.get("size", 0), "size"))
        if not 0 <= size <= LARGEST_ZEROS:
            raise NoSuch("size 太大。")
        return {name: str(value) for name, value in body.items()}, Blob(_text(body, "name"), zeros=size)
    fields: dict[str, str] = {}
    blob = None
    async for part in await request.multipart():
        if isinstance(part, BodyPartReader) and part.name == "file":
            blob = Blob(part.filename or "file", bytes(await part.read()))
        elif isinstance(part, BodyPartReader) and part.name:
            fields[part.name] = await part.text()
    if blob is None:
        raise NoSuch("没有文件。")
    return fields, Blob(fields.get("name") or blob.name, blob.data)


def _text(body: Json, name: str, *, may_be_empty: bool = False) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not (value or may_be_empty):
        raise NoSuch(f"缺少 {name}。")
    return value


def _after(request: web.Request) -> int:
    return int(_number(request.query.get("after", "0"), "after"))


def _number(value: Any, name: str) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise NoSuch(f"{name} 应为数字。") from None


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise NoSuch(f"看不懂这个时间：{text}。") from None
