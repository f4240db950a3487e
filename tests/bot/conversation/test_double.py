"""Every deduction names its event; the same event used a second time for a unit asks 并处 or 择一, once."""

import pytest

from bot.usecases.events import is_same
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import VERIFYING
from tests.bot.conversation.playing import play

PARTY, RULES, OFFICE, HEAD = "dw-pingfen", "bgs-pingfen", "khb-jia", "fj-fuzeren"
EVENT = "市督查通报〔2022〕7号"


async def entries(chat: Chat, prefix: str) -> list[Entry]:
    """The journal's entries whose kind starts so."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind.startswith(prefix)]


async def deducts(chat: Chat, person: str, row: str, unit: str, label: str, event: str = EVENT) -> str:
    """A scorer counts one occurrence for a unit and names its event."""
    await chat.says(person, "共性评分")
    await chat.taps(person, f"{unit}@{row}")
    await chat.taps(person, label)
    return await chat.says(person, event)


@pytest.fixture
async def used(chat: Chat) -> Chat:
    """机关党委 has deducted of 房基处 for an event."""
    await chat.says(OFFICE, "打开共性评分")
    await deducts(chat, PARTY, "党建工作", "房基处", "第1条记为 1 个问题")
    return chat


async def test_every_occurrence_keeps_its_own_event(used: Chat) -> None:
    await used.taps(PARTY, "第1条记为 2 个问题")
    await used.says(PARTY, "市督查通报〔2022〕9号")

    scored = (await entries(used, "common.scored"))[-1].payload
    assert scored["points"] == "8"
    events = [(one["count"], one["event"]) for one in scored["deductions"]]
    assert events == [(1, EVENT), (1, "市督查通报〔2022〕9号")]
    await used.taps(PARTY, "第1条记为 1 个问题")
    scored = (await entries(used, "common.scored"))[-1].payload
    assert [(one["count"], one["event"]) for one in scored["deductions"]] == [(1, EVENT)]


async def test_the_same_event_in_another_place_is_asked_about_before_anything_is_stored(used: Chat) -> None:
    told = await deducts(used, RULES, "重点交办工作", "房基处", "第2条记为 1 项")

    assert "同一件事已经扣过分" in told
    assert "已按党建工作“作风督查被书面通报”扣过分（党建评分人，5月9日 09:00）" in told
    assert len(await entries(used, "common.scored")) == 1


async def test_both_take_a_reason_and_are_not_asked_again(used: Chat) -> None:
    await deducts(used, RULES, "重点交办工作", "房基处", "第2条记为 1 项")
    await used.taps(RULES, "并处：两处都扣")
    await used.says(RULES, "一个是作风，一个是整改不力")

    ruled = (await entries(used, "event.ruled"))[0]
    assert (ruled.unit, ruled.payload["ruling"], ruled.reason) == ("FJ", "并处", "一个是作风，一个是整改不力")
    assert (await entries(used, "common.scored"))[-1].payload["points"] == "6"
    told = await deducts(used, RULES, "制度执行", "房基处", "第1条记为 1 人次")
    assert "已经扣过分" not in told
    assert (await entries(used, "common.scored"))[-1].item == "GX-4"


async def test_one_leaves_it_where_it_was_and_a_later_use_is_told_so(used: Chat) -> None:
    await deducts(used, RULES, "重点交办工作", "房基处", "第2条记为 1 项")
    await used.taps(RULES, "择一：只算原来的")
    told = await used.says(RULES, "说的是一回事")

    assert "只算党建工作“作风督查被书面通报”，这次没有扣分" in told
    assert len(await entries(used, "common.scored")) == 1
    told = await deducts(used, RULES, "制度执行", "房基处", "第1条记为 1 人次")
    assert "这件事已定择一" in told
    await used.taps(RULES, "改为并处")
    await used.says(RULES, "考勤另有记录")
    assert (await entries(used, "common.scored"))[-1].item == "GX-4"


async def test_the_ruling_is_offered_to_the_next_unit_in_the_same_case(used: Chat) -> None:
    await deducts(used, RULES, "重点交办工作", "房基处", "第2条记为 1 项")
    await used.taps(RULES, "并处：两处都扣")
    await used.says(RULES, "一个是作风，一个是整改不力")
    await deducts(used, PARTY, "党建工作", "节能处", "第1条记为 1 个问题")
    told = await deducts(used, RULES, "重点交办工作", "节能处", "第2条记为 1 项")
    assert "同一件事，房基处定的是并处：一个是作风，一个是整改不力" in told
    await used.taps(RULES, "照房基处的做法：并处")

    assert [one.unit for one in await entries(used, "event.ruled")] == ["FJ", "JN"]
    assert (await entries(used, "common.scored"))[-1].unit == "JN"


async def test_another_unit_or_another_point_of_the_paper_is_another_event(used: Chat) -> None:
    assert "已经扣过分" not in await deducts(used, RULES, "重点交办工作", "节能处", "第2条记为 1 项")
    assert "已经扣过分" not in await deducts(
        used, RULES, "重点交办工作", "房基处", "第2条记为 1 项", "市督查通报〔2022〕8号"
    )

    assert len(await entries(used, "common.scored")) == 3


async def test_a_deduction_of_the_office_asks_too(used: Chat) -> None:
    for said in ("扣分 房基处", "1", "次要", EVENT, "整改不力"):
        told = await used.says(OFFICE, said)
    assert "同一件事已经扣过分" in told
    assert not await entries(used, "extra.recorded")
    await used.taps(OFFICE, "并处：两处都扣")
    await used.says(OFFICE, "上级通报另有规定")

    recorded = (await entries(used, "extra.recorded"))[0]
    assert recorded.event == EVENT
    assert EVENT in used.last(f"user:{HEAD}")


async def test_a_ruling_needs_a_reason_and_goes_back_with_its_deduction(used: Chat) -> None:
    await deducts(used, RULES, "重点交办工作", "房基处", "第2条记为 1 项")
    await used.taps(RULES, "并处：两处都扣")
    assert "写明理由" in await used.says(RULES, "对")
    assert not await entries(used, "event.ruled")
    await used.taps(RULES, "并处：两处都扣")
    await used.says(RULES, "两个方面")
    await used.says(RULES, "撤销")

    assert await entries(used, "undone")
    assert "同一件事已经扣过分" in await deducts(used, RULES, "重点交办工作", "房基处", "第2条记为 1 项")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("市督查通报〔2022〕7号", "见市督查通报〔2022〕7号", True),
        ("市督查通报〔2022〕7号", "市督查通报〔2022〕8号", False),
        ("市督查通报〔2022〕7号第2条", "市督查通报〔2022〕7号第3条", False),
        ("市督查通报〔2022〕7号第2条", "市督查通报〔2022〕7号", True),
        ("3月12日谈话记录第2号", "3月12日谈话记录第3号", False),
        ("3月12日公文退回一次", "3月12日 公文被退回一次", True),
        ("3月12日公文退回一次", "4月2日公文退回一次", False),
        ("公文退回", "公文退回", True),
        ("", "", False),
    ],
)
def test_when_two_texts_name_one_event(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same


async def test_what_an_adjustment_adds_to_an_item_counts_as_a_use_too(chat: Chat) -> None:
    await play(chat, VERIFYING)
    for said in ("扣分 房基处", "1", "次要", EVENT, "整改不力"):
        await chat.says(OFFICE, said)
    await chat.says(OFFICE, "核准 房基处")
    await chat.taps(OFFICE, "调整")
    await chat.taps(OFFICE, "一键通有一项延误 记为 1 项")
    await chat.taps(OFFICE, "按此核准", {"reason": EVENT})
    assert any("同一件事已经扣过分" in told for told in chat.told(OFFICE)[-2:])
    assert not await entries(chat, "item.verified")
    await chat.taps(OFFICE, "并处：两处都扣")
    await chat.says(OFFICE, "任务本身也没有按期完成")

    assert (await entries(chat, "item.verified"))[0].reason == EVENT


async def test_a_deduction_of_the_office_finds_the_event_of_an_adjusted_item(chat: Chat) -> None:
    await play(chat, VERIFYING)
    await chat.taps(OFFICE, "调整")
    await chat.taps(OFFICE, "一键通有一项延误 记为 1 项")
    await chat.taps(OFFICE, "按此核准", {"reason": EVENT})
    for said in ("扣分 房基处", "1", "次要", EVENT, "整改不力"):
        told = await chat.says(OFFICE, said)

    assert "“一键通有一项延误”扣过分（考核办甲" in told
