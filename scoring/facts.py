"""What happened, as scoring understands it: frozen facts about one unit, each knowing its proof, who and when."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from scoring.parts import Frozen


class Fact(Frozen):
    """Something that happened. `ref` names it in refusals; `seq` is its place in time, which decides who came first."""

    ref: str = ""
    seq: int = 0
    by: str = ""
    on_behalf_of: str = ""
    at: datetime | None = None
    day: date | None = None
    """The day it happened, or the date of the paper that says so."""
    event: str = ""
    document: str = ""
    proof: tuple[str, ...] = ()
    reason: str = ""


class Deduction(Fact):
    """A rule was met: `count` times, or one chosen amount per occurrence (`amounts`); `task` says for which task."""

    rule: str
    count: Decimal | None = None
    amounts: tuple[Decimal, ...] = ()
    task: str = ""


class BudgetRate(Fact):
    """The year's budget execution in percent, exactly as measured."""

    rate: Decimal


class BonusClaim(Fact):
    """A claim under 四(四)1 with the date on its document and the day it was received.

    Claims with the same `honour` report one honour: it counts once, at its highest level.
    """

    clause: str
    level: str = ""
    subject: str = "集体"
    trigger: str = ""
    amount: Decimal | None = None
    document_date: date
    received_date: date | None = None
    counted_last_year: bool = False
    fraud: bool = False
    honour: str = ""


class ExtraDeduction(Fact):
    """A deduction under 四(四)2: main or secondary responsibility, an amount where the clause leaves a range."""

    clause: str
    role: str
    amount: Decimal | None = None
    count: Decimal = Decimal(1)


class VetoFinding(Fact):
    """A confirmed finding that ends eligibility for awards."""

    clause: str


class FraudFinding(Fact):
    """A confirmed finding that an item, or a bonus claim (by its ref), was misreported."""

    item: str = ""
    bonus: str = ""


class Abstention(Fact):
    """A scorer did not judge the unit in one row of the common work; `reason` says why."""

    item: str


class Relief(Fact):
    """考核办 decided on a document that an item, or a task of it, need not be judged, or has a later day (`until`)."""

    item: str
    task: str = ""
    until: date | None = None


class LeaderScore(Fact):
    """One leader's score for the unit, 0–10."""

    leader: str
    score: Decimal


class Verified(Fact):
    """The office's verified points of an item beside the unit's own; explains, never adds."""

    item: str
    own: Decimal | None = None
    points: Decimal


class Decision(Fact):
    """The leading group's signed difference from the computed sum (五(二)6)."""

    points: Decimal
    meeting: str = ""


class Facts(Frozen):
    """Everything known about one unit in one year."""

    unit: str
    task_deductions: tuple[Deduction, ...] = ()
    common_deductions: tuple[Deduction, ...] = ()
    self_declared: tuple[Deduction, ...] = ()
    budget_rate: BudgetRate | None = None
    abstentions: tuple[Abstention, ...] = ()
    bonuses: tuple[BonusClaim, ...] = ()
    extra_deductions: tuple[ExtraDeduction, ...] = ()
    vetoes: tuple[VetoFinding, ...] = ()
    frauds: tuple[FraudFinding, ...] = ()
    reliefs: tuple[Relief, ...] = ()
    leader_scores: tuple[LeaderScore, ...] = ()
    verifications: tuple[Verified, ...] = ()
    decisions: tuple[Decision, ...] = ()
    assessment_date: date = date(2023, 1, 10)
    previous_assessment_date: date | None = None


PartId = Literal["task", "common", "leader", "bonus", "extra", "decision"]
