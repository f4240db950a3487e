"""客观原因免予考核 and 延期: asked by a unit on a document, decided by 考核办, both told, a line cites the document."""

from decimal import Decimal

import pytest

from bot.usecases.results import sheet_of
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import VERIFYING
from tests.bot.conversation.duties import asks, entries
from tests.bot.conversation.playing import play
from tests.bot.conversation.test_claims import says

CLERK, HEAD, OFFICE, OTHER = "fj-jingban-1", "fj-fuzeren", "khb-jia", "khb-yi"
WISH = ("3.2 因疫情没法开展，申请免予考核", "绍防指〔2022〕3号", "现场核查被上级叫停")
LATER = ("3.2 延期到2022年6月30日", "绍防指〔2022〕3号", "现场核查被上级叫停")


async def wishes(chat: Chat) -> list[Entry]:
    """Everything recorded of wishes."""
    kinds = ("relief.asked", "relief.granted", "relief.refused", "relief.withdrawn")
    return [one for kind in kinds for one in await entries(chat, kind)]


async def test_an_exemption_is_asked_on_a_document_decided_by_the_office_and_both_are_told(chat: Chat) -> None:
    asked = await chat.says(CLERK, WISH[0])
    assert "要有书面依据，请回复文号" in asked
    assert not await wishes(chat)
    await says(chat, CLERK, *WISH[1:])
    assert "免予考核申请已登记" in chat.last(f"user:{CLERK}")
    assert "绍防指〔2022〕3号" in await chat.sees(OFFICE)
    await chat.taps(OFFICE, "同意")

    (granted,) = await entries(chat, "relief.granted")
    assert (granted.unit, granted.item, granted.task, granted.event) == ("FJ", "FJ-3", "FJ-3-M2", "绍防指〔2022〕3号")
    for person in (CLERK, HEAD):
        assert "申请免予考核（绍防指〔2022〕3号），考核办同意：依据 绍防指〔2022〕3号 同意" in chat.last(
            f"user:{person}"
        )
    assert "已同意" in await chat.sees(OTHER)


async def test_a_line_of_no_points_cites_the_document(chat: Chat) -> None:
    before = await asks(chat, OFFICE, lambda act: sheet_of(act, "FJ"))
    await says(chat, CLERK, *WISH)
    assert await asks(chat, OFFICE, lambda act: sheet_of(act, "FJ")) == before
    await chat.taps(OFFICE, "同意")
    sheet = await asks(chat, OFFICE, lambda act: sheet_of(act, "FJ"))

    (line,) = [one for one in sheet.lines if one.kind == "relief"]
    assert (line.item, line.points, line.clause) == ("FJ-3", Decimal(0), "附件1 房基处-3")
    assert "经考核办决定免予考核（绍防指〔2022〕3号）：现场核查被上级叫停" in line.because
    assert sheet.total == before.total
    assert "绍防指〔2022〕3号" in await chat.says(CLERK, "为什么 3")


async def test_an_exempt_task_is_owed_by_nobody(chat: Chat) -> None:
    assert "3 项未交" in await chat.says(CLERK, "第3项还缺什么")
    await says(chat, CLERK, *WISH)
    await chat.taps(OFFICE, "同意")

    told = await chat.says(CLERK, "第3项还缺什么")
    assert "2 项未交" in told
    assert "可调剂用房清单" not in told


async def test_an_extension_moves_the_day_and_says_so(chat: Chat) -> None:
    await says(chat, CLERK, *LATER)
    assert "→2022年6月30日" in await chat.sees(OFFICE)
    await chat.taps(OFFICE, "同意")
    await chat.says(CLERK, "我的任务")

    assert "经同意延期到6月30日" in await chat.taps(CLERK, "看全部")
    sheet = await asks(chat, OFFICE, lambda act: sheet_of(act, "FJ"))
    assert any("同意延期到 2022-06-30（绍防指〔2022〕3号）" in line.because for line in sheet.lines)


async def test_a_refusal_takes_a_reason_and_moves_nothing(chat: Chat) -> None:
    await says(chat, CLERK, *LATER)
    await chat.taps(OFFICE, "不同意", {"reason": "文件没有取消这项任务"})
    assert "考核办不同意：文件没有取消这项任务" in chat.last(f"user:{CLERK}")
    sheet = await asks(chat, OFFICE, lambda act: sheet_of(act, "FJ"))

    assert [one.kind for one in await wishes(chat)] == ["relief.asked", "relief.refused"]
    assert not any(line.kind == "relief" for line in sheet.lines)


