"""Taps that come late, twice or from the wrong hands, and wishes that lead nowhere: one plain sentence each."""

import json

from bot.gateway.dingtalk.frames import CARD
from tests.bot.chat import Chat
from tests.bot.conversation.duties import charge_of, entries, holder, roster
from tests.bot.conversation.test_assign import CLERK, HEAD, LI, OFFICE, TASK, ZHOU, moves, office

__all__ = ["office"]


async def taps_again(chat: Chat, person: str, found: tuple[dict[str, str], dict[str, str]]) -> str:
    """Tap a button as it was on a card seen earlier; returns everything said since."""
    card, button = found
    before = len(chat.told(person))
    params = {"code": button["code"], "version": card["version"]}
    content = json.dumps({"cardPrivateData": {"params": params}})
    await chat.arrive(CARD, person, {"userId": person, "outTrackId": card["id"], "content": content})
    return "\n".join(chat.told(person)[before:])


async def given(chat: Chat) -> None:
    """The head has given 3.2 to 小周; both have the card."""
    await chat.says(HEAD, "3.2 给小周")
    await chat.taps(HEAD, "就这样办")


async def test_a_change_that_was_confirmed_is_not_confirmed_again(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    seen = office.button(HEAD, "就这样办")
    await office.taps(HEAD, "就这样办")

    assert "现在由房基处经办负责" in await taps_again(office, HEAD, seen)
    assert len(await entries(office, "handover.proposed")) == 1


async def test_saying_no_changes_nothing(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "不改")

    assert "没有改动" in "\n".join(office.told(HEAD))
    assert not await entries(office, "handover.proposed")


async def test_a_change_confirmed_after_the_task_has_moved_is_refused(office: Chat) -> None:
    await office.says(OFFICE, "房基处3.2给李建国")
    await moves(office)
    await office.taps(OFFICE, "就这样办")

    assert "刚才已经有变化" in "\n".join(office.told(OFFICE)[-3:])
    assert await holder(office, TASK) == "fj-zhou"


async def test_somebody_chosen_who_has_left_meanwhile_is_refused(office: Chat) -> None:
    await office.says(HEAD, "3.2转给小王")
    await roster(office, more=LI)
    await office.taps(HEAD, "房基处小周")

    assert "已经不在房基处" in "\n".join(office.told(HEAD)[-2:])


async def test_a_late_tap_on_a_finished_handover_says_how_it_ended(office: Chat) -> None:
    await given(office)
    hand, back = office.button(CLERK, "移交"), office.button("fj-zhou", "退回")
    await office.taps(CLERK, "移交")
    await office.taps("fj-zhou", "接收")

    assert "这次交接已经办完" in await taps_again(office, CLERK, hand)
    assert "这次交接已经办完" in await taps_again(office, "fj-zhou", back)


async def test_a_card_answered_by_text_is_told_it_is_closed(office: Chat) -> None:
    await given(office)
    code = office.button("fj-zhou", "退回")[1]["code"]
    tap = office.button("fj-zhou", "接收")[1]["code"]
    await office.says(HEAD, "取消交接")
    await office.says(HEAD, "安排错了人")

    assert "已经取消" in await office.says("fj-zhou", code)
    assert "已经取消" in await office.says("fj-zhou", tap)


async def test_who_typed_his_code_twice_hears_whom_it_waits_for(office: Chat) -> None:
    await given(office)
    code = office.button(CLERK, "移交")[1]["code"]
    await office.says(CLERK, code)

    assert "等房基处小周点“接收”" in await office.says(CLERK, code)
    assert len(await entries(office, "handover.given")) == 1


async def test_a_reason_of_one_sign_is_not_enough(office: Chat) -> None:
    await given(office)
    await office.taps("fj-zhou", "退回")

    assert "写清楚一点" in await office.says("fj-zhou", "无")
    assert not await entries(office, "handover.returned")


async def test_a_stale_card_of_an_open_handover_shows_it_anew(office: Chat) -> None:
    await given(office)
    seen = office.button("fj-zhou", "接收")
    await office.taps("fj-zhou", "退回")
    await office.says("fj-zhou", "退出")

    assert "任务交接" in await taps_again(office, "fj-zhou", seen)


async def test_of_several_open_handovers_one_is_chosen(office: Chat) -> None:
    await given(office)
    await office.says(HEAD, "第一项给李建国")
    await office.taps(HEAD, "就这样办")
    assert "取消哪一件" in await office.says(HEAD, "取消交接")
    await office.taps(HEAD, "3.2 可调剂用房清单")
    await office.says(HEAD, "安排错了人")

    assert len(await entries(office, "handover.cancelled")) == 1
    assert "没有等着办的交接" in await office.says("jn-fuzeren", "取消交接")


async def test_a_handover_of_a_task_that_became_somebody_elses_lapses(office: Chat) -> None:
    await given(office)
    row = "李建国,fj-li,房基处,经办,,FJ-3、FJ-7"
    await roster(office, more=f"{ZHOU}\n{row}")

    assert await holder(office, TASK) == "fj-li"
    await office.taps(CLERK, "移交")
    assert "已经变了" in "\n".join(office.told(CLERK)[-2:])


async def test_what_leads_nowhere_is_answered_with_an_example_of_the_own_unit(office: Chat) -> None:
    assert "要交给谁" in await office.says(HEAD, "3.2换人")
    assert "共性工作" in await office.says("dw-fuzeren", "党建工作交给小王")
    assert "请写明是哪一项" in await office.says(OFFICE, "交给小周")
    await office.says(HEAD, "3.2让小周配合")
    await office.taps(HEAD, "就这样办")
    assert "已经有房基处小周配合" in await office.says(HEAD, "3.2让小周配合")


async def test_in_a_unit_of_one_there_is_nobody_to_give_to(chat: Chat) -> None:
    await roster(chat, without="zc-jingban")

    assert "没有别的经办" in await chat.says("zc-fuzeren", "第1项给小王")
    assert "没有别的经办" in await chat.says("zc-fuzeren", "我请假到5月20日，让小王代办")


async def test_who_makes_himself_helper_is_told_once(office: Chat) -> None:
    await office.says(HEAD, "3.2让我配合")
    await office.taps(HEAD, "就这样办")

    assert [one.userid for one in (await charge_of(office, TASK)).helpers] == [HEAD]


async def test_a_second_tap_says_what_is_waited_for_and_changes_nothing(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    card, button = office.button(CLERK, "移交")
    for _ in range(2):
        params = {"code": button["code"], "version": card["version"]}
        content = json.dumps({"cardPrivateData": {"params": params}})
        await office.arrive(CARD, CLERK, {"userId": CLERK, "outTrackId": card["id"], "content": content})

    assert len(await entries(office, "handover.given")) == 1
    assert "正在从房基处经办移交给房基处小周" in "\n".join(office.told(CLERK)[-2:])


async def test_who_is_not_a_party_cannot_tap_for_them(office: Chat) -> None:
    await office.says(HEAD, "3.2 给小周")
    await office.taps(HEAD, "就这样办")
    card, button = office.button("fj-zhou", "接收")
    params = {"code": button["code"], "version": card["version"]}
    content = json.dumps({"cardPrivateData": {"params": params}})
    await office.arrive(CARD, "fj-li", {"userId": "fj-li", "outTrackId": card["id"], "content": content})

    assert "不能代为操作" in office.last("user:fj-li")


async def test_a_head_without_tasks_of_his_own_gives_away_all_of_his_unit(office: Chat) -> None:
    told = await office.says(HEAD, "所有任务都交给小周")

    assert "1.1 房产管理系统 等" in told
    await office.taps(HEAD, "就这样办")
    assert len(await entries(office, "handover.proposed")) == 1


async def test_who_never_has_a_say_is_told_so_before_anything_else(office: Chat) -> None:
    for person in ("shenji", "zuzhang", "lingdao-yi"):
        assert "没有这项权限" in await office.says(person, "3.2给小周")
