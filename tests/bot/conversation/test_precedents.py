"""视情先例尺: earlier decisions under the same clause, names hidden; equal cases scored differently ask once."""

import pytest

from bot.usecases.precedents import is_equal_case
from storage.records import Entry
from tests.bot.chat import Chat

RULES, OFFICE, LEAD = "bgs-pingfen", "khb-jia", "dw-fuzeren"
FEWER = "5月3日信息通报，全年少报信息 2 篇"


async def entries(chat: Chat, prefix: str) -> list[Entry]:
    """The journal's entries whose kind starts so."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind.startswith(prefix)]


async def scores(chat: Chat, unit: str, amount: str, event: str) -> None:
    """A scorer chooses an amount for a unit under 信息工作 and names the event."""
    await chat.says(RULES, "共性评分")
    await chat.taps(RULES, f"{unit}@信息工作")
    await chat.taps(RULES, "信息上报任务没完成…")
    await chat.says(RULES, amount)
    await chat.says(RULES, event)


@pytest.fixture
async def decided(chat: Chat) -> Chat:
    """房基处 lost one point for two papers too few."""
    await chat.says(OFFICE, "打开共性评分")
    await scores(chat, "房基处", "1", f"房基处{FEWER}")
    return chat


async def test_the_question_for_an_amount_shows_what_was_decided_before_without_names(decided: Chat) -> None:
    await decided.says(RULES, "共性评分")
    await decided.taps(RULES, "节能处@信息工作")
    await decided.taps(RULES, "信息上报任务没完成…")
    told = decided.told(RULES)[-2:]

    asked = next(one for one in told if "请回复扣几分" in one)
    assert "以前同一条扣过：\n· 1 分：某单位5月3日信息通报，全年少报信息 2 篇（5月9日）" in asked
    assert "房基处" not in asked


async def test_an_equal_case_scored_differently_is_asked_about_once_and_stands_meanwhile(decided: Chat) -> None:
    await scores(decided, "节能处", "2", "5月6日信息通报，全年少报信息 2 篇")

    card = await decided.sees(RULES)
    assert "情形相近，扣分不同" in card
    assert "以前：某单位5月3日信息通报，全年少报信息 2 篇，扣 1 分" in card
    assert (await entries(decided, "common.scored"))[-1].payload["points"] == "2"
    await decided.taps(RULES, "保持 2 分")
    assert (await entries(decided, "difference."))[-1].kind == "difference.kept"
    await decided.taps(RULES, "取消“信息上报任务没完成”")
    await scores(decided, "节能处", "2", "5月6日信息通报，全年少报信息 2 篇")
    assert len(await entries(decided, "difference.raised")) == 1


async def test_one_tap_follows_the_earlier_decision(decided: Chat) -> None:
    await scores(decided, "节能处", "2", "5月6日信息通报，全年少报信息 2 篇")
    await decided.taps(RULES, "改为 1 分")

    scored = (await entries(decided, "common.scored"))[-1]
    assert scored.payload["points"] == "3"
    assert scored.payload["deductions"][0]["event"] == "5月6日信息通报，全年少报信息 2 篇"
    assert "2 分→1 分" in "".join(decided.told(RULES)[-3:])


async def test_the_same_amount_or_another_case_asks_nothing(decided: Chat) -> None:
    await scores(decided, "节能处", "1", "5月6日信息通报，全年少报信息 2 篇")
    await scores(decided, "资产中心", "3", "5月6日信息通报，全年少报信息 9 篇")

    assert not await entries(decided, "difference.")


async def test_a_button_of_an_amount_that_changed_since_does_nothing(decided: Chat) -> None:
    await scores(decided, "节能处", "2", "5月6日信息通报，全年少报信息 2 篇")
    _, button = decided.button(RULES, "改为 1 分")
    await decided.says(RULES, "共性评分")
    await decided.taps(RULES, "节能处@信息工作")
    await decided.taps(RULES, "无扣分")
    await decided.says(RULES, f"改为 {button['code']}")

    assert (await entries(decided, "common.scored"))[-1].payload["points"] == "4"


async def test_who_decides_a_request_sees_earlier_ones(chat: Chat) -> None:
    for unit in ("房基处", "节能处"):
        await chat.says(LEAD, f"申请扣分 {unit}")
        await chat.says(LEAD, "5月6日抽查，三人请假没有报批")
        await chat.says(LEAD, "1.5")
        if unit == "房基处":
            await chat.taps(OFFICE, "同意扣 1.5 分", {"reason": "检查记录属实"})

    assert "以前同一条：1.5 分：5月6日抽查，三人请假没有报批（5月9日）" in await chat.sees(OFFICE)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5月3日通报，少报信息2篇", "6月8日通报，少报信息2篇", True),
        ("5月3日通报，少报信息2篇", "5月3日通报，少报信息5篇", False),
        ("少报信息两篇", "少报信息三篇", False),
        ("食堂卫生检查不合格", "少报信息", False),
        ("", "", False),
    ],
)
def test_which_cases_are_equal(one: str, other: str, same: bool) -> None:
    assert is_equal_case(one, other) is same


async def test_the_office_sees_what_it_took_before_under_the_same_clause(chat: Chat) -> None:
    for said in ("扣分 节能处", "2", "主要", "1.5", "中心通报〔2022〕2号", "节能处会议材料迟送"):
        await chat.says(OFFICE, said)
    for said in ("扣分 房基处", "2", "主要"):
        told = await chat.says(OFFICE, said)

    assert "1.5 分：某单位会议材料迟送" in told
