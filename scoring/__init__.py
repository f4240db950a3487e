"""The method: facts in, a sheet of explained lines out."""

from scoring.engine import ENGINE_VERSION, score
from scoring.explain import explain, explain_item
from scoring.facts import Facts
from scoring.library import load_scheme
from scoring.model import Line, Refusal, Sheet
from scoring.ranking import Ranking, rank
from scoring.scheme import Scheme

__all__ = [
    "ENGINE_VERSION",
    "Facts",
    "Line",
    "Ranking",
    "Refusal",
    "Scheme",
    "Sheet",
    "explain",
    "explain_item",
    "load_scheme",
    "rank",
    "score",
]
