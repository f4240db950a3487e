"""The built-in method of 2022 carries the notice's figures exactly, under labels of our own."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from scoring import load_scheme
from scoring.dues import Due
from scoring.scheme import Rule, Scheme, Section

DUE: TypeAdapter[Any] = TypeAdapter(Due)
OURS = {"label", "alternative"}
"""Fields of a rule that the notice's figures do not hold."""

FIGURES = {
    # code: key items, key points, routine items, routine points, tasks, tasks with a due time, rules, groups
    "BGS": (8, 40, 7, 20, 40, 40, 31, 0),
    "DW": (3, 45, 2, 15, 13, 2, 7, 0),
    "ZH": (3, 40, 3, 20, 18, 18, 16, 0),
    "JC": (3, 40, 3, 20, 18, 18, 8, 0),
    "FJ": (4, 45, 3, 15, 11, 11, 7, 0),
    "JN": (4, 40, 6, 20, 41, 40, 14, 0),
    "HQ": (3, 39, 7, 21, 61, 61, 65, 8),
    "ZC": (2, 50, 2, 10, 9, 9, 8, 0),
}
ALTERNATIVES = {f"{item}-R{n}" for n in (1, 2) for item in (
    "BGS-9", "BGS-10", "BGS-11", "BGS-12", "BGS-13", "BGS-14", "DW-4", "ZC-1", "ZC-2", "ZC-3", "ZC-4",
)}  # fmt: skip
LONGEST = {"unit": 5, "item": 14, "task": 18, "rule": 20}


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme(2022)


@pytest.fixture(scope="module")
def notice(shared: Path) -> dict[str, Any]:
    figures = (shared / "notice" / "rules-2022.json").read_text(encoding="utf-8")
    made: dict[str, Any] = json.loads(figures, parse_float=Decimal)
    return made


@pytest.mark.parametrize("code", FIGURES)
def test_each_unit_has_the_figures_an_import_must_reproduce(scheme: Scheme, code: str) -> None:
    unit = scheme.unit(code)
    key, routine = unit.sections
    tasks = [task for item in unit.items for task in item.tasks]

    assert (key.name, routine.name) == ("重点工作", "常规工作")
    found: tuple[Decimal | int, ...] = (
        len(key.items), key.points, len(routine.items), routine.points,
        len(tasks), sum(task.due.type != "none" for task in tasks),
        sum(len(item.rules) for item in unit.items), sum(len(item.groups) for item in unit.items),
    )  # fmt: skip
    assert found == FIGURES[code]
    assert all(sum(item.points for item in section.items) == section.points for section in unit.sections)


def test_the_year_adds_up_to_63_items_211_tasks_156_rules_and_8_group_caps(scheme: Scheme) -> None:
    items = [item for unit in scheme.units for item in unit.items]
    tasks = [task for item in items for task in item.tasks]
    kinds = Counter(task.due.type for task in tasks)

    assert [unit.code for unit in scheme.units] == list(FIGURES)
    assert (len(items), len(tasks), sum(len(item.rules) for item in items)) == (63, 211, 156)
    assert sum(len(item.groups) for item in items) == 8
    assert (kinds["all_year"], kinds["none"]) == (114, 12)
    assert sum(rule.late_counts for item in items for rule in item.rules) == 20


def test_common_work_is_six_rows_of_thirty_points_scored_by_three_offices(scheme: Scheme) -> None:
    scored: Counter[str] = Counter()
    for row in scheme.commons:
        scored[row.scorer] += int(row.points)

    assert [row.points for row in scheme.commons] == [10, 7, 4, 4, 3, 2]
    assert sum(len(row.rules) for row in scheme.commons) == 14
    assert scored == {"DW": 10, "BGS": 17, "JC": 3}


def test_not_done_and_done_badly_are_alternatives_where_the_readings_say_so(scheme: Scheme) -> None:
    assert {rule.id for rule in _rules(scheme) if rule.alternative} == ALTERNATIVES


