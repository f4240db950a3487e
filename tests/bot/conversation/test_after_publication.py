"""Once the result is out: each head answers once, the office sees who has not; the lists are for the office alone."""

import json

import pytest

from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, HEAD, LEADER, OFFICE, OTHER, VETO
from tests.bot.conversation.acts_summed import CORRECTED, PUBLISHED, SENT_UP
from tests.bot.conversation.playing import play, says, taps
from tests.bot.conversation.questioning import until
from tests.bot.conversation.secrets import Moment


async def answers(chat: Chat) -> list[Entry]:
    """Every answer of a head, oldest first."""
    entries = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in entries if entry.kind == "result.acknowledged"]


async def test_every_head_is_shown_his_own_unit_and_answers_with_one_tap(chat: Chat) -> None:
    await play(chat, PUBLISHED)
    seen = await chat.sees(HEAD)
    assert "考核结果已公布（第1版）" in seen
    assert "房产基建处：总分 90，名次第 1" in seen
    assert "节能处" not in seen
    assert "已记下" in await chat.taps(HEAD, "已阅")

    (made,) = await answers(chat)
    assert (made.slot, made.actor, made.payload["answer"]) == ("seen:FJ:1", HEAD, "已阅")
    assert "✔ 房基处负责人" in chat.cards(HEAD)[-1]["status"]


async def test_a_doubt_reaches_both_officers_in_the_heads_own_words(chat: Chat) -> None:
    await play(chat, (*PUBLISHED, *taps(HEAD, "有疑问"), *says(HEAD, "第 4 项扣分没有依据")))

    for who in (OFFICE, OTHER):
        assert "房产基建处房基处负责人对公布的结果有疑问：第 4 项扣分没有依据" in chat.last(f"user:{who}")
    assert "请先" not in chat.last(f"user:{HEAD}")
    assert "疑问已转考核办" in chat.last(f"user:{HEAD}")


async def test_a_version_is_answered_once(chat: Chat) -> None:
    await play(chat, PUBLISHED)
    card, button = chat.button(HEAD, "有疑问")
    await chat.taps(HEAD, "已阅")
    await chat.says(HEAD, f"好 {button['code']}")

    assert card["title"]
    assert "已经答过“已阅”" in chat.last(f"user:{HEAD}")
    assert len(await answers(chat)) == 1


async def test_a_doubt_without_words_is_refused(chat: Chat) -> None:
    await play(chat, (*PUBLISHED, *taps(HEAD, "有疑问", reason="？")))

    assert "至少两个字" in chat.last(f"user:{HEAD}") + "".join(chat.told(HEAD)[-2:])
    assert not await answers(chat)


async def test_the_office_sees_who_has_not_answered_and_who_doubts(chat: Chat) -> None:
    await play(chat, (*PUBLISHED, *taps(HEAD, "有疑问", reason="第 4 项没有依据"), *taps("jn-fuzeren", "已阅")))
    told = await chat.says(OFFICE, "谁没阅知")

    assert "还没有答的：" in told
    assert "办公室负责人" in told
    assert "已阅：节能处" in told
    assert "房产基建处房基处负责人有疑问：第 4 项没有依据" in told
    assert "房基处负责人）" not in told
    for who in (CLERK, HEAD, LEADER):
        assert "没有这项权限" in await chat.says(who, "阅知情况")
    assert "还没有答的：" in await chat.says(OTHER, "哪些负责人还没看结果")


async def test_only_whom_a_correction_moved_is_asked_anew(chat: Chat) -> None:
    await play(chat, (*SENT_UP, *taps(HEAD, "已阅"), *taps("jn-fuzeren", "已阅")))
    _, old = chat.button("hq-fuzeren", "已阅")
    await chat.taps(CHIEF, "确认并公布第2版")
    assert "房基处" in (await chat.says(OFFICE, "阅知情况")).split("已阅：")[0]
    assert "考核结果已公布（第2版）" in await chat.sees(HEAD)
    await chat.taps(HEAD, "已阅")
    await chat.says("hq-fuzeren", f"好 {old['code']}")

    assert [one.slot for one in await answers(chat)] == ["seen:FJ:1", "seen:JN:1", "seen:FJ:2", "seen:HQ:1"]


async def test_the_card_of_a_corrected_version_is_no_longer_answered(chat: Chat) -> None:
    await play(chat, PUBLISHED)
    _, old = chat.button(HEAD, "已阅")
    await play(chat, CORRECTED[len(PUBLISHED) :])
    await chat.says(HEAD, f"好 {old['code']}")

    assert "请看第 2 版的卡片再答" in chat.last(f"user:{HEAD}")
    assert not await answers(chat)


async def test_the_lists_name_candidates_low_scores_and_causes(chat: Chat) -> None:
    await until(chat, *(one for one in Moment if one is not Moment.PUBLISHED))
    told = await _pages(chat, "结果名单")

    assert "六(一)" in told
    assert "第 1 " in told
    assert "机关处（室）（从低到高）：" in told
    assert "密FJ扣分" in told or "密FJ通报" in told


async def test_before_the_gate_the_lists_are_provisional_and_a_veto_ends_candidacy(chat: Chat) -> None:
    await play(chat, (*VETO, *taps(OFFICE, "确认否决"), *taps(OFFICE, "再次确认否决")))
    told = await _pages(chat, "先进候选名单")

    assert "暂定" in told
    assert "后勤保障中心 90 分" not in told.split("六(二)1")[0]
    assert "市纪委通报〔2022〕8号" in told


async def test_nobody_but_the_office_sees_the_lists(chat: Chat) -> None:
    await play(chat, PUBLISHED)
    for who in (CLERK, HEAD, LEADER, CHIEF, "shenji"):
        for said in ("先进候选", "谈话名单", "问责名单"):
            assert "只给考核办" in await chat.says(who, said)


async def _pages(chat: Chat, said: str) -> str:
    """A long card of the office from its first page to its last."""
    told = await chat.says(OFFICE, said)
    while "下一页" in json.dumps(chat.cards(OFFICE)[-1]["buttons"], ensure_ascii=False):
        told += await chat.taps(OFFICE, "下一页")
    return told


@pytest.mark.parametrize("said", ["已阅", "有疑问"])
async def test_a_head_answers_for_his_own_unit_only(chat: Chat, said: str) -> None:
    await play(chat, PUBLISHED)
    _, button = chat.button(HEAD, said)

    assert "发给别人的" in await chat.says("jn-fuzeren", f"好 {button['code']}")
    assert not await answers(chat)
