"""What a self-assessment that is not finished comes to: returned, not due, with claims that bring their papers."""

from scoring import score
from storage.facts import facts_of, provisional_items
from tests.storage.test_facts import ITEM, RULE, SCHEME, declared, entry, filed


def test_an_item_that_is_not_due_keeps_its_points_provisionally_until_the_unit_settles_it() -> None:
    waiting = entry(1, "self.declared", f"self:FJ:{ITEM}", item=ITEM,
                    payload={"deductions": [], "points": "15", "not_due": True, "expected": "2023-01-31"})  # fmt: skip
    facts = facts_of("FJ", [waiting])
    assert (facts.task_deductions, facts.self_declared) == ((), ())
    assert provisional_items([waiting]) == {ITEM}
    assert score(facts, SCHEME).items[ITEM] == SCHEME.item(ITEM).points

    settled = declared(2, ITEM, {"rule": RULE})
    assert [one.rule for one in facts_of("FJ", [settled]).task_deductions] == [RULE]


def test_what_the_head_returned_counts_as_the_unit_declared_it_until_it_is_changed() -> None:
    returned = entry(2, "self.returned", "self-submit:FJ", {"points": "58", "items": {ITEM: "缺佐证"}})
    before, after = declared(1, ITEM, {"rule": RULE}), declared(3, ITEM)

    assert [one.rule for one in facts_of("FJ", [before, returned]).task_deductions] == [RULE]
    assert facts_of("FJ", [after, returned]).task_deductions == ()


def test_a_granted_claim_is_cited_with_its_own_files_and_the_papers_it_names() -> None:
    claim = {
        "clause": "四(四)1(1)", "level": "市政府", "subject": "集体", "number": "绍政发〔2022〕9号",
        "document_date": "2022-06-01", "files": [{"sha256": "0" * 64, "name": "表彰决定.pdf", "size": 1, "mime": "x"}],
    }  # fmt: skip
    granted = entry(3, "bonus.accepted", "bonus:B1", claim, evidence=("evidence:P1",))

    (fact,) = facts_of("FJ", [filed(1, ITEM, "会议通知.pdf"), granted]).bonuses

    assert fact.proof == ("表彰决定.pdf", "会议通知.pdf")


def test_a_deduction_a_unit_reports_itself_counts_once_the_office_has_recorded_it() -> None:
    own = {"clause": "四(四)2(1)", "role": "次要", "number": "通报〔2022〕3号"}

    assert facts_of("FJ", [entry(1, "extra.declared", "extra:X1", own)]).extra_deductions == ()
    assert len(facts_of("FJ", [entry(1, "extra.recorded", "extra:X1", own)]).extra_deductions) == 1
