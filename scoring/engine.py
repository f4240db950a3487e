"""The one door: facts in, a sheet of explained lines out; the order of the chapters stands here."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from scoring.bonuses import grant
from scoring.caps import limit
from scoring.decisions import decide
from scoring.deductions import Rules, deduct, measured, starting_loss
from scoring.errors import RuledOut
from scoring.facts import (
    Abstention,
    BonusClaim,
    BudgetRate,
    Decision,
    Deduction,
    ExtraDeduction,
    Fact,
    Facts,
    FraudFinding,
    LeaderScore,
    Relief,
    Verified,
    VetoFinding,
)
from scoring.leaders import average
from scoring.model import Collector, Line, Refusal, Sheet
from scoring.parts import shown
from scoring.penalties import penalise
from scoring.relief import relieve
from scoring.scheme import Marked, Scheme, Unit
from scoring.vetoes import empty_misreported, veto
from scoring.words import engine as said
from scoring.words.common import NOT_OF_UNIT

ENGINE_VERSION = "1"
"""Raised whenever the same facts could give another sheet; kept in every receipt."""


@dataclass(frozen=True)
class Plan:
    """What every sheet of a unit starts from, worked out once."""

    unit: Unit
    marked: dict[str, Marked]
    tasks: Rules
    commons: Rules
    start: tuple[Line, ...]
    losses: tuple[Line, ...]
    points: dict[str, Decimal]


_PLANS: dict[tuple[str, str], Plan] = {}


def score(facts: Facts, scheme: Scheme) -> Sheet:
    """Score one unit's year. Facts the method rules out become refusals and change nothing."""
    plan, out = _plan(scheme, facts.unit), Collector()
    counting = facts.task_deductions if scheme.read.verified_counts else facts.self_declared
    lines = deduct(counting, plan.tasks, scheme, out)
    lines += deduct(_common_deductions(facts, plan, scheme, out), plan.commons, scheme, out)
    inside = _entered(lines, scheme) if facts.extra_deductions else []
    lines += _given_back(lines, plan, scheme)
    lines += _unjudged(facts, plan, out)
    left = _left(plan, lines)
    lines += relieve(facts, plan.marked, out)
    before = dict(left)
    lines += empty_misreported(facts, scheme, plan.marked, left, out)
    _check_verified(facts, before, left, out)
    lines += [*average(facts, scheme, out), *grant(facts, scheme, out), *penalise(facts, scheme, inside, out)]
    lines += [*veto(facts, scheme, out), *decide(facts, out)]
    own = _self_items(facts, plan, scheme, out)
    return Sheet(
        unit=plan.unit.code,
        lines=plan.start + tuple(lines),
        refusals=tuple(out.refusals),
        items=left,
        self_items=own,
        self_task=None if own is None else sum(own.values(), Decimal(0)),
        eligible=out.eligible,
        deferred=out.deferred,
        flags=tuple(sorted(out.flags)),
    )


def check(fact: Fact, scheme: Scheme, so_far: Facts) -> Refusal | None:
    """What the method has against one more fact, in the same words `score` would use; None when it can be taken."""
    name = PLACES[type(fact)]
    if name is None:
        name = "common_deductions" if _is_common(fact, scheme) else "task_deductions"
    kept: Sequence[Any] = getattr(so_far, name) if name != "budget_rate" else ()
    candidate = fact.model_copy(update={"seq": max((one.seq for one in kept), default=0) + 1})
    new = candidate if name == "budget_rate" else (*kept, candidate)
    sheet = score(so_far.model_copy(update={name: new}), scheme)
    return next((refusal for refusal in sheet.refusals if refusal.fact is candidate), None)


PLACES: dict[type[Fact], str | None] = {
    Deduction: None,
    BudgetRate: "budget_rate",
    Abstention: "abstentions",
    BonusClaim: "bonuses",
    ExtraDeduction: "extra_deductions",
    VetoFinding: "vetoes",
    FraudFinding: "frauds",
    Relief: "reliefs",
    LeaderScore: "leader_scores",
    Verified: "verifications",
    Decision: "decisions",
}


def _is_common(fact: Fact, scheme: Scheme) -> bool:
    if not isinstance(fact, Deduction) or not scheme.knows_rule(fact.rule):
        return False
    return scheme.item_of_rule(fact.rule).part == "common"


def _plan(scheme: Scheme, name: str) -> Plan:
    key = (scheme.hash, name)
    if key not in _PLANS:
        _PLANS[key] = _planned(scheme, scheme.unit(name))
    return _PLANS[key]


