"""What can be asked for, and the particulars it may carry."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Intent(StrEnum):
    """What a person wants, by the name under which `kaohe understand` prints it."""

    HELP = "help"
    MY_TASKS = "my_tasks"
    OWED = "owed"
    HAND_IN = "hand_in"
    SELF_ASSESS = "self_assess"
    NO_DEDUCTION = "no_deduction"
    PROGRESS = "progress"
    RANKING = "ranking"
    UNIT_SCORE = "unit_score"
    COMPARE = "compare"
    EXPLAIN = "explain"
    RULE = "rule"
    BONUS = "bonus"
    MISSING = "missing"
    MONTHLY_LIST = "monthly_list"
    WITHDRAW = "withdraw"
    POSTPONE = "postpone"
    CONFIRM = "confirm"
    REJECT = "reject"
    LEAVE = "leave"
    FINISH = "finish"
    ABSENCE = "absence"
    SCORE = "score"
    ABSTAIN = "abstain"
    DEDUCT = "deduct"
    DEDUCT_REQUEST = "deduct_request"
    ADJUST = "adjust"
    CLAIM_BONUS = "claim_bonus"
    ASSIGN = "assign"
    DELEGATE = "delegate"
    STAGE = "stage"
    EXPORT = "export"
    RECORD_DECISION = "record_decision"
    CORRECT = "correct"
    EXEMPT = "exempt"
    RECUSE = "recuse"
    REPORT_ABUSE = "report_abuse"
    FREEZE = "freeze"
    SECRET = "secret"
    WHICH_YEAR = "which_year"
    FEEDBACK = "feedback"
    UNKNOWN = "unknown"


class Slots(BaseModel):
    """The particulars a sentence carries; what it does not name is None.

    `unit` and `other_unit` are codes (FJ), `item`, `task` and `rule` ids of the scheme, `month` 1…12, `amount` points.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: str | None = None
    other_unit: str | None = None
    item: str | None = None
    task: str | None = None
    rule: str | None = None
    count: int | None = None
    month: int | None = None
    year: int | None = None
    amount: Decimal | None = None
    until: date | None = None


@dataclass(frozen=True)
class Choice:
    """One thing a sentence may have meant, as a button can offer it."""

    intent: Intent
    slots: Slots
    label: str


@dataclass(frozen=True)
class Heard:
    """What was understood. Not sure: at most three `choices`, nothing is done until one is chosen."""

    intent: Intent
    slots: Slots
    sure: bool
    text: str
    choices: tuple[Choice, ...] = ()
