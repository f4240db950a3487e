"""How every call is taken in: token, rate, faults, fields, then what it does; and how it is answered and recorded."""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.simulator import fields
from bot.simulator.faults import Answer
from bot.simulator.refused import BadToken, Json, OldRefused, Refused, invalid_token
from bot.simulator.world import World

HEADER = "x-acs-dingtalk-access-token"
FREE = ("/v1.0/gateway/", "/v1.0/oauth2/", "/topapi/", "/robot/sendBySession")
"""Calls that the month's quota does not count."""
BANNED: Json = {"status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": "simulator"}


@dataclass(frozen=True)
class Call:
    """One call: its body, what stood in its path and its query."""

    body: Json
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


Handler = Callable[[World, Call], Json]
Taken = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Calls:
    """The doors of the new and the old API."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._recent: defaultdict[str, deque[float]] = defaultdict(deque)
        self.stopping = asyncio.Event()

    def new(self, endpoint: str, handler: Handler, *, token: bool = True) -> Taken:
        """A call of the new API: refusals are HTTP 4xx and 5xx."""

        async def work(request: web.Request) -> Json:
            if token:
                try:
                    self._world.tokens.check(request.headers.get(HEADER, ""))
                except BadToken:
                    raise invalid_token() from None
            self._limit(endpoint)
            body = await _json(request)
            if endpoint in fields.models():
                fields.check(endpoint, body)
            return handler(self._world, Call(body, dict(request.match_info), dict(request.query)))

        return self._taken(work, _new_fault)

    def old(self, handler: Handler, *, token: bool = True) -> Taken:
        """A call of the old API: always HTTP 200, the errcode tells."""

        async def work(request: web.Request) -> Json:
            if token:
                self._check_old_token(request)
            self._limit(request.path, old=True)
            body = {} if request.content_type.startswith("multipart/") else await _json(request)
            call = Call(body, dict(request.match_info), dict(request.query))
            return {"errcode": 0, "errmsg": "ok", **handler(self._world, call)}

        return self._taken(work, _old_fault)

    def upload(self, handler: Callable[[World, web.Request], Awaitable[Json]]) -> Taken:
        """A call of the old API that carries a file."""

        async def work(request: web.Request) -> Json:
            self._check_old_token(request)
            self._limit(request.path, old=True)
            return {"errcode": 0, "errmsg": "ok", **await handler(self._world, request)}

        return self._taken(work, _old_fault)

    def _check_old_token(self, request: web.Request) -> None:
        try:
            self._world.tokens.check(request.query.get("access_token", ""))
        except BadToken:
            raise OldRefused(40014, "不合法的access_token") from None

    def _limit(self, endpoint: str, *, old: bool = False) -> None:
        """At most so many calls of one API in a second."""
        recent, now = self._recent[endpoint], time.monotonic()
        while recent and recent[0] <= now - 1:
            recent.popleft()
        if 0 < self._world.faults.qps <= len(recent):
            raise _old_fault("qps") if old else _new_fault("qps")
        recent.append(now)

    def _taken(self, work: Callable[[web.Request], Awaitable[Json]], fault: Callable[[str], Exception]) -> Taken:
        async def take(request: web.Request) -> web.StreamResponse:
            answer = self._world.faults.take(request.path)
            if answer and (early := await self._early(answer)):
                return self._told(request, early)
            try:
                if answer and answer.kind not in ("slow", "lost", "undelivered"):
                    raise fault(answer.kind)
                given = web.json_response(_undelivered(await work(request), answer))
            except Refused as refusal:
                given = web.json_response(refusal.body(), status=refusal.status)
            except OldRefused as refusal:
                given = web.json_response(refusal.body())
            if answer and answer.kind == "lost" and request.transport is not None:
                request.transport.abort()
            return self._told(request, given)

        return take

    async def _early(self, answer: Answer) -> web.Response | None:
        """The faults that need no call at all: no answer, a late one, a banned address, nonsense."""
        if answer.kind in ("hang", "slow"):
            seconds = None if answer.kind == "hang" and answer.seconds <= 1 else answer.seconds
            try:
                await asyncio.wait_for(self.stopping.wait(), seconds)
            except TimeoutError:
                return None if answer.kind == "slow" else web.Response(status=504)
            return web.Response(status=504)
        if answer.kind == "banned":
            return web.json_response(BANNED)
        return web.Response(text="<html>busy</html>", status=502) if answer.kind == "not_json" else None

    def _told(self, request: web.Request, response: web.Response) -> web.Response:
        world = self._world
        code = ""
        if response.content_type == "application/json" and response.text:
            told = json.loads(response.text)
            code = str(told.get("code") or told.get("errcode") or "")
        world.record.count(f"call {request.method} {request.path}" if "/users/" not in request.path else "call todo")
        if code:
            world.record.count(f"refused {code}")
        if not request.path.startswith(FREE):
            world.record.quota("calls", world.clock.ms())
        world.record.line(
            "call",
            f"{request.method} {request.path}",
            world.clock.ms(),
            status=response.status,
            body=response.text or "",
        )
        return response


async def _json(request: web.Request) -> Json:
    raw = await request.read()
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        form = await request.post()
        body = {name: str(value) for name, value in form.items()}
    if not isinstance(body, dict):
        raise Refused("invalidParameter", "请求体应为 JSON 对象")
    return body


def _undelivered(answer: Json, fault: Answer | None) -> Json:
    """A card's answer that says, inside a success, that it did not arrive."""
    if fault and fault.kind == "undelivered":
        result: Any = answer.get("result")
        found = result.get("deliverResults", []) if isinstance(result, dict) else result
        for one in found if isinstance(found, list) else ():
            one |= {"success": False, "errorMsg": "system error", "carrierId": ""}
    return answer


def _new_fault(kind: str) -> Refused:
    forbidden = "Forbidden.AccessDenied."
    made = {
        "unauthorized": Refused("authFailed", "鉴权失败", 401),
        "unavailable": Refused("ServiceUnavailable", "service unavailable", 503),
        "busy": Refused("system.busy", "系统繁忙", 500),
        "qps": Refused(f"{forbidden}QpsLimitForAppkeyAndApi", "qps limited", 403),
        "too_fast": Refused("send.too.fast", "发送太快"),
        "month": Refused(f"{forbidden}ApiCountLimitForOrg", "本月调用次数已用完", 403),
        "no_permission": Refused(
            f"{forbidden}AccessTokenPermissionDenied",
            "应用尚未开通所需的权限",
            403,
            accessdenieddetail={"requiredScopes": ["qyapi_robot_sendmsg"]},
        ),
    }
    return made.get(kind) or invalid_token()


def _old_fault(kind: str) -> OldRefused:
    made = {
        "qps": OldRefused(
            88, "", sub_code="90018", sub_msg="您的服务器调用钉钉开放平台单个接口的频率过高，请求被暂时禁止调用了"
        ),
        "too_fast": OldRefused(88, "", sub_code="90002", sub_msg="当前所有钉钉应用调用该接口次数过多"),
        "month": OldRefused(90020, "本月调用次数已用完"),
        "no_permission": OldRefused(60011, "没有调用该接口的权限"),
        "invalid_token": OldRefused(40014, "不合法的access_token"),
        "unauthorized": OldRefused(40089, "不合法的corpid或corpsecret"),
    }
    return made.get(kind) or OldRefused(-1, "系统繁忙")
