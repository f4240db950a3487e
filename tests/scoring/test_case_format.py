"""A case file that cannot be read is refused with one sentence; what people write for people is let through."""

import json
from typing import Any

import pytest

from scoring import Scheme
from scoring.cases import cases_json, run_cases
from scoring.errors import CaseError


def _file(*cases: dict[str, Any]) -> str:
    return json.dumps({"format": "appraisal-cases/1", "cases": cases}, ensure_ascii=False)


def _one(scheme: Scheme, **inputs: Any) -> dict[str, Any]:
    found: dict[str, Any] = run_cases(_file({"id": "甲", "unit": "办公室", "inputs": inputs}), scheme)["cases"][0]
    return found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "第 1 行附近写错了"),
        ("[]", "format"),
        ('{"format": "appraisal-cases/2", "cases": []}', "format"),
        ('{"format": "appraisal-cases/1", "cases": {}}', "cases"),
        ('{"format": "appraisal-cases/1", "cases": [1]}', "cases"),
        ('{"format": "appraisal-cases/1"}', "cases"),
        ("[" * 100_000, "层次太深"),
        ('{"format": "appraisal-cases/1", "cases": [], "n": 1e99999999999999999999}', "读不了的数字"),
    ],
)
def test_a_file_in_another_format_is_refused(scheme: Scheme, text: str, says: str) -> None:
    with pytest.raises(CaseError, match=says):
        run_cases(text, scheme)


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"id": "甲"}, "要写 unit"),
        ({"unit": "办公室", "inputs": {}}, "要写 id"),
        ({"id": 1, "unit": "办公室", "inputs": {}}, "要写 id"),
        ({"id": "甲", "unit": "", "inputs": {}}, "要写 unit"),
        ({"id": "甲", "unit": "教育局", "inputs": {}}, "没有单位“教育局”"),
        ({"id": "甲", "unit": "办公室", "inputs": []}, "inputs"),
        ({"id": "甲", "subcases": {}}, "subcases"),
        ({"id": "甲", "ranking": [1]}, "ranking"),
        ({"id": "甲", "ranking": [{"unit": "办公室"}, {"unit": "综合办"}]}, "只能排一次"),
    ],
)
def test_a_case_without_its_parts_is_refused(scheme: Scheme, case: dict[str, Any], says: str) -> None:
    with pytest.raises(CaseError, match=says):
        run_cases(_file(case), scheme)


@pytest.mark.parametrize(
    ("inputs", "says"),
    [
        ({"task_deduction": []}, "不认识的输入“task_deduction”"),
        ({"task_deductions": 0}, "task_deductions"),
        ({"bonuses": {}}, "bonuses"),
        ({"task_deductions": [{"rule": "BGS-1-R1", "times": 2}]}, "第 1 条里不认识“times”"),
        ({"task_deductions": [{"rule": "BGS-99-R1"}]}, "没有扣分规则“BGS-99-R1”"),
        ({"task_deductions": [{"rule": 7}]}, "rule 应为文字"),
        ({"task_deductions": [{"count": 1}]}, "rule 应为文字"),
        ({"task_deductions": [{"rule": "BGS-1-R1", "ref": 1}]}, "ref 应为文字"),
        ({"task_deductions": [{"rule": "BGS-1-R1", "count": "2"}]}, "count 应为数字"),
        ({"task_deductions": [{"rule": "BGS-1-R1", "count": True}]}, "count 应为数字"),
        ({"task_deductions": [{"rule": "BGS-2-R1", "amount": 1, "amounts": [1]}]}, "只填一个"),
        ({"task_deductions": [{"rule": "BGS-2-R1", "amounts": 1}]}, "只填一个"),
        ({"task_deductions": [{"rule": "BGS-2-R1", "amounts": ["1"]}]}, "amounts 应为数字"),
        ({"bonuses": [{"clause": "四(四)1(1)", "level": "市委"}]}, "document_date"),
        ({"bonuses": [{"clause": "四(四)1(1)", "level": "市委", "document_date": "去年"}]}, "应为日期"),
        ({"bonuses": [{"clause": "四(四)1(1)", "document_date": "2022-06-01", "fraud": 1}]}, "true 或 false"),
        ({"leader_scores": [{"leader": "分管领导甲"}]}, "score 应为数字"),
        ({"leader_scores": [{"score": 9}]}, "leader 应为文字"),
        ({"verification": [{"item": "BGS-1", "self": 8}]}, "verified 应为数字"),
        ({"budget_execution_rate": "90%"}, "budget_execution_rate 应为数字"),
        ({"budget_execution_rate": float("nan")}, "budget_execution_rate 应为数字"),
        ({"assessment_date": 20230110}, "assessment_date 应为日期"),
    ],
)
def test_an_input_that_cannot_be_read_is_refused_in_one_sentence(
    scheme: Scheme, inputs: dict[str, Any], says: str
) -> None:
    with pytest.raises(CaseError, match=says) as refused:
        _one(scheme, **inputs)
    assert refused.value.sentence.startswith("案例 甲：")
    assert refused.value.sentence.count("。") == 1


def test_words_for_people_are_never_a_cause_for_refusal(scheme: Scheme) -> None:
    words = dict.fromkeys(("say", "label", "note", "basis", "decided_by", "reasoning"), "说明")
    made = _one(scheme, task_deductions=[{"rule": "BGS-4-R1", "reason": "台账", **words}], **words)
    assert (made["total"], made["rejected"]) == (88, [])


def test_what_is_left_out_or_null_did_not_happen(scheme: Scheme) -> None:
    made = _one(scheme, task_deductions=None, budget_execution_rate=None, assessment_date=None)
    assert (made["total"], made["items"], made["deferred_to_next_year"]) == (90, {}, 0)
    assert run_cases(_file({"id": "甲", "unit": "办公室"}), scheme)["cases"][0]["total"] == 90


def test_refusals_are_told_as_sentences_beside_the_numbers(scheme: Scheme) -> None:
    heard: list[str] = []
    rows = [{"rule": "BGS-1-R3", "count": 2}, {"rule": "BGS-1-R3", "count": 3, "ref": "x"}]
    text = cases_json(_file({"id": "甲", "unit": "办公室", "inputs": {"task_deductions": rows}}), scheme, heard.append)
    assert json.loads(text)["cases"][0]["rejected"] == ["x"]
    assert [one[:7] for one in heard] == ["案例 甲：“台", "案例 甲：x："]


def test_a_unit_is_echoed_as_it_was_written(scheme: Scheme) -> None:
    made = run_cases(_file({"id": "甲", "subcases": [{"id": "乙", "unit": "公务用车处", "inputs": {}}]}), scheme)
    assert [(case["id"], case["unit"]) for case in made["cases"]] == [("乙", "公务用车处")]
    ranked = run_cases(_file({"id": "甲", "ranking": [{"unit": "机关纪委"}, {"unit": "JC"}]}), scheme)
    assert [row["unit"] for row in ranked["rankings"][0]["ranks"]] == ["机关纪委", "JC"]


def test_numbers_have_at_most_two_decimals_and_whole_ones_none(scheme: Scheme) -> None:
    scores = [{"leader": name, "score": score} for name, score in (("甲", 9), ("乙", 9), ("丙", 8.5))]
    assert '"leader": 8.83,' in cases_json(
        _file({"id": "甲", "unit": "办公室", "inputs": {"leader_scores": scores}}), scheme
    )
    assert '"common": 30,' in cases_json(_file({"id": "甲", "unit": "办公室", "inputs": {}}), scheme)
