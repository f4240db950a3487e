"""The days of a paper are read where the words mark them, and nowhere else."""

from datetime import date

import pytest

from bot.usecases.paper_dates import dates_in, names_a_day

MONDAY = date(2022, 5, 9)


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("3月5日完成", date(2022, 3, 5)),
        ("3月5号就办结了", date(2022, 3, 5)),
        ("2022-3-5完成", date(2022, 3, 5)),
        ("2021年12月25日办完", date(2021, 12, 25)),
        ("2022/3/5 已办结", date(2022, 3, 5)),
        ("３月５日完成", date(2022, 3, 5)),
        ("三月五日做完的", date(2022, 3, 5)),
        ("二〇二二年三月二十五日完成", date(2022, 3, 25)),
        ("3.5完成", date(2022, 3, 5)),
        ("完成时间：3月5日", date(2022, 3, 5)),
        ("办结日期为2022.3.5", date(2022, 3, 5)),
        ("上周五办完", date(2022, 5, 6)),
        ("上星期天验收", date(2022, 5, 8)),
        ("昨天开完会", date(2022, 5, 8)),
        ("这项工作在4月2日组织完成，共3家", date(2022, 4, 2)),
    ],
)
def test_a_day_marked_as_done_is_the_day_it_was_done(text: str, done: date) -> None:
    found = dates_in(text, 2022, MONDAY)

    assert (found.done_on, found.document_on) == (done, None)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("落款3月1日", date(2022, 3, 1)),
        ("落款日期是2022年3月1日", date(2022, 3, 1)),
        ("3月1日印发", date(2022, 3, 1)),
        ("3月1日的通知", date(2022, 3, 1)),
        ("文件日期：2022.3.1", date(2022, 3, 1)),
    ],
)
def test_a_day_marked_as_on_the_document_is_the_document_s(text: str, document: date) -> None:
    found = dates_in(text, 2022, MONDAY)

    assert (found.done_on, found.document_on) == (None, document)


def test_both_days_are_told_apart() -> None:
    found = dates_in("3月5日完成，落款3月1日", 2022, MONDAY)

    assert (found.done_on, found.document_on) == (date(2022, 3, 5), date(2022, 3, 1))


@pytest.mark.parametrize(
    "text",
    [
        "3月5日",
        "周五办完",
        "2月30日完成",
        "13月5日完成",
        "6月30日完成",
        "3月5日前完成",
        "预计3月5日完成",
        "3月5日没有完成",
        "3.2的材料",
        "共查了3-5家，完成",
        "完成了3项",
        "",
    ],
)
def test_a_day_that_is_not_marked_not_real_or_to_come_says_nothing(text: str) -> None:
    assert not dates_in(text, 2022, MONDAY)


def test_a_day_without_a_mark_is_still_a_day() -> None:
    assert names_a_day("补充 3月5日", 2022, MONDAY)
    assert not names_a_day("补充两张照片", 2022, MONDAY)
