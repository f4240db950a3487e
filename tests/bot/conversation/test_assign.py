"""3.2 给小王: who is meant is found, what was understood is echoed, and a task moves when both have tapped."""

import json
from datetime import date

import pytest

from bot.conversation.voice import Form
from bot.usecases.act import Act
from storage.desk import Desk
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.duties import charge_of, entries, holder, holder_on, roster

CLERK, HEAD, OFFICE = "fj-jingban-1", "fj-fuzeren", "khb-jia"
ZHOU, LI = "房基处小周,fj-zhou,房基处,经办,,FJ-7", "李建国,fj-li,房基处,经办,,FJ-7"
TASK = "FJ-3-M2"


@pytest.fixture
async def office(chat: Chat) -> Chat:
    """A chat in which 房基处 has got two more clerks, a day after the roster was first read."""
    await chat.later(days=1)
    await roster(chat, more=f"{ZHOU}\n{LI}")
    return chat


async def moves(chat: Chat, said: str = "3.2 给小周", taker: str = "fj-zhou") -> None:
    """The head gives a task away, and both tap."""
    await chat.says(HEAD, said)
    await chat.taps(HEAD, "就这样办")
    await chat.taps(CLERK, "移交")
    await chat.taps(taker, "接收")


async def test_a_head_gives_a_task_away_and_it_moves_when_both_have_tapped(office: Chat) -> None:
    told = await office.says(HEAD, "3.2 给小周")
    assert "房基处经办 → 房基处小周" in told
    assert not await entries(office, "handover.proposed")

    await office.taps(HEAD, "就这样办")
    assert await holder(office, TASK) == CLERK
    assert "任务交接：房基处经办 → 房基处小周" in await office.sees(CLERK)
    await office.taps(CLERK, "移交")
    assert await holder(office, TASK) == CLERK
    assert "等房基处小周点“接收”" in office.last(f"user:{CLERK}")
    await office.taps("fj-zhou", "接收")

    assert await holder(office, TASK) == "fj-zhou"
    assert "2022年5月10日起由房基处小周负责" in office.last(f"user:{CLERK}")
    assert "3.2" not in await office.says(CLERK, "我的任务")
    assert "✔ 房基处小周" in office.cards("fj-zhou")[-1]["status"]


@pytest.mark.parametrize("form", list(Form))
async def test_giving_away_and_handing_over_read_and_work_the_same_in_all_three_forms(
    sqlite_database: str, form: Form
) -> None:
    async with open_chat(sqlite_database, form) as chat:
        await roster(chat, more=ZHOU)
        assert "房基处经办 → 房基处小周" in await chat.says(HEAD, "3.2 给小周")
        await chat.taps(HEAD, "就这样办")
        assert "3.2 可调剂用房清单" in await chat.sees("fj-zhou")
        await chat.taps("fj-zhou", "退回", {"reason": "台账还没有补齐"})
        assert "台账还没有补齐" in chat.last(f"user:{CLERK}")

        await chat.says(HEAD, "3.2 给小周")
        await chat.taps(HEAD, "就这样办")
        await chat.taps(CLERK, "移交")
        await chat.taps("fj-zhou", "接收")
        assert await holder(chat, TASK) == "fj-zhou"


