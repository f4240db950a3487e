"""我的任务, 我还欠什么, 进度 and 谁没交: what comes first, by due day, to those whom it concerns."""

from datetime import date

import pytest

from bot.conversation.voice import Form
from bot.usecases.act import Act
from bot.usecases.dues import due_day
from bot.usecases.evidence import Paper, file_evidence
from bot.usecases.responsible import items_of
from scoring import load_scheme
from scoring.dues import By, Due, Undated
from storage.desk import Desk
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.duties import asks, charge_of, entries, holder, holder_on, roster

CLERK, HEAD, OFFICE, CHIEF = "fj-jingban-1", "fj-fuzeren", "khb-jia", "zuzhang"
NEWCOMER = "房基处小周,fj-zhou,房基处,经办,,"


async def test_every_task_of_the_demo_has_one_person_who_answers_for_it(chat: Chat) -> None:
    tasks = [task for unit in chat.scheme.units for item in unit.items for task in item.tasks]

    assert len(tasks) == 211
    assert await holder(chat, "BGS-1-M1") == "bgs-jingban-1"
    assert await holder(chat, "BGS-9-M1") == "bgs-jingban-2"
    assert await holder(chat, "FJ-1-M1") == CLERK


async def test_of_two_who_both_have_everything_the_first_in_the_roster_answers_and_the_other_helps(chat: Chat) -> None:
    charge = await charge_of(chat, "DW-1-M1")

    assert charge.responsible is not None
    assert charge.responsible.userid == "dw-jingban-1"
    assert [one.userid for one in charge.helpers] == ["dw-daiping"]


async def test_a_newcomer_to_the_roster_takes_nothing_from_anybody(chat: Chat) -> None:
    await chat.later(days=1)
    await roster(chat, more=NEWCOMER.replace("fj-zhou", "aa-zhou"))

    assert await holder(chat, "FJ-1-M1") == CLERK
    assert "配合房基处经办" in await chat.says("aa-zhou", "我的任务")


async def test_a_unit_without_staff_leaves_its_tasks_to_its_head_and_without_a_head_to_the_office(chat: Chat) -> None:
    await roster(chat, without=CLERK)
    assert await holder(chat, "FJ-1-M1") == HEAD
    await roster(chat, without="fj-")
    assert await holder(chat, "FJ-1-M1") == OFFICE


async def test_what_costs_points_on_a_day_is_charged_to_who_answered_for_it_then(chat: Chat) -> None:
    await chat.later(days=10)
    await roster(chat, without=CLERK)
    await chat.later(days=10)

    assert await holder_on(chat, "FJ-1-M1", date(2022, 5, 18)) == CLERK
    assert await holder_on(chat, "FJ-1-M1", date(2022, 5, 19)) == HEAD
    assert await holder_on(chat, "FJ-1-M1", date(2022, 1, 5)) == CLERK


async def test_a_head_may_mean_any_item_of_his_unit_and_a_clerk_his_own(chat: Chat) -> None:
    assert len(await asks(chat, HEAD, lambda act: items_of(act, act.actor))) == 7
    assert len(await asks(chat, "bgs-jingban-2", lambda act: items_of(act, act.actor))) == 7
    assert await asks(chat, CHIEF, lambda act: items_of(act, act.actor)) == []


async def test_my_tasks_names_what_is_late_first_and_opens_the_rest_with_one_tap(chat: Chat) -> None:
    told = await chat.says(CLERK, "我的任务")

    lines = [line for part in told.splitlines() for line in part.split("<br>") if line]
    assert "共 11 项任务，11 项未交" in told
    assert "已到期" in lines[2]
    assert len(lines) <= 6
    await chat.taps(CLERK, "看全部")
    assert "附件1" in await chat.sees(CLERK)


async def test_what_i_owe_shrinks_when_a_paper_comes_and_does_not_count_what_i_help_with(chat: Chat) -> None:
    await chat.sends(CLERK, "办公用房制度.pdf")
    await chat.taps(CLERK, "1.…|2.…|3.…|4.…")

    assert "10 项未交" in await chat.says(CLERK, "我还欠什么")
    assert "没有等您办的事" in await chat.says("dw-daiping", "我还欠什么")


async def test_a_group_never_hears_what_somebody_owes(chat: Chat) -> None:
    for asker, question in ((CLERK, "我还欠什么"), (CLERK, "我的任务"), (HEAD, "谁没交"), (OFFICE, "谁没交")):
        told = await chat.says(asker, question, group="cid")
        assert "私下" in told
        assert "任务" not in "".join(chat.texts("group:cid"))
    assert "还没有材料" in chat.last(f"user:{OFFICE}")


async def test_a_head_sees_who_of_his_unit_has_not_handed_in(chat: Chat) -> None:
    told = await chat.says(HEAD, "谁没交")

    assert "谁没交·房基处" in told
    assert "房基处经办　差 11 项" in told
    assert "办公室" not in told


async def test_the_office_sees_units_and_opens_one_by_person(chat: Chat) -> None:
    told = await chat.says(OFFICE, "谁没交")
    assert "办公室　差" in told
    await chat.taps(OFFICE, "看办公室是谁")
    assert "办公室经办甲　差" in chat.last(f"user:{OFFICE}")


