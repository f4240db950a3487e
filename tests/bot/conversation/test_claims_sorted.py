"""加分归口: every claim sorted by window, level, halving, duplicates and year, with its reasons; 考核办 decides."""

from datetime import date

import pytest

from bot.usecases.claims_sorted import Proposal, SortedClaim, document_key, sort_claims
from storage.desk import Desk
from storage.records import NewEntry
from tests.bot.chat import Chat
from tests.bot.conversation.duties import asks
from tests.bot.conversation.test_claims import entries, says

FJ, JN, OFFICE, OTHER = "fj-jingban-1", "jn-jingban-1", "khb-jia", "khb-yi"


async def claims(
    chat: Chat, who: str, number: str, issued: str, received: str = "同日", subject: str = "集体", level: str = "市政府"
) -> str:
    """Claim an honour."""
    return await says(chat, who, "加分", "1", level, subject, number, issued, received)


async def proposed(chat: Chat) -> list[SortedClaim]:
    """What is proposed for the claims that wait."""
    return await asks(chat, OFFICE, sort_claims)


async def finalises(chat: Chat, year: int, day: str) -> None:
    """The assessment of a year has taken place on a day."""

    def record(desk: Desk) -> None:
        desk.journal.append(
            NewEntry(kind="result.finalised", year=year, slot="final", actor=OFFICE, message="t", payload={"date": day})
        )

    await chat.store.write(record)


@pytest.mark.parametrize(
    ("issued", "taken"),
    [("2021-12-20", False), ("2021-12-21", True), ("2022-12-20", True), ("2022-12-21", False)],
)
async def test_the_window_ends_on_its_days(chat: Chat, issued: str, taken: bool) -> None:
    told = await claims(chat, FJ, "绍政发〔2022〕9号", issued)
    found = await proposed(chat)

    assert [one.proposal for one in found] == ([Proposal.GRANT] if taken else [])
    assert ("不在统计时间" in told or "上一统计年度" in told) is not taken
    if taken:
        day = date.fromisoformat(issued)
        assert (
            f"落款{day.year}年{day.month}月{day.day}日，在统计时间2021年12月21日至2022年12月20日内" in found[0].because
        )


async def test_an_individual_s_honour_is_halved_and_the_arithmetic_is_written_out(chat: Chat) -> None:
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-06-01", subject="个人")
    (found,) = await proposed(chat)

    assert str(found.points) == "2.5"
    assert "5 × 0.5 = 2.5 分" in found.because


async def test_what_came_after_the_assessment_goes_to_the_next_year(chat: Chat) -> None:
    await finalises(chat, 2022, "2022-05-05")
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-05-01", "2022-05-06")
    (found,) = await proposed(chat)

    assert (found.proposal, str(found.points)) == (Proposal.NEXT_YEAR, "5")
    assert "收文2022年5月6日在本次考核2022年5月5日之后，转到下一年度" in found.because


async def test_what_came_on_the_day_of_the_assessment_counts_now(chat: Chat) -> None:
    await finalises(chat, 2022, "2022-05-05")
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-05-01", "2022-05-05")

    assert [one.proposal for one in await proposed(chat)] == [Proposal.GRANT]


async def test_what_came_too_late_for_the_year_before_is_made_up_for_now(chat: Chat) -> None:
    assert "上一统计年度" in await claims(chat, FJ, "绍政发〔2021〕9号", "2021-12-01", "2022-01-20")
    await finalises(chat, 2021, "2022-01-10")
    await claims(chat, FJ, "绍政发〔2021〕9号", "2021-12-01", "2022-01-20")
    (found,) = await proposed(chat)

    assert found.proposal is Proposal.GRANT
    assert "上次考核后2022年1月20日才收到，补计今年" in found.because


@pytest.mark.parametrize("other", ["绍政发〔2022〕9号", "绍政发[2022]9号", "绍政发（2022） 第９号"])
async def test_one_document_claimed_by_two_units_is_found_however_it_is_written(chat: Chat, other: str) -> None:
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-06-01")
    await claims(chat, JN, other, "2022-06-01")
    first, second = await proposed(chat)

    assert {first.proposal, second.proposal} == {Proposal.ASK}
    assert "节能处用同一文件申报了集体（待认定），一项荣誉只加一次" in first.because
    assert "房基处用同一文件申报了集体（待认定），一项荣誉只加一次" in second.because


async def test_the_second_unit_is_granted_only_with_words_of_the_office_s_own(chat: Chat) -> None:
    await chat.says(OFFICE, "打开核准")
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-06-01")
    assert "已认定" in await chat.taps(OFFICE, "认定")
    await claims(chat, JN, "绍政发[2022]9号", "2022-06-01")
    (found,) = await proposed(chat)
    assert found.proposal is Proposal.REFUSE

    asked = await chat.taps(OFFICE, "认定")
    assert "房基处用同一文件申报了集体（已认定）" in asked
    assert len(await entries(chat, "bonus.accepted")) == 1
    await chat.says(OFFICE, "经核对不是同一项荣誉")

    granted = [one.reason or "" for one in await entries(chat, "bonus.accepted")]
    assert granted[0].startswith("按办法认定：落款2022年6月1日")
    assert granted[1] == "经核对不是同一项荣誉"


async def test_a_unit_and_one_of_its_people_on_one_document_are_to_be_compared(chat: Chat) -> None:
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-06-01")
    await claims(chat, JN, "绍政发〔2022〕9号", "2022-06-01", subject="个人")

    assert all("请核对是不是同一项荣誉" in one.because for one in await proposed(chat))


async def test_the_office_reads_them_sorted_and_opens_one(chat: Chat) -> None:
    await chat.says(OFFICE, "打开核准")
    assert "没有等待归口" in await chat.says(OFFICE, "归口")
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-06-01")
    await claims(chat, JN, "绍市机事〔2022〕3号", "2022-06-01", subject="个人")
    told = await chat.says(OFFICE, "加分归口")
    assert "建议认定** 2 件" in told
    assert "5 × 0.5 = 2.5 分" in told

    await chat.taps(OFFICE, "看节能处…")
    assert chat.cards(OFFICE)[-2]["title"].startswith("加分认定·公共机构节能处")
    assert "<br>· 市政府表彰先进个人，5 × 0.5 = 2.5 分<br>" in chat.cards(OFFICE)[-2]["body1"]
    await chat.taps(OFFICE, "认定")
    assert (await entries(chat, "bonus.accepted"))[-1].unit == "JN"
    await chat.taps(OFFICE, "看节能处…")
    assert "建议认定** 1 件" in await chat.sees(OFFICE)


async def test_who_does_not_decide_claims_is_not_shown_them(chat: Chat) -> None:
    await chat.says(OFFICE, "打开核准")
    await claims(chat, FJ, "绍政发〔2022〕9号", "2022-06-01")
    told = await chat.says(JN, "归口")

    assert "认定加扣分" in told
    assert "绍政发" not in told


def test_numbers_are_compared_without_what_people_write_differently() -> None:
    assert document_key("绍政发〔2022〕9号") == document_key(" 绍政发 (2022) 第９号 ")
    assert document_key("绍政发〔2022〕9号") != document_key("绍政发〔2022〕19号")