async def test_the_order_of_the_two_taps_does_not_matter(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    await office.taps("fj-zhou", "接收")
    assert await holder(office, TASK) == CLERK
    await office.taps(CLERK, "移交")

    assert await holder(office, TASK) == "fj-zhou"


async def test_the_card_lists_what_is_open_with_papers_and_says_from_when_each_answers(office: Chat) -> None:
    await office.sends(CLERK, "可调剂用房清单.pdf")
    await office.taps(CLERK, "3.2…")
    await office.says(HEAD, "第三项交给小周")
    await office.taps(HEAD, "就这样办")
    card = await office.sees("fj-zhou")

    assert "已交材料 1 份" in card
    assert "已交 1 份" in card
    assert "第3项" in card
    assert "这天以前的扣分由房基处经办说明" in card


async def test_the_head_and_the_office_are_told_once(office: Chat) -> None:
    await moves(office)

    for person in (HEAD, OFFICE, "khb-yi"):
        assert sum("交接办完" in one for one in office.told(person)) == 1
    assert not any("交接办完" in one for one in office.told(CLERK))


async def test_what_costs_points_follows_the_day_of_the_handover(office: Chat) -> None:
    await office.later(days=9)
    await moves(office)

    assert await holder_on(office, TASK, date(2022, 5, 18)) == CLERK
    assert await holder_on(office, TASK, date(2022, 5, 19)) == "fj-zhou"


async def test_who_has_a_task_gives_it_away_himself_and_only_the_other_taps(office: Chat) -> None:
    await office.says(CLERK, "3.2 交给李建国")
    await office.taps(CLERK, "就这样办")
    await office.taps("fj-li", "接收")

    assert await holder(office, TASK) == "fj-li"


async def test_the_office_gives_tasks_of_any_unit_and_both_persons_tap(office: Chat) -> None:
    await office.says(OFFICE, "房基处3.2给小周")
    await office.taps(OFFICE, "就这样办")
    await office.taps(CLERK, "移交")
    await office.taps("fj-zhou", "接收")

    assert await holder(office, TASK) == "fj-zhou"


async def test_a_head_takes_a_task_himself_when_its_holder_lets_go(office: Chat) -> None:
    await office.says(HEAD, "3.2 给我")
    await office.taps(HEAD, "就这样办")
    await office.taps(CLERK, "移交")

    assert await holder(office, TASK) == HEAD


async def test_a_whole_item_is_one_entry_and_a_task_of_it_can_move_on_alone(office: Chat) -> None:
    await moves(office, "第三项交给小周")
    assert [one.slot for one in await entries(office, "task.assigned")] == ["assign:FJ-3"]
    await office.says("fj-zhou", "3.2 给李建国")
    await office.taps("fj-zhou", "就这样办")
    await office.taps("fj-li", "接收")

    assert await holder(office, TASK) == "fj-li"
    assert await holder(office, "FJ-3-M1") == "fj-zhou"


async def test_everything_somebody_has_goes_to_another_in_one_card(office: Chat) -> None:
    await office.says(CLERK, "我的任务都交给小周")
    await office.taps(CLERK, "就这样办")
    await office.taps("fj-zhou", "接收")

    assert await holder(office, "FJ-1-M1") == "fj-zhou"
    assert "没有等您办的事" in await office.says(CLERK, "我还欠什么")


async def test_helpers_are_added_at_once_and_told(office: Chat) -> None:
    await office.says(HEAD, "3.2让小周配合")
    await office.taps(HEAD, "就这样办")
    charge = await charge_of(office, TASK)

    assert [one.userid for one in charge.helpers] == ["fj-zhou"]
    assert charge.responsible is not None
    assert charge.responsible.userid == CLERK
    assert "请您配合 3.2" in office.last("user:fj-zhou")
    assert "配合房基处经办" in await office.says("fj-zhou", "我的任务") + await office.taps("fj-zhou", "看全部")


async def test_one_sentence_names_who_answers_and_who_helps(office: Chat) -> None:
    await office.says(HEAD, "第3项由小周负责，李建国配合")
    await office.taps(HEAD, "就这样办")
    await office.taps(CLERK, "移交")
    await office.taps("fj-zhou", "接收")
    charge = await charge_of(office, TASK)

    assert charge.responsible is not None
    assert charge.responsible.userid == "fj-zhou"
    assert [one.userid for one in charge.helpers] == ["fj-li"]


async def test_everybody_means_the_head_answers_and_all_others_help(office: Chat) -> None:
    await office.says(HEAD, "3.2给全体")
    await office.taps(HEAD, "就这样办")
    await office.taps(CLERK, "移交")
    charge = await charge_of(office, TASK)

    assert charge.responsible is not None
    assert charge.responsible.userid == HEAD
    assert {one.userid for one in charge.helpers} == {CLERK, "fj-zhou", "fj-li"}


async def test_either_may_stop_a_handover_with_a_reason_and_everything_stays(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    await office.taps(CLERK, "移交")
    await office.taps("fj-zhou", "退回")
    assert "为什么退回" in office.told("fj-zhou")[-2]
    await office.says("fj-zhou", "台账还没有补齐")

    assert await holder(office, TASK) == CLERK
    for person in (CLERK, HEAD, OFFICE):
        assert sum("台账还没有补齐" in one and "退回" in one for one in office.told(person)) >= 1
    assert (await entries(office, "handover.returned"))[0].reason == "台账还没有补齐"


async def test_the_head_cancels_with_words(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    await office.says(HEAD, "取消交接")
    await office.says(HEAD, "安排错了人")

    assert "取消" in office.last("user:fj-zhou")
    assert "没有等着办的交接" in await office.says(HEAD, "取消交接")
    assert await holder(office, TASK) == CLERK


async def test_a_newcomer_who_is_in_the_roster_is_offered(office: Chat) -> None:
    await office.says(HEAD, "3.2 给新来的同志")
    await office.taps(HEAD, "房基处小周")
    assert "房基处经办 → 房基处小周" in office.told(HEAD)[-2]


async def test_the_only_newcomer_is_understood_at_once(office: Chat) -> None:
    await roster(office, more=ZHOU)

    assert "房基处经办 → 房基处小周" in await office.says(HEAD, "3.2 给新来的同志")


async def test_a_newcomer_who_is_not_in_the_roster_is_added_by_the_office_first(chat: Chat) -> None:
    told = await chat.says(HEAD, "3.2 给新来的同志")

    assert "考核办" in told
    assert "3.2 给张三" in told


async def test_an_unknown_name_gets_one_sentence_and_at_most_three_choices(office: Chat) -> None:
    told = await office.says(HEAD, "把3.2转给小王")
    card = office.cards(HEAD)[-1]

    assert "没有“小王”" in told
    assert 1 <= len(json.loads(card["buttons"])) <= 3
    assert not await entries(office, "task.assigned")


async def test_two_who_could_be_meant_are_told_apart(office: Chat) -> None:
    await roster(office, more=f"{ZHOU}\n{LI}\n李四,fj-li-2,房基处,经办,,FJ-7")
    await office.says(HEAD, "3.2转给小李")
    labels = [one["label"] for one in json.loads(office.cards(HEAD)[-1]["buttons"])]

    assert labels == ["李建国", "李四"]
    await office.taps(HEAD, "李四")
    assert "→ 李四" in office.told(HEAD)[-2]


async def test_two_of_the_same_name_are_told_apart_by_account(office: Chat) -> None:
    await roster(office, more=f"{ZHOU}\n李建国,fj-li-3,房基处,经办,,FJ-7\n{LI}")
    await office.says(HEAD, "3.2给李建国")

    assert "李建国（fj-li）" in office.cards(HEAD)[-1]["buttons"]


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (CLERK, "3.2 给我", "现在就由房基处经办负责"),
        (HEAD, "3.2 给房基处经办", "现在就由房基处经办负责"),
        (HEAD, "3.2 给节能处经办", "不在房基处"),
        (HEAD, "节能处第3项给小周", "只能安排本单位的"),
        ("fj-zhou", "3.2 给李建国", "只有房基处的负责人"),
        (HEAD, "不要把第3项转给小周", "没有改动"),
        (HEAD, "3.2不要给小周", "没听懂"),
        (HEAD, "交给小周", "请写明是哪一项"),
        (HEAD, "3.2 让房基处经办配合", "本来就负责"),
        ("lingdao-yi", "房基处3.2给小周", "没有这项权限"),
    ],
)
async def test_what_cannot_be_is_answered_in_one_sentence(office: Chat, who: str, said: str, answer: str) -> None:
    told = await office.says(who, said)

    assert answer in told
    assert told.count("。") <= 2
    assert not await entries(office, "handover.proposed")
    assert not await entries(office, "task.assigned")


async def test_who_is_not_staff_cannot_hold_tasks(office: Chat) -> None:
    assert "不是经办" in await office.says("bgs-fuzeren", "1.1 给办公室评分人")


async def test_a_task_that_is_on_its_way_cannot_be_given_to_a_third(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    await office.says(HEAD, "第三项给李建国")
    told = await office.taps(HEAD, "就这样办")

    assert "正在从房基处经办移交给房基处小周" in "\n".join(office.told(HEAD)[-2:]) + told
    assert len(await entries(office, "handover.proposed")) == 1


async def test_a_handover_to_somebody_who_left_meanwhile_lapses(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    await roster(office, more=LI)
    told = await office.taps(CLERK, "移交")

    assert "已经不在房基处" in "\n".join(office.told(CLERK)[-2:]) + told
    assert await holder(office, TASK) == CLERK
    await moves(office, "3.2给李建国", "fj-li")
    assert await holder(office, TASK) == "fj-li"


async def test_who_leaves_the_roster_leaves_his_tasks_to_the_head(office: Chat) -> None:
    await moves(office)
    await office.later(days=3)
    await roster(office, more=LI)

    assert await holder(office, TASK) == HEAD
    assert await holder_on(office, TASK, date(2022, 5, 11)) == "fj-zhou"


async def test_nothing_moves_once_the_result_is_published(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    await publish(office)
    assert "已经公布" in await office.says(HEAD, "3.2 给李建国")
    told = await office.taps("fj-zhou", "接收")

    assert "已经公布" in "\n".join(office.told("fj-zhou")[-2:]) + told


async def test_in_a_group_nothing_is_given_away(office: Chat) -> None:
    assert "私聊" in await office.says(HEAD, "3.2 给小周", group="cid")


async def publish(chat: Chat) -> None:
    """The result is out."""

    def write(desk: Desk) -> None:
        person = desk.people.by_userid(OFFICE)
        assert person is not None
        act = Act(desk=desk, scheme=chat.scheme, actor=person, message="test")
        act.record("result.published", "publication")

    await chat.store.write(write)
