"""A sheet told as sentences: clause, count, arithmetic, proof, who, when."""

from collections.abc import Callable
from datetime import timedelta, timezone

from scoring.facts import Fact
from scoring.model import Line, Sheet
from scoring.parts import shown
from scoring.scheme import Scheme

Who = Callable[[str], str]
"""Turns a person's id into the name a reader knows."""

LOCAL = timezone(timedelta(hours=8))
PART_NAMES = {"bonus": "加分", "extra": "扣分", "decision": "集体决定与否决", "leader": "综合评价"}


def explain(sheet: Sheet, scheme: Scheme, who: Who = str) -> list[str]:
    """Why the unit has its score: the sum first, then every line that moved it, each with its clause."""
    return [summary(sheet, scheme), *(told(line, scheme, who) for line in sheet.lines if line.because != "满分")]


def summary(sheet: Sheet, scheme: Scheme) -> str:
    """The total as the sum of its parts, in one sentence."""
    unit = scheme.unit(sheet.unit)
    parts = [
        f"责任清单 {shown(sheet.part('task'))}",
        f"共性工作 {shown(sheet.part('common'))}",
        f"综合评价 {shown(sheet.part('leader'))}",
    ]
    for part, name in (("bonus", "加分"), ("extra", "扣分"), ("decision", "集体决定")):
        points = sum(line.points for line in sheet.lines if line.part == part)
        if points:
            parts.append(f"{name} {shown(abs(points))}" if points > 0 else f"{name} −{shown(abs(points))}")
    total = f"{unit.name}得 {shown(sheet.total)} 分：{'，'.join(parts)}。"
    return total if sheet.eligible else f"{total}已取消评先评优资格。"


def explain_item(sheet: Sheet, item: str, scheme: Scheme, who: Who = str) -> list[str]:
    """Why one item has its points."""
    marked = scheme.marked(item)
    head = f"{marked.clause}“{marked.label}”满分 {shown(marked.points)}，得 {shown(sheet.items[item])} 分。"
    moved = [told(line, scheme, who) for line in sheet.of_item(item) if line.because != "满分"]
    return [head, *(moved or ["没有扣分。"])]


def told(line: Line, scheme: Scheme, who: Who = str) -> str:
    """One line as a sentence: clause, what, how many points, then proof, who and when."""
    place = f"{line.clause}“{scheme.marked(line.item).label}”" if line.item else f"{line.clause}"
    mark = "（人工裁量）" if line.human and "人工裁量" not in line.because else ""
    tail = "；".join(part for fact in line.facts if (part := _sourced(fact, who)))
    return f"{place}：{line.because}{mark}。{tail}{'。' if tail else ''}"


def _sourced(fact: Fact, who: Who) -> str:
    """Where a fact comes from: reason, event, proof, who and when; empty when nothing of it is known."""
    source, proof = fact.event or fact.document, fact.proof
    parts = [f"理由：{fact.reason}" if fact.reason else "", f"依据：{source}" if source else ""]
    if proof:
        parts.append(f"佐证：{'、'.join(proof[:3])}{f' 等 {len(proof)} 份' if len(proof) > 3 else ''}")
    if fact.by:
        when = f"{fact.at.astimezone(LOCAL):%Y-%m-%d %H:%M} " if fact.at else ""
        behalf = f"（代{who(fact.on_behalf_of)}）" if fact.on_behalf_of else ""
        parts.append(f"{when}{who(fact.by)}{behalf}登记")
    return "，".join(part for part in parts if part)
