"""Beside an item to be verified stand earlier decisions under the same clause, whose they were is not said."""

from bot.usecases.verified_before import verified_before
from storage.desk import Desk
from storage.records import NewEntry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import VERIFYING
from tests.bot.conversation.duties import asks
from tests.bot.conversation.playing import play

OFFICE = "khb-jia"


async def verified(chat: Chat, year: int, unit: str, item: str, rule: str, reason: str) -> None:
    """考核办 verified an item with a deduction."""

    def record(desk: Desk) -> None:
        made = {"rule": rule, "amount": "1.5", "reason": ""}
        payload = {"deductions": [made], "self": "10", "verified": "8.5", "reason": reason}
        desk.journal.append(
            NewEntry(
                kind="item.verified",
                year=year,
                slot=f"verify:{unit}:{item}",
                actor="khb-yi",
                message="t",
                unit=unit,
                item=item,
                reason=reason,
                payload=payload,
            )
        )

    await chat.store.write(record)


async def test_another_unit_s_deduction_under_the_same_words_is_shown_without_its_name(chat: Chat) -> None:
    await verified(chat, 2022, "DW", "DW-5", "DW-5-R1", "机关党委经办两次没有配合牵头处室")
    item = chat.scheme.item("JN-10")
    (found,) = await asks(chat, OFFICE, lambda act: verified_before(act, "JN", item))

    assert found.entry.unit == "DW"
    assert not await asks(chat, OFFICE, lambda act: verified_before(act, "DW", chat.scheme.item("DW-5")))
    assert not await asks(chat, OFFICE, lambda act: verified_before(act, "JN", chat.scheme.item("JN-1")))
    assert not await asks(chat, "dw-pingfen", lambda act: verified_before(act, "JN", item))


async def test_last_year_s_value_of_the_item_stands_on_its_card_and_names_are_hidden(chat: Chat) -> None:
    await verified(chat, 2021, "FJ", "FJ-1", "FJ-1-R1", "房基处经办缺一次记录")
    await play(chat, VERIFYING)
    told = await chat.sees(OFFICE)

    assert "以前的认定** 这一项上年自评 10 分、核准 8.5 分：某单位经办缺一次记录" in told
    assert "房基处经办缺" not in told
