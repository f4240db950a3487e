"""制度执行, fourth rule: a lead office asks for a deduction, 考核办 decides with a reason, both sides are told."""

import pytest

from scoring import score
from storage.facts import unit_facts
from storage.records import Entry
from tests.bot.chat import Chat

LEAD, HEAD, OFFICE, OTHER, RULES, CHIEF = "dw-fuzeren", "fj-fuzeren", "khb-jia", "khb-yi", "bgs-pingfen", "zuzhang"
EVENT = "5月6日抽查，三人请假没有报批"


async def entries(chat: Chat, prefix: str) -> list[Entry]:
    """The journal's entries whose kind starts so."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind.startswith(prefix)]


async def asks(chat: Chat, said: str = "申请扣分 房基处", person: str = LEAD, amount: str = "1.5") -> str:
    """A lead office asks, with the event and the amount."""
    await chat.says(person, said)
    told = await chat.says(person, EVENT)
    return await chat.says(person, amount) if amount else told


async def kept(chat: Chat, unit: str, row: str = "GX-4") -> str:
    """What the unit keeps of the row by what counts now."""
    facts = await chat.store.read(lambda desk: unit_facts(desk, chat.scheme, unit))
    return str(score(facts, chat.scheme).items[row])


async def test_a_request_reaches_the_office_and_counts_only_once_granted(chat: Chat) -> None:
    told = await asks(chat)
    assert "扣分申请已送考核办" in told
    card = await chat.sees(OFFICE)
    assert "机关党委（机关党委负责人" in card
    assert EVENT in card
    assert await kept(chat, "FJ") == "4"
    await chat.taps(OFFICE, "同意扣 1.5 分")
    await chat.says(OFFICE, "检查记录属实")

    granted = (await entries(chat, "request.granted"))[0]
    assert (granted.unit, granted.item, granted.event, granted.reason) == ("FJ", "GX-4", EVENT, "检查记录属实")
    assert await kept(chat, "FJ") == "2.5"


async def test_the_line_cites_who_asked_and_who_decided(chat: Chat) -> None:
    await asks(chat)
    await chat.taps(OFFICE, "同意扣 1.5 分", {"reason": "检查记录属实"})
    facts = await chat.store.read(lambda desk: unit_facts(desk, chat.scheme, "FJ"))
    line = score(facts, chat.scheme).of_item("GX-4")[1]

    assert line.human
    assert line.facts[0].reason == "机关党委5月9日申请，考核办5月9日决定：检查记录属实"
    assert line.facts[0].event == EVENT
    assert "机关党委5月9日申请" in await chat.says(HEAD, "制度执行为什么扣分")


async def test_both_sides_are_told_and_the_other_officers_card_ends(chat: Chat) -> None:
    await asks(chat)
    await chat.taps(OFFICE, "同意，改分值", {"amount": "1", "reason": "情节较轻"})

    assert (await entries(chat, "request.granted"))[0].payload["deductions"][0]["amount"] == "1"
    assert "您申请的房基处扣分，考核办决定：同意，扣 1 分" in "".join(chat.told(LEAD))
    assert "机关党委申请、考核办决定：制度执行扣 1 分" in chat.last(f"user:{HEAD}")
    assert "待决定→同意，扣 1 分" in await chat.sees(OTHER)


async def test_a_refusal_costs_nothing_and_both_hear_why(chat: Chat) -> None:
    await asks(chat)
    await chat.taps(OFFICE, "不同意", {"reason": "否"})
    assert any("请用一句话写明理由，没有登记" in told for told in chat.told(OFFICE)[-2:])
    assert not await entries(chat, "request.refused")
    await chat.taps(OFFICE, "不同意", {"reason": "当事人已补办手续"})

    assert await kept(chat, "FJ") == "4"
    assert "不同意。事由" in "".join(chat.told(LEAD))
    assert "不同意，没有扣分" in chat.last(f"user:{HEAD}")


@pytest.mark.parametrize(
    ("person", "said", "told"),
    [
        ("fj-jingban-1", "申请给节能处扣2分", "由牵头部门的负责人或者评分人提出"),
        (LEAD, "申请扣分 机关党委", "回避"),
        (LEAD, "申请扣分", "请写明单位"),
        ("lingdao-jia", "申请扣分 房基处", "由牵头部门"),
    ],
)
async def test_who_may_not_ask_is_told_so(chat: Chat, person: str, said: str, told: str) -> None:
    assert told in await chat.says(person, said)
    assert not await entries(chat, "request.")


@pytest.mark.parametrize("amount", ["4.5", "0", "很多"])
async def test_an_amount_outside_the_range_is_refused(chat: Chat, amount: str) -> None:
    await asks(chat, amount=amount)

    assert not await entries(chat, "request.")


async def test_nobody_decides_about_his_own_unit_and_the_alternate_has_it(chat: Chat) -> None:
    await asks(chat, "申请扣分 办公室")

    assert not any("扣分申请·办公室" in told for told in (*chat.told(OFFICE), *chat.told(OTHER)))
    await chat.taps(CHIEF, "同意扣 1.5 分", {"reason": "检查记录属实"})
    assert await kept(chat, "BGS") == "2.5"


async def test_a_relation_declared_after_the_request_came_stops_the_decision(chat: Chat) -> None:
    await asks(chat)
    await chat.says(OFFICE, "我要回避 房基处")
    await chat.taps(OFFICE, "同意扣 1.5 分", {"reason": "检查记录属实"})

    assert any("回避" in told for told in chat.told(OFFICE)[-2:])
    assert not await entries(chat, "request.granted")


async def test_the_same_matter_is_not_asked_twice_and_can_be_withdrawn(chat: Chat) -> None:
    await asks(chat)
    assert "已经有一份申请" in await asks(chat)
    await chat.taps(LEAD, "撤回申请")

    assert [one.kind for one in await entries(chat, "request.")] == ["request.made", "request.withdrawn"]
    assert "没有等您决定" in await chat.says(OFFICE, "扣分申请")
    assert "没有这项权限" in await chat.says(LEAD, "扣分申请")


async def test_a_scorer_cannot_deduct_by_that_rule_himself_and_sees_what_was_granted(chat: Chat) -> None:
    await asks(chat)
    await chat.taps(OFFICE, "同意扣 1.5 分", {"reason": "检查记录属实"})
    await chat.says(OFFICE, "打开共性评分")
    await chat.says(RULES, "共性评分")
    await chat.taps(RULES, "房基处@制度执行")
    card = await chat.sees(RULES)
    assert "牵头部门申请扣分 −1.5（人工裁量）" in card
    assert "4 − 1.5 = 2.5 分" in card
    assert "牵头部门申请扣分 酌情" not in card
    await chat.taps(RULES, "第1条记为 1 人次")
    await chat.says(RULES, "5月7日会议无故缺席")
    await chat.taps(RULES, "返回本行")
    await chat.taps(RULES, "其余…@制度执行")
    await chat.taps(RULES, "提交@制度执行")

    assert await kept(chat, "FJ") == "1.5"


async def test_a_decision_goes_back_within_five_minutes_and_the_unit_hears_it(chat: Chat) -> None:
    await asks(chat)
    await chat.taps(OFFICE, "同意扣 1.5 分", {"reason": "检查记录属实"})
    await chat.says(OFFICE, "撤销")

    assert await kept(chat, "FJ") == "4"
    assert "撤销" in chat.last(f"user:{HEAD}")
    await chat.says(OFFICE, "扣分申请")
    await chat.taps(OFFICE, "不同意", {"reason": "再核实"})
    assert await entries(chat, "request.refused")


async def test_an_event_that_cost_points_before_is_asked_about_at_the_decision(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.says(RULES, "共性评分")
    await chat.taps(RULES, "房基处@制度执行")
    await chat.taps(RULES, "第1条记为 1 人次")
    await chat.says(RULES, EVENT)
    await asks(chat)
    await chat.taps(OFFICE, "同意扣 1.5 分", {"reason": "检查记录属实"})

    assert any("同一件事已经扣过分" in told for told in chat.told(OFFICE)[-2:])
    assert not await entries(chat, "request.granted")
    await chat.taps(OFFICE, "并处：两处都扣")
    await chat.says(OFFICE, "屡次发生")
    assert await entries(chat, "request.granted")
