"""The cards hold the real method: every item, rule and task of the year fits, page by page."""

from decimal import Decimal

import pytest

from cards import words
from cards.common import CommonUnit, CommonView, common_card
from cards.face import Button, Face
from cards.paging import page_count, paged
from cards.render import dtmd_markdown, plain_text, template_params
from cards.samples import button
from cards.self_item import SelfItemView, self_item_card
from cards.tasks import TaskGroup, TaskLine, TasksView, my_tasks_card
from cards.views import ItemBrief, RuleOption
from scoring import Scheme, load_scheme


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme(2022)


def turn(page: int, label: str) -> Button:
    return Button(label=label, code=f"PAGE{page}")


def shown(face: Face) -> list[Face]:
    """The card's pages, each of which every form takes."""
    pages = [paged(face, number, turn) for number in range(1, page_count(face) + 1)]
    for page in pages:
        assert template_params(page, 1)
        assert dtmd_markdown(page)
        assert plain_text(page)
    return pages


def test_every_item_can_be_assessed_on_two_pages_at_most(scheme: Scheme) -> None:
    for unit in scheme.units:
        for item in unit.items:
            rules = tuple(RuleOption.of(one, item, button(words.rule_label(one, item))) for one in item.rules)
            view = SelfItemView(
                unit=unit.name,
                item=ItemBrief.of(item),
                rules=rules,
                left=item.points,
                clean=button("无扣分"),
                onward=button("下一项"),
                summary=button("自评汇总"),
            )
            pages = shown(self_item_card(view))
            assert len(pages) <= 2
            labels = {one.label for page in pages for one in page.buttons}
            assert {words.rule_label(one, item) for one in item.rules} <= labels


def test_every_unit_s_tasks_can_be_read(scheme: Scheme) -> None:
    for unit in scheme.units:
        groups = tuple(
            TaskGroup(
                item=ItemBrief.of(item), tasks=tuple(TaskLine(label=one.label, due=one.due_text) for one in item.tasks)
            )
            for item in unit.items
        )
        pages = shown(my_tasks_card(TasksView(owner=unit.name, groups=groups)))
        told = "".join(line for page in pages for line in page.body)
        assert all(task.label in told for item in unit.items for task in item.tasks)
        assert len(pages) <= 3


def test_every_common_row_fits_on_one_page_for_all_units(scheme: Scheme) -> None:
    for row in scheme.commons:
        view = CommonView(
            row=ItemBrief.of(row),
            rules=tuple(RuleOption.of(one, row) for one in row.rules),
            units=tuple(
                CommonUnit(name=unit.short, left=Decimal(1), button=button(unit.short)) for unit in scheme.units
            ),
            submit=button("提交"),
        )
        assert len(shown(common_card(view))) == 1