def test_the_office_and_its_document_are_those_of_the_notice(scheme: Scheme, notice: dict[str, Any]) -> None:
    document, window = notice["document"], notice["bonus_window"]

    assert scheme.year == document["year"]
    assert scheme.document.number == document["number"]
    assert scheme.document.issued == date.fromisoformat(document["issued"])
    assert (scheme.window.start.isoformat(), scheme.window.end.isoformat()) == (window["from"], window["to"])
    assert [part.model_dump(exclude_none=True, exclude={"criteria"}) for part in scheme.parts] == notice["categories"]
    assert scheme.part("leader").criteria == ("政令畅通", "办事效率", "服务质量")


def test_units_and_their_items_are_those_of_the_notice(scheme: Scheme, notice: dict[str, Any]) -> None:
    for unit, printed in zip(scheme.units, notice["units"], strict=True):
        assert (unit.code, unit.name, unit.kind) == (printed["code"], printed["name"], printed["kind"])
        assert unit.names >= set(printed["aliases"])
        assert [_outline(section) for section in unit.sections] == [
            (
                section["name"],
                section["points"],
                [(one["id"], one["seq"], one["weight"], _caps(one["groups"])) for one in section["items"]],
            )
            for section in printed["sections"]
        ]


def test_tasks_have_the_due_times_of_the_notice(scheme: Scheme, notice: dict[str, Any]) -> None:
    items = [item for unit in scheme.units for item in unit.items]
    ours = {task.id: (task.no, task.due, task.due_text) for item in items for task in item.tasks}
    printed = {
        task["id"]: (task["no"], DUE.validate_python(task["due"]), task.get("due_text") or "")
        for item in _printed_items(notice)
        for task in item["tasks"]
    }

    assert ours == printed


def test_rules_have_the_figures_of_the_notice(scheme: Scheme, notice: dict[str, Any]) -> None:
    ours = {rule.id: rule.model_dump(mode="python", exclude=OURS) for rule in _rules(scheme)}
    printed = {
        rule["id"]: _as_ours(rule)
        for item in [*_printed_items(notice), *notice["common_items"]]
        for rule in item["rules"]
    }

    assert ours == printed


def test_common_rows_are_those_of_the_notice(scheme: Scheme, notice: dict[str, Any]) -> None:
    assert [(row.id, row.seq, row.points, row.scorer, [rule.id for rule in row.rules]) for row in scheme.commons] == [
        (row["id"], row["seq"], row["weight"], row["scorer"], [rule["id"] for rule in row["rules"]])
        for row in notice["common_items"]
    ]


def test_bonuses_deductions_vetoes_and_fraud_are_those_of_the_notice(scheme: Scheme, notice: dict[str, Any]) -> None:
    for bonus, printed in zip(scheme.bonuses, notice["bonus"], strict=True):
        ours = bonus.model_dump(exclude={"label"}, exclude_defaults=True)
        assert {name: _plain(value) for name, value in ours.items()} == {
            name: _plain(value) for name, value in printed.items() if name in type(bonus).model_fields
        }
    for extra, printed in zip(scheme.extras, notice["extra_deductions"], strict=True):
        assert (extra.id, extra.clause) == (printed["id"], printed["clause"])
        for share, figures in ((extra.primary, printed["primary"]), (extra.secondary, printed["secondary"])):
            assert share.model_dump() == {name: figures.get(name) for name in ("amount", "min", "max")}
    assert [(veto.id, veto.clause) for veto in scheme.vetoes] == [(one["id"], one["clause"]) for one in notice["veto"]]
    assert (scheme.fraud.id, scheme.fraud.clause) == (notice["fraud"]["id"], notice["fraud"]["clause"])


