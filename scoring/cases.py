"""Case files (`appraisal-cases/1`): worked examples in, the results of this engine out."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from scoring.engine import score
from scoring.errors import CaseError, ScoringError
from scoring.facts import (
    BonusClaim,
    BudgetRate,
    Deduction,
    ExtraDeduction,
    Facts,
    FraudFinding,
    LeaderScore,
    Verified,
    VetoFinding,
)
from scoring.model import Sheet
from scoring.parts import CENT
from scoring.ranking import rank
from scoring.scheme import Scheme
from scoring.words import cases as said

FORMAT = "appraisal-cases/1"
FOR_PEOPLE = frozenset({"say", "label", "note", "basis", "decided_by", "reasoning"})
SHOWN_FLAGS = frozenset({"alternatives_confirm", "double_jeopardy_confirm"})


Tell = Callable[[str], None]
"""Hears each refusal as a sentence, for people beside the numbers."""


def run_cases(text: str, scheme: Scheme, tell: Tell = lambda sentence: None) -> dict[str, Any]:
    """Score every case of a file; CaseError names the first thing that cannot be read."""
    results: list[dict[str, Any]] = []
    rankings: list[dict[str, Any]] = []
    for case in _read(text):
        if "ranking" in case:
            rankings.append(_ranked(case, scheme, tell))
        elif "subcases" in case:
            results += [_result(one, scheme, tell) for one in _records(case["subcases"], "subcases")]
        elif "unit" in case:
            results.append(_result(case, scheme, tell))
        else:
            raise CaseError(said.NOTHING_TO_SCORE.format(case=_text(case, "id")))
    return {"cases": results, "rankings": rankings}


def cases_json(text: str, scheme: Scheme, tell: Tell = lambda sentence: None) -> str:
    """The same as JSON text."""
    return json.dumps(run_cases(text, scheme, tell), ensure_ascii=False, indent=1)


def _read(text: str) -> list[dict[str, Any]]:
    try:
        body = json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as problem:
        raise CaseError(said.BROKEN_LINE.format(line=problem.lineno)) from None
    except (ValueError, ArithmeticError, RecursionError):
        raise CaseError(said.BROKEN) from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise CaseError(said.OTHER_FORMAT.format(format=FORMAT))
    return _records(body.get("cases"), "cases")


def _records(value: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise CaseError(said.NOT_A_LIST.format(name=name))
    return value


def _result(case: dict[str, Any], scheme: Scheme, tell: Tell) -> dict[str, Any]:
    case_id = _text(case, "id")
    unit, sheet = _scored(case_id, case, scheme, tell)
    full = {one.id: one.points for one in (*scheme.unit(unit).items, *scheme.commons)}
    result = {
        "id": case_id,
        "unit": unit,
        "task": number(sheet.part("task")),
        "common": number(sheet.part("common")),
        "leader": number(sheet.part("leader")),
        "bonus": number(sheet.part("bonus")),
        "extra_deduction": number(-sheet.part("extra")),
        "total": number(sheet.total),
        "eligible_for_excellence": sheet.eligible,
        "items": {item: number(points) for item, points in sheet.items.items() if points != full[item]},
        "rejected": [refusal.ref for refusal in sheet.refusals if refusal.ref],
        "deferred_to_next_year": number(sheet.deferred),
        "flags": [flag for flag in sheet.flags if flag in SHOWN_FLAGS],
    }
    return result if sheet.self_task is None else {**result, "self_task": number(sheet.self_task)}


def _ranked(case: dict[str, Any], scheme: Scheme, tell: Tell) -> dict[str, Any]:
    case_id = _text(case, "id")
    rows = _records(case["ranking"], "ranking")
    nth = said.NTH_UNIT.format
    scored = [_scored(nth(case=case_id, number=n), one, scheme, tell) for n, one in enumerate(rows, start=1)]
    names = {sheet.unit: unit for unit, sheet in scored}
    if len(names) < len(scored):
        raise CaseError(said.UNIT_TWICE.format(case=case_id))
    ranks = rank([sheet for _, sheet in scored], scheme).ranks
    return {
        "id": case_id,
        "ranks": [
            {
                "unit": names[one.unit],
                "total": number(one.total),
                "rank": one.rank,
                "rank_among_eligible": one.rank_among_eligible,
            }
            for one in ranks
        ],
    }


def _scored(case_id: str, case: dict[str, Any], scheme: Scheme, tell: Tell) -> tuple[str, Sheet]:
    """The unit as the case writes it, and its sheet."""
    try:
        unit = _text(case, "unit")
        inputs = case.get("inputs", {})
        if not isinstance(inputs, dict):
            raise CaseError(said.NOT_INPUTS)
        facts = facts_of(scheme.unit(unit).code, inputs)
        _refuse_nameless(facts, scheme)
    except ScoringError as problem:
        raise CaseError(said.OF_CASE.format(case=case_id, sentence=problem.sentence)) from None
    sheet = score(facts, scheme)
    for refusal in sheet.refusals:
        entry = said.OF_ENTRY.format(ref=refusal.ref, sentence=refusal.sentence) if refusal.ref else refusal.sentence
        tell(said.OF_CASE.format(case=case_id, sentence=entry))
    return unit, sheet


def _refuse_nameless(facts: Facts, scheme: Scheme) -> None:
    """A rule nobody knows, in an entry without a ref, could only vanish unseen: that is a slip in the file."""
    for one in (*facts.task_deductions, *facts.common_deductions, *facts.self_declared):
        if not one.ref:
            scheme.rule(one.rule)


def facts_of(unit: str, inputs: dict[str, Any]) -> Facts:
    """The facts a case's inputs stand for; CaseError for a key or a value that cannot be read."""
    known = {*READERS, "budget_execution_rate", "assessment_date", "previous_assessment_date"} | FOR_PEOPLE
    strange = sorted(set(inputs) - known)
    if strange:
        raise CaseError(said.UNKNOWN_INPUT.format(name=strange[0]))
    made: dict[str, Any] = {}
    for key, (name, read) in READERS.items():
        rows = _records([] if inputs.get(key) is None else inputs[key], key)
        made[name] = tuple(read(_Row(key, seq, row)) for seq, row in enumerate(rows, start=1))
    if inputs.get("budget_execution_rate") is not None:
        made["budget_rate"] = BudgetRate(rate=_decimal(inputs["budget_execution_rate"], "budget_execution_rate"))
    for key in ("assessment_date", "previous_assessment_date"):
        if inputs.get(key) is not None:
            made[key] = _day(inputs[key], key)
    return Facts(unit=unit, **made)


