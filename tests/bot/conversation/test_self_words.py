"""自评 in words, and what is late, foreign, twice or out of range: one plain sentence, nothing half-stored."""

from functools import partial

import pytest

from bot.conversation.voice import Form
from storage.desk import Desk
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.self_steps import CLERK, HEAD, OFFICE, OTHER, declared, entries, files, hires, keeps_up


async def test_no_deduction_for_one_item_in_words_is_stored_for_that_item_alone(chat: Chat) -> None:
    await files(chat, CLERK, "5.1")
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "第五项无扣分")

    assert set(await declared(chat)) == {"FJ-5"}


async def test_no_deduction_for_all_the_rest_is_said_back_and_waits_for_a_tap(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    told = await chat.says(CLERK, "其余都没有扣分")
    assert "这 7 项都没有扣分？" in told
    assert "第 1、2、3、4、5、6、7 项记为无扣分" in told
    assert not await declared(chat)

    await chat.taps(CLERK, "其余 7 项均无扣分")
    await chat.says(CLERK, "均按时办结，台账在处内")
    assert len(await declared(chat)) == 7


@pytest.mark.parametrize("said", ["不是没有扣分", "没有扣分是不可能的", "并非没有扣分", "第三项不是没有扣分", "不确认"])
async def test_a_negation_never_stores_anything(chat: Chat, said: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, said)
    await chat.says(CLERK, "全年没有发生")

    assert not await declared(chat)


async def test_an_own_deduction_in_words_opens_the_item_and_stores_nothing_before_a_tap(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    told = await chat.says(CLERK, "第4项扣一次")

    assert "第4项" in told
    assert not await declared(chat)


async def test_a_scorer_who_speaks_of_deductions_gets_his_rows(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.says("dw-pingfen", "都没有扣分")

    assert "党建工作" in await chat.sees("dw-pingfen")


@pytest.mark.parametrize("said", ["9", "0", "很多"])
async def test_an_amount_out_of_range_is_refused_and_nothing_is_half_stored(chat: Chat, said: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says("bgs-jingban-1", "自评 2")
    await chat.taps("bgs-jingban-1", "数字化推进不力（主观原因）…")
    await chat.says("bgs-jingban-1", said)
    await chat.says("bgs-jingban-1", "系统晚上线")

    assert not await declared(chat)


async def test_a_counted_rule_in_words_opens_its_counter(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "节前督查缺次扣一次")
    await chat.taps(CLERK, "登记扣分…")
    await chat.taps(CLERK, "记为 1 次")

    assert (await declared(chat))["FJ-4"].payload["deductions"] == [{"rule": "FJ-4-R1", "count": 1}]
    await chat.taps(CLERK, "不扣")
    assert (await declared(chat))["FJ-4"].payload["deductions"] == []


async def test_an_item_is_opened_by_its_words_and_a_wrong_one_is_named(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    assert "第4项" in await chat.says(CLERK, "我要填第4项自评")
    assert "没有“99”这一项" in await chat.says(CLERK, "自评 99")


async def test_submitting_with_items_missing_or_twice_is_one_plain_sentence(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    code = await chat.store.write(lambda desk: desk.actions.mint(CLERK, "self.submit", {"unit": "FJ"}, label="x"))
    assert "还有 7 项没有自评：1.办公用房一键通平台" in await chat.says(CLERK, f"提交 {code}")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")
    await chat.taps(CLERK, "提交")
    assert "不用再交" in await chat.says(CLERK, f"提交 {code}")
    assert len(await entries(chat, "self.submitted")) == 1


async def test_a_tap_on_an_item_after_the_whole_was_handed_in_changes_nothing(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 4")
    _, button = chat.button(CLERK, "节前督查缺次…")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")
    await chat.taps(CLERK, "提交")
    count = len(await entries(chat, "self.declared"))
    await chat.says(CLERK, f"{button['label']} {button['code']}")

    assert "记为" not in chat.cards(CLERK)[-1]["buttons"]
    assert len(await entries(chat, "self.declared")) == count


async def test_the_self_assessment_of_another_unit_is_not_ones_own(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    for verb, item in (("self.item", "JN-1"), ("self.clean", "JN-1"), ("self.submit", "")):
        args = {"unit": "JN", "item": item, "seen": 0}
        code = await chat.store.write(partial(mint, verb, args))
        assert "不是您所在的单位" in await chat.says(CLERK, f"办 {code}")
    assert not await declared(chat)


def mint(verb: str, args: dict[str, object], desk: Desk) -> str:
    """A button the person should never have had."""
    return desk.actions.mint(CLERK, verb, args, label="x")


@pytest.mark.parametrize("form", list(Form))
async def test_the_year_s_papers_are_confirmed_alike_in_all_three_forms(sqlite_database: str, form: Form) -> None:
    async with open_chat(sqlite_database, form) as chat:
        await keeps_up(chat, CLERK, "FJ", without=("7.1",))
        await chat.says(OFFICE, "打开自评")
        await chat.says(CLERK, "自评")
        for name in ("重点工作", "常规工作"):
            await chat.taps(CLERK, f"{name}这…")
        await chat.says(CLERK, "自评 7")
        await chat.taps(CLERK, "未到期")
        await chat.says(CLERK, "2023-01-31")
        await chat.says(CLERK, "自评")
        await chat.taps(CLERK, "提交")
        await chat.taps(HEAD, "退回", {"reason": "7：能不能年内完成"})
        await chat.taps(CLERK, "改第 7 项")
        await chat.taps(CLERK, "无扣分（说明理由）")
        await chat.says(CLERK, "年内已办结")
        await chat.says(CLERK, "自评")
        await chat.taps(CLERK, "提交")
        assert "已确认" in await chat.taps(HEAD, "确认")

        assert (await declared(chat))["FJ-7"].reason == "年内已办结"
        assert len(await entries(chat, "self.declared")) == 8


async def old_tap(chat: Chat, verb: str, item: str) -> str:
    """A button of an earlier card, whose code is still known, pressed now."""
    code = await chat.store.write(partial(mint, verb, {"unit": "FJ", "item": item}))
    return await chat.says(CLERK, f"办 {code}")


async def test_what_is_locked_says_by_whom_and_how_it_opens_again(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")
    await chat.taps(CLERK, "提交")
    assert "请单位负责人先退回" in await old_tap(chat, "self.clean", "FJ-4")
    await chat.taps(HEAD, "退回", {"reason": "3：缺佐证"})
    assert "负责人只退回了第 3 项" in await old_tap(chat, "self.clean", "FJ-4")
    assert "第 3 项是退回要改的，还没有改" in await old_tap(chat, "self.submit", "")
    await chat.says(CLERK, "自评 3")
    await chat.taps(CLERK, "无扣分（说明理由）")
    await chat.says(CLERK, "摸排已完成")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "提交")
    await chat.taps(HEAD, "确认")
    await chat.says(OFFICE, "打开核准")
    await chat.says(OFFICE, "核准 房基处")
    await chat.taps(OFFICE, "核准")
    await chat.says(OFFICE, "重开自评 房基处：第 3 项漏报一次")
    assert "第 1 项考核办已经核准" in await old_tap(chat, "self.clean", "FJ-1")


async def test_a_reason_of_one_character_is_none(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 7")
    await chat.taps(CLERK, "无扣分（说明理由）")

    assert "请写一句理由" in await chat.says(CLERK, "无")
    assert not await declared(chat)


async def test_nothing_left_to_say_of_shows_the_whole(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")

    assert "各项都已自评，可以提交" in await chat.says(CLERK, "其余都没有扣分")


async def test_somebody_with_two_units_who_says_nothing_was_deducted_is_asked_where(chat: Chat) -> None:
    await hires(chat, units=("FJ", "JN"))
    await chat.says(OFFICE, "打开自评")

    assert "先评哪一家" in await chat.says(OTHER, "都没有扣分")
    assert not await declared(chat)
