"""The sheets of the workbook: 排名, one per unit, 台账."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from bot.clock import local
from bot.usecases.ledger import LedgerRow
from bot.usecases.workbook_cells import Page, Sum, Value
from scoring import Line, Ranking, Scheme, Sheet
from scoring.facts import PartId
from scoring.scheme import Marked

PARTS: dict[PartId, str] = {
    "task": "责任清单", "common": "共性工作", "leader": "综合评价",
    "bonus": "加分", "extra": "扣分", "decision": "集体决定",
}  # fmt: skip
Who = Callable[[str], str]
Decided = frozenset[tuple[str | None, str | None]]
Places = Mapping[str, Mapping[PartId, str]]
"""By unit and part, where a sheet shows the sum of the part, as a formula on another sheet writes it."""

RANKING = (
    ("名次", 7), ("单位", 24), ("类别", 14), *((name, 11) for name in PARTS.values()),
    ("总分", 11), ("评先评优资格", 11), ("有资格者名次", 9), ("同类名次", 8), ("移到下年的加分", 11),
)  # fmt: skip
UNIT = (
    ("条款", 20), ("事项与扣分标准", 26), ("满分", 8), ("自评", 8), ("得分", 9), ("增减", 9),
    ("说明", 40), ("依据与理由", 26), ("经手人", 14), ("时间", 16), ("佐证", 28),
)  # fmt: skip
LEDGER = (
    ("序号", 7), ("时间", 17), ("经手人", 14), ("代谁录入", 12), ("做了什么", 14), ("单位", 14), ("事项", 22),
    ("条款", 16), ("内容", 40), ("事件与文号", 24), ("理由与依据", 30), ("佐证", 28),
    ("办理日期", 11), ("文件日期", 11), ("交来时间", 17), ("是否有效", 9), ("流水号", 28),
)  # fmt: skip


def ranking_page(
    page: Page, sheets: Sequence[Sheet], ranking: Ranking, scheme: Scheme, stamp: str, places: Places
) -> None:
    """Units from the highest total down; every part is read from the unit's own sheet, the total is their sum."""
    page.title(f"{scheme.title} 排名", stamp, len(RANKING))
    page.head(*zip(*RANKING, strict=True))
    by_unit = {sheet.unit: sheet for sheet in sheets}
    for place in ranking.ranks:
        sheet, unit = by_unit[place.unit], scheme.unit(place.unit)
        parts = [Sum(places[place.unit][part], sheet.part(part)) for part in PARTS]
        page.add(
            [
                place.rank, unit.name, unit.kind, *parts,
                Sum(f"ROUND(SUM(D{page.row}:I{page.row}),6)", sheet.total),
                "有" if sheet.eligible else "无", place.rank_among_eligible or "—", place.rank_in_kind, sheet.deferred,
            ]
        )  # fmt: skip
    page.lay_out(stamp)


def unit_page(page: Page, sheet: Sheet, scheme: Scheme, stamp: str, who: Who, decided: Decided) -> dict[PartId, str]:
    """Every line of a unit's score under its item, sums by part, the total; returns where the sums stand."""
    unit = scheme.unit(sheet.unit)
    page.title(f"{unit.name} {scheme.year} 年度考核得分", stamp, len(UNIT))
    page.head(*zip(*UNIT, strict=True))
    writer = _UnitWriter(page, sheet, scheme, who, decided)
    sums: dict[PartId, int] = {}
    for part, name in PARTS.items():
        start = page.row
        if part == "task":
            for section in unit.sections:
                page.add([None, section.name], "section")
                writer.items(section.items)
        elif part == "common":
            page.add([None, name], "section")
            writer.items(scheme.commons)
        writer.lines(line for line in sheet.lines if line.part == part and not line.item)
        sums[part] = writer.subtotal(part, start)
    total = ",".join(f"E{row}" for row in sums.values())
    full = sum((part.points for part in scheme.parts), Decimal(0))
    page.add([None, "总分", full, None, Sum(f"ROUND(SUM({total}),6)", sheet.total)], "section")
    writer.beside()
    page.lay_out(stamp)
    return {part: f"{page.name}!E{row}" for part, row in sums.items()}


