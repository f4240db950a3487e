"""A table as an office keeps it, CSV or XLSX: bytes in, numbered rows of text out, or one sentence why not."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from storage.errors import StorageError

LARGEST = 10 * 1024 * 1024
UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
ENCODINGS = ("utf-8-sig", "gb18030")
SAVE_AS = "请用表格软件另存为 XLSX 或“CSV UTF-8”再导入。"


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, its cells as text, and what makes it unfit to be taken over."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not any(self.cells)


def read_table(data: bytes, name: str) -> list[Row]:
    """The rows of a table, the header first; StorageError when the bytes are no table."""
    if not data.strip():
        raise StorageError(f"{name} 是空文件，里面没有内容。")
    if len(data) > LARGEST:
        raise StorageError(f"{name} 超过 {LARGEST // 1024 // 1024} MB，不像一份名册，请核对是不是拿错了文件。")
    rows = _workbook(data, name) if data[:4] == b"PK\x03\x04" else _text(data, name)
    if len(rows) > MOST_ROWS:
        raise StorageError(f"{name} 有 {len(rows)} 行，超过 {MOST_ROWS} 行，请拆成几份导入。")
    if all(row.is_blank for row in rows):
        raise StorageError(f"{name} 里没有内容。")
    return rows


def _text(data: bytes, name: str) -> list[Row]:
    text = _decoded(data, name)
    first = text.split("\n", 1)[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            rows.append(Row(len(rows) + 1, tuple(cell.strip() for cell in cells)))
    except csv.Error:
        raise StorageError(
            f"{name} 第 {len(rows) + 1} 行起读不下去：引号没有成对，或者有一格特别长。{SAVE_AS}"
        ) from None
    return rows


def _decoded(data: bytes, name: str) -> str:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise StorageError(f"{name} 是旧版 .xls 或加了密码的表格，{SAVE_AS}")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise StorageError(f"{name} 是 UTF-16 编码，{SAVE_AS}")
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise StorageError(f"{name} 不是 CSV 或 XLSX 表格，或者编码不是 UTF-8、GB18030，{SAVE_AS}")


def _workbook(data: bytes, name: str) -> list[Row]:
    broken = StorageError(f"{name} 打不开，可能已损坏或不是 XLSX，{SAVE_AS}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise StorageError(f"{name} 展开后太大，不像一份名册，请只留名册那一张表再导入。")
        sheet = _sheet(data)
    except StorageError:
        raise
    except Exception:  # whatever a parser of foreign bytes may raise, the reader needs the same sentence
        raise broken from None
    if sheet is None:
        raise StorageError(f"{name} 里没有看得见的工作表。")
    return list(_rows(sheet))


def _sheet(data: bytes) -> Worksheet | None:
    """The first visible sheet, with its formulas as formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data))
    return next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)


def _rows(sheet: Worksheet) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = tuple(_shown(cell) for cell in cells)
        faults = [f"{cell.coordinate} 是公式，请改成值。" for cell in cells if cell.data_type == "f"]
        faults += [f"{cell.coordinate} 是错误值 {cell.value}。" for cell in cells if cell.data_type == "e"]
        if sheet.row_dimensions[number].hidden and any(texts):
            faults.append("这一行是隐藏的，请取消隐藏（或清除筛选）并核对；不要的请删除。")
        yield Row(number, texts, tuple(faults))


def _shown(cell: Cell | MergedCell) -> str:
    """A cell as text; an account number that the spreadsheet took for a number keeps its digits."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
