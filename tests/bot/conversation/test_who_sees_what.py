"""Before the gate no total, rank or leader's score leaves 考核办 and 组长; a group hears what it is bound to."""

import itertools
import re

import pytest

from tests import year
from tests.bot.chat import Chat

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


@pytest.fixture
async def scored(chat: Chat) -> Chat:
    """A chat in which everything is scored and nothing decided."""
    await half_way(chat)
    return chat


async def test_before_the_gate_nobody_outside_hears_a_total_a_rank_or_a_leaders_score(scored: Chat) -> None:
    for person, question in itertools.product(OUTSIDERS, QUESTIONS):
        before = len(scored.texts(f"user:{person}"))
        await scored.says(person, question)
        heard = hears(scored, f"user:{person}", before)
        assert heard, (person, question)
        assert not SECRET.search(heard.replace("第1项", "")), (person, question, heard)


async def test_before_the_gate_a_unit_sees_its_own_lines_and_nobody_elses(scored: Chat) -> None:
    assert "节前督查缺次" in await scored.says(CLERK, "为什么")
    assert "不对外" in await scored.says(CLERK, "为什么 办公室")
    assert "不对外" in await scored.says(CLERK, "节能处多少分")
    assert "数字化推进不力" in await scored.says(LEADER, "为什么 办公室")
    assert "不对外" in await scored.says(LEADER, "为什么 房基处")


async def test_the_office_and_the_chief_see_everything_marked_as_provisional(scored: Chat) -> None:
    for person in (OFFICE, CHIEF):
        told = await scored.says(person, "排名")
        assert "第1名" in told
        assert "暂定" in told
    assert "总分" in await scored.says(OFFICE, "节能处多少分")


@pytest.mark.parametrize("level", [None, 0, 1, 2])
async def test_before_the_gate_a_group_hears_progress_at_most(scored: Chat, level: int | None) -> None:
    if level is not None:
        await scored.says(OFFICE, f"绑定群 {level}", group="cid")
    for person, question in itertools.product((LEADER, CHIEF, OFFICE, CLERK), QUESTIONS):
        before = len(scored.texts("group:cid"))
        await scored.says(person, question, group="cid")
        assert not SECRET.search(hears(scored, "group:cid", before)), (level, person, question)


@pytest.mark.parametrize(("level", "ranks", "lines"), [(0, False, False), (1, True, False), (2, True, True)])
async def test_after_the_gate_a_group_hears_what_it_is_bound_to(
    scored: Chat, level: int, ranks: bool, lines: bool
) -> None:
    await year.verify(scored)
    await year.claim_and_find(scored)
    await scored.says(OFFICE, "绑定群 2", group=year.GROUP)
    await scored.says(OFFICE, f"绑定群 {level}", group="cid")
    await scored.says(OFFICE, "解除绑定", group=year.GROUP)
    await year.decide(scored)

    assert ("第1名" in await scored.says(LEADER, "排名", group="cid")) is ranks
    await scored.says(LEADER, "为什么 房基处", group="cid")
    assert ("节前督查缺次" in scored.texts("group:cid")[-1]) is lines
    clerk = await scored.says(CLERK, "排名", group="cid")
    assert "第1名" not in clerk
    assert "第1名" in await scored.says(CLERK, "排名")


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
