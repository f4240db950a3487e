"""我请假到11月30日，让小李代办: echoed, told to who stands in, and over by itself."""

import json

import pytest

from bot.conversation.voice import Form
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.duties import charge_of, entries, roster
from tests.bot.conversation.test_assign import CLERK, HEAD, LI, TASK, ZHOU, office, publish

__all__ = ["office"]


async def stands_in(chat: Chat, task: str = TASK) -> str:
    """The account of who acts for the 责任人 of a task now."""
    stand_in = (await charge_of(chat, task)).stand_in
    return stand_in.userid if stand_in else ""


@pytest.mark.parametrize("form", list(Form))
async def test_somebody_on_leave_has_a_colleague_act_until_he_is_back(sqlite_database: str, form: Form) -> None:
    async with open_chat(sqlite_database, form) as chat:
        await roster(chat, more=ZHOU)
        told = await chat.says(CLERK, "我请假到5月20日，让小周代办")
        assert "到5月20日，" in told
        assert not await entries(chat, "duty.delegated")
        await chat.taps(CLERK, "就这样办")

        assert await stands_in(chat) == "fj-zhou"
        assert "请您代办" in chat.last("user:fj-zhou")
        assert "不在" in chat.last(f"user:{HEAD}")
        assert "代房基处经办办" in await chat.says("fj-zhou", "我还欠什么")
        await chat.later(days=11)
        assert await stands_in(chat) == "fj-zhou"
        await chat.later(days=1)
        assert await stands_in(chat) == ""
        assert "代房基处经办办" not in await chat.says("fj-zhou", "我还欠什么")


async def test_who_answers_stays_the_same_while_another_acts(office: Chat) -> None:
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "就这样办")
    charge = await charge_of(office, TASK)

    assert charge.responsible is not None
    assert charge.responsible.userid == CLERK
    assert "由房基处小周代办" in await office.says(CLERK, "我的任务")
    assert "房基处小周　差" in await office.says(HEAD, "谁没交")


async def test_two_days_of_next_week_are_understood(office: Chat) -> None:
    await office.says(CLERK, "我下周一到周五出差，由小周代办")
    told = office.last(f"user:{CLERK}")

    assert "5月16日到5月20日" in told
    await office.taps(CLERK, "就这样办")
    assert await stands_in(office) == ""
    await office.later(days=6)
    assert await stands_in(office) == "fj-zhou"


async def test_what_is_missing_is_asked_for(office: Chat) -> None:
    await office.says(CLERK, "我要请假")
    await office.taps(CLERK, "李建国")
    assert "哪一天" in office.told(CLERK)[-2]
    assert "看不出是哪一天" in await office.says(CLERK, "过一阵子吧")
    await office.taps(CLERK, "房基处小周")
    assert "到5月20日，" in await office.says(CLERK, "5月20日")
    await office.taps(CLERK, "就这样办")

    assert await stands_in(office) == "fj-zhou"


async def test_coming_back_early_ends_it_and_both_know(office: Chat) -> None:
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "就这样办")
    assert "代办已结束" in await office.says(CLERK, "取消代办")

    assert await stands_in(office) == ""
    assert "不用您代办" in office.last("user:fj-zhou")
    assert "没有代办可以取消" in await office.says(CLERK, "取消代办")


async def test_who_stands_in_may_end_it_too(office: Chat) -> None:
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "就这样办")
    await office.says("fj-zhou", "取消代办")

    assert await stands_in(office) == ""
    assert "代办已结束" in office.last(f"user:{CLERK}")


async def test_a_head_says_it_for_a_clerk_who_is_ill(office: Chat) -> None:
    told = await office.says(HEAD, "房基处经办请假到5月20日，让李建国代办")
    assert "房基处经办的 11 项任务由李建国代办" in told or "房基处经办的 10 项任务由李建国代办" in told
    await office.taps(HEAD, "就这样办")

    assert await stands_in(office) == "fj-li"
    assert (await entries(office, "duty.delegated"))[0].on_behalf_of == CLERK
    assert "由李建国代办" in office.last(f"user:{CLERK}")


async def test_a_head_on_leave_keeps_his_confirmations_to_himself(office: Chat) -> None:
    await office.says(HEAD, "3.2 给我")
    await office.taps(HEAD, "就这样办")
    await office.taps(CLERK, "移交")
    told = await office.says(HEAD, "我请假到5月20日，让小周代办")

    assert "确认自评不随代办转出" in told


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        ("lingdao-yi", "我请假到5月20日，让房基处负责人代办", "要本人办"),
        ("dw-pingfen", "我请假到5月20日，让机关党委经办代办", "要本人办"),
        (HEAD, "我请假到5月20日，让小周代办", "没有责任清单任务"),
        (CLERK, "我请假到5月1日，让小周代办", "已经过了"),
        (CLERK, "我请假到5月20日，让节能处经办代办", "不在房基处"),
        ("fj-zhou", "李建国请假到5月20日，让房基处经办代办", "替别人登记要单位负责人"),
        ("zh-jingban-1", "我请假到5月20日", "请谁代办"),
    ],
)
async def test_what_cannot_be_delegated_is_answered_in_one_sentence(
    office: Chat, who: str, said: str, answer: str
) -> None:
    assert answer in await office.says(who, said)
    assert not await entries(office, "duty.delegated")


async def test_who_is_away_himself_cannot_stand_in(office: Chat) -> None:
    await office.says("fj-li", "我请假到5月30日，让小周代办")
    assert "没有责任清单任务" in office.last("user:fj-li")
    await office.says(CLERK, "3.2 给李建国")
    await office.taps(CLERK, "就这样办")
    await office.taps("fj-li", "接收")
    await office.says("fj-li", "我请假到5月30日，让小周代办")
    await office.taps("fj-li", "就这样办")

    assert "自己请假到2022年5月30日" in await office.says(CLERK, "我请假到5月20日，让李建国代办")


async def test_a_colleague_who_left_the_roster_stands_in_no_more(office: Chat) -> None:
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "就这样办")
    await roster(office, more=LI)

    assert await stands_in(office) == ""


async def test_a_second_tap_and_a_tap_after_publication_store_nothing(office: Chat) -> None:
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "就这样办")
    assert "已经请房基处小周代办" in await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.says(CLERK, "我请假到5月21日，让小周代办")
    await publish(office)
    await office.taps(CLERK, "就这样办")

    assert len(await entries(office, "duty.delegated")) == 1
    assert "已经公布" in office.told(CLERK)[-2]


async def test_saying_no_stores_nothing(office: Chat) -> None:
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "不登记")

    assert not await entries(office, "duty.delegated")
    assert json.loads(office.cards(CLERK)[-1]["buttons"]) == []


async def test_leave_is_not_spoken_of_in_a_group(office: Chat) -> None:
    assert "私聊" in await office.says(CLERK, "我请假到5月20日，让小周代办", group="cid")
    assert not await entries(office, "duty.delegated")


async def test_who_asks_about_standing_in_is_told_and_nothing_is_stored(office: Chat) -> None:
    assert "没有代办" in await office.says(CLERK, "谁代我办？")
    await office.says(CLERK, "我请假到5月20日，让小周代办")
    await office.taps(CLERK, "就这样办")

    for person in (CLERK, "fj-zhou"):
        assert "由房基处小周代办到2022年5月20日" in await office.says(person, "代办到几号？")
