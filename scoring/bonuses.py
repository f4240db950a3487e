"""Chapter 3: bonuses for honours, praise and contests, by the date on the document (四(四)1, reading 8)."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from scoring.errors import RuledOut
from scoring.facts import BonusClaim, Facts
from scoring.model import Collector, Line, in_order
from scoring.parts import is_exact, shown
from scoring.scheme import Bonus, Scheme
from scoring.words import bonuses as said

LOWER = re.compile(r"区|县|镇|乡|街道|中心|处室|社区|村")
"""Levels below those the paper names: they earn nothing."""

HIGHER_PRAISE = re.compile(r"(国家|中央|国务院|部委|部领导|部长|总理|全国|省).*批示")
"""A leader above the city who praises in writing is praise as well."""


def grant(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """The bonus lines; refused claims change nothing, late ones go to the next year (deferred, in points)."""
    misreported = {finding.bonus for finding in facts.frauds if finding.bonus}
    best = _best_of_each_honour(facts, scheme)

    def take(claim: BonusClaim) -> Line | None:
        if claim.fraud or claim.ref in misreported:
            raise RuledOut(said.MISREPORTED)
        points, because = _worth(claim, scheme)
        later = _is_next_year(claim, facts, scheme)
        first = best.get(claim.honour, claim)
        if first is not claim:
            raise RuledOut(said.CLAIMED_ALREADY.format(first=first.document or first.ref))
        if later:
            out.deferred += points
            return None
        return Line(
            part="bonus", kind="bonus", clause=claim.clause, points=points, because=because, facts=(claim,),
            human=claim.amount is not None,
        )  # fmt: skip

    return list(out.taken(facts.bonuses, take))


def _best_of_each_honour(facts: Facts, scheme: Scheme) -> dict[str, BonusClaim]:
    """Of several claims that report one honour the highest that can be granted; the earliest of equals."""
    misreported = {finding.bonus for finding in facts.frauds if finding.bonus}
    best: dict[str, tuple[Decimal, BonusClaim]] = {}
    for claim in in_order(facts.bonuses):
        if not claim.honour or claim.fraud or claim.ref in misreported:
            continue
        try:
            points = _worth(claim, scheme)[0]
            _is_next_year(claim, facts, scheme)
        except RuledOut:
            continue
        if claim.honour not in best or points > best[claim.honour][0]:
            best[claim.honour] = (points, claim)
    return {honour: claim for honour, (_, claim) in best.items()}


def _worth(claim: BonusClaim, scheme: Scheme) -> tuple[Decimal, str]:
    """The points of a claim by its clause, and the arithmetic in words."""
    clauses = [bonus for bonus in scheme.bonuses if bonus.clause == claim.clause]
    if not clauses:
        raise RuledOut(said.NO_SUCH_CLAUSE.format(clause=claim.clause))
    if any(bonus.levels for bonus in clauses):
        return _honour(claim, clauses)
    if clauses[0].kind == "range":
        return _contest(claim, clauses[0])
    return _praise(claim, clauses[0])


def _honour(claim: BonusClaim, clauses: list[Bonus]) -> tuple[Decimal, str]:
    if claim.subject not in ("集体", "个人"):
        raise RuledOut(said.WRONG_SUBJECT.format(subject=claim.subject))
    amount = _level_amount(claim.level.strip(), clauses)
    half = next((bonus.factor for bonus in clauses if bonus.factor is not None), Decimal(1))
    points = amount if claim.subject == "集体" else amount * half
    _refuse_other_amount(claim, points)
    if claim.subject == "集体":
        return points, said.HONOUR_OF_ALL.format(level=claim.level, points=shown(points))
    return points, said.HONOUR_OF_ONE.format(
        level=claim.level, amount=shown(amount), half=shown(half), points=shown(points)
    )


def _level_amount(level: str, clauses: list[Bonus]) -> Decimal:
    """The points of the highest level named: 市委、市政府 and 市委市政府 name two."""
    amounts = {name: bonus.amount for bonus in clauses for name in bonus.levels if bonus.amount is not None}
    if not level:
        raise RuledOut(said.NO_LEVEL.format(levels="、".join(amounts)))
    found = _names_in(level, amounts)
    if found:
        return max(amounts[name] for name in found)
    if LOWER.search(level):
        raise RuledOut(said.LEVEL_TOO_LOW.format(level=level))
    raise RuledOut(said.LEVEL_UNKNOWN.format(level=level))


def _names_in(level: str, names: Iterable[str]) -> list[str]:
    """The listed levels that a text is made of; none when anything else remains."""
    listed = "|".join(sorted((re.escape(name) for name in names), key=len, reverse=True))
    if not re.fullmatch(rf"(?:(?:{listed})级?[、/和及,，\s]*)+", level):
        return []
    return re.findall(listed, level)


def _praise(claim: BonusClaim, bonus: Bonus) -> tuple[Decimal, str]:
    assert bonus.amount is not None
    trigger = claim.trigger.strip()
    listed = any(len(trigger) > 1 and (trigger in known or known in trigger) for known in bonus.triggers)
    if not listed and not HIGHER_PRAISE.search(trigger):
        raise RuledOut(said.NOT_LISTED.format(trigger=trigger or said.NO_TRIGGER, listed="、".join(bonus.triggers)))
    _refuse_other_amount(claim, bonus.amount)
    return bonus.amount, said.PRAISED.format(trigger=trigger, points=shown(bonus.amount))


def _contest(claim: BonusClaim, bonus: Bonus) -> tuple[Decimal, str]:
    low, high = bonus.min or Decimal(0), bonus.max or Decimal(0)
    if claim.amount is None:
        raise RuledOut(said.NO_AMOUNT.format(low=shown(low), high=shown(high)))
    if not low <= claim.amount <= high or not is_exact(claim.amount):
        raise RuledOut(said.WRONG_AMOUNT.format(low=shown(low), high=shown(high), amount=claim.amount))
    return claim.amount, said.PLACED.format(points=shown(claim.amount))


def _refuse_other_amount(claim: BonusClaim, amount: Decimal) -> None:
    if claim.amount is not None and claim.amount != amount:
        raise RuledOut(said.FIXED_AMOUNT.format(points=shown(amount), amount=shown(claim.amount)))


def _is_next_year(claim: BonusClaim, facts: Facts, scheme: Scheme) -> bool:
    """Whether the claim moves to the next year; ruled out when its document counts in neither (reading 8)."""
    received = claim.received_date or claim.document_date
    if received < claim.document_date:
        raise RuledOut(said.RECEIVED_TOO_SOON.format(received=received, dated=claim.document_date))
    day = claim.document_date if scheme.read.bonus_by_document else received
    late = received > facts.assessment_date
    counts = scheme.window.holds(day)
    if not counts and not (scheme.window.before().holds(day) and _came_too_late_then(received, late, facts)):
        raise RuledOut(_outside(day, scheme))
    if claim.counted_last_year:
        raise RuledOut(said.COUNTED_LAST_YEAR)
    return counts and late


def _came_too_late_then(received: date, late: bool, facts: Facts) -> bool:
    """Whether a document of the year before was received after that year's assessment, and before this one's."""
    before = facts.previous_assessment_date
    return before is not None and received > before and not late


def _outside(day: date, scheme: Scheme) -> str:
    start, end = scheme.window.start, scheme.window.end
    if scheme.window.before().holds(day):
        return said.OF_LAST_YEAR.format(day=day)
    return said.OUTSIDE_YEAR.format(day=day, start=start, end=end)
