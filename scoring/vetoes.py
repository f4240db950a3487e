"""Chapter 5: 一票否决 and 弄虚作假 end eligibility; fraud also empties the item (四(四)3, 七(三), reading 10)."""

from collections.abc import Mapping
from decimal import Decimal

from scoring.errors import RuledOut
from scoring.facts import Facts, FraudFinding, VetoFinding
from scoring.model import Collector, Line
from scoring.parts import shown
from scoring.scheme import Marked, Scheme
from scoring.words import vetoes as said
from scoring.words.common import NOT_OF_UNIT


def veto(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """A line of no points per finding, so that the reader sees why eligibility is gone."""
    known = {clause.clause for clause in scheme.vetoes}

    def take(finding: VetoFinding) -> Line:
        if finding.clause not in known:
            raise RuledOut(said.NO_SUCH_CLAUSE.format(clause=finding.clause))
        out.eligible = False
        because = said.VETOED.format(reason=finding.reason or said.NO_REASON)
        return Line(
            part="decision", kind="veto", clause=finding.clause, points=Decimal(0), because=because, facts=(finding,)
        )

    return list(out.taken(facts.vetoes, take))


def empty_misreported(
    facts: Facts, scheme: Scheme, marked: Mapping[str, Marked], left: dict[str, Decimal], out: Collector
) -> list[Line]:
    """The line that takes an item's remaining points when it was misreported; the item is 0, never below.

    A misreported bonus is set aside by the chapter on bonuses; here it ends eligibility.
    """
    claimed = {claim.ref for claim in facts.bonuses if claim.ref}

    def take(finding: FraudFinding) -> Line | None:
        if bool(finding.item) == bool(finding.bonus):
            raise RuledOut(said.ONE_THING)
        if finding.bonus and finding.bonus not in claimed:
            raise RuledOut(said.NO_SUCH_CLAIM.format(bonus=finding.bonus))
        if finding.item and finding.item not in marked:
            raise RuledOut(NOT_OF_UNIT.format(item=finding.item))
        out.eligible = False
        return _emptied(finding, marked[finding.item], left, scheme) if finding.item else None

    if any(claim.fraud for claim in facts.bonuses):
        out.eligible = False
    return list(out.taken(facts.frauds, take))


def _emptied(finding: FraudFinding, item: Marked, left: dict[str, Decimal], scheme: Scheme) -> Line:
    points, left[item.id] = left[item.id], Decimal(0)
    because = said.EMPTIED.format(points=shown(points))
    return Line(
        part=item.part, kind="fraud", clause=scheme.fraud.clause, points=Decimal(0) - points, because=because,
        item=item.id, facts=(finding,),
    )  # fmt: skip
