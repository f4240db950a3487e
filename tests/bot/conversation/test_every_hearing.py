"""Whatever is understood, with whatever particulars, from whomever: it is answered or refused, never a fault."""

from datetime import date
from decimal import Decimal

import pytest

from bot.understanding.intents import Heard, Intent, Slots
from storage.desk import Desk
from tests.bot.chat import Chat
from tests.bot.conversation.asker import Asker
from tests.bot.conversation.secrets import Moment, advance
from tests.bot.conversation.test_zero_leaks import hub_of

PEOPLE = ("fj-jingban-1", "fj-fuzeren", "khb-jia", "jc-pingfen", "lingdao-yi", "zuzhang", "shenji", "baomi")
PARTICULARS = (
    Slots(),
    Slots(unit="JN"),
    Slots(item="GX-3"),
    Slots(unit="FJ", item="GX-5", rule="GX-5-R1", count=2, amount=Decimal(1)),
    Slots(item="FJ-3", task="FJ-3-M2", until=date(2022, 4, 1)),
    Slots(unit="JN", other_unit="FJ", item="JN-3", month=2, year=2021, amount=Decimal("99.99"), count=999),
)


pytestmark = pytest.mark.no_cover
"""Walked again and again: what it reaches is measured elsewhere, and measuring doubles its time."""


@pytest.mark.parametrize("moment", [Moment.DAILY, Moment.SELF, Moment.VERIFY])
async def test_every_intent_with_every_particular_gets_an_answer(
    chat: Chat, moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask_everything(desk: Desk) -> list[tuple[str, Intent, Slots]]:
        advance(desk, chat.scheme, moment)
        asker = Asker(desk, hub_of(chat.scheme))
        silent = []
        for intent in Intent:
            for slots in PARTICULARS:
                heard = Heard(intent, slots, sure=intent is not Intent.UNKNOWN, text="一句话")
                monkeypatch.setattr("bot.conversation.hearing.understand", lambda *_, heard=heard: heard)
                silent += [(who, intent, slots) for who in PEOPLE if not asker.ask(who, "一句话")]
        return silent

    assert await chat.store.write(ask_everything) == []


async def test_a_row_of_the_common_work_is_not_asked_of_a_unit(chat: Chat) -> None:
    for said in ("交信息工作的材料", "制度执行没有扣分"):
        assert "是共性工作" in await chat.says("fj-jingban-1", said)
    assert "扣分由评分人" in await chat.says("fj-jingban-1", "信息工作扣1分")
