"""The method: facts in, a sheet of explained lines out."""

from scoring.engine import ENGINE_VERSION, check, score
from scoring.explain import explain, explain_item
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
from scoring.library import load_scheme
from scoring.model import Line, Refusal, Sheet
from scoring.ranking import Rank, Ranking, rank
from scoring.scheme import Scheme

__all__ = [
    "ENGINE_VERSION",
    "Abstention",
    "BonusClaim",
    "BudgetRate",
    "Decision",
    "Deduction",
    "ExtraDeduction",
    "Fact",
    "Facts",
    "FraudFinding",
    "LeaderScore",
    "Line",
    "Rank",
    "Ranking",
    "Refusal",
    "Relief",
    "Scheme",
    "Sheet",
    "Verified",
    "VetoFinding",
    "check",
    "explain",
    "explain_item",
    "load_scheme",
    "rank",
    "score",
]
