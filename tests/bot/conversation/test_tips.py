"""举报 goes to 机关纪委 past the office: no entry, list or export of ours holds a word or the name of it."""

import json
from pathlib import Path

import pytest

from bot.usecases.export import result_of
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, OFFICE, OTHER
from tests.bot.conversation.duties import entries, roster

JIWEI = "jiwei"
STORY = "节能处三季度巡检台账是十一月补写的，签字人当天在外地"


async def tell(chat: Chat, sign: str) -> str:
    await chat.says(CLERK, "我要举报")
    await chat.says(CLERK, STORY)
    return await chat.says(CLERK, sign)


async def test_it_is_passed_on_without_a_name_and_only_its_number_is_kept(chat: Chat) -> None:
    answered = await tell(chat, "匿名")

    assert "已直接转给机关纪委，编号第 1 号，匿名" in answered
    assert chat.last(f"user:{JIWEI}").startswith(f"【举报第 1 号】匿名\n{STORY}")
    (kept,) = await entries(chat, "tip.passed")
    assert (kept.actor, kept.message, kept.payload) == (JIWEI, "tip", {"number": 1})
    for person in (OFFICE, OTHER, CHIEF):
        assert "台账是十一月" not in "".join(chat.told(person))


async def test_with_a_name_the_unit_is_named_too(chat: Chat) -> None:
    await tell(chat, "署名")

    assert "署名：房基处经办（房基处）" in chat.last(f"user:{JIWEI}")


async def test_neither_the_ledger_nor_the_list_of_acts_shows_it(chat: Chat) -> None:
    await tell(chat, "匿名")
    result = await chat.store.read(lambda desk: result_of(desk, chat.scheme))

    assert not [row for row in result.ledger if row.entry.kind == "tip.passed"]
    assert "举报" not in await chat.says(OFFICE, "查操作 房基处经办 5月9日")
    everything = json.dumps([one.payload for one in await chat.store.read(lambda desk: desk.journal.entries(2022))])
    assert STORY not in everything


async def test_said_in_one_sentence_it_only_asks_about_the_name(chat: Chat) -> None:
    assert "要署名吗" in await chat.says(CLERK, "举报节能处台账造假，三季度巡检是后补的")
    await chat.says(CLERK, "匿名")

    assert "三季度巡检是后补的" in chat.last(f"user:{JIWEI}")


async def test_in_a_group_nothing_is_repeated(chat: Chat) -> None:
    await chat.says(OFFICE, "绑定群 1", group="cid")
    await chat.says(CLERK, "举报节能处台账造假", group="cid")

    assert "节能处" not in chat.texts("group:cid")[-1]
    assert "请用一段话写明" in chat.last(f"user:{CLERK}")


@pytest.mark.parametrize("said", ["取消", "算了", "也许署名吧"])
async def test_without_a_clear_answer_nothing_is_passed_on(chat: Chat, said: str) -> None:
    await tell(chat, said)

    assert not chat.told(JIWEI)
    assert not await entries(chat, "tip.passed")


async def test_too_few_words_are_not_passed_on(chat: Chat) -> None:
    await chat.says(CLERK, "举报")
    assert "内容太短" in await chat.says(CLERK, "有问题")


async def test_without_anybody_there_the_other_way_is_named(chat: Chat) -> None:
    await roster(chat, without="机关纪委联系人")

    assert "请当面或打电话找机关纪委" in await chat.says(CLERK, "我要举报")


def test_the_demo_has_somebody_there() -> None:
    listed = Path("bot/demo/roster-demo.csv").read_text(encoding="utf-8")
    assert "机关纪委联系人" in listed
