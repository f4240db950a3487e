"""Links to files: signed, for one person, one paper and one file, good for ten minutes."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import BotError
from bot.words import web as said

GOOD_FOR = timedelta(minutes=10)
PATH = "/files/"
LONGEST = 1000


class BadLink(BotError):
    """A link that was never made here, or was changed on its way."""


class OldLink(BotError):
    """A link whose ten minutes are over."""


@dataclass(frozen=True)
class Ticket:
    """What a link stands for: who may open it, and which file of which paper."""

    person: str
    paper: str
    sha256: str


class Links:
    """Makes and reads links; the key comes from the application's secret, so that every replica knows it."""

    def __init__(self, secret: str, public_url: str) -> None:
        self._key = hmac.digest(secret.encode(), b"kaohe links to files", hashlib.sha256)
        self._base = public_url.rstrip("/") + PATH

    def to(self, person: str, paper: str, sha256: str, now: datetime) -> str:
        """A link for this person to this file of this paper."""
        until = int((now + GOOD_FOR).timestamp())
        body = json.dumps([person, paper, sha256, until], ensure_ascii=False).encode()
        return f"{self._base}{_text(body)}.{_text(self._sign(body))}"

    def read(self, token: str, now: datetime) -> Ticket:
        """What the end of a link stands for; BadLink or OldLink when it stands for nothing any more."""
        body = self._genuine(token)
        person, paper, sha256, until = json.loads(body)
        if now.timestamp() > until:
            raise OldLink(said.TOO_LATE)
        return Ticket(person, paper, sha256)

    def _genuine(self, token: str) -> bytes:
        body, _, sign = token.partition(".")
        try:
            raw, given = _bytes(body), _bytes(sign)
        except (binascii.Error, ValueError):
            raise BadLink(said.NOT_OURS) from None
        if len(token) > LONGEST or not hmac.compare_digest(given, self._sign(raw)):
            raise BadLink(said.NOT_OURS)
        return raw

    def _sign(self, body: bytes) -> bytes:
        return hmac.digest(self._key, body, hashlib.sha256)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
