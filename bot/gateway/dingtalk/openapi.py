"""DingTalk's OpenAPI on one shared session: every call knows its token, its errors and what they mean for us."""

import json
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.gateway.dingtalk.token import TokenCache
from bot.gateway.protocol import Json, SendLater, SendRefused, Uncertain

TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
TOKEN_CODES = frozenset({"InvalidAuthentication", "40001", "40014", "42001"})
SOON = frozenset({"send.too.fast", "send.byToken.tooFast", "90018", "88", "-1", "system.busy", "system.error"})
LONG = frozenset({"90002", "90020"})
"""Codes that ask for patience: one second for the first kind, half a minute for the second."""


@dataclass(frozen=True)
class Origins:
    """Where the platform lives: scheme://host:port of the new and the old API, and of the token."""

    openapi: str
    token: str
    oapi: str


class OpenApi:
    """Calls by method and path; answers are JSON objects, refusals are raised as what to do about them."""

    def __init__(self, session: aiohttp.ClientSession, origins: Origins, client_id: str, client_secret: str) -> None:
        self.session = session
        self.origins = origins
        self._credentials = {"appKey": client_id, "appSecret": client_secret}
        self.tokens = TokenCache(self._fetch_token, time.monotonic)

    async def _fetch_token(self) -> tuple[str, float]:
        body = await self._send("POST", f"{self.origins.token}/v1.0/oauth2/accessToken", json=self._credentials)
        return str(body["accessToken"]), float(body.get("expireIn", 7200))

    async def call(self, method: str, path: str, body: Json) -> Json:
        """Call the new API; a refused token is renewed and the call made once more."""
        return await self._with_token(
            lambda token: self._send(
                method, self.origins.openapi + path, json=body, headers={"x-acs-dingtalk-access-token": token}
            )
        )

    async def call_old(self, path: str, *, data: Any = None, params: dict[str, str] | None = None) -> Json:
        """Call the old API, whose errors come as `errcode` inside HTTP 200."""
        return await self._with_token(
            lambda token: self._send(
                "POST", self.origins.oapi + path, data=data, params={**(params or {}), "access_token": token}
            )
        )

    async def _with_token(self, send: Any) -> Json:
        token = await self.tokens.get()
        try:
            answer: Json = await send(token)
        except InvalidToken:
            self.tokens.drop(token)
            answer = await send(await self.tokens.get())
        return answer

    async def _send(self, method: str, url: str, **options: Any) -> Json:
        try:
            async with self.session.request(method, url, timeout=TIMEOUT, **options) as response:
                return judged(response.status, await response.read())
        except TimeoutError as problem:
            raise Uncertain("no answer in time") from problem
        except aiohttp.ClientConnectorError as problem:
            raise SendLater("unreachable", 5.0) from problem
        except aiohttp.ClientError as problem:
            raise Uncertain(type(problem).__name__) from problem


class InvalidToken(SendLater):
    """The token was refused; another one may be taken."""


def judged(status: int, raw: bytes) -> Json:
    """The answer as an object, or the refusal it is: the code decides, not the HTTP status."""
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        raise SendLater(f"not JSON (HTTP {status})", 30.0) from None
    if not isinstance(body, dict):
        raise SendLater(f"not an object (HTTP {status})", 30.0)
    code = str(body.get("code") or body.get("sub_code") or body.get("errcode") or "")
    if status < 400 and code in ("", "0", "ok"):
        return body
    if body.get("status") == 1111:
        raise SendLater("ip banned", 300.0)
    if code in TOKEN_CODES:
        raise InvalidToken(code, 1.0)
    if code in LONG or code.endswith(("QpsLimitForApi", "ApiCountLimitForOrg")):
        raise SendLater(code, 30.0)
    if code in SOON or ".Qps" in code or ".Qpm" in code or status >= 500 or status == 429:
        raise SendLater(code or str(status), 1.0)
    raise SendRefused(code or str(status))
