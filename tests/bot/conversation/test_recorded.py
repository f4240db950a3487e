"""代录: two of 考核办, on a signed paper, by the person's own rights; the line names the paper, he may say 有误."""

import pytest

from bot.usecases.export import result_of
from scoring.explain import told
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, HANDED_IN, HEAD, OFFICE, OTHER
from tests.bot.conversation.acts_summed import WRITTEN
from tests.bot.conversation.duties import entries, roster
from tests.bot.conversation.playing import play, says, taps

LEADER = "lingdao-yi"
SHEET = "代录 分管领导乙 打分 综合处 9.1，房基处 9，节能处 8.8"
CONFIRM = taps(OTHER, "与原件一致，确认")


async def test_a_leaders_sheet_counts_once_the_second_has_found_it_so(chat: Chat) -> None:
    await play(chat, says(OFFICE, "打开领导评价", SHEET))
    assert "签字原件" in await chat.says(OFFICE, "2022-05-08 签字打分表")
    await chat.sends(OFFICE, "打分表.jpg")
    assert not await entries(chat, "leader.scored")
    assert "打分：房基处 9 分，节能处 8.8 分，综合处 9.1 分" in await chat.sees(OTHER)
    await play(chat, CONFIRM)

    scored = await entries(chat, "leader.scored")
    assert {one.unit: one.payload["score"] for one in scored} == {"ZH": "9.1", "FJ": "9", "JN": "8.8"}
    assert {(one.actor, one.on_behalf_of) for one in scored} == {(OTHER, LEADER)}
    assert all("代录（依据：2022-05-08 签字打分表）" in (one.reason or "") for one in scored)
    assert "凭“2022-05-08 签字打分表”代您录入" in await chat.sees(LEADER)
    assert "领导乙" not in await chat.says(OFFICE, "还差什么能结束领导评价")
    result = await chat.store.read(lambda desk: result_of(desk, chat.scheme))
    lines = [told(line, chat.scheme, result.who) for sheet in result.sheets for line in sheet.lines]
    assert sum("代录（依据：2022-05-08 签字打分表）" in line for line in lines) == 3


async def test_nothing_is_confirmed_without_the_signed_paper(chat: Chat) -> None:
    await play(chat, says(OFFICE, "打开领导评价", SHEET, "2022-05-08 签字打分表"))

    assert not [card for card in chat.cards(OTHER) if "代录" in card["title"]]


async def test_a_heads_confirmation_rests_on_the_scan(chat: Chat) -> None:
    await play(chat, HANDED_IN)
    await play(chat, says(OFFICE, "代录 房基处负责人 确认自评", "负责人签字的自评表"))
    await chat.sends(OFFICE, "自评表.pdf")
    await play(chat, CONFIRM)

    (confirmed,) = await entries(chat, "self.confirmed")
    assert (confirmed.actor, confirmed.on_behalf_of) == (OTHER, HEAD)


async def test_a_scorers_sheet_hands_his_row_in(chat: Chat) -> None:
    await play(chat, says(OFFICE, "打开共性评分", "代录 党建评分人 党建工作均无扣分", "党建评分签字表"))
    await play(chat, CONFIRM)

    assert [one.on_behalf_of for one in await entries(chat, "common.submitted")] == ["dw-pingfen"]
    assert "DW" not in {one.unit for one in await entries(chat, "common.scored")}


async def test_the_person_says_it_is_wrong_and_the_office_has_it_on_its_list(chat: Chat) -> None:
    await play(chat, (*WRITTEN, *CONFIRM, *taps(CLERK, "有误", reason="我没有签过")))

    for who in (OFFICE, OTHER):
        assert any("房基处经办说代录有误：我没有签过" in heard for heard in chat.told(who))
    assert "1 件代录本人说有误，等您核对原件（回复“代录有误”）" in await chat.says(OFFICE, "本周要做的事")
    assert "我没有签过" in await chat.says(OFFICE, "代录有误")


async def test_the_first_cannot_confirm_his_own(chat: Chat) -> None:
    await play(chat, WRITTEN)

    assert not [card for card in chat.cards(OFFICE) if "代录" in card["title"]]
    assert not await entries(chat, "record.done")


async def test_what_the_person_may_not_do_is_not_written_down_for_him_either(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "代录 房基处经办 第4项没有扣分", "签字自评表"), *CONFIRM))

    assert not await entries(chat, "self.declared")
    assert any("“自评”阶段没有打开" in heard for heard in chat.told(OTHER))


async def test_with_one_in_the_office_there_is_nobody_to_find_it_so(chat: Chat) -> None:
    await roster(chat, without="考核办乙")
    await play(chat, says(OFFICE, "打开自评", "代录 房基处经办 第4项没有扣分"))

    assert "现在没有第二个人可以核对" in await chat.says(OFFICE, "签字自评表")


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (OFFICE, "代录", "请写明代谁、录什么"),
        (OFFICE, "代录 天文台台长 打分 办公室 9", "请写明代谁、录什么"),
        (OFFICE, "代录 分管领导乙 打分 很好", "没有看清哪家多少分"),
        (OFFICE, "代录 分管领导乙 打分 天文台 9", "没有看清哪家多少分"),
        (OFFICE, "代录 房基处负责人 确认自评", "名下没有等他确认的自评"),
        (OFFICE, "代录 房基处经办 第99项没有扣分", "没有看清是第几项"),
        (OFFICE, "代录 党建评分人 均无扣分", "没有看清是哪一行共性工作"),
        (CLERK, "代录 房基处负责人 确认自评", "没有这项权限"),
        (CHIEF, "代录有误", "没有这项权限"),
        (OFFICE, "代录有误", "没有本人说有误的代录"),
    ],
)
async def test_what_cannot_be_read_is_said_with_an_example(chat: Chat, who: str, said: str, answer: str) -> None:
    assert answer in await chat.says(who, said)
    assert not await entries(chat, "record.proposed")
