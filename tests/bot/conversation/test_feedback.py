"""提意见 stands on every card that is still open; the office reads what was said, and on which card."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.conversation.voice import Form
from bot.gateway.dingtalk.frames import CARD
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.duties import entries, roster

CLERK, OFFICE, SCORER = "fj-jingban-1", "khb-jia", "dw-pingfen"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with open_chat(f"sqlite:///{tmp_path / 'kaohe.db'}") as chat:
        await roster(chat)
        yield chat


async def test_an_opinion_on_a_card_is_asked_for_and_listed_with_the_card(chat: Chat) -> None:
    await chat.says(CLERK, "我还欠什么")
    before = chat.cards(CLERK)[-1]

    await chat.taps(CLERK, "提意见")
    thanked = await chat.says(CLERK, "字太小，看不清")

    assert any("请说说您的意见" in told for told in chat.told(CLERK))
    assert "考核办" in thanked
    after = chat.cards(CLERK)[-1]
    assert json.loads(after["buttons"]) == json.loads(before["buttons"])
    assert f"（看到“{before['title']}”时）：字太小，看不清" in await chat.says(OFFICE, "意见清单")


async def test_an_opinion_in_words_alone_names_no_card(chat: Chat) -> None:
    await chat.says(CLERK, "提意见 提醒能不能晚一点发")

    told = await chat.says(OFFICE, "意见清单")
    assert "看到" not in told
    assert "提醒能不能晚一点发" in told


@pytest.mark.parametrize("form", [Form.LINKS, Form.TEXT])
async def test_where_nothing_can_be_tapped_the_words_do_the_same(tmp_path: Path, form: Form) -> None:
    async with open_chat(f"sqlite:///{tmp_path / 'kaohe.db'}", form) as chat:
        await roster(chat)
        card = await chat.says(CLERK, "我还欠什么")
        assert "提意见" in card
        await chat.says(CLERK, "提意见")
        await chat.says(CLERK, "字太小")

        assert "时）：字太小" in await chat.says(OFFICE, "意见清单")


async def test_a_card_that_has_come_to_its_end_offers_nothing_more(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "3.2 没有扣分")
    await chat.says(CLERK, "我还欠什么")

    assert {card["opinion"] for card in chat.cards(CLERK) if card["buttons"] == "[]" and card["status"]} <= {""}
    assert await chat.taps(CLERK, "提意见")
    await chat.says(CLERK, "不用了")
    assert not await entries(chat, "feedback.given")


async def test_the_opinion_button_of_an_unknown_card_is_refused(chat: Chat) -> None:
    params = {"code": "提意见", "version": "1"}
    content = json.dumps({"cardPrivateData": {"actionIds": ["button"], "params": params}})
    await chat.arrive(CARD, SCORER, {"userId": SCORER, "outTrackId": "nowhere", "content": content})

    assert chat.told(SCORER)[-1].startswith("这张卡片已经失效")
    assert not await entries(chat, "feedback.given")
