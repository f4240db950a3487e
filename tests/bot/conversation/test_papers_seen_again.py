"""我交过什么: one's own papers, any of them had back, and who may look at whose."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.conversation.voice import Form
from tests.bot.chat import Chat, open_chat

CLERK, HEAD, OFFICE, FOREIGN, LEADER = "fj-jingban-1", "fj-fuzeren", "khb-jia", "jn-jingban-1", "lingdao-yi"


@pytest.fixture
async def texts(sqlite_database: str) -> AsyncIterator[Chat]:
    async with open_chat(sqlite_database, Form.TEXT) as opened:
        yield opened


async def filed(chat: Chat, name: str, task: str) -> None:
    await chat.sends(CLERK, name, name.encode())
    await chat.taps(CLERK, "都不是|告诉我是哪一项")
    await chat.says(CLERK, task)


def files_sent(chat: Chat, person: str) -> list[str]:
    return [row.body["name"] for row in chat.heard[f"user:{person}"] if row.kind == "file"]


async def test_a_person_sees_what_he_handed_in_and_has_it_back(texts: Chat) -> None:
    await filed(texts, "节前督查通报.pdf", "4.1")
    await filed(texts, "摸排台账.pdf", "3.1")

    told = await texts.says(CLERK, "我交过什么")
    assert "共 2 份" in told
    assert told.index("摸排台账.pdf") < told.index("节前督查通报.pdf")

    await texts.taps(CLERK, "取回 2")
    assert files_sent(texts, CLERK) == ["节前督查通报.pdf"]


async def test_an_item_or_a_unit_behind_the_words_narrows_the_list(texts: Chat) -> None:
    await filed(texts, "节前督查通报.pdf", "4.1")
    await filed(texts, "摸排台账.pdf", "3.1")

    assert "节前督查通报.pdf" not in await texts.says(CLERK, "我交过什么 3")
    assert "共 2 份" in await texts.says(OFFICE, "房基处交过什么材料")
    assert "没有听懂" in await texts.says(CLERK, "我交过什么 窗帘")
    assert "写上名称" in await texts.says("zuzhang", "我交过什么")


async def test_the_list_turns_its_pages_and_changes_between_mine_and_the_units(texts: Chat) -> None:
    for number in range(7):
        await filed(texts, f"第{number}份.pdf", "4.1")

    first = await texts.says(CLERK, "我交过什么")
    assert "（1/2）" in first
    assert "第0份.pdf" in await texts.taps(CLERK, "更早的")
    assert "第6份.pdf" in await texts.taps(CLERK, "更新的")
    assert "房基处交过什么" in await texts.taps(CLERK, "看本单位的")
    assert "我交过什么" in await texts.taps(CLERK, "只看我交的")
    assert "您自己还没有交过" in await texts.says(HEAD, "我交过什么")


async def test_a_withdrawn_paper_is_for_its_owner_his_head_and_the_office(texts: Chat) -> None:
    await filed(texts, "节前督查通报.pdf", "4.1")
    await texts.says(CLERK, "撤回")

    for person in (CLERK, HEAD, OFFICE):
        assert "已撤回" in await texts.says(person, "房基处交过什么")
    assert "还没有交过" in await texts.says(LEADER, "房基处交过什么")


async def test_another_units_people_see_nothing_and_hear_who_may(texts: Chat) -> None:
    await filed(texts, "节前督查通报.pdf", "4.1")

    told = await texts.says(FOREIGN, "房基处交过什么")

    assert "您不能看" in told
    assert "节前督查" not in told


async def test_a_look_at_another_units_paper_is_written_down_and_ones_own_is_not(texts: Chat) -> None:
    await filed(texts, "节前督查通报.pdf", "4.1")
    await texts.says(CLERK, "我交过什么")
    await texts.taps(CLERK, "取回 1")
    await texts.says(LEADER, "房基处交过什么")
    await texts.taps(LEADER, "取回 1")

    entries = await texts.store.read(lambda desk: desk.journal.entries(2022, prefix="viewed:"))

    assert [(one.actor, one.unit, one.payload["how"]) for one in entries] == [(LEADER, "FJ", "file")]


async def test_words_that_were_handed_in_come_back_as_words(texts: Chat) -> None:
    await texts.says(CLERK, "3月5日完成了可调剂用房清单，共12处，已经报办公室")
    await texts.says(CLERK, "完成")
    await texts.taps(CLERK, "3.2…")

    await texts.says(CLERK, "我交过什么")
    assert "共12处" in await texts.taps(CLERK, "取回 1")


async def test_a_paper_that_was_withdrawn_meanwhile_is_not_handed_out_any_more(texts: Chat) -> None:
    await filed(texts, "节前督查通报.pdf", "4.1")
    code = re.search(r"取回 1 (\w{5})", await texts.says(LEADER, "房基处交过什么"))
    assert code is not None
    await texts.says(CLERK, "撤回")

    assert "已经撤回" in await texts.says(LEADER, code[1])
    assert files_sent(texts, LEADER) == []


async def test_in_a_group_the_list_goes_to_the_private_chat(texts: Chat) -> None:
    await filed(texts, "节前督查通报.pdf", "4.1")

    told = await texts.says(CLERK, "我交过什么", group="cid")

    assert told == "材料我已私聊发给您。"
    assert "节前督查通报.pdf" in texts.last(f"user:{CLERK}")
