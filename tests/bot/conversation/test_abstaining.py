"""本项不评: with a reason it is a line of no points, never 无扣分."""

import pytest

from bot.usecases.act import Act
from bot.usecases.readiness import owed_at
from bot.usecases.stages import Stage
from scoring import score
from storage.desk import Desk
from storage.facts import unit_facts
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.duties import roster

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


async def test_a_unit_left_unjudged_and_a_request_undecided_are_owed_before_the_end(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.says(SCORER, "弃权 党建工作 房基处 不掌握情况")
    for said in ("申请扣分 节能处", "5月6日抽查，三人请假没有报批", "1"):
        await chat.says("dw-fuzeren", said)

    def owed(desk: Desk) -> list[str]:
        officer = desk.people.by_userid(OFFICE)
        assert officer is not None
        act = Act(desk=desk, scheme=chat.scheme, actor=officer, message="test")
        return [one.what for one in owed_at(act, Stage.FINAL)]

    told = await chat.store.read(owed)
    assert "“党建工作”没有人评房产基建处（评分人弃权：不掌握情况）" in told
    assert "机关党委对公共机构节能处的扣分申请还没有决定" in told


async def test_who_left_the_office_no_longer_scores_its_row_with_a_button_he_still_has(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps(SCORER, "房基处")
    moved = ("党建评分人,dw-pingfen,机关党委", "党建评分人,dw-pingfen,综合业务处/公务用车处")
    await roster(chat, change=moved)
    for label, words in (("第1条记为 1 个问题", "市督查通报〔2022〕7号"), ("本项不评", "不掌握情况")):
        await chat.taps(SCORER, label)
        await chat.says(SCORER, words)
        assert any("“党建工作”由机关党委" in told and "没有登记" in told for told in chat.told(SCORER)[-3:]), label

    assert not await entries(chat, "common.")
