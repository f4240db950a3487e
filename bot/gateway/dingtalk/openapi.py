"""DingTalk's OpenAPI on one shared session: every call knows its token, its errors and what they mean for us."""

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog

from bot.gateway.dingtalk.token import TokenCache
from bot.gateway.protocol import Json, SendLater, SendRefused, Uncertain

log = structlog.get_logger(__name__)
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5)
UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=60, connect=5)
TOKEN_CODES = frozenset({"InvalidAuthentication", "40001", "40014", "42001"})
SOON = frozenset({"send.too.fast", "send.byToken.tooFast", "90018", "88", "15", "-1", "system.busy", "system.error"})
LONG = frozenset({"90002", "90020", "60011", "60020"})
LONG_ENDS = ("QpsLimitForApi", "ApiCountLimitForOrg", "AccessTokenPermissionDenied", "IpNotInWhiteList")
"""Codes that ask for patience: a second for the first kind; else half a minute, or until the operator acts."""

BANNED = 1111
UNKNOWN = "unknown.send.result"
NO_ANSWER = frozenset({502, 504})


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
        """A new token. Nothing was said yet, so whatever goes wrong here means: later."""
        try:
            body = await self._send("POST", f"{self.origins.token}/v1.0/oauth2/accessToken", json=self._credentials)
            return str(body["accessToken"]), float(body.get("expireIn", 7200))
        except SendLater:
            raise
        except (Uncertain, SendRefused, KeyError, ValueError, TypeError) as problem:
            log.warning("token.refused", error=str(problem))
            raise SendLater(f"token: {problem}", 15.0) from problem

    async def call(self, method: str, path: str, body: Json) -> Json:
        """Call the new API; a refused token is renewed and the call made once more."""
        return await self._with_token(
            lambda token: self._send(
                method, self.origins.openapi + path, json=body, headers={"x-acs-dingtalk-access-token": token}
            )
        )

    async def upload(self, path: str, form: Callable[[], aiohttp.FormData], params: dict[str, str]) -> Json:
        """Send a form to the old API, whose errors come as `errcode` in HTTP 200; nobody sees it yet."""
        try:
            return await self._with_token(
                lambda token: self._send(
                    "POST",
                    self.origins.oapi + path,
                    data=form(),
                    params={**params, "access_token": token},
                    limits=UPLOAD_TIMEOUT,
                )
            )
        except Uncertain as problem:
            raise SendLater(f"upload: {problem}", 5.0) from problem

    async def _with_token(self, send: Callable[[str], Awaitable[Json]]) -> Json:
        token = await self.tokens.get()
        try:
            return await send(token)
        except InvalidToken:
            self.tokens.drop(token)
            return await send(await self.tokens.get())

    async def _send(self, method: str, url: str, *, limits: aiohttp.ClientTimeout = TIMEOUT, **options: Any) -> Json:
        try:
            async with self.session.request(method, url, timeout=limits, allow_redirects=False, **options) as response:
                return judged(response.status, await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as problem:
            raise SendLater("unreachable", 5.0) from problem
        except TimeoutError as problem:
            raise Uncertain("no answer in time") from problem
        except aiohttp.ClientError as problem:
            raise Uncertain(type(problem).__name__) from problem


class InvalidToken(SendLater):
    """The token was refused; another one may be taken."""


def judged(status: int, raw: bytes) -> Json:
    """The answer as an object, or the refusal it is: the code decides, not the HTTP status."""
    if status in NO_ANSWER:
        raise Uncertain(f"HTTP {status}")
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        raise SendLater(f"not JSON (HTTP {status})", 30.0) from None
    if not isinstance(body, dict):
        raise SendLater(f"not an object (HTTP {status})", 30.0)
    if body.get("status") == BANNED:
        raise SendLater("ip banned", 300.0)
    code = str(body.get("code") or body.get("sub_code") or body.get("errcode") or "")
    if status < 300 and code in ("", "0", "ok"):
        return body
    if code in TOKEN_CODES:
        raise InvalidToken(code, 1.0)
    if code == UNKNOWN:
        raise Uncertain(code)
    if code in LONG or code.endswith(LONG_ENDS):
        raise SendLater(code, 30.0)
    if code in SOON or ".Qps" in code or ".Qpm" in code or status >= 500 or status == 429:
        raise SendLater(code or str(status), 1.0)
    raise SendRefused(code or str(status))
