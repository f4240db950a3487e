"""裁定: numbered, the same sentence to all heads and scorers, shown under its clause and offered to the next unit."""

import pytest

from tests.bot.chat import Chat
from tests.bot.conversation.acts import CLERK, HEAD, OFFICE
from tests.bot.conversation.duties import entries
from tests.bot.conversation.playing import play, says, taps

SCORER = "dw-pingfen"
TEXT = "同一次会议迟到多人按一次计"
RULED = says(OFFICE, f"裁定 党建工作 {TEXT}")


async def test_every_head_and_scorer_hears_the_same_sentence(chat: Chat) -> None:
    answered = await chat.says(OFFICE, f"裁定 党建工作 {TEXT}。")

    sentence = f"考核办裁定〔2022〕第1号（党建工作）：{TEXT}。各单位一样适用，从现在起按此理解。"
    heard = [who for who in chat.heard if sentence in chat.texts(who)]
    assert f"user:{HEAD}" in heard
    assert f"user:{SCORER}" in heard
    assert f"同一句话已发给 {len(heard)} 位负责人和评分人" in answered
    (made,) = await entries(chat, "ruling.made")
    assert (made.clause, made.payload["number"], made.unit) == ("八", 1, None)


async def test_it_stands_where_its_clause_is_scored_for_every_unit(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开共性评分"), *RULED))
    for unit in ("房基处", "节能处"):
        await play(chat, (*says(SCORER, "共性评分"), *taps(SCORER, unit)))
        assert f"裁定第1号：{TEXT}" in await chat.sees(SCORER)
    assert f"裁定第1号：{TEXT}" in await chat.says(CLERK, "规则 党建工作")
    assert f"第1号（党建工作）：{TEXT}" in await chat.says(CLERK, "裁定清单")


async def test_a_ruling_on_one_units_item_stands_in_its_self_assessment(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开自评", "裁定 房基处第4项 五一与端午算两次"), *says(CLERK, "自评第4项")))

    assert "裁定第1号：五一与端午算两次" in await chat.sees(CLERK)


async def test_it_is_ended_with_a_reason_and_keeps_its_number(chat: Chat) -> None:
    await play(chat, (*RULED, *says(OFFICE, "废止裁定 1", "与上级文件不一致", "裁定 党建工作 按实际次数计")))

    assert any("第1号（党建工作）已废止：与上级文件不一致" in told for told in chat.told(HEAD))
    assert await chat.says(CLERK, "裁定清单") == "第2号（党建工作）：按实际次数计"


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (OFFICE, "裁定 党建工作", "请写明哪一条、怎么理解"),
        (OFFICE, "裁定 天文台 观测不计", "请写明哪一条、怎么理解"),
        (OFFICE, "裁定 党建工作 不算", "裁定内容请写 4 到 200 个字"),
        (OFFICE, "裁定 办公室第3项 五一与端午算两次", "回避"),
        (OFFICE, "废止裁定 7 写错了", "没有生效的第 7 号裁定"),
        (CLERK, "裁定 党建工作 迟到不扣分", "没有这项权限"),
        (CLERK, "裁定清单", "还没有裁定"),
    ],
)
async def test_what_cannot_be_ruled_is_said(chat: Chat, who: str, said: str, answer: str) -> None:
    assert answer in await chat.says(who, said)
    assert not await entries(chat, "ruling.made")


async def test_the_same_ruling_is_made_once(chat: Chat) -> None:
    await play(chat, RULED)

    assert "已有同样内容的裁定" in await chat.says(OFFICE, f"裁定 党建工作 {TEXT}")
