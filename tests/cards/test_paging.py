"""Long cards are turned page by page."""

import pytest

from cards.face import Button, Face, Field
from cards.limits import size
from cards.paging import page_count, paged
from cards.render import template_params

MAIN = Button(label="提交", code="MMMMM").as_main()
LINES = tuple(f"· 第{number}项任务，{'说明' * 20}" for number in range(120))


def turn(page: int, label: str) -> Button:
    return Button(label=label, code=f"PAGE{page}")


def test_a_card_that_fits_is_its_own_only_page() -> None:
    face = Face(title="短", body=("一行",), buttons=(MAIN,))
    assert page_count(face) == 1
    assert paged(face, 1, turn) is face


def test_an_empty_card_has_one_page() -> None:
    assert page_count(Face(title="空")) == 1


def test_the_first_page_goes_forward_the_last_back_and_the_middle_both_ways() -> None:
    face = Face(title="任务", body=LINES, buttons=(MAIN,), foot="完")
    first, middle, last = (paged(face, number, turn) for number in (1, 2, page_count(face)))
    assert [one.label for one in first.buttons] == ["提交", "下一页"]
    assert [one.code for one in middle.buttons] == ["MMMMM", "PAGE1", "PAGE3"]
    assert [one.label for one in last.buttons] == ["提交", "上一页"]
    assert last.body[-1] == "完"
    assert first.title == f"任务（1/{page_count(face)}）"


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (99, None)])
def test_a_page_that_is_not_there_opens_the_nearest(asked: int, given: int | None) -> None:
    face = Face(title="任务", body=LINES)
    assert paged(face, asked, turn) == paged(face, given or page_count(face), turn)


def test_a_few_buttons_stand_on_every_page_of_a_long_text() -> None:
    other = Button(label="开始自评", code="22222")
    face = Face(title="任务", body=LINES, buttons=(other, MAIN))
    assert all(other in paged(face, number, turn).buttons for number in range(1, page_count(face) + 1))


def test_a_long_form_is_spread_with_its_submit_button_on_every_page() -> None:
    fields = tuple(Field(name=f"U{number}", label=f"第{number}家单位", kind="NUMBER") for number in range(40))
    face = Face(title="打分", fields=fields, buttons=(MAIN.as_submit(),))
    shown = [paged(face, number, turn) for number in range(1, page_count(face) + 1)]
    assert tuple(field for page in shown for field in page.fields) == fields
    assert all(size(template_params(page, 1)["form"]) <= 1000 for page in shown)
    assert all(template_params(page, 1)["form_code"] == "MMMMM" for page in shown)
