"""The result as a workbook: ranking, one sheet per unit with every line of its score, and the ledger behind it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl import Workbook

from bot.usecases.ledger import LedgerRow
from bot.usecases.workbook_cells import Page, new_page, saved
from bot.usecases.workbook_sheets import ledger_page, ranking_page, unit_page
from scoring import Ranking, Scheme, Sheet


def export_workbook(
    path: Path,
    *,
    scheme: Scheme,
    sheets: Sequence[Sheet],
    ranking: Ranking,
    ledger: Sequence[LedgerRow],
    stamp: str,
    who: Callable[[str], str] = str,
) -> None:
    """Write the workbook to a file."""
    path.write_bytes(workbook_bytes(scheme, sheets, ranking, ledger, stamp, who))


def workbook_bytes(
    scheme: Scheme,
    sheets: Sequence[Sheet],
    ranking: Ranking,
    ledger: Sequence[LedgerRow],
    stamp: str,
    who: Callable[[str], str] = str,
) -> bytes:
    """The workbook as it will lie on the disk; `who` turns the ids of people into names."""
    book = Workbook()
    for blank in book.worksheets:
        book.remove(blank)
    first = new_page(book, "排名")
    units: dict[str, Page] = {}
    for sheet in sheets:
        units[sheet.unit] = new_page(book, scheme.unit(sheet.unit).short)
    last = new_page(book, "台账")

    decided = {(row.entry.unit, row.entry.item) for row in ledger if row.counts and row.entry.kind in DECIDED}
    places = {
        sheet.unit: unit_page(units[sheet.unit], sheet, scheme, stamp, who, frozenset(decided)) for sheet in sheets
    }
    ranking_page(first, sheets, ranking, scheme, stamp, places)
    ledger_page(last, ledger, scheme, stamp)
    return saved(book, [first, *units.values(), last])


DECIDED = frozenset({"item.verified", "common.scored"})
"""The entries that make an item's points more than the unit's own word."""