async def test_the_document_itself_may_follow_and_is_seen_by_the_office(chat: Chat) -> None:
    await says(chat, CLERK, *WISH)
    await chat.taps(CLERK, "发依据文件")
    assert "已收下“叫停通知.pdf”" in await chat.drops(CLERK, "叫停通知.pdf")

    assert "叫停通知.pdf" in await chat.sees(OFFICE)
    assert not await entries(chat, "evidence.filed")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ((WISH[0], "x", "现场核查被上级叫停"), "要写明文号"),
        ((WISH[0], "绍防指〔2022〕3号", "a"), "写明原因"),
        (("3.2 延期到2022年4月1日", "绍防指〔2022〕3号", "叫停"), "要在今天以后"),
        (("申请免予考核", "99"), "没有找到“99”这一项"),
        (("3.2 申请延期", "六月吧"), "日期"),
    ],
)
async def test_a_wish_without_document_reason_item_or_day_stores_nothing(
    chat: Chat, said: tuple[str, ...], answer: str
) -> None:
    assert answer in await says(chat, CLERK, *said)
    assert not await wishes(chat)


async def test_work_that_is_only_put_off_stores_nothing_and_asks_nothing(chat: Chat) -> None:
    told = await chat.says(CLERK, "还没好，过两天再交")

    assert "没有登记任何内容" in told
    assert not await wishes(chat)


async def test_the_same_wish_is_not_made_twice_and_another_unit_s_not_at_all(chat: Chat) -> None:
    await says(chat, CLERK, *WISH)
    assert "不用再交" in await says(chat, CLERK, *WISH)
    await says(chat, "jn-jingban-1", "房基处 3.2 申请免予考核", "绍防指〔2022〕3号", "现场核查被上级叫停")

    assert len([one for one in await wishes(chat) if one.unit == "FJ"]) == 1


async def test_nobody_decides_for_a_unit_of_his_own(chat: Chat) -> None:
    await says(chat, "bgs-jingban-1", "3 因疫情没法开展，申请免予考核", "绍防指〔2022〕3号", "活动被叫停")

    assert not chat.cards(OFFICE)
    assert "免予考核申请" in await chat.sees("zuzhang")
    assert "没有等待决定" in await chat.says(OFFICE, "免考申请")
    await chat.taps("zuzhang", "同意")
    assert (await entries(chat, "relief.granted"))[0].unit == "BGS"


async def test_two_decide_at_once_and_the_second_sees_what_stands(chat: Chat) -> None:
    await says(chat, CLERK, *WISH)
    _, button = chat.button(OTHER, "不同意")
    await chat.taps(OFFICE, "同意")
    told = await chat.says(OTHER, f"{button['label']} {button['code']}")

    assert "考核办甲" in told
    assert "待决定→已同意" in told
    assert len(await entries(chat, "relief.granted")) == 1


async def test_the_office_sees_the_ruling_where_it_verifies_and_deducts_nothing_of_an_exempt_item(chat: Chat) -> None:
    await says(chat, CLERK, "第1项 因疫情没法开展，申请免予考核", "绍防指〔2022〕3号", "平台建设被叫停")
    await chat.taps(OFFICE, "同意")
    await play(chat, VERIFYING)
    assert "免予考核（绍防指〔2022〕3号）：平台建设被叫停" in await chat.sees(OFFICE)
    await chat.taps(OFFICE, "调整")
    await chat.taps(OFFICE, "一键通有一项延误 记为 1 项")
    await chat.taps(OFFICE, "按此核准", {"reason": "缺一次记录"})

    assert any("第 1 项已免予考核（绍防指〔2022〕3号），不能扣分" in one for one in chat.told(OFFICE))
    assert not await entries(chat, "item.verified")


async def test_what_was_verified_is_not_relieved_afterwards(chat: Chat) -> None:
    await play(chat, VERIFYING)
    await says(chat, CLERK, "第1项 因疫情没法开展，申请免予考核", "绍防指〔2022〕3号", "平台建设被叫停")
    _, button = chat.button(OFFICE, "同意")
    await chat.taps(OFFICE, "核准@核准·")
    assert "已经核准，不能再" in await chat.says(OFFICE, f"{button['label']} {button['code']}")
    assert "已经核准，不能再" in await says(chat, CLERK, "第1项 申请免予考核", "绍防指〔2022〕4号", "平台建设被叫停")

    assert not await entries(chat, "relief.granted")


async def test_a_decision_is_taken_back_within_five_minutes_and_the_unit_hears(chat: Chat) -> None:
    await says(chat, CLERK, *WISH)
    await chat.taps(OFFICE, "同意")
    await chat.says(OFFICE, "撤销")
    sheet = await asks(chat, OFFICE, lambda act: sheet_of(act, "FJ"))

    assert "撤销了刚才的“同意免考或延期”" in chat.last(f"user:{CLERK}")
    assert not any(line.kind == "relief" for line in sheet.lines)


async def test_the_words_alone_begin_a_wish_and_ask_for_everything(chat: Chat) -> None:
    assert "请回复是哪一项" in await chat.says(CLERK, "延期申请")
    assert "要延到哪一天" in await chat.says(CLERK, "3.2")
    assert "可调剂用房清单" in await chat.says(CLERK, "2022-06-30")
    await says(chat, CLERK, "绍防指〔2022〕3号", "现场核查被上级叫停")

    (asked,) = await entries(chat, "relief.asked")
    assert (asked.item, asked.task, asked.payload["until"]) == ("FJ-3", "FJ-3-M2", "2022-06-30")
