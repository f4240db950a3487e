"""A sheet told as sentences: clause, count, arithmetic, proof, who, when."""

from collections.abc import Callable, Iterable
from datetime import timedelta, timezone
from decimal import Decimal

from scoring.facts import Fact, PartId
from scoring.model import Line, Sheet, lost
from scoring.parts import Frozen, shown
from scoring.scheme import Scheme

Who = Callable[[str], str]
"""Turns a person's id into the name a reader knows."""

LOCAL = timezone(timedelta(hours=8))
HUMAN = "（人工裁量）"


class Movement(Frozen):
    """What one cause moved: the lines of one rule of an item with their cap, or a single line; in sentences."""

    part: PartId
    clause: str
    points: Decimal
    item: str | None = None
    rule: str | None = None
    refs: tuple[str, ...] = ()
    sentences: tuple[str, ...]


def movements(lines: Iterable[Line], scheme: Scheme, who: Who = str) -> list[Movement]:
    """Everything that moved a score, in the order of the sheet."""
    return [_movement(group, scheme, who) for group in _groups(lines)]


def _movement(group: list[Line], scheme: Scheme, who: Who) -> Movement:
    first = group[0]
    return Movement(
        part=first.part,
        clause=first.clause,
        points=-lost(group),
        item=first.item,
        rule=first.rule,
        refs=tuple(ref for line in group for ref in line.refs),
        sentences=tuple(_told_together(group, scheme, who)),
    )


def explain(sheet: Sheet, scheme: Scheme, who: Who = str) -> list[str]:
    """Why the unit has its score: the sum first, then every line that moved it, then what was not taken and why."""
    return [
        summary(sheet, scheme),
        *(sentence for cause in movements(sheet.lines, scheme, who) for sentence in cause.sentences),
        *(f"未采纳{f'（{refusal.ref}）' if refusal.ref else ''}：{refusal.sentence}" for refusal in sheet.refusals),
    ]


def summary(sheet: Sheet, scheme: Scheme) -> str:
    """The total as the sum of its parts, in one sentence."""
    unit = scheme.unit(sheet.unit)
    parts = [
        f"责任清单 {shown(sheet.part('task'))}",
        f"共性工作 {shown(sheet.part('common'))}",
        f"综合评价 {shown(sheet.part('leader'))}",
    ]
    if sheet.part("bonus"):
        parts.append(f"加分 {shown(sheet.part('bonus'))}")
    if sheet.part("extra"):
        parts.append(f"另设扣分 −{shown(-sheet.part('extra'))}")
    if sheet.part("decision"):
        sign = "−" if sheet.part("decision") < 0 else "+"
        parts.append(f"集体决定 {sign}{shown(abs(sheet.part('decision')))}")
    told = f"{unit.name}得 {shown(sheet.total)} 分：{'，'.join(parts)}。"
    if sheet.deferred:
        told += f"另有加分 {shown(sheet.deferred)} 分递延到下一年度。"
    return told if sheet.eligible else f"{told}已取消评先评优资格。"


def explain_item(sheet: Sheet, item: str, scheme: Scheme, who: Who = str) -> list[str]:
    """Why one item has its points."""
    marked = scheme.marked(item)
    head = f"{marked.clause}“{marked.label}”满分 {shown(marked.points)}，得 {shown(sheet.items[item])} 分。"
    moved = [sentence for cause in movements(sheet.of_item(item), scheme, who) for sentence in cause.sentences]
    return [head, *(moved or ["没有扣分。"])]


def told(line: Line, scheme: Scheme, who: Who = str) -> str:
    """One line as a sentence: clause, what, how many points, then proof, who and when."""
    return _sentence((line,), line.because, scheme, who)


def _groups(lines: Iterable[Line]) -> list[list[Line]]:
    """The lines that moved the score, those of one rule of an item together with their cap, in order."""
    groups: dict[tuple[str | None, str | None, int], list[Line]] = {}
    for place, line in enumerate(lines):
        if line.kind != "full":
            key = (line.item, line.rule, 0) if line.rule else (line.item, None, place)
            groups.setdefault(key, []).append(line)
    return list(groups.values())


def _told_together(group: list[Line], scheme: Scheme, who: Who) -> list[str]:
    """The lines of a rule, the last one with what its cap leaves: “… = 3 分，按“累计不超过 2.5 分”只扣 2.5 分”."""
    caps = [line for line in group if line.kind == "cap"]
    if not caps or len(group) == 1:
        return [told(line, scheme, who) for line in group]
    *others, last = [line for line in group if line.kind != "cap"]
    limit = shown(lost(group))
    because = f"{last.because}，按“累计不超过 {limit} 分”只扣 {limit} 分"
    return [*(told(line, scheme, who) for line in others), _sentence((last, *caps), because, scheme, who)]


def _sentence(lines: tuple[Line, ...], because: str, scheme: Scheme, who: Who) -> str:
    first = lines[0]
    place = f"{first.clause}“{scheme.marked(first.item).label}”" if first.item else first.clause
    mark = HUMAN if first.human and "人工裁量" not in because else ""
    tail = "；".join(part for line in lines for fact in line.facts if (part := _sourced(fact, because, who)))
    return f"{place}：{because}{mark}。{tail}{'。' if tail else ''}"


def _sourced(fact: Fact, because: str, who: Who) -> str:
    """Where a fact comes from: reason, event, proof, who and when; empty when nothing of it is known."""
    source, proof = fact.event or fact.document, fact.proof
    parts = [f"理由：{fact.reason}" if fact.reason not in because else "", f"依据：{source}" if source else ""]
    if proof:
        parts.append(f"佐证：{'、'.join(proof[:3])}{f' 等 {len(proof)} 份' if len(proof) > 3 else ''}")
    if fact.by:
        when = f"{fact.at.astimezone(LOCAL):%Y-%m-%d %H:%M} " if fact.at else ""
        behalf = f"（代{who(fact.on_behalf_of)}）" if fact.on_behalf_of else ""
        parts.append(f"{when}{who(fact.by)}{behalf}登记")
    return "，".join(part for part in parts if part)
