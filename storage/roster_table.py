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

from storage import words
from storage.errors import StorageError

LARGEST = 10 * 1024 * 1024
UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000
ENCODINGS = ("utf-8-sig", "gb18030")


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
        raise StorageError(words.TABLE_EMPTY.format(name=name))
    if len(data) > LARGEST:
        raise StorageError(words.TABLE_TOO_LARGE.format(name=name, largest=LARGEST // 1024 // 1024))
    rows = _workbook(data, name) if data[:4] == b"PK\x03\x04" else _text(data, name)
    if len(rows) > MOST_ROWS:
        raise StorageError(words.TABLE_TOO_LONG.format(name=name, count=len(rows), most=MOST_ROWS))
    if all(row.is_blank for row in rows):
        raise StorageError(words.TABLE_BLANK.format(name=name))
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
        told = words.TABLE_CUT_SHORT.format(name=name, number=len(rows) + 1, instead=words.SAVE_AS)
        raise StorageError(told) from None
    return rows


def _decoded(data: bytes, name: str) -> str:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise StorageError(words.TABLE_LOCKED.format(name=name, instead=words.SAVE_AS))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise StorageError(words.TABLE_UTF16.format(name=name, instead=words.SAVE_AS))
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise StorageError(words.NO_TABLE.format(name=name, instead=words.SAVE_AS))


def _workbook(data: bytes, name: str) -> list[Row]:
    broken = StorageError(words.TABLE_BROKEN.format(name=name, instead=words.SAVE_AS))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise StorageError(words.TABLE_TOO_DEEP.format(name=name))
        sheet = _sheet(data)
    except StorageError:
        raise
    except Exception:  # whatever a parser of foreign bytes may raise, the reader needs the same sentence
        raise broken from None
    if sheet is None:
        raise StorageError(words.ALL_HIDDEN.format(name=name))
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
        faults = [words.FORMULA.format(cell=cell.coordinate) for cell in cells if cell.data_type == "f"]
        faults += [
            words.WRONG_VALUE.format(cell=cell.coordinate, value=cell.value) for cell in cells if cell.data_type == "e"
        ]
        if sheet.row_dimensions[number].hidden and any(texts):
            faults.append(words.ROW_HIDDEN)
        yield Row(number, texts, tuple(faults))


def _shown(cell: Cell | MergedCell) -> str:
    """A cell as text; an account number that the spreadsheet took for a number keeps its digits."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
