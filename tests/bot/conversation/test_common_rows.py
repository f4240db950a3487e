"""An office with several rows and nothing to deduct is done in two taps; what it deducted stays."""

from tests.bot.chat import Chat
from tests.bot.conversation.acts import COMMON, SCORER
from tests.bot.conversation.playing import play, taps
from tests.bot.conversation.test_bad_input import entries

OFFICE_SCORER = "bgs-pingfen"


async def test_four_rows_of_seven_units_without_deductions_take_two_taps(chat: Chat) -> None:
    await play(chat, COMMON)
    await chat.taps(OFFICE_SCORER, "各行没打的均无扣分")
    told = await chat.taps(OFFICE_SCORER, "各行一起提交")

    assert told == "4 行共性评分已一起提交。您的共性评分都提交了，谢谢。"
    assert len(await entries(chat, "common.submitted")) == 4
    assert {one.unit for one in await entries(chat, "common.scored")} == {"DW", "ZH", "JC", "FJ", "JN", "HQ", "ZC"}


async def test_one_row_of_seven_units_takes_two_taps(chat: Chat) -> None:
    await play(chat, COMMON)
    await chat.taps(SCORER, "其余七家均无扣分")

    assert "都提交了" in await chat.taps(SCORER, "提交")


async def test_what_was_deducted_stays_and_is_counted_before_handing_in(chat: Chat) -> None:
    await play(chat, (*COMMON, *taps(OFFICE_SCORER, "机关党委@制度执行")))
    await chat.taps(OFFICE_SCORER, "第1条记为 1 人次", {"reason": "请销假抽查记录〔2022〕4号"})
    await chat.taps(OFFICE_SCORER, "各行没打的均无扣分")

    assert "制度执行 1 家有扣分" in str(chat.cards(OFFICE_SCORER)[-1])
    scored = {(one.item, one.unit): one for one in await entries(chat, "common.scored")}
    assert scored[("GX-4", "DW")].payload["deductions"]


async def test_the_rows_own_cards_end_when_all_are_handed_in(chat: Chat) -> None:
    await play(chat, (*COMMON, *taps(OFFICE_SCORER, "各行没打的均无扣分"), *taps(OFFICE_SCORER, "各行一起提交")))

    assert all("提交 草稿→已提交" in card["status"] for card in chat.cards(OFFICE_SCORER))


async def test_nobody_hands_in_together_while_a_unit_is_missing(chat: Chat) -> None:
    await play(chat, COMMON)

    assert "各行一起提交" not in str(chat.cards(OFFICE_SCORER)[-1]["buttons"])


async def test_a_scorer_of_one_row_gets_no_second_card(chat: Chat) -> None:
    await play(chat, COMMON)

    assert len(chat.cards(SCORER)) == 1
