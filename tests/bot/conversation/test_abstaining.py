"""本项不评: with a reason it is a line of no points, never 无扣分."""

import pytest

from scoring import score
from storage.facts import unit_facts
from storage.records import Entry
from tests.bot.chat import Chat

SCORER, OFFICE, RULES, LEADER = "dw-pingfen", "khb-jia", "bgs-pingfen", "lingdao-jia"


async def entries(chat: Chat, prefix: str) -> list[Entry]:
    """The journal's entries whose kind starts so."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind.startswith(prefix)]


async def test_an_abstention_is_a_line_and_no_clean_score(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps(SCORER, "房基处")
    await chat.taps(SCORER, "本项不评")
    await chat.says(SCORER, "没有分管，不掌握情况")

    card = await chat.sees(SCORER)
    assert "房基处　弃权，没有评：没有分管，不掌握情况" in card
    assert "其余六家均无扣分" in card
    await chat.taps(SCORER, "其余六家均无扣分")
    await chat.taps(SCORER, "提交")
    assert "FJ" not in {entry.unit for entry in await entries(chat, "common.scored")}
    facts = await chat.store.read(lambda desk: unit_facts(desk, chat.scheme, "FJ"))
    line = score(facts, chat.scheme).of_item("GX-1")[1]
    assert line.kind == "abstained"
    assert line.points == 0
    assert line.because == "评分人弃权，没有评这一行：没有分管，不掌握情况"
    assert any("对房基处弃权：没有分管，不掌握情况" in told for told in chat.told(OFFICE))


async def test_it_can_be_said_in_one_line_and_a_score_takes_its_place(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.says(RULES, "弃权 信息工作 房基处 不掌握情况")
    assert (await entries(chat, "common.abstained"))[0].reason == "不掌握情况"
    await chat.taps(RULES, "房基处@信息工作")
    await chat.taps(RULES, "无扣分")

    assert "弃权" not in await chat.sees(RULES)


async def test_it_goes_back_like_any_score(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.says(RULES, "弃权 信息工作 房基处 不掌握情况")
    await chat.says(RULES, "撤销")
    await chat.says(RULES, "共性评分")

    assert not any("弃权" in card["body1"] for card in chat.cards(RULES)[-4:])


@pytest.mark.parametrize(
    ("person", "said", "told"),
    [
        (RULES, "弃权 信息工作 房基处 否", "要写一句理由"),
        (RULES, "弃权 房基处 不掌握情况", "请写明哪一行"),
        (RULES, "弃权 信息工作 办公室 不掌握情况", "回避"),
        (SCORER, "弃权 党建工作 不掌握情况", "请写明哪一行"),
        (LEADER, "弃权 房基处 不掌握情况", "由组长决定"),
        (SCORER, "房基处我不打分了", "请用一句话写明为什么不评"),
    ],
)
async def test_what_is_missing_or_not_his_is_told(chat: Chat, person: str, said: str, told: str) -> None:
    await chat.says(OFFICE, "打开共性评分")

    assert told in await chat.says(person, said)
    assert not await entries(chat, "common.abstained")


async def test_after_handing_in_and_outside_the_window_it_is_refused(chat: Chat) -> None:
    assert "阶段" in await chat.says(SCORER, "弃权 党建工作 房基处 不掌握情况")
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps(SCORER, "其余七家均无扣分")
    await chat.taps(SCORER, "提交")

    assert "已经提交" in await chat.says(SCORER, "弃权 党建工作 房基处 不掌握情况")
    assert not await entries(chat, "common.abstained")
