"""Who there is: the cast of a CSV, by name, unit and role, and the groups they talk in."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT_DEPARTMENT = 1
COLUMNS = ("姓名", "userid")


class BadPeople(ValueError):
    """The file of people cannot be read as one."""


@dataclass(frozen=True)
class Person:
    """Somebody with a DingTalk account of this organisation."""

    userid: str
    name: str
    unit: str = ""
    role: str = ""

    @property
    def unionid(self) -> str:
        """The same person as to-dos and some events name them."""
        return f"union-{self.userid}"

    @property
    def sender_id(self) -> str:
        """The encrypted id of robot messages, of no use in any call."""
        return f"$:LWCP_v1:${self.userid}=="


@dataclass(frozen=True)
class Group:
    """A group chat: its id is openConversationId too. Without members everybody is in it."""

    id: str
    title: str
    members: tuple[str, ...] = ()


CAST = (
    Person("jingban", "经办甲", "办公室", "经办"),
    Person("fuzeren", "负责人甲", "办公室", "单位负责人"),
    Person("kaohe", "考核办甲", "", "考核办"),
    Person("lingdao", "分管领导甲", "", "分管领导"),
)
"""Who is there when nobody says who."""


def read_people(path: Path) -> tuple[Person, ...]:
    """The people of a CSV with the columns 姓名 and userid, and 单位 and 角色 where it has them; UTF-8 or GB18030."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BadPeople(f"人员表 {path.name} 缺少列：{'、'.join(missing)}。")
    people = [_person(row) for row in rows]
    return tuple({one.userid: one for one in people if one.userid and one.name}.values())


def _person(row: dict[str, str | None]) -> Person:
    told = {name: (row.get(name) or "").strip() for name in ("姓名", "userid", "单位", "角色", "分管单位")}
    return Person(told["userid"], told["姓名"], told["单位"] or told["分管单位"], told["角色"])


class Cast:
    """The people and groups, and how to find them."""

    def __init__(self, people: Sequence[Person], groups: Iterable[Group]) -> None:
        self.people = {one.userid: one for one in people or CAST}
        self.groups = {one.id: one for one in groups}
        if not self.groups:
            self.add_group(Group("cidWorkGroup1==", "考核工作群"))

    def add_group(self, group: Group) -> None:
        """Have one more group."""
        self.groups[group.id] = group

    def members(self, group: Group) -> tuple[str, ...]:
        """Who is in a group, by userid."""
        return group.members or tuple(self.people)

    def by_unionid(self, unionid: str) -> Person | None:
        """The person of a unionId."""
        return next((one for one in self.people.values() if one.unionid == unionid), None)

    def addressed(self, address: str, kind: int) -> Person | None:
        """The person of an id of the given userIdType: 1 userId, 2 unionId."""
        return self.by_unionid(address) if kind == 2 else self.people.get(address)

    def departments(self) -> dict[int, str]:
        """The units as departments under the root, by id."""
        units = dict.fromkeys(one.unit for one in self.people.values() if one.unit)
        return dict(enumerate(units, start=ROOT_DEPARTMENT + 1))
