"""A roster as the office keeps it: a CSV or XLSX table, every bad row reported at once by number."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.scheme import Scheme
from storage.errors import StorageError
from storage.records import Person, Role
from storage.roster_table import Row, read_table

COLUMNS = ("姓名", "userid", "单位", "角色", "分管单位", "负责事项")
NEEDED = COLUMNS[:5]
SEPARATOR = "、"
SEPARATORS = re.compile(r"[、,，;；\n]")
USERID = re.compile(r"[A-Za-z0-9$@._:-]{1,64}")
LONGEST_NAME = 30
LONGEST_CELL = 500
IN_A_UNIT = frozenset({Role.STAFF, Role.HEAD, Role.SCORER})
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Roster:
    """The people of a table, and what is wrong with it; with a single problem there are no people."""

    people: tuple[Person, ...] = ()
    problems: tuple[str, ...] = ()


def read_roster(data: bytes, name: str, scheme: Scheme) -> Roster:
    """Read a table: either everybody in it, or every problem, each one sentence naming its row."""
    try:
        header, *rows = read_table(data, name)
    except StorageError as problem:
        return Roster(problems=(problem.sentence,))
    faults = tuple(_header_faults(header))
    if faults:
        return Roster(problems=faults)
    reader = _Reader(scheme)
    for row in rows:
        if not row.is_blank:
            reader.take(row, header)
    if not reader.people and not reader.problems:
        reader.problems.append("名册里只有表头，没有人，请至少填一行。")
    return Roster(problems=tuple(reader.problems)) if reader.problems else Roster(tuple(reader.people))


def _header_faults(header: Row) -> Iterable[str]:
    names = [_plain(cell) for cell in header.cells]
    missing = [column for column in NEEDED if column not in names]
    if missing:
        guess = "（也可能是编码不对，请另存为“CSV UTF-8”）" if len(missing) >= len(NEEDED) - 1 else ""
        yield (
            f"第一行缺少列：{SEPARATOR.join(missing)}{guess}。"
            "列名要是 姓名、userid、单位、角色、分管单位，可以用 kaohe roster template 生成模板。"
        )
    twice = [column for column in COLUMNS if names.count(column) > 1]
    if twice:
        yield f"第一行的列“{SEPARATOR.join(twice)}”出现了两次，请只留一列。"


class _Reader:
    """Takes rows one after the other and remembers who was there already."""

    def __init__(self, scheme: Scheme) -> None:
        self._units = {_plain(name): unit.code for unit in scheme.units for name in unit.names}
        self._items = {unit.code: {_plain(item.id): item.id for item in unit.items} for unit in scheme.units}
        self._seen: dict[str, int] = {}
        self.people: list[Person] = []
        self.problems: list[str] = []

    def take(self, row: Row, header: Row) -> None:
        """Read one row; its problems come under its number, and it counts only without any."""
        names = [_plain(cell) for cell in header.cells]
        given = dict(zip(names, row.cells, strict=False))
        cells = {column: given.get(column, "") for column in COLUMNS}
        faults = [*row.faults, *_cell_faults(cells)]
        if any(row.cells[len(names) :]):
            faults.append("内容比表头多出几格，可能多了分隔符，请核对。")
        if not faults:
            self._read(row.number, cells, faults)
        self.problems += [f"第 {row.number} 行：{fault}" for fault in faults]

    def _read(self, number: int, cells: Cells, faults: list[str]) -> None:
        name, userid = re.sub(r"\s+", "", cells["姓名"]), cells["userid"]
        if not name:
            faults.append("没有写姓名。")
        if len(name) > LONGEST_NAME:
            faults.append(f"姓名“{name[:10]}…”有 {len(name)} 个字，超过 {LONGEST_NAME} 个字。")
        self._check_userid(number, userid, faults)
        units = self._codes("单位", cells["单位"], faults)
        lines = self._codes("分管单位", cells["分管单位"], faults)
        roles = _roles(cells["角色"], faults)
        items = self._own_items(cells["负责事项"], units, faults)
        if not faults:
            faults += _misfits(roles, units, lines)
        if not faults:
            self.people.append(
                Person(id=userid, userid=userid, name=name, units=units, roles=roles, lines=lines, items=items)
            )

    def _check_userid(self, number: int, userid: str, faults: list[str]) -> None:
        if not userid:
            faults.append("没有写 userid（钉钉通讯录里的员工 ID）。")
        elif not USERID.fullmatch(userid):
            faults.append(f"userid“{userid[:20]}”不对，应为钉钉通讯录里的员工 ID（字母、数字，最长 64 位）。")
        elif userid in self._seen:
            faults.append(f"userid {userid} 和第 {self._seen[userid]} 行重复，一个账号只写一行，多个角色用“、”隔开。")
        self._seen.setdefault(userid, number)

    def _codes(self, column: str, cell: str, faults: list[str]) -> tuple[str, ...]:
        """Units by name or any alias; a cell, or a run of its parts, that is one name is not split."""
        whole = self._units.get(_plain(cell))
        parts = [] if whole else _split(cell)
        found: list[str] = [whole] if whole else []
        while parts:
            for length in range(len(parts), 0, -1):
                code = self._units.get(_plain(SEPARATOR.join(parts[:length])))
                if code is not None:
                    found.append(code)
                    break
            else:
                length = 1
                faults.append(f"{column}“{parts[0][:20]}”不在考核办法里，请写单位全称或简称。")
            parts = parts[length:]
        return tuple(dict.fromkeys(found))

    def _own_items(self, cell: str, units: Sequence[str], faults: list[str]) -> tuple[str, ...]:
        own = {plain: item for code in units for plain, item in self._items[code].items()}
        found = []
        for part in _split(cell):
            item = own.get(_plain(part))
            if item is None:
                faults.append(f"负责事项“{part[:20]}”不是本单位的事项编号（编号像 FJ-2 这样）。")
            else:
                found.append(item)
        return tuple(dict.fromkeys(found))


def _cell_faults(cells: Cells) -> Iterable[str]:
    for column, cell in cells.items():
        if len(cell) > LONGEST_CELL:
            yield f"“{column}”有 {len(cell)} 个字，太长了，请核对。"
        if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") and sign != "\n" for sign in cell):
            yield f"“{column}”里有看不见的控制字符，请重新输入这一格。"


def _roles(cell: str, faults: list[str]) -> frozenset[Role]:
    parts = _split(cell)
    known = {_plain(role.value): role for role in Role}
    for part in parts:
        if _plain(part) not in known:
            faults.append(f"角色“{part[:20]}”不认识，可以填：{SEPARATOR.join(Role)}。")
    if not parts:
        faults.append(f"没有写角色，可以填：{SEPARATOR.join(Role)}。")
    return frozenset(known[_plain(part)] for part in parts if _plain(part) in known)


def _misfits(roles: frozenset[Role], units: Sequence[str], lines: Sequence[str]) -> Iterable[str]:
    homeless = [role for role in Role if role in roles & IN_A_UNIT] if not units else []
    if homeless:
        yield f"{SEPARATOR.join(homeless)}要写单位。"
    if Role.LEADER in roles and not lines:
        yield "分管领导要写分管单位。"
    if lines and Role.LEADER not in roles:
        yield "写了分管单位，角色里就要有“分管领导”。"


def _split(cell: str) -> list[str]:
    return [part.strip() for part in SEPARATORS.split(cell) if part.strip()]


def _plain(name: str) -> str:
    """A name for comparing: full-width and half-width signs, blanks and letter case make no difference."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


EXAMPLES = (
    ("房基处经办", "fj-jingban", "房基处", "经办", "", ""),
    ("房基处负责人", "fj-fuzeren", "房基处", "单位负责人", "", ""),
    ("党建评分人", "dw-pingfen", "机关党委", "经办、职能处室评分人", "", ""),
    ("考核办甲", "khb-jia", "办公室", "考核办", "", ""),
    ("考核办乙", "khb-yi", "办公室", "考核办", "", ""),
    ("分管领导甲", "lingdao-jia", "", "分管领导", "办公室、房基处", ""),
    ("领导小组组长", "zuzhang", "", "组长", "", ""),
    ("保密员", "baomi", "办公室", "保密员", "", ""),
)


def template() -> bytes:
    """A table with the columns and an example row per role, as CSV that spreadsheets open."""
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *EXAMPLES])
    return text.getvalue().encode("utf-8-sig")
