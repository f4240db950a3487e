"""本周考核办要做的事: derived from what waits; each line opens with the words it names; nobody sees his own unit's."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.acts import HONOUR
from tests.bot.conversation.acts_scoring import ASKED
from tests.bot.conversation.acts_verifying import VISITOR, WISH
from tests.bot.conversation.duties import entries, roster
from tests.bot.conversation.playing import play, says, taps

OFFICE, OTHER, CLERK, HEAD = "khb-jia", "khb-yi", "fj-jingban-1", "fj-fuzeren"
WEEK = "本周考核办要做的事"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with open_chat(f"sqlite:///{tmp_path / 'kaohe.db'}") as chat:
        await roster(chat)
        yield chat


async def test_a_week_without_anything_says_so(chat: Chat) -> None:
    assert "本周没有等您办的事" in await chat.says(OFFICE, WEEK)


@pytest.mark.parametrize("asked", [WEEK, "这周要做什么", "考核办这周有什么事", "我这周要办的事", "本周要做的事"])
async def test_what_waits_is_listed_with_the_words_that_open_it(chat: Chat, asked: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(OFFICE, "截止 自评 5月15日")
    await chat.says(OFFICE, "截止 共性评分 5月16日")
    await chat.says(CLERK, "提意见 字太小")

    told = await chat.says(OFFICE, asked)

    assert "自评截止日期是 5月15日，还差 8 件没办完（回复“还差什么能进入下一阶段”）" in told
    assert "5月16日" not in told
    assert "本周收到 1 条意见（回复“意见清单”）" in told
    assert "房基处" in await chat.says(OFFICE, "还差什么能进入下一阶段")
    assert "字太小" in await chat.says(OFFICE, "意见清单")


async def test_minutes_entered_by_one_wait_for_the_other(chat: Chat) -> None:
    await chat.says(OFFICE, "集体决定 房基处")
    for said in ("-0.5", "领导小组纪要〔2022〕2号", "2022-05-06", "督查通报"):
        await chat.says(OFFICE, said)
    assert await entries(chat, "decision.entered")

    assert "房产基建处的会议决定您已登记" in await chat.says(OFFICE, WEEK)
    assert "房产基建处的会议决定已有一人登记，等您照纪要再登记一遍（回复“集体决定 房产基建处”）" in (
        await chat.says(OTHER, WEEK)
    )


async def test_anybody_else_sees_his_own_tasks(chat: Chat) -> None:
    assert "我的任务" in await chat.says(CLERK, "这周要做什么")


async def test_what_waits_for_a_decision_is_counted_and_its_words_open_it(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开核准"), *ASKED, *WISH, *HONOUR))

    told = await chat.says(OFFICE, WEEK)

    for line, opened in (
        ("1 件免予考核、延期申请等您决定（回复“免考申请”）", "绍防指"),
        ("1 件扣分申请等您决定（回复“扣分申请”）", "抽查"),
        ("1 件加分、自报扣分等您认定（回复“待认定”）", "加分"),
    ):
        assert line in told
        assert opened in await chat.says(OFFICE, line.partition("回复“")[2].rstrip("”）"))


async def test_a_visit_stays_on_the_list_until_its_signed_paper_is_in(chat: Chat) -> None:
    await play(chat, says(OFFICE, "实地考核 5月12日 房基处 节能处经办"))
    assert "5月12日 实地考核 房产基建处（回复“实地考核”）" in await chat.says(OFFICE, WEEK)

    for one in json.loads(chat.cards(VISITOR)[-1]["buttons"]):
        await play(chat, (*taps(VISITOR, one["label"]), *taps(VISITOR, "相符")))
    await chat.taps(VISITOR, "出核准单")
    assert "5月12日 实地考核 房产基建处已看完，等双方签字的核准单" in await chat.says(OFFICE, WEEK)
