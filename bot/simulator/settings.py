"""What a pretend DingTalk is started with: its address, the app it knows, its people, its template and its time."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.simulator.people import Group, Person
from bot.simulator.template import Template

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class NotLoopback(ValueError):
    """The simulator has no passwords, so it never listens off this machine."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(f"模拟器只能开在本机（127.0.0.1），不能开在 {host}。")


@dataclass(frozen=True)
class Settings:
    """Everything given at start. Port 0 takes any free one; without people there is a small cast."""

    port: int = 0
    host: str = "127.0.0.1"
    client_id: str = "dingsimulator0001"
    client_secret: str = "simulator-secret"
    robot_code: str = "dingsimulator0001"
    corp_id: str = "dingsimulatorcorp01"
    robot_name: str = "考核助手"
    template: Template = field(default_factory=Template)
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    start: datetime | None = None
    qps: int = 20

    def __post_init__(self) -> None:
        if self.host not in LOOPBACK:
            raise NotLoopback(self.host)