class _Row:
    """One record of a case, read field by field; fields for people are let through."""

    def __init__(self, key: str, seq: int, row: dict[str, Any]) -> None:
        self.key, self.seq, self.row = key, seq, row

    def about(self, *allowed: str) -> dict[str, Any]:
        """The fields every fact has; refuses fields this kind of record does not know."""
        strange = sorted(set(self.row) - {*allowed, "ref", "reason"} - FOR_PEOPLE)
        if strange:
            raise CaseError(said.UNKNOWN_NAME.format(key=self.key, number=self.seq, name=strange[0]))
        return {"ref": self.text("ref", ""), "seq": self.seq, "reason": self.text("reason", "")}

    def place(self, name: str) -> str:
        """Where one of its values stands in the file, for people."""
        return said.NTH_ROW.format(key=self.key, number=self.seq, name=name)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; an optional one that is left out or null is its default."""
        value = self.row.get(name)
        value = default if value is None else value
        if not isinstance(value, str):
            raise CaseError(said.NOT_A_TEXT.format(name=self.place(name)))
        return value

    def decimal(self, name: str) -> Decimal | None:
        value = self.row.get(name)
        return None if value is None else _decimal(value, self.place(name))

    def needed(self, name: str) -> Decimal:
        return _decimal(self.row.get(name), self.place(name))

    def day(self, name: str) -> date | None:
        value = self.row.get(name)
        return None if value is None else _day(value, self.place(name))

    def truth(self, name: str) -> bool:
        value = self.row.get(name)
        value = False if value is None else value
        if not isinstance(value, bool):
            raise CaseError(said.NOT_TRUE_OR_FALSE.format(name=self.place(name)))
        return value


def _deduction(row: _Row) -> Deduction:
    about = row.about("rule", "amount", "amounts", "count")
    amount, amounts = row.decimal("amount"), row.row.get("amounts")
    amounts = [] if amounts is None else amounts
    if not isinstance(amounts, list) or (amount is not None and amounts):
        raise CaseError(said.ONE_AMOUNT.format(key=row.key, number=row.seq))
    listed = [_decimal(one, row.place("amounts")) for one in amounts]
    chosen = listed if amount is None else [amount]
    return Deduction(rule=row.text("rule"), count=row.decimal("count"), amounts=tuple(chosen), **about)


def _bonus(row: _Row) -> BonusClaim:
    about = row.about(
        "clause",
        "level",
        "subject",
        "trigger",
        "amount",
        "document_date",
        "received_date",
        "counted_last_year",
        "fraud",
    )
    document_date = row.day("document_date")
    if document_date is None:
        raise CaseError(said.NO_DOCUMENT_DATE.format(number=row.seq))
    return BonusClaim(
        clause=row.text("clause"),
        level=row.text("level", ""),
        subject=row.text("subject", "集体"),
        trigger=row.text("trigger", ""),
        amount=row.decimal("amount"),
        document_date=document_date,
        received_date=row.day("received_date"),
        counted_last_year=row.truth("counted_last_year"),
        fraud=row.truth("fraud"),
        **about,
    )


def _extra(row: _Row) -> ExtraDeduction:
    about = row.about("clause", "role", "amount", "count")
    count = row.decimal("count")
    return ExtraDeduction(
        clause=row.text("clause"),
        role=row.text("role", ""),
        amount=row.decimal("amount"),
        count=Decimal(1) if count is None else count,
        **about,
    )


def _veto(row: _Row) -> VetoFinding:
    about = row.about("clause")
    return VetoFinding(clause=row.text("clause"), **about)


def _fraud(row: _Row) -> FraudFinding:
    about = row.about("item", "bonus")
    return FraudFinding(item=row.text("item", ""), bonus=row.text("bonus", ""), **about)


def _leader(row: _Row) -> LeaderScore:
    about = row.about("leader", "score")
    return LeaderScore(leader=row.text("leader"), score=row.needed("score"), **about)


def _verified(row: _Row) -> Verified:
    about = row.about("item", "self", "verified")
    return Verified(item=row.text("item"), own=row.decimal("self"), points=row.needed("verified"), **about)


READERS: dict[str, tuple[str, Any]] = {
    "task_deductions": ("task_deductions", _deduction),
    "common_deductions": ("common_deductions", _deduction),
    "self_declared": ("self_declared", _deduction),
    "bonuses": ("bonuses", _bonus),
    "extra_deductions": ("extra_deductions", _extra),
    "veto": ("vetoes", _veto),
    "fraud": ("frauds", _fraud),
    "leader_scores": ("leader_scores", _leader),
    "verification": ("verifications", _verified),
}


def _text(case: dict[str, Any], name: str) -> str:
    value = case.get(name)
    if not isinstance(value, str) or not value:
        raise CaseError(said.NEEDED.format(name=name))
    return value


def _decimal(value: Any, name: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise CaseError(said.NOT_A_NUMBER.format(name=name))
    return Decimal(value)


def _day(value: Any, name: str) -> date:
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()
    except (TypeError, ValueError):
        raise CaseError(said.NOT_A_DATE.format(name=name)) from None


def number(points: Decimal) -> int | float:
    """Points as a JSON number with at most two decimals."""
    exact = points.quantize(CENT)
    return int(exact) if exact == exact.to_integral_value() else float(exact)
