"""Chapter 5: 一票否决 and 弄虚作假 end eligibility; fraud also empties the item (四(四)3, 七(三))."""

from decimal import Decimal

from scoring.facts import Facts
from scoring.model import Collector, Line
from scoring.parts import shown
from scoring.scheme import Marked, Scheme


def veto(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """A line of no points per finding, so that the reader sees why eligibility is gone."""
    lines = []
    for finding in facts.vetoes:
        if finding.clause not in {clause.clause for clause in scheme.vetoes}:
            out.refuse(finding, f"否决条款“{finding.clause}”不在办法里，请核对。")
            continue
        out.eligible = False
        because = f"一票否决：{finding.reason or '有文件认定'}；得分和名次不变，取消评先评优资格"
        lines.append(Line(part="decision", clause=finding.clause, points=Decimal(0), because=because, facts=(finding,)))
    return lines


def empty_misreported(
    facts: Facts, scheme: Scheme, marked: dict[str, Marked], left: dict[str, Decimal], out: Collector
) -> list[Line]:
    """The line that takes an item's remaining points when it was misreported; the item is 0, never below."""
    lines = []
    for finding in facts.frauds:
        if not finding.item:
            continue
        item = marked.get(finding.item)
        if item is None:
            out.refuse(finding, f"“{finding.item}”不是这个单位的考核事项，请核对。")
            continue
        out.eligible = False
        points, left[item.id] = left[item.id], Decimal(0)
        because = f"认定弄虚作假，本项剩余 {shown(points)} 分全部扣除，取消评优资格"
        lines.append(
            Line(
                part=item.part,
                clause=scheme.fraud.clause,
                points=-points,
                because=because,
                item=item.id,
                facts=(finding,),
            )
        )
    return lines


def refuse_missing_claims(facts: Facts, out: Collector) -> None:
    """Refuse a finding about a bonus claim that does not exist."""
    claimed = {claim.ref for claim in facts.bonuses}
    for finding in facts.frauds:
        if finding.bonus and finding.bonus not in claimed:
            out.refuse(finding, f"没有编号为“{finding.bonus}”的加分申报，请核对。")
        elif not finding.item and not finding.bonus:
            out.refuse(finding, "弄虚作假的认定要写明是哪个事项或哪项加分。")
