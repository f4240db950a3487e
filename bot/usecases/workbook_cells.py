"""Cells of a workbook: what people typed stays text, points stay numbers, and every formula carries its result."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from xml.etree import ElementTree

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.clock import local

Value = str | int | Decimal | date | datetime | None

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LONGEST_TEXT = 32_000
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
LOOKS_LIKE_FORMULA = ("=", "+", "-", "@", "\t")

Look = Literal["plain", "item", "sum", "section", "head"]

THIN = Side(style="thin", color="D0D0D0")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
PLAIN, BOLD, TITLE, SMALL = Font(), Font(bold=True), Font(bold=True, size=16), Font(size=9, color="666666")
CLEAR, BLUE, GREY = PatternFill(), PatternFill("solid", fgColor="DCE6F1"), PatternFill("solid", fgColor="F2F2F2")
WRAPPED = Alignment(vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
LOOKS: dict[Look, tuple[Font, PatternFill, Alignment]] = {
    "plain": (PLAIN, CLEAR, WRAPPED),
    "item": (BOLD, CLEAR, WRAPPED),
    "sum": (BOLD, GREY, WRAPPED),
    "section": (BOLD, BLUE, WRAPPED),
    "head": (BOLD, BLUE, CENTRED),
}


@dataclass(frozen=True)
class Sum:
    """A formula together with the value it works out to."""

    formula: str
    value: Decimal


FORMATS: dict[type, str] = {
    Decimal: "0.00##",
    Sum: "0.00##",
    date: "yyyy-mm-dd",
    datetime: "yyyy-mm-dd hh:mm",
}


@dataclass
class Page:
    """One worksheet being written from the top down; `known` holds the results of its formulas."""

    sheet: Worksheet
    row: int = 1
    columns: int = 1
    known: dict[str, Decimal] = field(default_factory=dict)
    styles: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """How a formula on another sheet refers to this one."""
        return f"'{self.sheet.title}'"

    def title(self, text: str, stamp: str, columns: int) -> None:
        """The heading of the sheet, and what and when it is, across all its columns."""
        for words, font in ((text, TITLE), (stamp, SMALL)):
            self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=columns)
            cell = self._cell(1)
            write(cell, words)
            cell.font = font
            self.row += 1

    def head(self, names: Sequence[str], widths: Sequence[float]) -> None:
        """The header row, frozen on the screen and repeated on every printed page."""
        self.columns = len(names)
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.freeze_panes = f"A{self.row + 1}"
        self.sheet.print_title_rows = f"{self.row}:{self.row}"
        self.add(names, "head")

    def add(self, values: Sequence[Value | Sum], look: Look = "plain") -> int:
        """Write one row, ruled to the last column, and return its number."""
        for column, value in enumerate((*values, *[None] * (self.columns - len(values))), start=1):
            cell = self._cell(column)
            cell.style = self._style(look, value)
            if isinstance(value, Sum):
                cell.value = f"={value.formula}"
                self.known[cell.coordinate] = value.value
            else:
                write(cell, value)
        self.row += 1
        return self.row - 1

    def _style(self, look: Look, value: Value | Sum) -> str:
        """The name of the book's style for such a value in such a row; made once, since thousands of cells share it."""
        number_format = FORMATS.get(type(value), "General")
        name, book = f"{look} {number_format}", self.sheet.parent
        if book is not None and name not in self.styles:
            font, fill, alignment = LOOKS[look]
            if name not in book.named_styles:
                style = NamedStyle(name, font, fill, GRID, alignment, number_format=number_format, hidden=True)
                book.add_named_style(style)
            self.styles.add(name)
        return name

    def _cell(self, column: int) -> Cell:
        cell = self.sheet.cell(self.row, column)
        assert isinstance(cell, Cell)
        return cell

    def lay_out(self, text: str) -> None:
        """Make it print on A4 landscape, as wide as the page, with page numbers."""
        page = self.sheet
        page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if page.oddFooter is not None:
            page.oddFooter.left.text = text.replace("&", "＆")
            page.oddFooter.right.text = "第 &P 页，共 &N 页"
        page.page_margins.left = page.page_margins.right = 0.4


def write(cell: Cell, value: Value) -> None:
    """Put a value into a cell; words are always text, even when they begin like a formula."""
    if isinstance(value, str):
        cell.value = UNPRINTABLE.sub("", value)[:LONGEST_TEXT]
        cell.data_type = "s"
        if value.startswith(LOOKS_LIKE_FORMULA):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = local(value).replace(tzinfo=None) if isinstance(value, datetime) else value


def new_page(book: Workbook, title: str) -> Page:
    """A new sheet at the end; its title keeps to what spreadsheets allow, and to itself."""
    return Page(book.create_sheet(NOT_IN_TITLES.sub("·", title)[:28]))


def saved(book: Workbook, pages: Sequence[Page]) -> bytes:
    """The file, with the results of all formulas inside, so that viewers which do not calculate show them too."""
    plain = io.BytesIO()
    book.save(plain)
    known = {page.sheet.path.lstrip("/"): page.known for page in pages}
    filled = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part, _with_results(data, known[part.filename]) if known.get(part.filename) else data)
    return filled.getvalue()


def _with_results(xml: bytes, known: Mapping[str, Decimal]) -> bytes:
    ElementTree.register_namespace("", MAIN)
    ElementTree.register_namespace("r", RELATIONS)
    root = ElementTree.fromstring(xml)
    for cell in root.iter(f"{{{MAIN}}}c"):
        result = cell.find(f"{{{MAIN}}}v")
        if cell.get("r") in known and result is not None:
            result.text = str(known[cell.get("r", "")])
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