def _planned(scheme: Scheme, unit: Unit) -> Plan:
    """A unit's start: every item and every row at its full marks (reading 1)."""
    marked = {one.id: one for one in (*unit.items, *scheme.commons)}
    full = [
        Line(part=one.part, kind="full", clause=one.clause, points=one.points, because=said.FULL, item=one.id)
        for one in marked.values()
    ]
    found = () if scheme.read.loss_from_full else tuple(starting_loss(one) for one in marked.values())
    losses = tuple(one for one in found if one is not None)
    points = {one.id: one.points for one in marked.values()}
    for loss in losses:
        points[loss.item or ""] += loss.points
    return Plan(
        unit=unit,
        marked=marked,
        tasks={rule.id: (item, rule) for item in unit.items for rule in item.rules},
        commons={rule.id: (row, rule) for row in scheme.commons for rule in row.rules},
        start=(*full, *losses),
        losses=losses,
        points=points,
    )


def _common_deductions(facts: Facts, plan: Plan, scheme: Scheme, out: Collector) -> Sequence[Deduction]:
    """The common deductions with what the budget rate means; the rate decides, entries beside it are refused."""
    rate = facts.budget_rate
    if rate is None:
        return facts.common_deductions
    try:
        found = measured(rate, scheme.commons, scheme)
    except RuledOut as problem:
        out.refuse(rate, problem.sentence)
        return facts.common_deductions
    for one in facts.common_deductions:
        if one.rule in found:
            out.refuse(one, said.RATE_ENTERED.format(rate=rate.rate))
    entered = [one for one in facts.common_deductions if one.rule not in found]
    return [*entered, *(one for one in found.values() if one is not None)]


def _unjudged(facts: Facts, plan: Plan, out: Collector) -> list[Line]:
    """A line of no points for every row whose scorer did not judge the unit: full marks are not his word."""

    def take(one: Abstention) -> Line:
        row = plan.marked.get(one.item)
        if row is None:
            raise RuledOut(NOT_OF_UNIT.format(item=one.item))
        because = said.UNJUDGED.format(reason=one.reason)
        return Line(
            part=row.part, kind="abstained", clause=row.clause, points=Decimal(0), because=because, item=row.id,
            facts=(one,),
        )  # fmt: skip

    return list(out.taken(facts.abstentions, take))


def _entered(lines: list[Line], scheme: Scheme) -> list[Deduction]:
    """The deductions that somebody found, which may rest on an event; a measured rate rests on none."""
    found = [fact for one in lines for fact in one.facts if isinstance(fact, Deduction)]
    return [fact for fact in found if scheme.rule(fact.rule).measure is None]


def _given_back(lines: list[Line], plan: Plan, scheme: Scheme) -> list[Line]:
    """What caps and floors give back, item by item."""
    touched = sorted({one.item for one in lines if one.item})
    taken = [*plan.losses, *lines]
    return [
        back for item in touched for back in limit(taken, plan.marked[item], with_caps=scheme.read.caps_limit)
    ]  # fmt: skip


def _left(plan: Plan, lines: list[Line]) -> dict[str, Decimal]:
    """The points each item keeps."""
    left = dict(plan.points)
    for one in lines:
        left[one.item or ""] += one.points
    return left


def _self_items(facts: Facts, plan: Plan, scheme: Scheme, out: Collector) -> dict[str, Decimal] | None:
    """What the unit's own declarations would leave of its list; kept beside the score, never in it (reading 12).

    What cannot be declared is refused, once, though the same record may count elsewhere.
    """
    if not facts.self_declared:
        return None
    aside = Collector()
    lines = deduct(facts.self_declared, plan.tasks, scheme, aside)
    known = {(refusal.ref, refusal.sentence) for refusal in out.refusals}
    out.refusals += [refusal for refusal in aside.refusals if (refusal.ref, refusal.sentence) not in known]
    left = _left(plan, [*lines, *_given_back(lines, plan, scheme)])
    return {item.id: left[item.id] for item in plan.unit.items}


def _check_verified(facts: Facts, before: dict[str, Decimal], left: dict[str, Decimal], out: Collector) -> None:
    """A verified value that the counting deductions do not give is refused: the lines are the truth."""

    def take(one: Verified) -> None:
        if one.item not in left:
            raise RuledOut(NOT_OF_UNIT.format(item=one.item))
        if one.points not in (before[one.item], left[one.item]):
            given = shown(before[one.item])
            raise RuledOut(said.VERIFIED_OTHERWISE.format(item=one.item, points=shown(one.points), given=given))

    list(out.taken(facts.verifications, take))
