"""What happened on the wire: frames and calls in order, what was wrong with acks, and how often each thing was done."""

from collections import Counter, deque
from datetime import datetime
from typing import Any

from bot.simulator.clock import SHANGHAI

Json = dict[str, Any]
KEPT = 5000
SHOWN_CHARS = 4000


class Record:
    """A running log with numbers; old lines fall off its end, counts stay."""

    def __init__(self) -> None:
        self._lines: deque[Json] = deque(maxlen=KEPT)
        self._problems: deque[Json] = deque(maxlen=KEPT)
        self.counts: Counter[str] = Counter()
        self._months: Counter[tuple[str, str]] = Counter()
        self.last = 0

    def line(self, way: str, what: str, at: int, **more: Any) -> None:
        """Note a frame (`in`, `out`), a call (`call`) or a change of a connection (`link`)."""
        self.last += 1
        if isinstance(body := more.get("body"), str) and len(body) > SHOWN_CHARS:
            more["body"] = f"{body[:SHOWN_CHARS]}…（共 {len(body)} 字）"
        self._lines.append({"seq": self.last, "way": way, "what": what, "at": at, **more})

    def problem(self, kind: str, at: int, **more: Any) -> None:
        """Note something the bot did wrong: late, doubled, missing, wrong_connection, unknown, malformed acks."""
        self.counts[f"problem {kind}"] += 1
        self._problems.append({"kind": kind, "at": at, **more})

    def count(self, what: str, by: int = 1) -> None:
        """Count one more of these."""
        self.counts[what] += by

    def quota(self, what: str, at: int) -> None:
        """Count something the platform sells by the month: `pushes` or `calls`."""
        self._months[(at_month(at), what)] += 1

    def month(self, at: int) -> dict[str, int]:
        """What the month of this moment has used of its quotas."""
        return {what: self._months[(at_month(at), what)] for what in ("pushes", "calls")}

    def since(self, seq: int) -> list[Json]:
        """The lines after a number."""
        return [line for line in self._lines if line["seq"] > seq]

    def problems(self) -> list[Json]:
        """What was wrong, oldest first."""
        return list(self._problems)


def at_month(at: int) -> str:
    """The month, in Shanghai, of a moment in milliseconds."""
    return f"{datetime.fromtimestamp(at / 1000, SHANGHAI):%Y-%m}"
