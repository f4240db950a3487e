"""A sheet told as sentences: clause, count, arithmetic, proof, who, when."""

from collections.abc import Callable, Iterable
from datetime import timedelta, timezone
from decimal import Decimal

from scoring.facts import Fact, PartId
from scoring.model import Line, Refusal, Sheet, lost
from scoring.parts import Frozen, shown
from scoring.scheme import Marked, Scheme
from scoring.words import explain as said
from scoring.words.common import NAMED
from scoring.words.names import PARTS

Who = Callable[[str], str]
"""Turns a person's id into the name a reader knows."""

LOCAL = timezone(timedelta(hours=8))
NAMED_PROOFS = 3
ALWAYS: tuple[PartId, ...] = ("task", "common", "leader")
"""The parts every score is told with."""


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
        *(_refused(refusal) for refusal in sheet.refusals),
    ]


def _refused(refusal: Refusal) -> str:
    return (said.REFUSED_NAMED if refusal.ref else said.REFUSED).format(ref=refusal.ref, sentence=refusal.sentence)


def summary(sheet: Sheet, scheme: Scheme) -> str:
    """The total as the sum of its parts, in one sentence."""
    parts = [_part(part, shown(sheet.part(part))) for part in ALWAYS]
    if sheet.part("bonus"):
        parts.append(_part("bonus", shown(sheet.part("bonus"))))
    if sheet.part("extra"):
        parts.append(_part("extra", f"−{shown(-sheet.part('extra'))}"))
    if sheet.part("decision"):
        sign = "−" if sheet.part("decision") < 0 else "+"
        parts.append(_part("decision", f"{sign}{shown(abs(sheet.part('decision')))}"))
    told = said.TOTAL.format(unit=scheme.unit(sheet.unit).name, total=shown(sheet.total), parts="，".join(parts))
    if sheet.deferred:
        told += said.DEFERRED.format(points=shown(sheet.deferred))
    return told if sheet.eligible else told + said.NOT_ELIGIBLE


def _part(part: PartId, points: str) -> str:
    return said.PART.format(name=PARTS[part], points=points)


def explain_item(sheet: Sheet, item: str, scheme: Scheme, who: Who = str) -> list[str]:
    """Why one item has its points."""
    marked = scheme.marked(item)
    head = said.ITEM.format(item=_named(marked), full=shown(marked.points), points=shown(sheet.items[item]))
    moved = [sentence for cause in movements(sheet.of_item(item), scheme, who) for sentence in cause.sentences]
    return [head, *(moved or [said.NOTHING_LOST])]


def _named(marked: Marked) -> str:
    return NAMED.format(clause=marked.clause, label=marked.label)


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
    because = said.CAPPED.format(because=last.because, limit=shown(lost(group)))
    return [*(told(line, scheme, who) for line in others), _sentence((last, *caps), because, scheme, who)]


def _sentence(lines: tuple[Line, ...], because: str, scheme: Scheme, who: Who) -> str:
    first = lines[0]
    label = scheme.marked(first.item).label if first.item else ""
    place = NAMED.format(clause=first.clause, label=label) if first.item else first.clause
    mark = said.JUDGED_MARK if first.human and said.JUDGED not in because else ""
    line = said.LINE.format(place=place, because=because, mark=mark)
    sources = "；".join(part for one in lines for fact in one.facts if (part := _sourced(fact, because, who)))
    return line + said.SOURCES.format(sources=sources) if sources else line


def _sourced(fact: Fact, because: str, who: Who) -> str:
    """Where a fact comes from: reason, event, proof, who and when; empty when nothing of it is known."""
    source, proof = fact.event or fact.document, fact.proof
    parts = []
    if fact.reason not in because:
        parts.append(said.REASON.format(reason=fact.reason))
    if source:
        parts.append(said.SOURCE.format(source=source))
    if proof:
        told = said.PROOF_MORE if len(proof) > NAMED_PROOFS else said.PROOF
        parts.append(told.format(names="、".join(proof[:NAMED_PROOFS]), count=len(proof)))
    if fact.by:
        parts.append(_entered(fact, who))
    return "，".join(parts)


def _entered(fact: Fact, who: Who) -> str:
    when = f"{fact.at.astimezone(LOCAL):%Y-%m-%d %H:%M} " if fact.at else ""
    by = who(fact.by)
    if fact.on_behalf_of:
        by = said.ON_BEHALF.format(who=by, other=who(fact.on_behalf_of))
    return said.ENTERED.format(when=when, who=by)
