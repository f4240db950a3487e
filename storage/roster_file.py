"""A roster as the office keeps it: a CSV or XLSX table, every bad row reported at once by number."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import load_workbook

from scoring.errors import UnknownName
from scoring.scheme import Scheme
from storage.errors import StorageError
from storage.records import Person, Role

COLUMNS = ("姓名", "userid", "单位", "角色", "分管单位", "负责事项")
NEEDED = COLUMNS[:5]
SEPARATOR = "、"
USERID = re.compile(r"[A-Za-z0-9$@._:-]{1,64}")
LONGEST_NAME = 30


@dataclass(frozen=True)
class Roster:
    """The people of a table, and what is wrong with it; people count only when nothing is."""

    people: tuple[Person, ...]
    problems: tuple[str, ...]


def read_roster(data: bytes, name: str, scheme: Scheme) -> Roster:
    """Read a table. A table that is no table at all raises StorageError; bad rows are listed by number."""
    rows = _rows(data, name)
    header = [cell.strip() for cell in rows[0]] if rows else []
    missing = [column for column in NEEDED if column not in header]
    if missing:
        raise StorageError(f"名册第一行缺少列：{'、'.join(missing)}。可以用 kaohe roster template 生成模板。")
    people: list[Person] = []
    problems: list[str] = []
    for number, cells in enumerate(rows[1:], start=2):
        row = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
        if not any(row.values()):
            continue
        person, faults = _person(row, scheme)
        problems += [f"第 {number} 行：{fault}" for fault in faults]
        if person is not None and not faults:
            people.append(person)
            if sum(1 for one in people if one.userid == person.userid) > 1:
                problems.append(f"第 {number} 行：userid {person.userid} 前面已经有了，一个账号只写一行。")
    if not people and not problems:
        problems.append("名册里没有人，请至少填一行。")
    return Roster(tuple(people), tuple(problems))


def _rows(data: bytes, name: str) -> list[list[str]]:
    if data[:4] == b"PK\x03\x04":
        return _workbook_rows(data)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(data.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
    raise StorageError(f"{name} 不是 CSV 或 XLSX 表格，请另存为其中一种再导入。")


def _workbook_rows(data: bytes) -> list[list[str]]:
    try:
        sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
    except (OSError, KeyError, ValueError, IndexError):
        raise StorageError("这个 XLSX 打不开，请用表格软件另存一份再导入。") from None
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def _person(row: dict[str, str], scheme: Scheme) -> tuple[Person | None, list[str]]:
    faults: list[str] = []
    name, userid = row["姓名"].replace(" ", ""), row["userid"]
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        faults.append(f"姓名要填，且不超过 {LONGEST_NAME} 个字。")
    if not USERID.fullmatch(userid):
        faults.append(f"userid“{userid[:20]}”不对，应为钉钉通讯录里的员工 ID。")
    units = _units(row["单位"], scheme, faults)
    lines = _units(row["分管单位"], scheme, faults)
    roles = _roles(row["角色"], faults)
    items = _items(row.get("负责事项", ""), units, scheme, faults)
    faults += _misfits(roles, units, lines)
    if faults:
        return None, faults
    made = Person(id=userid, userid=userid, name=name, units=units, roles=frozenset(roles), lines=lines, items=items)
    return made, []


def _misfits(roles: set[Role], units: Sequence[str], lines: Sequence[str]) -> Iterable[str]:
    if roles & {Role.STAFF, Role.HEAD, Role.SCORER} and not units:
        yield "经办、负责人、评分人都要写单位。"
    if Role.LEADER in roles and not lines:
        yield "分管领导要写分管单位。"
    if lines and Role.LEADER not in roles:
        yield "写了分管单位，角色里要有“分管领导”。"


def _units(cell: str, scheme: Scheme, faults: list[str]) -> tuple[str, ...]:
    """Units by name or any alias, matched whole before the cell is split."""
    cell = cell.strip()
    if not cell:
        return ()
    names = [cell] if _known(cell, scheme) else [part.strip() for part in cell.split(SEPARATOR) if part.strip()]
    unknown = [name for name in names if not _known(name, scheme)]
    faults += [f"单位“{name[:20]}”不在考核办法里。" for name in unknown]
    return tuple(dict.fromkeys(scheme.unit(name).code for name in names if name not in unknown))


def _known(name: str, scheme: Scheme) -> bool:
    try:
        scheme.unit(name)
    except UnknownName:
        return False
    return True


def _roles(cell: str, faults: list[str]) -> set[Role]:
    roles: set[Role] = set()
    for word in filter(None, (part.strip() for part in cell.split(SEPARATOR))):
        try:
            roles.add(Role(word))
        except ValueError:
            faults.append(f"角色“{word[:20]}”不认识，可填：{SEPARATOR.join(Role)}。")
    if not roles and not faults:
        faults.append("角色要填。")
    return roles


def _items(cell: str, units: Sequence[str], scheme: Scheme, faults: list[str]) -> tuple[str, ...]:
    own = {item.id for code in units for item in scheme.unit(code).items}
    wanted = [part.strip() for part in cell.split(SEPARATOR) if part.strip()]
    faults += [f"负责事项“{one[:20]}”不是本单位的事项编号（如 FJ-2）。" for one in wanted if one not in own]
    return tuple(dict.fromkeys(wanted))


def template() -> bytes:
    """A table with the columns and one example row per role, as CSV that Excel opens."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(
        [
            ("房基处经办", "fj-jingban", "房基处", "经办", "", ""),
            ("房基处负责人", "fj-fuzeren", "房基处", "单位负责人", "", ""),
            ("党建评分人", "dw-pingfen", "机关党委", "职能处室评分人", "", ""),
            ("考核办甲", "khb-jia", "办公室", "考核办", "", ""),
            ("分管领导甲", "lingdao-jia", "", "分管领导", "办公室、房基处", ""),
            ("领导小组组长", "zuzhang", "", "组长", "", ""),
        ]
    )
    return text.getvalue().encode("utf-8-sig")
