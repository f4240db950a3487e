"""A method that contradicts itself is refused in one sentence; what is merely odd is told and stays."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from scoring import Facts, Scheme, load_scheme, score
from scoring.checks import most_lost, problems
from scoring.errors import SchemeError, UnknownName, UnknownYear
from scoring.library import parse_scheme
from scoring.scheme import Readings
from tests.scoring.conftest import Bend, Method


def _item(method: Method, unit: int, section: int, item: int) -> Method:
    found: Method = method["unit"][unit]["section"][section]["item"][item]
    return found


def _set(**new: object) -> Callable[[Method], None]:
    """A change to the first rule of the first item."""
    return lambda method: _item(method, 0, 0, 0)["rules"][0].update(new)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda m: _item(m, 0, 0, 0).update(points=9), "办公室“重点工作”各项合计 41 分，与写明的 40 分不符"),
        (lambda m: (_item(m, 0, 0, 0).update(points=9), m["unit"][0]["section"][0].update(points=41)), "合计 61 分"),
        (lambda m: m["unit"][0]["section"].reverse(), "重点工作 20 分，不得低于 36 分"),
        (lambda m: m["common"][0].update(points=9), "共性工作合计 29 分，应为 30 分"),
        (lambda m: m["part"][2].update(points=9), "三部分合计 99 分，应为 100 分"),
        (lambda m: m["part"].pop(), "各一部分"),
        (lambda m: m["common"][0].update(scorer="XX"), "评分单位“XX”不在考核对象里"),
        (lambda m: _item(m, 0, 0, 1).update(id="BGS-1"), "编号或名称重复：BGS-1"),
        (lambda m: m["unit"][1].update(aliases=["办公室"]), "编号或名称重复：办公室"),
        (_set(applies_to=["BGS-9-M1"]), "BGS-1-R1 针对的任务不在 BGS-1 里"),
        (_set(group="9"), "组 9 没有写明共扣多少分"),
        (_set(kind="discretionary_range"), "不能再写每次扣多少分"),
        (lambda m: _item(m, 0, 0, 0)["rules"][0].pop("amount"), "没有写明每次扣多少分"),
        (_set(kind="threshold"), "要写明指标"),
        (_set(kind="per_occurrence", min=3, max=2), "范围写反了"),
        (lambda m: m["bonus"][0].pop("amount"), "加分条款 B1a 没有写明分值"),
        (lambda m: m["extra"][1]["primary"].pop("max"), "另设扣分要写明"),
        (lambda m: m["reading"].pop(0), "办法解释“loss_from_full”"),
        (lambda m: m["reading"][0].update(default="是"), "办法解释“loss_from_full”"),
    ],
)
def test_a_method_that_does_not_add_up_is_refused(bent: Bend, change: Callable[[Method], object], says: str) -> None:
    with pytest.raises(SchemeError, match=says):
        bent(change)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("year = 2022", "year = ", "办法文件读不下去"),
        ("year = 2022", 'year = "今年"', "year 应为整数"),
        ("year = 2022\n", "", "year 没有填"),
        ("year = 2022", "year = 2022\ncolour = 1", "colour 不认识"),
        ('kind = "fixed", amount = 8 }', 'kind = "fixed", amount = 0 }', "amount 应大于 0"),
        ('kind = "fixed", amount = 8 }', 'kind = "weekly", amount = 8 }', "kind 不是允许的值"),
        ('due = { type = "on_demand" }', 'due = { type = "someday" }', "due 不是认识的完成时间类型"),
        ('part = "底" }', 'part = "中" }', "part 不是允许的值"),
        ("seq = 1\npoints = 8", "seq = 1\npoints = 8\ngroups = 5", "groups 填得不对"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_place(method_text: str, old: str, new: str, says: str) -> None:
    assert old in method_text
    with pytest.raises(SchemeError, match=re.escape(says)):
        parse_scheme(method_text.replace(old, new, 1))


def test_a_method_is_found_by_year_or_by_file(tmp_path: Path, method_text: str, scheme: Scheme) -> None:
    path = tmp_path / "办法.toml"
    path.write_text("\ufeff" + method_text, encoding="utf-8")
    assert load_scheme("2022") is load_scheme(2022)
    assert load_scheme(path).hash == scheme.hash
    with pytest.raises(UnknownYear, match="1999 年的考核办法尚未录入"):
        load_scheme(1999)
    with pytest.raises(SchemeError, match="读不了办法文件"):
        load_scheme(tmp_path / "没有.toml")
    (tmp_path / "坏.toml").write_bytes("年".encode("gb18030"))
    with pytest.raises(SchemeError, match="编码"):
        load_scheme(tmp_path / "坏.toml")


def test_the_fingerprint_follows_the_meaning_and_not_the_layout(method_text: str, scheme: Scheme) -> None:
    assert parse_scheme(method_text.replace("amount = 8 },", "amount = 8.0 }, # 八分", 1)).hash == scheme.hash
    assert parse_scheme(method_text.replace("amount = 8 }", "amount = 7 }", 1)).hash != scheme.hash
    assert scheme.reread(budget_exact=False).hash != scheme.hash
    assert re.fullmatch("[0-9a-f]{64}", scheme.hash)


def test_a_bent_method_scores_by_its_own_figures(bent: Bend) -> None:
    cheaper = bent(lambda m: m["extra"][0]["primary"].update(amount=Decimal("4.5")))
    assert cheaper.extras[0].primary.amount == Decimal("4.5")


def test_what_is_odd_is_told_and_not_repaired(scheme: Scheme) -> None:
    told = "\n".join(scheme.remarks)
    for words in (
        "节能处-1“公共机构垃圾分类”20 分，最多能扣 16 分，4 分扣不到",
        "节能处-5“节能监督检查”2 分，扣分合计可达 4 分，扣完为止",
        "房基处-1", "房基处-3", "机关党委-1", "机关党委-2", "机关党委-3",
    ):  # fmt: skip
        assert words in told
    assert "办公室-1“" not in told


def test_all_that_is_wrong_can_be_listed_at_once(scheme: Scheme) -> None:
    found = list(problems(scheme.parts[1:], scheme.units[:1], scheme.commons[1:]))
    assert [one[:9] for one in found] == ["考核内容要写明责任", "共性工作合计 20", "共性工作 GX-5"]


def test_what_an_item_can_lose_counts_caps_groups_and_whole_rows(scheme: Scheme, bent: Bend) -> None:
    assert most_lost(scheme.item("JC-4")) == 8
    assert most_lost(scheme.item("HQ-5")) == 2
    assert most_lost(scheme.item("HQ-7")) is None
    only_all = bent(lambda m: m["common"][0].update(rules=[{"id": "GX-1-R3", "label": "后三种", "kind": "all"}]))
    assert most_lost(only_all.common("GX-1")) == 10
    assert scheme.rule("BGS-2-R1").is_human


def test_everything_is_found_by_its_id(scheme: Scheme) -> None:
    assert scheme.item("BGS-1").points == 8
    assert scheme.common("GX-1").points == 10
    assert scheme.rule("BGS-1-R1").amount == 8
    assert scheme.item_of_rule("GX-2-R1").id == "GX-2"
    assert scheme.item("BGS-1").rule("BGS-1-R3").amount == 2
    assert scheme.task("BGS-1-M1").no == "1"
    assert scheme.item_of_task("BGS-1-M1").id == "BGS-1"
    assert scheme.unit_of_item("BGS-1").code == "BGS"
    assert scheme.reading("budget_exact") is True
    assert [scheme.unit(name).code for name in ("综合业务处", "公务用车处", "综合业务处/公务用车处")] == ["ZH"] * 3


@pytest.mark.parametrize(
    "look",
    [
        lambda s: s.item("GX-1"),
        lambda s: s.common("BGS-1"),
        lambda s: s.marked("没有"),
        lambda s: s.rule("没有"),
        lambda s: s.item("BGS-1").rule("BGS-2-R1"),
        lambda s: s.task("没有"),
        lambda s: s.unit("没有"),
        lambda s: s.unit_of_item("GX-1"),
        lambda s: s.reading("没有"),
        lambda s: score(Facts(unit="没有"), s),
    ],
)
def test_a_name_the_method_does_not_know_is_said_plainly(scheme: Scheme, look: Callable[[Scheme], object]) -> None:
    with pytest.raises(UnknownName, match="请核对后再填") as unknown:
        look(scheme)
    assert unknown.value.name in unknown.value.sentence


def test_units_can_be_held_to_their_full_names(scheme: Scheme) -> None:
    strict = scheme.reread(names_by_alias=False)
    assert strict.unit("公共机构节能处") == strict.unit("JN")
    with pytest.raises(UnknownName):
        strict.unit("节能处")


def test_every_reading_the_chapters_ask_for_has_a_reason(scheme: Scheme) -> None:
    told = {reading.id: reading for reading in scheme.readings}
    assert set(Readings.model_fields) <= set(told)
    assert all(reading.title and reading.reason.endswith("。") for reading in scheme.readings)
