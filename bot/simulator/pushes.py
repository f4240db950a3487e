"""What was pushed and whether it was acked: in time, once, on the connection it went to; else it is pushed again."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.clock import SimulatedClock
from bot.simulator.faults import Faults
from bot.simulator.frames import CARD
from bot.simulator.record import Record

Json = dict[str, Any]
KEPT = 50_000
"""How many deliveries are remembered, so that a late or doubled ack is known for one."""
EVENT_PAUSES = (10.0, 30.0)
"""Seconds after which a failed event comes again; there is no third time."""


@dataclass
class Push:
    """One thing the bot is to hear, however often it has to be sent."""

    kind: str
    topic: str
    data: str
    headers: dict[str, str] = field(default_factory=dict)
    on_answer: Callable[[Json], None] | None = None
    sent: int = 0
    acked: bool = False
    due: float = 0.0

    @property
    def system(self) -> bool:
        """Whether it is a ping or a disconnect, which nobody repeats."""
        return self.kind == "SYSTEM"


@dataclass
class Delivery:
    """One time it was sent: when, to which connection, and when the ack came."""

    push: Push
    connection: str
    at: float
    deadline: float
    acked_at: float | None = None
    missing: bool = False


class Ledger:
    """Every delivery by messageId, and the pushes that still want an ack."""

    def __init__(self, clock: SimulatedClock, faults: Faults, record: Record) -> None:
        self._clock = clock
        self._faults = faults
        self._record = record
        self._deliveries: dict[str, Delivery] = {}
        self._open: dict[str, Delivery] = {}
        self.unacked: dict[int, Push] = {}

    def deadline(self, push: Push) -> float:
        """Real seconds in which the ack must come."""
        if push.kind == "EVENT":
            return self._faults.event_deadline
        return self._faults.card_deadline if push.topic == CARD else self._faults.robot_deadline

    def sent(self, push: Push, message_id: str, connection: str) -> None:
        """Note a delivery; until it is acked the push will come again."""
        push.sent += 1
        if len(self._deliveries) > KEPT:
            del self._deliveries[next(iter(self._deliveries))]
        now = time.monotonic()
        self._deliveries[message_id] = self._open[message_id] = Delivery(push, connection, now, self.deadline(push))
        push.due = self._clock.now().timestamp() + self._pause(push)
        if not push.system and not push.acked:
            self.unacked[id(push)] = push

    def _pause(self, push: Push) -> float:
        if push.kind == "EVENT":
            return EVENT_PAUSES[min(push.sent, len(EVENT_PAUSES)) - 1]
        return self._faults.redeliver_after

    def due(self) -> list[Push]:
        """What must be sent again now. A moved clock alone repeats nothing that has just been sent."""
        now = self._clock.now().timestamp()
        recent = time.monotonic() - min(2.0, self._faults.redeliver_after)
        last = {id(one.push): one.at for one in self._open.values()}
        found = [one for key, one in self.unacked.items() if one.due <= now and last.get(key, 0.0) <= recent]
        for push in found:
            del self.unacked[id(push)]
        return [one for one in found if self._again(one)]

    def _again(self, push: Push) -> bool:
        times = len(EVENT_PAUSES) if push.kind == "EVENT" else self._faults.redeliver_times
        if push.sent > times or (push.topic == CARD and not self._faults.redeliver_cards):
            self._record.count("given up")
            return False
        return True

    def note_missing(self) -> None:
        """Note every delivery whose ack is overdue, once."""
        now = time.monotonic()
        for message_id, one in list(self._open.items()):
            if now - one.at > one.deadline:
                one.missing = True
                del self._open[message_id]
                if not one.push.system:
                    self._problem("missing", message_id, one, one.connection)

    def acked(self, raw: str, connection: str) -> float | None:
        """Take in what a connection sent us; the seconds since that frame was sent, if it was ours."""
        ack = parsed(raw)
        message_id = str(ack["headers"]["messageId"]) if ack else ""
        delivery = self._deliveries.get(message_id)
        if ack is None or delivery is None:
            kind = "malformed" if ack is None else "unknown"
            self._record.problem(kind, self._clock.ms(), connection=connection, ack=raw[:500])
            return None
        waited = round(time.monotonic() - delivery.at, 4)
        if self._faults.lose_acks > 0 and not delivery.push.system:
            self._faults.lose_acks -= 1
            self._record.count("acks lost")
            return waited
        if connection != delivery.connection:
            self._problem("wrong_connection", message_id, delivery, connection)
            return waited
        if delivery.acked_at is not None:
            self._problem("doubled", message_id, delivery, connection)
        elif time.monotonic() - delivery.at > delivery.deadline:
            self._problem("late", message_id, delivery, connection)
        self._record.count("acks")
        self._settle(delivery, message_id, ack)
        return waited

    def _settle(self, delivery: Delivery, message_id: str, ack: Json) -> None:
        first = delivery.acked_at is None
        delivery.acked_at = delivery.acked_at or time.monotonic()
        self._open.pop(message_id, None)
        answer = answer_of(ack)
        if ack["code"] != 200 or (delivery.push.kind == "EVENT" and answer.get("status") == "LATER"):
            self._record.count(f"ack {ack['code']} {answer.get('status', '')}".strip())
            return
        if delivery.push.kind == "EVENT" and answer.get("status") != "SUCCESS":
            self._problem("no_status", message_id, delivery, delivery.connection)
        delivery.push.acked = True
        self.unacked.pop(id(delivery.push), None)
        in_time = delivery.acked_at - delivery.at <= delivery.deadline
        if first and in_time and delivery.push.on_answer:
            delivery.push.on_answer(answer)

    def _problem(self, kind: str, message_id: str, one: Delivery, connection: str) -> None:
        waited = round(time.monotonic() - one.at, 3)
        self._record.problem(
            kind, self._clock.ms(), topic=one.push.topic, messageId=message_id, connection=connection, waited=waited
        )


def parsed(raw: str) -> Json | None:
    """An ack, when it has everything an ack must have."""
    try:
        ack = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(ack, dict) or not isinstance(ack.get("headers"), dict) or "message" not in ack:
        return None
    headers = ack["headers"]
    good = isinstance(headers.get("messageId"), str) and headers.get("contentType") == "application/json"
    return ack if good and ack.get("code") in (200, 400, 404, 500) and isinstance(ack.get("data"), str) else None


def answer_of(ack: Json) -> Json:
    """What the `data` of an ack says."""
    try:
        data = json.loads(ack["data"])
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
