"""Everything that can go wrong with the platform, as switches: lasting ones, and answers that fail a few times."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from bot.simulator.refused import NoSuch

KINDS = {
    "unauthorized": "401 authFailed",
    "unavailable": "503",
    "hang": "不回答",
    "slow": "晚回答",
    "lost": "办了，但回答丢了",
    "busy": "500 system.busy",
    "qps": "403 QPS 超限",
    "too_fast": "400 send.too.fast",
    "month": "403 月度额度用完",
    "invalid_token": "令牌失效",
    "banned": "IP 被封 5 分钟",
    "no_permission": "403 没有权限",
    "undelivered": "200，但卡片没有送达",
    "not_json": "回答不是 JSON",
}
"""What an answer can be told to do instead of succeeding."""


@dataclass
class Answer:
    """The next `times` answers of the calls whose path contains `path` go wrong in this way."""

    kind: str
    path: str = "/"
    times: int = 1
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise NoSuch(f"没有这种故障：{self.kind}。有：{'、'.join(KINDS)}。")


@dataclass
class Faults:
    """The switches. Times of acks are real seconds; `redeliver_after` is the simulator's own."""

    robot_deadline: float = 3.0
    event_deadline: float = 3.0
    card_deadline: float = 2.0
    redeliver_after: float = 60.0
    redeliver_times: int = 3
    redeliver_cards: bool = True
    lose_in_gap: bool = False
    lose_acks: int = 0
    duplicate_pushes: int = 0
    shuffle_pushes: int = 0
    push_delay: float = 0.0
    over_quota: bool = False
    close_on_connect: int = 0
    mute: bool = False
    leave_after: float = 10.0
    qps: int = 20
    token_seconds: int = 7200
    flow_controlled: list[str] = field(default_factory=list)
    undeliverable: list[str] = field(default_factory=list)
    expired_downloads: bool = False
    value_bytes: int = 1024
    card_bytes: int = 100_000
    answers: list[Answer] = field(default_factory=list)

    def set(self, **changes: Any) -> None:
        """Turn switches; `answers` come on top of those that wait. Unknown switches and wrong kinds are refused."""
        known = {one.name for one in fields(self)}
        for name, value in changes.items():
            if name not in known:
                raise NoSuch(f"没有这个故障开关：{name}。")
            if name == "answers":
                self.answers += [_answer(one) for one in value]
            else:
                setattr(self, name, _like(getattr(self, name), value, name))

    def reset(self, qps: int = 20) -> None:
        """Turn everything back to how the platform is; `qps` is what this simulator was started with."""
        fresh = Faults(qps=qps)
        for one in fields(self):
            setattr(self, one.name, getattr(fresh, one.name))

    def take(self, path: str) -> Answer | None:
        """The fault that the answer to this call is to show, counted down."""
        for answer in self.answers:
            if answer.path in path:
                answer.times -= 1
                if answer.times <= 0:
                    self.answers.remove(answer)
                return answer
        return None

    def told(self) -> dict[str, Any]:
        """The switches as JSON."""
        return asdict(self)


def _answer(one: Any) -> Answer:
    if isinstance(one, Answer):
        return one
    try:
        return Answer(**one)
    except TypeError:
        raise NoSuch("故障回答要写成 {kind, path, times, seconds}。") from None


def _like(old: Any, new: Any, name: str) -> Any:
    """The new value, when it is of the kind of the old one."""
    if isinstance(old, float) and isinstance(new, int) and not isinstance(new, bool):
        return float(new)
    if type(old) is not type(new):
        raise NoSuch(f"故障开关 {name} 的值应像 {old!r}。")
    return new
