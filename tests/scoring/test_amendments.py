"""补充通知: a method changes in the course of the year, and still adds up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scoring import Deduction, Facts, Scheme, score
from scoring.errors import AmendmentError, UnknownName
from tests.scoring.conftest import Bend, Method

DAY = date(2022, 7, 1)


def _amended(bent: Bend, *changes: dict[str, Any], day: date = DAY) -> Scheme:
    def add(method: Method) -> None:
        method["amendment"] = [{"number": "补 1 号", "date": day, "changes": list(changes)}]

    return bent(add)


def test_before_its_day_a_change_does_not_count(bent: Bend) -> None:
    scheme = _amended(bent, {"kind": "rename_unit", "unit": "节能处", "name": "公共机构节能与保障处"})
    assert scheme.as_of(date(2022, 6, 30)).unit("JN").name == "公共机构节能处"
    assert scheme.as_of(DAY).unit("JN").name == "公共机构节能与保障处"


def test_a_renamed_unit_still_answers_to_its_old_names(bent: Bend) -> None:
    change = {"kind": "rename_unit", "unit": "节能处", "name": "节能与保障处", "short": "节保处"}
    after = _amended(bent, change).as_of(DAY)
    assert {after.unit(name).code for name in ("节能与保障处", "节保处", "公共机构节能处", "节能处")} == {"JN"}


def test_the_points_of_a_cancelled_item_go_where_the_notice_says(bent: Bend) -> None:
    change = {"kind": "cancel_item", "unit": "JN", "item": "JN-8", "points_to": "JN-9"}
    after = _amended(bent, change).as_of(DAY)
    assert after.item("JN-8").points == 0
    assert after.item("JN-9").points == 8
    assert score(Facts(unit="JN"), after).part("task") == 60


def test_facts_before_the_day_keep_their_clause_and_later_ones_are_refused(bent: Bend) -> None:
    change = {"kind": "cancel_item", "unit": "JN", "item": "JN-8", "points_to": "照给"}
    after = _amended(bent, change).as_of(DAY)

    def scored(day: date | None) -> Any:
        return score(Facts(unit="JN", task_deductions=(Deduction(rule="JN-8-R1", day=day),)), after)

    assert scored(date(2022, 6, 30)).items["JN-8"] == 0
    assert scored(DAY).items["JN-8"] == 1
    assert "补 1 号 从 2022-07-01 起取消" in scored(None).refusals[0].sentence


def test_an_item_is_added_when_others_give_it_their_points(bent: Bend) -> None:
    added = {
        "id": "JN-11", "seq": 11, "points": 2, "label": "新增事项", "clause": "补 1 号",
        "rules": [{"id": "JN-11-R1", "label": "没完成", "kind": "fixed", "amount": 2}],
    }  # fmt: skip
    changes = (
        {"kind": "add_item", "unit": "JN", "section": "常规工作", "added": added},
        {"kind": "repoint_item", "unit": "JN", "item": "JN-9", "points": 5},
    )
    after = _amended(bent, *changes).as_of(DAY)
    sheet = score(Facts(unit="JN", task_deductions=(Deduction(rule="JN-11-R1"),)), after)
    assert {item: sheet.items[item] for item in ("JN-11", "JN-9")} == {"JN-11": 0, "JN-9": 5}
    assert sheet.part("task") == 58


def test_units_merge_and_dissolve(bent: Bend) -> None:
    merged = _amended(bent, {"kind": "merge_units", "unit": "节能处", "into": "房基处"}).as_of(DAY)
    assert merged.unit("节能处").code == "FJ"
    gone = _amended(bent, {"kind": "dissolve_unit", "unit": "节能处"}).as_of(DAY)
    assert len(gone.units) == 7
    with pytest.raises(UnknownName):
        gone.unit("节能处")


def test_later_notices_build_on_earlier_ones(bent: Bend) -> None:
    def add(method: Method) -> None:
        method["amendment"] = [
            {"number": "补 2 号", "date": date(2022, 9, 1), "changes": [
                {"kind": "rename_unit", "unit": "节保处", "name": "节能处室"}]},
            {"number": "补 1 号", "date": DAY, "changes": [
                {"kind": "rename_unit", "unit": "节能处", "name": "节保处", "short": "节保处"}]},
        ]  # fmt: skip

    scheme = bent(add)
    assert scheme.as_of(DAY).unit("JN").name == "节保处"
    assert scheme.as_of(date(2022, 12, 20)).unit("JN").name == "节能处室"
    assert scheme.as_of(DAY).hash != scheme.hash


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "repoint_item", "unit": "JN", "item": "JN-9", "points": 5}, "责任清单合计 58 分，应为 60 分"),
        ({"kind": "repoint_item", "unit": "JN", "item": "JN-9"}, "要写明新的分值"),
        ({"kind": "repoint_item", "unit": "JN", "item": "BGS-1", "points": 1}, "没有事项“BGS-1”"),
        ({"kind": "cancel_item", "unit": "JN", "item": "JN-8"}, "要写明它的 1 分给哪一项"),
        ({"kind": "cancel_item", "unit": "JN", "item": "JN-8", "points_to": "JN-99"}, "没有事项“JN-99”"),
        ({"kind": "cancel_item", "unit": "JN", "item": "JN-1", "points_to": "JN-9"}, "重点工作 20 分，不得低于 36 分"),
        ({"kind": "add_item", "unit": "JN", "section": "常规工作"}, "要写明事项内容"),
        ({"kind": "rename_unit", "unit": "JN"}, "要写明新的名称"),
        ({"kind": "merge_units", "unit": "JN", "into": "节能处"}, "不能并入自己"),
        ({"kind": "dissolve_unit", "unit": "教育局"}, "没有单位“教育局”"),
        ({"kind": "dissolve_unit", "unit": "DW"}, "评分单位“DW”不在考核对象里"),
        ({"kind": "dissolve_unit", "unit": "BGS"}, "评分单位“BGS”不在考核对象里"),
    ],
)
def test_a_notice_that_leaves_points_or_names_in_the_air_is_refused(
    bent: Bend, change: dict[str, Any], says: str
) -> None:
    with pytest.raises(AmendmentError, match=says) as refused:
        _amended(bent, change)
    assert refused.value.number == "补 1 号"
    assert refused.value.sentence.startswith("补充通知 补 1 号：")


def test_a_cancelled_item_is_worth_nothing_even_to_early_facts_once_its_points_moved(bent: Bend) -> None:
    change = {"kind": "cancel_item", "unit": "JN", "item": "JN-8", "points_to": "JN-9"}
    after = _amended(bent, change).as_of(DAY)
    early = Deduction(rule="JN-8-R1", day=date(2022, 5, 1), amounts=(Decimal(1),))
    assert score(Facts(unit="JN", task_deductions=(early,)), after).items["JN-8"] == 0
