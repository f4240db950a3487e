"""Somebody leaves, comes or changes unit: no task is an orphan, and those concerned hear of it once."""

from tests.bot.chat import Chat
from tests.bot.conversation.duties import entries, holder, roster
from tests.bot.conversation.test_assign import CLERK, HEAD, LI, OFFICE, TASK, ZHOU, moves, office

__all__ = ["office"]


async def test_a_first_roster_and_one_without_changes_tell_nobody_anything(chat: Chat) -> None:
    await roster(chat)

    assert not chat.heard


async def test_the_head_hears_once_which_tasks_a_leaver_left_to_him(office: Chat) -> None:
    await moves(office)
    await roster(office, more=LI)

    told = [one for one in office.told(HEAD) if "名册有变动" in one]
    assert len(told) == 2
    assert "3.2 可调剂用房清单 房基处小周 → 房基处负责人" in told[-1]
    assert "3.2 给某某" in told[-1]
    assert await holder(office, TASK) == HEAD


async def test_who_changes_unit_leaves_his_tasks_behind_and_owes_none_of_them(chat: Chat) -> None:
    row = "房基处经办,fj-jingban-1,房基处,经办,,"
    await roster(chat, change=(row, row.replace("房基处,经办", "节能处,经办")))

    assert await holder(chat, "FJ-1-M1") == HEAD
    assert "11 项任务换了责任人" in chat.last(f"user:{HEAD}")
    assert "11 项任务换了责任人" in chat.last(f"user:{CLERK}")
    assert "可调剂用房" not in await chat.says(CLERK, "我的任务") + await chat.taps(CLERK, "看全部")
    assert await holder(chat, "JN-1-M1") == "jn-jingban-1"


async def test_a_unit_that_loses_everybody_is_told_to_the_office_once(chat: Chat) -> None:
    await roster(chat, without="fj-")
    for person in (OFFICE, "khb-yi"):
        assert sum("没有单位负责人" in one for one in chat.told(person)) == 1
    await roster(chat, without="fj-")

    assert sum("没有单位负责人" in one for one in chat.told(OFFICE)) == 1
    assert await holder(chat, "FJ-1-M1") == OFFICE


async def test_who_gets_tasks_by_the_roster_hears_of_it(chat: Chat) -> None:
    await roster(chat, more=ZHOU)

    assert "第7项" in chat.last("user:fj-zhou") or "7.1" in chat.last("user:fj-zhou")
    assert "房基处经办 → 房基处小周" in chat.last(f"user:{CLERK}")
    assert not await entries(chat, "task.assigned")


async def test_who_relied_on_a_leaver_hears_that_he_acts_himself_again(office: Chat) -> None:
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "就这样办")
    await roster(office, more=LI)

    assert "现在由您自己办" in office.last(f"user:{CLERK}")


async def test_a_person_with_two_units_has_the_tasks_of_both(chat: Chat) -> None:
    row = "房基处经办,fj-jingban-1,房基处,经办,,"
    await roster(chat, change=(row, row.replace("房基处,经办", "房基处、资产中心,经办")))

    assert "共 20 项任务" in await chat.says(CLERK, "我的任务")
    await chat.taps(CLERK, "看全部")
    assert "配合资产中心经办" in chat.last(f"user:{CLERK}")
    assert await holder(chat, "ZC-1-M1") == "zc-jingban-1"


async def test_a_leader_who_also_heads_a_unit_answers_for_what_nobody_has_there(chat: Chat) -> None:
    row = "房基处负责人,fj-fuzeren,房基处,单位负责人,,"
    await roster(
        chat, without="fj-jingban", change=(row, "房基处负责人,fj-fuzeren,房基处,单位负责人、分管领导,节能处,")
    )

    assert await holder(chat, "FJ-1-M1") == HEAD
    assert "共 11 项任务" in await chat.says(HEAD, "我的任务")


async def test_when_a_helper_leaves_nobody_hears_of_a_change_that_is_none(chat: Chat) -> None:
    await roster(chat, more=ZHOU.replace("FJ-7", ""))
    await roster(chat)

    assert not any("名册有变动" in one for one in chat.told(HEAD))
    assert await holder(chat, TASK) == CLERK


async def test_who_comes_back_into_the_unit_comes_last(chat: Chat) -> None:
    await roster(chat, more=ZHOU.replace("FJ-7", ""))
    await roster(chat, without=CLERK, more=ZHOU.replace("FJ-7", ""))
    assert await holder(chat, TASK) == "fj-zhou"
    await roster(chat, more=ZHOU.replace("FJ-7", ""))

    assert await holder(chat, TASK) == "fj-zhou"