def test_every_item_and_row_names_the_place_it_comes_from(scheme: Scheme) -> None:
    for unit in scheme.units:
        for item in unit.items:
            place, _, seq = item.clause.rpartition("-")
            assert place.removeprefix("附件1 ") in unit.names
            assert (place[:4], seq) == ("附件1 ", str(item.seq))
    assert [row.clause for row in scheme.commons] == [f"附件2 第{row.seq}行" for row in scheme.commons]


def test_labels_are_short_and_tell_the_things_of_a_unit_apart(scheme: Scheme) -> None:
    for unit in scheme.units:
        assert len(unit.short) <= LONGEST["unit"]
        told = [(kind, label) for kind, label in _labels(scheme, unit.code) if kind != "unit"]
        assert [label for kind, label in told if not 0 < len(label) <= LONGEST[kind]] == []
        assert [one for one, times in Counter(told).items() if times > 1] == []


def test_no_label_copies_a_run_of_ten_characters_of_the_notice(scheme: Scheme, shared: Path) -> None:
    printed = "".join((shared / "notice" / "notice-2022.txt").read_text(encoding="utf-8").split())

    assert [label for label in _all_labels(scheme) if any(run in printed for run in _runs(label, 10))] == []


def test_no_official_is_named_in_the_method(scheme: Scheme, shared: Path) -> None:
    names = (shared / "notice" / "names.txt").read_text(encoding="utf-8").split()
    said = scheme.model_dump_json()

    assert names
    assert [name for name in names if name in said] == []


def test_every_item_knows_the_words_people_type_for_it(scheme: Scheme) -> None:
    for item in [item for unit in scheme.units for item in unit.items]:
        assert 2 <= len(item.keywords) <= 5, item.id
        assert all(2 <= len(word) <= 6 for word in item.keywords), item.id


def _rules(scheme: Scheme) -> Iterator[Rule]:
    for unit in scheme.units:
        for item in unit.items:
            yield from item.rules
    for row in scheme.commons:
        yield from row.rules


def _outline(section: Section) -> tuple[str, Decimal, list[tuple[str, int, Decimal, dict[str, Decimal]]]]:
    items = [(one.id, one.seq, one.points, {group.id: group.cap for group in one.groups}) for one in section.items]
    return section.name, section.points, items


def _printed_items(notice: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for unit in notice["units"]:
        for section in unit["sections"]:
            yield from section["items"]


def _caps(groups: list[dict[str, Any]]) -> dict[str, Decimal]:
    return {group["group"]: group["cap"] for group in groups}


def _as_ours(printed: dict[str, Any]) -> dict[str, Any]:
    """A rule of the notice's figures under our field names, with our words for what is absent."""
    renamed = {"per_unit": "per", "degree_word": "degree"}
    figures = {renamed.get(name, name): value for name, value in printed.items() if name != "condition"}
    figures["per"] = (figures.get("per") or "").partition("（")[0]
    figures["applies_to"] = tuple(figures.get("applies_to", ("item",)))
    absent = {name: field.default for name, field in Rule.model_fields.items() if name not in OURS}
    return {**absent, **figures}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _labels(scheme: Scheme, code: str) -> Iterator[tuple[str, str]]:
    unit = scheme.unit(code)
    yield "unit", unit.short
    for item in unit.items:
        yield "item", item.label
        yield from (("task", task.label) for task in item.tasks)
        yield from (("rule", rule.label) for rule in item.rules)


def _all_labels(scheme: Scheme) -> Iterator[str]:
    for unit in scheme.units:
        yield from (label for _, label in _labels(scheme, unit.code))
    for row in scheme.commons:
        yield row.label
        yield from (rule.label for rule in row.rules)
    yield from (bonus.label for bonus in scheme.bonuses)
    yield from (extra.label for extra in scheme.extras)
    yield from (veto.label for veto in scheme.vetoes)
    yield scheme.fraud.label


def _runs(label: str, length: int) -> Iterator[str]:
    words = "".join(label.split())
    yield from (words[start : start + length] for start in range(len(words) - length + 1))
