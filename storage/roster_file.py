"""A roster as the office keeps it: a CSV or XLSX table, every bad row reported at once by number."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scoring.scheme import Scheme
from storage import words
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
        reader.problems.append(words.NOBODY)
    return Roster(problems=tuple(reader.problems)) if reader.problems else Roster(tuple(reader.people))


def _header_faults(header: Row) -> Iterable[str]:
    names = [_plain(cell) for cell in header.cells]
    missing = [column for column in NEEDED if column not in names]
    if missing:
        guess = words.PERHAPS_ENCODING if len(missing) >= len(NEEDED) - 1 else ""
        yield words.COLUMNS_MISSING.format(columns=SEPARATOR.join(missing), guess=guess)
    twice = [column for column in COLUMNS if names.count(column) > 1]
    if twice:
        yield words.COLUMN_TWICE.format(columns=SEPARATOR.join(twice))


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
            faults.append(words.CELLS_TOO_MANY)
        if not faults:
            self._read(row.number, cells, faults)
        self.problems += [words.OF_ROW.format(number=row.number, fault=fault) for fault in faults]

    def _read(self, number: int, cells: Cells, faults: list[str]) -> None:
        name, userid = re.sub(r"\s+", "", cells["姓名"]), cells["userid"]
        if not name:
            faults.append(words.NO_NAME)
        if len(name) > LONGEST_NAME:
            faults.append(words.NAME_TOO_LONG.format(name=name[:10], count=len(name), most=LONGEST_NAME))
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
            faults.append(words.NO_ACCOUNT)
        elif not USERID.fullmatch(userid):
            faults.append(words.WRONG_ACCOUNT.format(userid=userid[:20]))
        elif userid in self._seen:
            faults.append(words.ACCOUNT_TWICE.format(userid=userid, number=self._seen[userid]))
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
                faults.append(words.UNKNOWN_UNIT.format(column=column, unit=parts[0][:20]))
            parts = parts[length:]
        return tuple(dict.fromkeys(found))

    def _own_items(self, cell: str, units: Sequence[str], faults: list[str]) -> tuple[str, ...]:
        own = {plain: item for code in units for plain, item in self._items[code].items()}
        found = []
        for part in _split(cell):
            item = own.get(_plain(part))
            if item is None:
                faults.append(words.FOREIGN_ITEM.format(item=part[:20]))
            else:
                found.append(item)
        return tuple(dict.fromkeys(found))


def _cell_faults(cells: Cells) -> Iterable[str]:
    for column, cell in cells.items():
        if len(cell) > LONGEST_CELL:
            yield words.CELL_TOO_LONG.format(column=column, count=len(cell))
        if any(unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs") and sign != "\n" for sign in cell):
            yield words.CELL_UNSEEN.format(column=column)


def _roles(cell: str, faults: list[str]) -> frozenset[Role]:
    parts = _split(cell)
    known = {_plain(role.value): role for role in Role}
    for part in parts:
        if _plain(part) not in known:
            faults.append(words.UNKNOWN_ROLE.format(role=part[:20], roles=SEPARATOR.join(Role)))
    if not parts:
        faults.append(words.NO_ROLE.format(roles=SEPARATOR.join(Role)))
    return frozenset(known[_plain(part)] for part in parts if _plain(part) in known)


def _misfits(roles: frozenset[Role], units: Sequence[str], lines: Sequence[str]) -> Iterable[str]:
    homeless = [role for role in Role if role in roles & IN_A_UNIT] if not units else []
    if homeless:
        yield words.NEEDS_UNIT.format(roles=SEPARATOR.join(homeless))
    if Role.LEADER in roles and not lines:
        yield words.NEEDS_LINE
    if lines and Role.LEADER not in roles:
        yield words.LINE_WITHOUT_LEADER


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
    ("机关纪委联系人", "jiwei", "机关党委", "机关纪委", "", ""),
)


def template() -> bytes:
    """A table with the columns and an example row per role, as CSV that spreadsheets open."""
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *EXAMPLES])
    return text.getvalue().encode("utf-8-sig")
