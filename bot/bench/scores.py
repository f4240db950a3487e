"""How long scoring takes: the eight units of the method, and ten thousand, with five deductions each."""

from decimal import Decimal
from time import perf_counter

from scoring import Deduction, Facts, LeaderScore, Scheme, explain, load_scheme, rank, score

DEDUCTIONS = 5
MANY = 10_000


def facts(scheme: Scheme) -> list[Facts]:
    """One year per unit: four deductions of its items, one for common work, a leader's score."""
    leader = (LeaderScore(leader="分管领导甲", score=Decimal(9)),)
    made = []
    for unit in scheme.units:
        rules = [(item, rule) for item in unit.items for rule in item.rules[:1]][: DEDUCTIONS - 1]
        task = tuple(
            Deduction(rule=rule.id, amounts=(item.limits(rule)[1],) if rule.has_range else ()) for item, rule in rules
        )
        common = (Deduction(rule="GX-1-R1", count=Decimal(2)),)
        made.append(Facts(unit=unit.code, task_deductions=task, common_deductions=common, leader_scores=leader))
    return made


def seconds_for_eight() -> float:
    """Score, rank and explain the units of the method; the best of five."""
    scheme = load_scheme("2022")
    years = facts(scheme)
    best = 0.0
    for _ in range(5):
        started = perf_counter()
        sheets = [score(year, scheme) for year in years]
        rank(sheets, scheme)
        for sheet in sheets:
            explain(sheet, scheme)
        spent = perf_counter() - started
        best = min(best, spent) if best else spent
    return best


def seconds_for_many() -> float:
    """Score and rank ten thousand units, every line kept."""
    scheme = load_scheme("2022")
    years = facts(scheme)
    started = perf_counter()
    rank([score(years[number % len(years)], scheme) for number in range(MANY)], scheme)
    return perf_counter() - started
