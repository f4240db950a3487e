"""Access tokens: the same one while it is valid, prolonged by asking, and ended when a fault says so."""

from uuid import uuid4

from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults
from bot.simulator.refused import BadToken


class Tokens:
    """The one token of the app, by the simulator's clock."""

    def __init__(self, clock: SimulatedClock, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._token = ""
        self._until = 0.0

    def give(self) -> str:
        """The token, prolonged, or a new one."""
        now = self._clock.now().timestamp()
        if not self._token or now >= self._until:
            self._token = uuid4().hex
        self._until = now + self._faults.token_seconds
        return self._token

    def check(self, token: str) -> None:
        """Refuse a token that is not this one or has ended."""
        if not token or token != self._token or self._clock.now().timestamp() >= self._until:
            raise BadToken

    def end(self) -> None:
        """Take the token back before its time."""
        self._token = ""
