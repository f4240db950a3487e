"""What holds for any year: sums, floors, caps, order, refusals."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scoring import BonusClaim, Deduction, ExtraDeduction, Facts, FraudFinding, LeaderScore, check, load_scheme, score
from scoring.facts import Decision, VetoFinding
from scoring.model import Sheet
from scoring.ranking import places
from scoring.scheme import Unit

SCHEME = load_scheme(2022)
points = st.decimals(-1, 12, places=2) | st.decimals(-1, 12, places=3)
days = st.dates(date(2020, 12, 1), date(2023, 2, 1))


def _deductions(rules: list[str]) -> st.SearchStrategy[tuple[Deduction, ...]]:
    one = st.builds(
        Deduction,
        rule=st.sampled_from([*rules, "没有"]),
        count=st.none() | st.integers(-1, 40).map(Decimal),
        amounts=st.lists(points, max_size=3).map(tuple),
        seq=st.integers(0, 5),
        ref=st.sampled_from(["", "甲", "乙"]),
    )
    return st.lists(one, max_size=8).map(tuple)


def _facts(unit: Unit) -> st.SearchStrategy[Facts]:
    claims = st.builds(
        BonusClaim,
        clause=st.sampled_from(["四(四)1(1)", "四(四)1(2)", "四(四)1(3)", "四(四)1(4)"]),
        level=st.sampled_from(["省委", "市政府", "县政府", ""]),
        trigger=st.sampled_from(["市级领导批示肯定", "报道"]),
        subject=st.sampled_from(["集体", "个人"]),
        amount=st.none() | points,
        document_date=days,
        received_date=st.none() | days,
        honour=st.sampled_from(["", "文明单位"]),
        ref=st.sampled_from(["", "丙"]),
    )
    extras = st.builds(
        ExtraDeduction,
        clause=st.sampled_from(["四(四)2(1)", "四(四)2(2)"]),
        role=st.sampled_from(["主要", "次要", "一般"]),
        amount=st.none() | points,
        count=st.integers(-1, 3).map(Decimal),
        event=st.sampled_from(["", "1 号通报"]),
    )
    frauds = st.builds(FraudFinding, item=st.sampled_from([*(i.id for i in unit.items), "GX-1", ""]), bonus=st.just(""))
    return st.builds(
        Facts,
        unit=st.just(unit.code),
        task_deductions=_deductions([rule.id for item in unit.items for rule in item.rules]),
        common_deductions=_deductions([rule.id for row in SCHEME.commons for rule in row.rules]),
        bonuses=st.lists(claims, max_size=3).map(tuple),
        extra_deductions=st.lists(extras, max_size=3).map(tuple),
        frauds=st.lists(frauds, max_size=2).map(tuple),
        vetoes=st.lists(st.builds(VetoFinding, clause=st.sampled_from(["四(四)3", "?"])), max_size=1).map(tuple),
        leader_scores=st.lists(
            st.builds(LeaderScore, leader=st.sampled_from(["甲", "乙"]), score=points), max_size=3
        ).map(tuple),
        decisions=st.lists(st.builds(Decision, points=points), max_size=1).map(tuple),
        previous_assessment_date=st.just(date(2022, 1, 12)),
    )


FACTS = {unit.code: _facts(unit) for unit in SCHEME.units}
MORE = {
    unit.code: _deductions([rule.id for item in unit.items for rule in item.rules]) for unit in SCHEME.units
}  # fmt: skip
years = st.sampled_from(sorted(FACTS)).flatmap(FACTS.__getitem__)
with_more = years.flatmap(lambda facts: st.tuples(st.just(facts), MORE[facts.unit]))


def _without(sheet: Sheet) -> dict[str, Any]:
    return sheet.model_dump(exclude={"lines", "refusals"})


@given(years)
def test_the_total_is_the_sum_of_the_visible_lines(facts: Facts) -> None:
    sheet = score(facts, SCHEME)
    assert sheet.total == sum(line.points for line in sheet.lines) == sum(sheet.parts.values())
    assert sheet.part("task") + sheet.part("common") == sum(sheet.items.values())
    for item, left in sheet.items.items():
        assert left == sum(line.points for line in sheet.of_item(item))


@given(years)
def test_no_item_falls_below_0_or_rises_above_its_points(facts: Facts) -> None:
    for item, left in score(facts, SCHEME).items.items():
        assert 0 <= left <= SCHEME.marked(item).points


@given(years)
def test_caps_hold(facts: Facts) -> None:
    sheet = score(facts, SCHEME)
    for item in sheet.items:
        marked = SCHEME.marked(item)
        kept = [line for line in sheet.of_item(item) if line.kind in ("deduction", "cap")]
        for rule in marked.rules:
            assert -sum(line.points for line in kept if line.rule == rule.id) <= (rule.cap or 10**9)
        for group in marked.groups:
            members = {rule.id for rule in marked.rules if rule.group == group.id}
            mine = [line for line in kept if line.rule in members or f"第 {group.id} 条" in line.because]
            assert -sum(line.points for line in mine) <= group.cap


@given(years.flatmap(lambda facts: st.tuples(st.just(facts), st.randoms(use_true_random=False))))
def test_the_order_of_facts_never_matters(drawn: tuple[Facts, Any]) -> None:
    facts, chance = drawn

    def shuffled(made: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(made, len(made)))

    mixed = {name: shuffled(made) for name, made in facts if isinstance(made, tuple)}
    assert score(facts.model_copy(update=mixed), SCHEME) == score(facts, SCHEME)


@given(years)
def test_what_was_refused_changes_nothing(facts: Facts) -> None:
    sheet = score(facts, SCHEME)
    refused = [refusal.fact for refusal in sheet.refusals]
    kept = {
        name: tuple(one for one in made if not any(one is fact for fact in refused))
        for name, made in facts
        if isinstance(made, tuple)
    }
    again = score(facts.model_copy(update=kept), SCHEME)
    assert again.lines == sheet.lines
    assert _without(again) == _without(sheet)
    assert again.refusals == ()


@given(with_more)
def test_more_deductions_never_help(drawn: tuple[Facts, tuple[Deduction, ...]]) -> None:
    facts, more = drawn
    later = tuple(one.model_copy(update={"seq": 9}) for one in more)
    worse = facts.model_copy(update={"task_deductions": (*facts.task_deductions, *later)})
    assert score(worse, SCHEME).total <= score(facts, SCHEME).total


@given(with_more)
def test_a_fact_is_checked_with_the_words_the_score_would_use(drawn: tuple[Facts, tuple[Deduction, ...]]) -> None:
    facts, more = drawn
    for one in more:
        refusal = check(one, SCHEME, facts)
        added = (*facts.task_deductions, one.model_copy(update={"seq": 99}))
        sheet = score(facts.model_copy(update={"task_deductions": added}), SCHEME)
        said = [found.sentence for found in sheet.refusals if found.fact is added[-1]]
        assert said == ([] if refusal is None else [refusal.sentence])


@given(st.dictionaries(st.text(max_size=3), st.decimals(80, 82, places=1), max_size=8))
def test_equal_totals_share_a_rank_and_the_next_is_skipped(totals: dict[str, Decimal]) -> None:
    ranks = places({name: (True, total, 0) for name, total in totals.items()})
    for name, total in totals.items():
        assert ranks[name] == 1 + sum(other > total for other in totals.values())
    dense = sorted(set(places({name: (True, total, 0) for name, total in totals.items()}, skip=False).values()))
    assert all(after - before == 1 for before, after in pairwise(dense))


@given(days, st.integers(0, 800).map(lambda n: timedelta(days=n)))
def test_one_honour_never_counts_in_two_years_for_the_same_papers(document: date, wait: timedelta) -> None:
    """What this year defers, next year's rules can take in; what this year counts is not deferred."""
    claim = BonusClaim(clause="四(四)1(1)", level="市委", document_date=document, received_date=document + wait)
    sheet = score(Facts(unit="BGS", bonuses=(claim,), previous_assessment_date=date(2022, 1, 12)), SCHEME)
    assert sorted([sheet.part("bonus"), sheet.deferred, Decimal(5 * len(sheet.refusals))]) == [0, 0, 5]
