"""What the journal says becomes what scoring counts; the order of entries never matters, drafts never count."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import explain, load_scheme, score
from scoring.facts import Facts
from storage.desk import Desk
from storage.facts import all_facts, facts_of, provisional_items, self_facts_of, unit_facts
from storage.records import Entry, NewEntry, Person, Role
from storage.store import Store

SCHEME = load_scheme(2022)
NOON = datetime(2022, 12, 25, 4, 0, tzinfo=UTC)


def entry(seq: int, kind: str, slot: str, payload: dict[str, Any] | None = None, **more: Any) -> Entry:
    known = {"year": 2022, "actor": "khb-1", "unit": "FJ", "version": 1, "at": NOON + timedelta(minutes=seq)}
    return Entry(id=f"E{seq:03}", seq=seq, kind=kind, slot=slot, payload=payload or {}, **{**known, **more})


def declared(seq: int, item: str, *deductions: dict[str, Any], **more: Any) -> Entry:
    payload = {"deductions": list(deductions)}
    return entry(seq, "self.declared", f"self:FJ:{item}", payload, item=item, **{"actor": "fj-staff", **more})


def verified(seq: int, item: str, *deductions: dict[str, Any], **more: Any) -> Entry:
    payload = {"deductions": list(deductions), "self": "15", "verified": "15"}
    return entry(seq, "item.verified", f"verify:FJ:{item}", payload, item=item, **more)


def filed(seq: int, item: str, *names: str, text: str = "") -> Entry:
    files = [{"sha256": "0" * 64, "name": name, "size": 1, "mime": "text/plain"} for name in names]
    return entry(seq, "evidence.filed", f"evidence:P{seq}", {"files": files, "text": text}, item=item, actor="fj-staff")


RULES = [rule.id for item in SCHEME.unit("FJ").items for rule in item.rules]
ITEM = SCHEME.item_of_rule(RULES[0]).id
RULE = RULES[0]


def test_an_empty_journal_is_a_year_without_events() -> None:
    facts = facts_of("FJ", [])

    assert facts == Facts(unit="FJ", assessment_date=date.max)
    assert score(facts, SCHEME).part("task") == 60


def test_what_was_verified_counts_over_what_the_unit_declared() -> None:
    entries = [declared(1, ITEM, {"rule": RULE}), verified(2, ITEM)]

    facts = facts_of("FJ", entries)

    assert facts.task_deductions == ()
    assert [one.rule for one in facts.self_declared] == [RULE]
    assert provisional_items(entries) == frozenset()


def test_what_is_not_verified_counts_as_declared_and_is_known_as_provisional() -> None:
    other = SCHEME.unit("FJ").items[1].id
    entries = [declared(1, ITEM, {"rule": RULE, "count": 2}), declared(2, other), verified(3, other)]

    assert [(one.rule, one.count) for one in facts_of("FJ", entries).task_deductions] == [(RULE, Decimal(2))]
    assert provisional_items(entries) == {ITEM}


def test_a_fact_knows_its_entry_its_papers_and_who_entered_it_for_whom() -> None:
    entries = [
        filed(1, ITEM, "照片.jpg", "台账.xlsx"),
        filed(2, ITEM, text="已于当日完成并上报" * 5),
        filed(9, SCHEME.unit("FJ").items[1].id, "别的.pdf"),
        verified(
            3, ITEM, {"rule": RULE, "reason": "缺一次", "task": "FJ-1-1"},
            event="绍市机事〔2022〕1号", on_behalf_of="khb-2", basis="会议纪要", done_on=date(2022, 5, 1),
        ),
    ]  # fmt: skip

    (fact,) = facts_of("FJ", entries).task_deductions

    assert (fact.ref, fact.seq, fact.by, fact.on_behalf_of) == ("E003#0", 3, "khb-1", "khb-2")
    assert (fact.event, fact.document, fact.day) == ("绍市机事〔2022〕1号", "会议纪要", date(2022, 5, 1))
    assert (fact.reason, fact.task, fact.at) == ("缺一次", "FJ-1-1", NOON + timedelta(minutes=3))
    assert fact.proof[:2] == ("照片.jpg", "台账.xlsx")
    assert fact.proof[2].startswith("文字说明“已于当日")
    assert fact.proof[2].endswith("…”")


def test_papers_that_an_entry_names_are_cited_alone() -> None:
    entries = [
        filed(1, ITEM, "甲.pdf"),
        filed(2, ITEM, "乙.pdf"),
        verified(3, ITEM, {"rule": RULE}, evidence=("evidence:P2", "gone")),
    ]

    assert facts_of("FJ", entries).task_deductions[0].proof == ("乙.pdf",)


def test_every_kind_of_finding_becomes_its_fact() -> None:
    claim = {
        "clause": "四(四)1(1)", "level": "省级部门", "subject": "个人", "number": "浙机事〔2022〕3号",
        "document_date": "2022-06-01", "received_date": "2022-06-10", "honour": "节约型机关",
    }  # fmt: skip
    main = {"clause": "四(四)2(2)", "role": "主要", "amount": "1.5", "count": 2, "number": "通报1"}
    entries = [
        entry(1, "bonus.accepted", "bonus:B1", claim, reason="属实"),
        entry(2, "extra.recorded", "extra:X1", main),
        entry(3, "veto.recorded", "veto:V1", {"clause": "四(四)3", "number": "通报2", "reason": "案件"}),
        entry(4, "fraud.confirmed", "fraud:F1", {"item": ITEM, "number": "认定1", "reason": "假照片"}),
        entry(5, "fraud.confirmed", "fraud:F2", {"bonus": "bonus:B1", "number": "认定2"}),
        entry(6, "leader.scored", "leader:FJ:boss", {"score": "9.25"}, actor="khb-1", on_behalf_of="boss"),
        entry(7, "result.decided", "decision:FJ", {"points": "-0.5", "meeting": "领导小组会", "minutes": "纪要7"}),
        entry(8, "common.scored", "common:GX-5:FJ", {"deductions": [], "rate": "90.995"}, item="GX-5"),
    ]  # fmt: skip

    facts = facts_of("FJ", entries)

    (bonus,), (extra,), (veto,), (leader,) = facts.bonuses, facts.extra_deductions, facts.vetoes, facts.leader_scores
    assert (bonus.ref, bonus.document, bonus.received_date) == ("E001", "浙机事〔2022〕3号", date(2022, 6, 10))
    assert (bonus.subject, bonus.honour, bonus.reason) == ("个人", "节约型机关", "属实")
    assert (extra.amount, extra.count, extra.document) == (Decimal("1.5"), Decimal(2), "通报1")
    assert (veto.clause, veto.reason, veto.document) == ("四(四)3", "案件", "通报2")
    assert [(one.item, one.bonus) for one in facts.frauds] == [(ITEM, ""), ("", "E001")]
    assert (leader.leader, leader.by, leader.score) == ("boss", "khb-1", Decimal("9.25"))
    assert (facts.decisions[0].points, facts.decisions[0].document) == (Decimal("-0.5"), "纪要7")
    assert facts.budget_rate is not None
    assert facts.budget_rate.rate == Decimal("90.995")
    assert not score(facts, SCHEME).eligible


@pytest.mark.parametrize("bonus", ["bonus:B1", "B1", "E001"])
def test_a_misreported_bonus_is_found_by_its_slot_or_its_entry(bonus: str) -> None:
    claim = {"clause": "四(四)1(1)", "level": "省级部门", "document_date": "2022-06-01"}
    entries = [
        entry(1, "bonus.accepted", "bonus:B1", claim),
        entry(2, "fraud.confirmed", "fraud:F1", {"bonus": bonus}),
    ]

    assert score(facts_of("FJ", entries), SCHEME).part("bonus") == 0


PROCEDURAL = [
    "self.submitted",
    "bonus.claimed",
    "bonus.refused",
    "extra.withdrawn",
    "fraud.proposed",
    "evidence.withdrawn",
]


@pytest.mark.parametrize("kind", PROCEDURAL)
def test_what_only_prepares_or_takes_back_counts_for_nothing(kind: str) -> None:
    assert facts_of("FJ", [entry(1, kind, "x:1", {"clause": "四(四)2(1)"}, item=ITEM)]) == facts_of("FJ", [])


def test_an_entry_whose_payload_was_destroyed_hurts_nobody() -> None:
    kinds = ["evidence.filed", "self.declared", "item.verified", "common.scored", "bonus.accepted", "extra.recorded",
             "veto.recorded", "fraud.confirmed", "leader.scored", "result.decided"]  # fmt: skip
    entries = [entry(place, kind, f"{kind}:1", {}, item=ITEM) for place, kind in enumerate(kinds)]

    assert score(facts_of("FJ", entries), SCHEME).total == score(facts_of("FJ", []), SCHEME).total


def test_the_units_own_view_is_what_it_declared() -> None:
    entries = [filed(1, ITEM, "甲.pdf"), declared(2, ITEM, {"rule": RULE}), verified(3, ITEM)]

    facts = self_facts_of("FJ", entries)

    assert [(one.rule, one.proof) for one in facts.task_deductions] == [(RULE, ("甲.pdf",))]
    assert score(facts, SCHEME).part("task") < 60


def test_a_line_tells_clause_proof_who_and_when() -> None:
    entries = [
        filed(1, ITEM, "台账.xlsx"),
        verified(2, ITEM, {"rule": RULE, "reason": "缺一次"}, event="考核办〔2022〕1号"),
    ]
    sheet = score(facts_of("FJ", entries), SCHEME)

    told = "\n".join(explain(sheet, SCHEME, {"khb-1": "考核办甲"}.get))  # type: ignore[arg-type]

    for part in ("台账.xlsx", "考核办甲", "2022-12-25 12:02", "考核办〔2022〕1号"):
        assert part in told


MANY = [
    filed(1, ITEM, "甲.pdf"),
    filed(2, ITEM, "乙.pdf"),
    declared(3, ITEM, {"rule": RULE}),
    verified(4, SCHEME.unit("FJ").items[2].id),
    declared(5, SCHEME.unit("FJ").items[2].id, {"rule": RULES[-1]}),
    entry(6, "leader.scored", "leader:FJ:a", {"score": "9"}),
    entry(7, "leader.scored", "leader:FJ:b", {"score": "8.5"}),
    entry(8, "extra.recorded", "extra:1", {"clause": "四(四)2(1)", "role": "主要", "number": "1"}, event="e1"),
    entry(9, "extra.recorded", "extra:2", {"clause": "四(四)2(1)", "role": "次要", "number": "2"}, event="e2"),
    entry(10, "bonus.accepted", "bonus:1", {"clause": "四(四)1(1)", "level": "市政府", "document_date": "2022-06-01"}),
]


@settings(max_examples=50, deadline=None)
@given(st.permutations(MANY))
def test_the_order_of_entries_never_matters(entries: Sequence[Entry]) -> None:
    assert facts_of("FJ", entries) == facts_of("FJ", MANY)
    assert provisional_items(entries) == provisional_items(MANY)


PEOPLE = [
    Person(id="dw-1", userid="dw-1", name="党建评分人", units=("DW",), roles=frozenset({Role.SCORER})),
    Person(id="dw-2", userid="dw-2", name="党建评分人乙", units=("DW",), roles=frozenset({Role.SCORER})),
    Person(id="chief", userid="chief", name="组长", roles=frozenset({Role.CHIEF})),
]
COMMON_RULE = SCHEME.common("GX-1").rules[0].id


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = await Store.open(database, clock=lambda: NOON)
    await opened.migrate()

    def hire(desk: Desk) -> None:
        for person in PEOPLE:
            desk.people.put(person)

    await opened.write(hire)
    yield opened
    await opened.close()


async def write(store: Store, *entries: NewEntry) -> None:
    def append(desk: Desk) -> None:
        for one in entries:
            desk.journal.append(one)

    await store.write(append)


def scored(unit: str, actor: str) -> NewEntry:
    payload = {
        "deductions": [
            {"rule": COMMON_RULE, "amount": "1"} if SCHEME.rule(COMMON_RULE).has_range else {"rule": COMMON_RULE}
        ]
    }
    return NewEntry(kind="common.scored", year=2022, slot=f"common:GX-1:{unit}", actor=actor, unit=unit, item="GX-1",
                    payload=payload)  # fmt: skip


def handed_in(suffix: str, actor: str, **payload: Any) -> NewEntry:
    return NewEntry(kind="common.submitted", year=2022, slot=f"common-submit:GX-1{suffix}", actor=actor, item="GX-1",
                    payload=payload)  # fmt: skip


async def deducted(store: Store, *, drafts: bool = False) -> set[str]:
    def look(desk: Desk) -> tuple[dict[str, Facts], dict[str, Facts]]:
        one_by_one = {unit.code: unit_facts(desk, SCHEME, unit.code, drafts=drafts) for unit in SCHEME.units}
        return all_facts(desk, SCHEME, drafts=drafts), one_by_one

    facts, one_by_one = await store.read(look)
    assert facts == one_by_one
    return {code for code, one in facts.items() if one.common_deductions}


async def test_a_row_counts_once_it_is_handed_in(store: Store) -> None:
    await write(store, scored("FJ", "dw-1"), scored("JC", "dw-2"))

    assert await deducted(store) == set()
    assert await deducted(store, drafts=True) == {"FJ", "JC"}

    await write(store, handed_in("", "dw-1"))

    assert await deducted(store) == {"FJ", "JC"}


async def test_what_the_alternate_scored_counts_once_he_hands_it_in(store: Store) -> None:
    await write(store, scored("FJ", "dw-1"), scored("DW", "chief"), handed_in("", "dw-1"))

    assert await deducted(store) == {"FJ"}

    await write(store, handed_in(":alternate", "chief"))

    assert await deducted(store) == {"FJ", "DW"}


async def test_a_handing_in_that_names_its_units_covers_those_and_no_others(store: Store) -> None:
    await write(store, scored("FJ", "dw-1"), scored("JC", "dw-1"), scored("DW", "chief"))
    await write(store, handed_in("", "dw-1", units=["FJ"]), handed_in(":alternate", "chief", units=["DW"]))

    assert await deducted(store) == {"FJ", "DW"}


async def test_a_score_of_somebody_no_longer_known_goes_with_the_office(store: Store) -> None:
    await write(store, scored("FJ", "somebody"), handed_in("", "dw-1"))

    assert await deducted(store) == {"FJ"}


async def test_a_score_entered_for_somebody_is_his(store: Store) -> None:
    entered = scored("FJ", "chief").model_copy(update={"on_behalf_of": "dw-1"})
    await write(store, entered, handed_in("", "dw-1"))

    assert await deducted(store) == {"FJ"}


async def test_the_day_of_the_final_meeting_decides_which_bonus_came_too_late(store: Store) -> None:
    claim = {"clause": "四(四)1(1)", "level": "市政府", "document_date": "2022-12-10", "received_date": "2023-01-12"}
    await write(
        store,
        NewEntry(kind="bonus.accepted", year=2022, slot="bonus:1", actor="khb-1", unit="FJ", payload=claim),
        NewEntry(kind="result.finalised", year=2021, slot="final", actor="khb-1", payload={"date": "2022-01-09"}),
    )

    before = await store.read(lambda desk: all_facts(desk, SCHEME))

    assert before["FJ"].previous_assessment_date == date(2022, 1, 9)
    assert score(before["FJ"], SCHEME).part("bonus") == 5

    final = {"date": "2023-01-11"}
    await write(store, NewEntry(kind="result.finalised", year=2022, slot="final", actor="khb-1", payload=final))
    after = await store.read(lambda desk: all_facts(desk, SCHEME))

    assert after["FJ"].assessment_date == date(2023, 1, 11)
    assert score(after["FJ"], SCHEME).part("bonus") == 0
    assert score(after["FJ"], SCHEME).deferred == 5


async def test_only_the_present_state_of_each_slot_counts_and_strangers_units_are_passed_over(store: Store) -> None:
    about: dict[str, Any] = {"year": 2022, "actor": "a", "unit": "FJ", "item": ITEM, "slot": f"self:FJ:{ITEM}"}
    await write(
        store,
        NewEntry(kind="self.declared", payload={"deductions": [{"rule": RULE}]}, **about),
        NewEntry(kind="self.declared", payload={"deductions": []}, **about),
        NewEntry(kind="self.declared", year=2022, actor="a", unit="??", slot="self:??:1", payload={"deductions": []}),
    )

    facts = await store.read(lambda desk: all_facts(desk, SCHEME))

    assert set(facts) == {unit.code for unit in SCHEME.units}
    assert facts["FJ"].task_deductions == ()
