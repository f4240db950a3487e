"""Chapter 3: bonuses for honours, praise and contests, by the date on the document (四(四)1, reading 8)."""

import re
from datetime import date
from decimal import Decimal

from scoring.facts import BonusClaim, Facts
from scoring.model import Collector, Line, in_order
from scoring.parts import Window, is_exact, shown
from scoring.scheme import Bonus, Scheme

LOWER = re.compile(r"区|县|镇|乡|街道|中心|处室|社区|村")
HIGHER_PRAISE = re.compile(r"(国家|中央|国务院|部委?|省).*领导.*批示")
SEPARATORS = re.compile(r"[、/和及,，]")


class Refused(Exception):
    """Why a claim cannot be granted."""


def grant(facts: Facts, scheme: Scheme, out: Collector) -> list[Line]:
    """The bonus lines; refused claims change nothing, late ones go to the next year (deferred, in points)."""
    misreported = {finding.bonus for finding in facts.frauds if finding.bonus}
    lines = []
    for claim in in_order(facts.bonuses):
        assert isinstance(claim, BonusClaim)
        try:
            if claim.fraud or (claim.ref and claim.ref in misreported):
                out.eligible = False
                raise Refused("这项加分的材料被认定弄虚作假，加分作废。")
            points, because = _worth(claim, scheme)
            if _is_next_year(claim, facts, scheme.window):
                out.deferred += points
                continue
        except Refused as refusal:
            out.refuse(claim, str(refusal))
            continue
        lines.append(
            Line(part="bonus", clause=claim.clause, points=points, because=because, facts=(claim,),
                 human=claim.amount is not None)
        )  # fmt: skip
    return lines


def _worth(claim: BonusClaim, scheme: Scheme) -> tuple[Decimal, str]:
    """The points of a claim by its clause, and the arithmetic in words."""
    clauses = [bonus for bonus in scheme.bonuses if bonus.clause == claim.clause]
    if not clauses:
        raise Refused(f"加分条款“{claim.clause}”不在办法里，请核对。")
    if any(bonus.levels for bonus in clauses):
        return _honour(claim, clauses)
    if clauses[0].kind == "range":
        return _contest(claim, clauses[0])
    return _praise(claim, clauses[0])


def _honour(claim: BonusClaim, clauses: list[Bonus]) -> tuple[Decimal, str]:
    if not claim.level:
        raise Refused("请写明表彰的级别，比如“省级部门”“市政府”。")
    if claim.subject not in ("集体", "个人"):
        raise Refused(f"表彰对象要写“集体”或“个人”，填的是“{claim.subject}”。")
    amount = max(_level_amount(name, clauses) for name in SEPARATORS.split(claim.level) if name)
    if claim.amount is not None:
        _refuse_other_amount(claim, amount if claim.subject == "集体" else amount * _half(clauses))
    if claim.subject == "集体":
        return amount, f"{claim.level}表彰先进集体，加 {shown(amount)} 分"
    points = amount * _half(clauses)
    return points, f"{claim.level}表彰先进个人，{shown(amount)} × {shown(_half(clauses))} = {shown(points)} 分"


def _half(clauses: list[Bonus]) -> Decimal:
    return next((bonus.factor for bonus in clauses if bonus.factor is not None), Decimal(1))


def _level_amount(name: str, clauses: list[Bonus]) -> Decimal:
    for bonus in clauses:
        if bonus.amount is not None and (name in bonus.levels or name.removesuffix("级") in bonus.levels):
            return bonus.amount
    if LOWER.search(name):
        raise Refused(f"“{name}”低于办法列举的级别，不加分。")
    raise Refused(f"办法没有写明“{name}”属于哪一级，需考核办认定后再登记。")


def _praise(claim: BonusClaim, bonus: Bonus) -> tuple[Decimal, str]:
    assert bonus.amount is not None
    trigger = claim.trigger.strip()
    listed = any(len(trigger) >= 2 and (trigger in known or known in trigger) for known in bonus.triggers)
    if not listed and not HIGHER_PRAISE.search(trigger):
        raise Refused(f"“{trigger or '未写事由'}”不在“{'、'.join(bonus.triggers)}”之列，不加分。")
    _refuse_other_amount(claim, bonus.amount)
    return bonus.amount, f"{trigger}，加 {shown(bonus.amount)} 分"


def _contest(claim: BonusClaim, bonus: Bonus) -> tuple[Decimal, str]:
    low, high = bonus.min or Decimal(0), bonus.max or Decimal(0)
    if claim.amount is None:
        raise Refused(f"专项评比加分由考核办按名次确定，请填 {shown(low)} 到 {shown(high)} 分之间的分值。")
    if not low <= claim.amount <= high or not is_exact(claim.amount):
        raise Refused(f"专项评比每项加 {shown(low)} 到 {shown(high)} 分（两位小数以内），填的是 {claim.amount} 分。")
    return claim.amount, f"中心专项评比发文表彰，按名次加 {shown(claim.amount)} 分"


def _refuse_other_amount(claim: BonusClaim, amount: Decimal) -> None:
    if claim.amount is not None and claim.amount != amount:
        raise Refused(f"这一条按办法加 {shown(amount)} 分，不能填 {shown(claim.amount)} 分。")


def _is_next_year(claim: BonusClaim, facts: Facts, window: Window) -> bool:
    """Whether the claim moves to the next year; refused when its document counts in neither (reading 8)."""
    day, received = claim.document_date, claim.received_date or claim.document_date
    if received < day:
        raise Refused(f"收文日期 {received} 早于落款日期 {day}，请核对。")
    late = received > facts.assessment_date
    if window.holds(day):
        if claim.counted_last_year:
            raise Refused("这项荣誉上一年度已经加过分，不重复加。")
        return late
    if not _years_before(window).holds(day):
        raise Refused(f"文件落款 {day} 不在统计时间 {window.start} 至 {window.end} 内，不加分。")
    if claim.counted_last_year:
        raise Refused("这项荣誉上一年度已经加过分，不重复加。")
    before = facts.previous_assessment_date
    if before is None or received <= before or late:
        raise Refused(f"文件落款 {day} 属于上一统计年度，又不是上次考核之后才收到的，不加分。")
    return False


def _years_before(window: Window) -> Window:
    earlier = window.start.replace(year=window.start.year - 1)
    return Window.model_validate({"from": earlier, "to": date.fromordinal(window.start.toordinal() - 1)})
