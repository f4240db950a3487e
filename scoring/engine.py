"""The one door: facts in, a sheet of explained lines out; the order of the chapters stands here."""

from decimal import Decimal

from scoring.bonuses import grant
from scoring.caps import limit
from scoring.decisions import decide
from scoring.deductions import deduct, rate_deduction
from scoring.facts import Facts
from scoring.leaders import average
from scoring.model import Collector, Line, Refusal, Sheet
from scoring.parts import shown
from scoring.penalties import penalise
from scoring.scheme import Marked, Scheme, Unit
from scoring.vetoes import empty_misreported, refuse_missing_claims, veto

ENGINE_VERSION = "1"
"""Raised whenever the same facts could give another sheet; kept in every receipt."""

FULL = "满分"
_FULL_MARKS: dict[tuple[str, str], tuple[Line, ...]] = {}


def score(facts: Facts, scheme: Scheme) -> Sheet:
    """Score one unit's year. Facts the method rules out become refusals and change nothing."""
    unit = scheme.unit(facts.unit)
    out = Collector()
    common = list(facts.common_deductions)
    if facts.budget_rate is not None:
        common += rate_deduction(facts.budget_rate, scheme.commons)
    lines = [*deduct(facts.task_deductions, scheme, unit.items, out), *deduct(common, scheme, scheme.commons, out)]
    deducted = bool(lines)
    touched = {line.item for line in lines}
    marked = _marked(scheme, unit)
    for item_id in sorted(one for one in touched if one):
        lines += limit(lines, marked[item_id])
    left = _left(marked, lines)
    lines += empty_misreported(facts, scheme, marked, left, out)
    refuse_missing_claims(facts, out)
    extras = penalise(facts, scheme, out)
    if extras and deducted:
        out.flags.add("double_jeopardy_confirm")
    lines += [*average(facts, scheme, out), *grant(facts, scheme, out), *extras]
    lines += [*veto(facts, scheme, out), *decide(facts, out)]
    _check_verified(facts, left, out)
    return Sheet(
        unit=unit.code,
        lines=(*_full_marks(scheme, unit), *lines),
        refusals=tuple(out.refusals),
        items=left,
        self_task=_self_task(facts, scheme, unit),
        eligible=out.eligible,
        deferred=out.deferred,
        flags=tuple(sorted(out.flags)),
    )


def _marked(scheme: Scheme, unit: Unit) -> dict[str, Marked]:
    return {one.id: one for one in (*unit.items, *scheme.commons)}


def _full_marks(scheme: Scheme, unit: Unit) -> tuple[Line, ...]:
    """The lines a unit starts from: every item and every row at its full marks (reading 1); made once per unit."""
    key = (scheme.hash, unit.code)
    if key not in _FULL_MARKS:
        items = [Line(part="task", clause=i.clause, points=i.points, because=FULL, item=i.id) for i in unit.items]
        rows = [Line(part="common", clause=r.clause, points=r.points, because=FULL, item=r.id) for r in scheme.commons]
        _FULL_MARKS[key] = (*items, *rows)
    return _FULL_MARKS[key]


def _left(marked: dict[str, Marked], lines: list[Line]) -> dict[str, Decimal]:
    """The points each item keeps."""
    left = {one.id: one.points for one in marked.values()}
    for line in lines:
        if line.item is not None:
            left[line.item] += line.points
    return left


def _self_task(facts: Facts, scheme: Scheme, unit: Unit) -> Decimal | None:
    """What the unit's own declarations would give its list; kept beside the score, never in it (reading 12)."""
    if not facts.self_declared:
        return None
    lines = deduct(facts.self_declared, scheme, unit.items, Collector())
    items = {item.id: item for item in unit.items}
    for item_id in sorted({line.item for line in lines if line.item}):
        lines += limit(lines, items[item_id])
    return scheme.part("task").points + sum((line.points for line in lines), Decimal(0))


def _check_verified(facts: Facts, left: dict[str, Decimal], out: Collector) -> None:
    """A verified value that the counting deductions do not give is refused: the lines are the truth."""
    for one in facts.verifications:
        if one.item not in left:
            out.refusals.append(Refusal(ref=one.ref, sentence=f"“{one.item}”不是这个单位的考核事项，请核对。"))
        elif left[one.item] != one.points:
            sentence = (
                f"{one.item} 核准分写的是 {shown(one.points)}，按登记的扣分应为 {shown(left[one.item])}，请核对。"
            )
            out.refusals.append(Refusal(ref=one.ref, sentence=sentence))