async def test_a_unit_without_anybody_is_listed_under_the_office(chat: Chat) -> None:
    await roster(chat, without="fj-")
    await chat.says(OFFICE, "谁没交")
    await chat.taps(OFFICE, "看房基处是谁")

    assert "考核办（本单位没有负责人）" in chat.last(f"user:{OFFICE}")


async def test_who_has_no_say_is_told_who_has(chat: Chat) -> None:
    assert "没有这项权限" in await chat.says(CLERK, "谁没交")


async def test_progress_counts_the_own_unit_for_staff_and_everybody_for_the_office(chat: Chat) -> None:
    assert "0/11" in await chat.says(CLERK, "进度")
    assert "0/211" in await chat.says(OFFICE, "进度")
    assert not await entries(chat, "evidence.filed")


async def test_one_item_is_shown_to_its_unit_and_the_office_only(chat: Chat) -> None:
    assert "3.2 可调剂用房清单" in await chat.says(CLERK, "第3项还差什么")
    assert "进度·第3项" in await chat.says(HEAD, "第3项进度")
    assert "进度·第3项" in await chat.says(OFFICE, "房基处第3项进度")
    assert "不是您单位的事项" in await chat.says(CLERK, "节能处第3项还差什么")
    assert "不是您的单位" in await chat.says(CLERK, "节能处进度")
    assert "3 换届用房保障" in await chat.says(OFFICE, "房基处进度")


@pytest.mark.parametrize("form", list(Form))
async def test_the_whole_list_opens_in_all_three_forms(sqlite_database: str, form: Form) -> None:
    async with open_chat(sqlite_database, form) as chat:
        await chat.says(CLERK, "我的任务")
        await chat.taps(CLERK, "看全部")
        assert "附件1" in "\n".join(chat.told(CLERK))
        await chat.says(OFFICE, "谁没交")
        await chat.taps(OFFICE, "看房基处是谁")
        assert "房基处经办　差 11 项" in "\n".join(chat.told(OFFICE))


@pytest.mark.parametrize(
    ("task", "today", "day"),
    [
        ("JC-1-M1", date(2022, 5, 9), date(2022, 5, 31)),
        ("JC-1-M1", date(2022, 8, 9), date(2022, 5, 31)),
    ],
)
def test_a_month_is_due_at_its_end_also_once_it_has_passed(task: str, today: date, day: date) -> None:
    assert due_day(load_scheme(2022).task(task).due, 2022, today) == day


def test_the_next_of_several_days_counts_and_the_last_when_all_have_passed() -> None:
    dues: list[Due] = [task.due for unit in load_scheme(2022).units for item in unit.items for task in item.tasks]
    kinds = {due.type: due for due in dues}
    each = next(due for due in dues if due.type == "months" and due.each and len(due.months) == 2)

    assert due_day(each, 2022, date(2022, 3, 31)) == date(2022, 3, 31)
    assert due_day(each, 2022, date(2022, 4, 1)) == date(2022, 10, 31)
    assert due_day(each, 2022, date(2022, 11, 1)) == date(2022, 10, 31)
    assert due_day(kinds["before"], 2022, date(2022, 1, 1)) in (date(2022, 3, 31), date(2022, 10, 31))
    assert due_day(kinds["month_range"], 2022, date(2022, 1, 1)) == date(2022, 10, 31)
    assert due_day(kinds["all_year"], 2022, date(2022, 1, 1)) == date(2022, 12, 31)
    assert due_day(By(type="by", month=3, part="初"), 2022, date(2022, 1, 1)) == date(2022, 3, 10)
    assert due_day(Undated(type="none"), 2022, date(2022, 1, 1)) is None
    assert due_day(kinds["events"], 2022, date(2022, 1, 1)) == date(2022, 1, 30)


async def test_a_unit_that_has_handed_in_everything_is_told_so(chat: Chat) -> None:
    def file_all(desk: Desk) -> None:
        person = desk.people.by_userid(CLERK)
        assert person is not None
        act = Act(desk=desk, scheme=chat.scheme, actor=person, message="test")
        for task in (task for item in chat.scheme.unit("FJ").items for task in item.tasks):
            file_evidence(act, task.id, Paper(text="已经办结，台账见附件"))

    await chat.store.write(file_all)

    assert "各项任务都有材料了" in await chat.says(HEAD, "谁没交")
    assert "不用再交" in await chat.says(CLERK, "第3项还差什么")
    assert "0 项未交" in await chat.says(CLERK, "我的任务")
    assert "没有等您办的事" in await chat.says(CLERK, "我还欠什么")


async def test_a_head_asks_who_has_not_handed_in_for_his_own_unit_only(chat: Chat) -> None:
    assert "不是您的单位" in await chat.says(HEAD, "节能处谁没交")
    assert "谁没交·节能处" in await chat.says(OFFICE, "节能处谁没交")


async def test_a_head_sees_at_a_glance_what_his_unit_lacks(chat: Chat) -> None:
    assert "房基处有 11 项任务还没有材料" in await chat.says(HEAD, "我的任务")