class _UnitWriter:
    """Writes one unit's items and lines."""

    def __init__(self, page: Page, sheet: Sheet, scheme: Scheme, who: Who, decided: Decided) -> None:
        self.page, self.sheet, self.scheme, self.who, self.decided = page, sheet, scheme, who, decided

    def items(self, items: Iterable[Marked]) -> None:
        """Each item with its points, the unit's own, the counted ones, and the lines that moved it."""
        for item in items:
            if item.id not in self.sheet.items:
                continue
            lines = self.sheet.of_item(item.id)
            first, last = self.page.row, self.page.row + max(len(lines) - 1, 0)
            kept = Sum(f"ROUND(SUM(F{first}:F{last}),6)", self.sheet.items[item.id])
            own = (self.sheet.self_items or {}).get(item.id)
            full = lines[0].points if lines else None
            head: list[Value | Sum] = [item.clause, item.label, item.points, own, kept, full, self._standing(item)]
            self.page.add([*head, *self._source(lines[:1])], "item")
            self.lines(lines[1:])

    def _standing(self, item: Marked) -> str:
        """Whether somebody else than the unit has said what the item is worth."""
        if (self.sheet.unit, item.id) in self.decided:
            return "已核准" if item.part == "task" else "职能处室已评分"
        return "未核准，暂按自评" if item.part == "task" else "未评分"

    def lines(self, lines: Iterable[Line]) -> None:
        """Lines that moved the score, one row each."""
        for line in lines:
            label = self.scheme.rule(line.rule).label if line.rule and self.scheme.knows_rule(line.rule) else ""
            mark = "（人工裁量）" if line.human and "人工裁量" not in line.because else ""
            said: list[Value] = [line.clause, f"　{label}", None, None, None, line.points, f"{line.because}{mark}"]
            self.page.add([*said, *self._source([line])])

    def _source(self, lines: Sequence[Line]) -> list[Value]:
        """依据与理由, 经手人, 时间, 佐证 of lines, as far as they are known."""
        facts = [fact for line in lines for fact in line.facts]
        grounds = [text for fact in facts for text in (fact.event or fact.document, fact.reason) if text]
        people = [
            f"{self.who(fact.by)}{f'（代{self.who(fact.on_behalf_of)}）' if fact.on_behalf_of else ''}"
            for fact in facts
            if fact.by
        ]
        moments = [f"{local(fact.at):%Y-%m-%d %H:%M}" for fact in facts if fact.at]
        proofs = [name for fact in facts for name in fact.proof]
        return [_each(grounds), _each(people), _each(moments), _each(proofs)]

    def subtotal(self, part: PartId, start: int) -> int:
        """What a part adds up to from the lines since `start`; returns its row."""
        full = next((one.points for one in self.scheme.parts if one.id == part), None)
        own = self.sheet.self_task if part == "task" else None
        formula = f"ROUND(SUM(F{start}:F{self.page.row - 1}),6)" if self.page.row > start else "0"
        row = [None, f"{PARTS[part]}小计", full, own, Sum(formula, self.sheet.part(part))]
        return self.page.add(row, "sum")

    def beside(self) -> None:
        """What does not count and should be seen: points for the next year, and facts that were not taken."""
        if self.sheet.deferred:
            self.page.add([None, "移到下一年度的加分", self.sheet.deferred])
        for refusal in self.sheet.refusals:
            self.page.add([None, "未采纳", None, None, None, None, refusal.sentence])


def _each(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))


def ledger_page(page: Page, rows: Iterable[LedgerRow], scheme: Scheme, stamp: str) -> None:
    """Every entry of the journal, oldest first."""
    page.title(f"{scheme.title} 台账", stamp, len(LEDGER))
    page.head(*zip(*LEDGER, strict=True))
    places = {unit.code: unit.short for unit in scheme.units}
    places |= {item.id: f"{item.id} {item.label}" for unit in scheme.units for item in unit.items}
    places |= {row.id: f"{row.id} {row.label}" for row in scheme.commons}
    for row in rows:
        page.add(_told(row, places))
    page.sheet.auto_filter.ref = f"A3:{page.sheet.cell(max(page.row - 1, 3), len(LEDGER)).coordinate}"
    page.lay_out(stamp)


def _told(row: LedgerRow, places: Mapping[str, str]) -> list[Value]:
    """One entry as a row of the ledger; `places` are the names of units and items."""
    entry = row.entry
    unit, item = (places.get(one or "", one or "") for one in (entry.unit, entry.item))
    grounds = _each(filter(None, (entry.reason, entry.payload.get("reason"), entry.basis)))
    done: list[Value] = [entry.seq, entry.at, row.actor, row.on_behalf_of, row.kind, unit, item, entry.clause or ""]
    proven: list[Value] = [row.content, entry.event or "", grounds, _each(row.evidence)]
    days: list[Value] = [entry.done_on, entry.document_on, entry.handed_in_at]
    return [*done, *proven, *days, "有效" if row.counts else "已被后来的替代", entry.id]
