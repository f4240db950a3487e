"""What the platform answers when it refuses: the new API by HTTP status and code, the old one inside a 200."""

from typing import Any
from uuid import uuid4

Json = dict[str, Any]


class Refused(Exception):
    """A refusal of the new API."""

    def __init__(self, code: str, message: str = "", status: int = 400, **more: Any) -> None:
        self.code = code
        self.status = status
        self.message = message or code
        self.more = more
        super().__init__(f"{code} {self.message}")

    def body(self) -> Json:
        """The JSON body of the answer."""
        return {"code": self.code, "requestid": str(uuid4()).upper(), "message": self.message, **self.more}


class OldRefused(Exception):
    """A refusal of the old API, which is HTTP 200 all the same."""

    def __init__(self, errcode: int, errmsg: str, **more: Any) -> None:
        self.errcode = errcode
        self.errmsg = errmsg
        self.more = more
        super().__init__(f"{errcode} {errmsg}")

    def body(self) -> Json:
        """The JSON body of the answer."""
        return {"errcode": self.errcode, "errmsg": self.errmsg, **self.more, "request_id": uuid4().hex}


class NoSuch(Exception):
    """A script or the page asked for something that is not there, or that nobody can do in a real client."""


class BadToken(Exception):
    """The access token is not valid (any more)."""


def invalid_token() -> Refused:
    """How the new API says that a token is not valid: HTTP 400, not 401."""
    return Refused("InvalidAuthentication", "不合法的access_token")
