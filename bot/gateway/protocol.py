"""The seam: everything the service may ask of a chat platform, and nothing it may not."""

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class Receipt:
    """The platform's word that a message was taken."""

    token: str = ""


class SendProblem(Exception):
    """Something could not be said; the kinds below tell what to do about it."""


class SendLater(SendProblem):
    """Nothing was delivered; try again after so many seconds."""

    def __init__(self, code: str, seconds: float = 1.0) -> None:
        self.code, self.seconds = code, seconds
        super().__init__(code)


class Uncertain(SendProblem):
    """No answer came: it may have been delivered or not."""


class SendRefused(SendProblem):
    """The platform will never take this; trying again is of no use."""


class NotDelivered(SendLater):
    """The platform took it, but it did not reach this recipient; a card must be delivered anew, not created."""


class TooLarge(SendRefused):
    """More bytes than may be taken."""


class Gateway(Protocol):
    """Says things to people. `to` is `user:USERID` or `group:CONVERSATION`. Problems are raised as `SendProblem`."""

    async def say(self, to: str, text: str) -> Receipt: ...

    async def show_markdown(self, to: str, title: str, text: str) -> Receipt: ...

    async def show_card(
        self, to: str, card: str, params: dict[str, str], summary: str, *, anew: bool = False
    ) -> Receipt:
        """Create and deliver a card under its own id; `anew` when it is known that it was not delivered before."""
        ...

    async def update_card(self, card: str, params: dict[str, str]) -> Receipt: ...

    async def send_file(self, to: str, data: bytes, name: str) -> Receipt: ...

    async def download(self, code: str, limit: int) -> bytes: ...


Json = dict[str, Any]
