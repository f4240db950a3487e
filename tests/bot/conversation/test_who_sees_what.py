"""Before the gate no total, rank or leader's score leaves 考核办 and 组长; a group hears what it is bound to."""

import itertools
import re

import pytest

from tests import year
from tests.bot.chat import Chat

pytestmark = pytest.mark.no_cover
"""Walked again and again: what it reaches is measured elsewhere, and measuring doubles its time."""
CLERK, HEAD, OFFICE, CHIEF, LEADER = "fj-jingban-1", "fj-fuzeren", "khb-jia", "zuzhang", "lingdao-jia"
OUTSIDERS = (CLERK, HEAD, LEADER, "dw-pingfen", "guanliyuan", "shenji")
QUESTIONS = ("排名", "办公室多少分", "房基处多少分", "节能处得分", "为什么 办公室", "为什么 节能处", "为什么 房基处")
SECRET = re.compile(r"第\d名|总分|9\.25|8\.4|99|得 \d")


async def half_way(chat: Chat) -> None:
    """Everything is scored, nothing is decided."""
    await year.hand_in(chat)
    await year.self_assess(chat)
    await year.score_common(chat)
    await year.lead(chat)


def hears(chat: Chat, place: str, before: int) -> str:
    """What was said in a place since a count of messages, as one text."""
    return "\n".join(chat.texts(place)[before:])


async def test_before_the_gate_everybody_sees_what_is_his_and_a_group_hears_progress_at_most(chat: Chat) -> None:
    await half_way(chat)
    for person, question in itertools.product(OUTSIDERS, QUESTIONS):
        before = len(chat.texts(f"user:{person}"))
        await chat.says(person, question)
        heard = hears(chat, f"user:{person}", before)
        assert heard, (person, question)
        assert not SECRET.search(heard.replace("第1项", "")), (person, question, heard)
    await his_own(chat)
    for level in (None, 0, 1, 2):
        group = f"cid-{level}"
        if level is not None:
            await chat.says(OFFICE, f"绑定群 {level}", group=group)
        for person, question in itertools.product((LEADER, CHIEF, OFFICE, CLERK), QUESTIONS):
            before = len(chat.texts(f"group:{group}"))
            await chat.says(person, question, group=group)
            assert not SECRET.search(hears(chat, f"group:{group}", before)), (level, person, question)


async def his_own(chat: Chat) -> None:
    """A unit sees its own lines, a leader those of his line, the office and the chief everything, as provisional."""
    assert "节前督查缺次" in await chat.says(CLERK, "为什么")
    assert "不对外" in await chat.says(CLERK, "为什么 办公室")
    assert "不对外" in await chat.says(CLERK, "节能处多少分")
    assert "数字化推进不力" in await chat.says(LEADER, "为什么 办公室")
    assert "不对外" in await chat.says(LEADER, "为什么 房基处")
    for person in (OFFICE, CHIEF):
        told = await chat.says(person, "排名")
        assert "第1名" in told
        assert "暂定" in told
    assert "总分" in await chat.says(OFFICE, "节能处多少分")


async def test_after_the_gate_a_group_hears_what_it_is_bound_to(chat: Chat) -> None:
    await half_way(chat)
    await year.verify(chat)
    await year.claim_and_find(chat)
    await chat.says(OFFICE, "绑定群 2", group=year.GROUP)
    for level in (0, 1, 2):
        await chat.says(OFFICE, f"绑定群 {level}", group=f"cid-{level}")
    await chat.says(OFFICE, "解除绑定", group=year.GROUP)
    await year.decide(chat)

    for level, ranks, lines in ((0, False, False), (1, True, False), (2, True, True)):
        group = f"cid-{level}"
        assert ("第1名" in await chat.says(LEADER, "排名", group=group)) is ranks
        await chat.says(LEADER, "为什么 房基处", group=group)
        assert ("节前督查缺次" in chat.texts(f"group:{group}")[-1]) is lines
        assert "第1名" not in await chat.says(CLERK, "排名", group=group)
    assert "第1名" in await chat.says(CLERK, "排名")


async def test_the_rules_of_an_item_are_no_secret(chat: Chat) -> None:
    assert "节前督查缺次" in await chat.says(CLERK, "规则 4")
    assert "数字化" in await chat.says(CLERK, "规则 办公室 2")
    assert "请写明哪一项" in await chat.says(CLERK, "规则")


async def test_who_has_several_units_is_asked_which_and_who_has_none_to_name_one(chat: Chat) -> None:
    assert "哪家单位" in await chat.says(LEADER, "为什么")
    assert "哪家单位" in await chat.says(LEADER, "多少分")
    await chat.taps(LEADER, "机关党委")
    assert any("机关党委（机关纪委） 2022年度得分" in one for one in chat.told(LEADER)[-2:])
    assert "请写明单位" in await chat.says(CHIEF, "多少分")


async def test_a_group_is_bound_and_unbound_by_the_office_alone(chat: Chat) -> None:
    await chat.says(CLERK, "绑定群 2", group="cid")
    assert "没有这项权限" in chat.last(f"user:{CLERK}")
    assert "在要绑定的群里" in await chat.says(OFFICE, "绑定群 1")
    assert "已绑定" in await chat.says(OFFICE, "绑定群 1", group="cid")
    assert "已解除" in await chat.says(OFFICE, "解除绑定", group="cid")
    assert "在要解除的群里" in await chat.says(OFFICE, "解除绑定")
    assert "还没有登记" in await chat.says(LEADER, "排名", group="cid")
