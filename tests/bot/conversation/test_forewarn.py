"""扣分预告: off by default; the head hears first and may answer, silence is no objection, the times stay."""

from datetime import date

import pytest

from bot.usecases.dues import working_days_on
from scoring import score
from storage.facts import unit_facts
from storage.records import Entry
from tests.bot.chat import Chat

SCORER, OFFICE, HEAD, OTHER_HEAD, CLERK = "dw-pingfen", "khb-jia", "fj-fuzeren", "jn-fuzeren", "fj-jingban-1"
EVENT = "市督查通报〔2022〕7号"


async def entries(chat: Chat, prefix: str) -> list[Entry]:
    """The journal's entries whose kind starts so."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind.startswith(prefix)]


async def hands_in(chat: Chat) -> str:
    """机关党委 deducts one point of 房基处, says the rest lost nothing, and hands the row in."""
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps(SCORER, "房基处")
    await chat.taps(SCORER, "第1条记为 1 个问题")
    await chat.says(SCORER, EVENT)
    await chat.taps(SCORER, "返回本行")
    await chat.taps(SCORER, "其余六家均无扣分")
    return await chat.taps(SCORER, "提交")


async def line(chat: Chat) -> str:
    """What the line of the deduction gives as its reason."""
    facts = await chat.store.read(lambda desk: unit_facts(desk, chat.scheme, "FJ"))
    return score(facts, chat.scheme).of_item("GX-1")[1].facts[0].reason


@pytest.fixture
async def warned(chat: Chat) -> Chat:
    """The head of 房基处 has been told on Monday, and has three working days."""
    await chat.says(OFFICE, "开启扣分预告 3")
    await hands_in(chat)
    return chat


async def test_it_is_off_until_the_office_turns_it_on_and_says_that_the_paper_does_not_know_it(chat: Chat) -> None:
    assert "办法没有规定" in await chat.says(OFFICE, "扣分预告")
    await hands_in(chat)

    assert await entries(chat, "common.submitted")
    assert not await entries(chat, "deduction.")


async def test_the_head_hears_first_and_the_row_waits(warned: Chat) -> None:
    card = await warned.sees(HEAD)
    assert "机关党委拟扣 1 分（附件2 第1行）" in card
    assert "扣分预告办法未规定，由考核办开启" in card
    assert EVENT in card
    assert "5月12日前可以陈述" in card
    assert not await entries(warned, "common.submitted")
    assert await line_count(warned) == 1
    await warned.taps(SCORER, "提交")
    assert any("还在预告期，暂不能提交：房基处（5月12日前可以陈述）" in told for told in warned.told(SCORER)[-2:])
    assert not any("扣分预告" in told for told in warned.told(OTHER_HEAD))


async def line_count(chat: Chat) -> int:
    """How many lines the row has by what counts."""
    facts = await chat.store.read(lambda desk: unit_facts(desk, chat.scheme, "FJ"))
    return len(score(facts, chat.scheme).of_item("GX-1"))


async def test_silence_is_no_objection_and_the_three_times_stay_on_the_line(warned: Chat) -> None:
    await warned.later(days=4)
    assert any("扣分预告期满" in told for told in warned.told(SCORER))
    await warned.taps(SCORER, "提交")

    assert await entries(warned, "common.submitted")
    assert await line(warned) == "5月9日 09:00 预告，5月12日前可陈述，逾期视为无异议"


async def test_an_answer_is_upheld_with_a_reason_before_the_row_goes_in(warned: Chat) -> None:
    await warned.later(days=1)
    await warned.taps(HEAD, "陈述")
    await warned.says(HEAD, "当天已电话报备")
    assert "当天已电话报备" in await warned.sees(SCORER)
    await warned.later(days=5)
    await warned.taps(SCORER, "提交")
    assert any("已陈述，请先定维持还是修改" in told for told in warned.told(SCORER)[-2:])
    await warned.taps(SCORER, "维持")
    await warned.says(SCORER, "没有书面记录")
    assert "维持扣 1 分。理由：没有书面记录" in warned.last(f"user:{HEAD}")
    await warned.taps(SCORER, "提交")

    assert await line(warned) == (
        "5月9日 09:00 预告，5月12日前可陈述，5月10日 09:00 陈述：当天已电话报备，5月15日 09:00 维持：没有书面记录"
    )


async def test_after_an_answer_the_score_may_be_taken_back_and_nothing_is_left_to_decide(warned: Chat) -> None:
    await warned.says(HEAD, "陈述 当天已电话报备")
    await warned.taps(SCORER, "去修改")
    await warned.taps(SCORER, "无扣分")
    await warned.taps(SCORER, "提交")

    assert await entries(warned, "common.submitted")
    assert await line_count(warned) == 1


async def test_a_larger_deduction_is_told_anew(warned: Chat) -> None:
    await warned.taps(HEAD, "无异议")
    await warned.says(SCORER, "共性评分")
    await warned.taps(SCORER, "房基处")
    await warned.taps(SCORER, "第1条记为 2 个问题")
    await warned.says(SCORER, "市督查通报〔2022〕9号")
    await warned.taps(SCORER, "返回本行")
    await warned.taps(SCORER, "提交")

    assert len(await entries(warned, "deduction.told")) == 2
    assert not await entries(warned, "common.submitted")


async def test_no_objection_lets_the_row_go_in_at_once(warned: Chat) -> None:
    await warned.taps(HEAD, "无异议")
    await warned.taps(SCORER, "提交")

    assert await line(warned) == "5月9日 09:00 预告，5月12日前可陈述，5月9日 09:00 无异议"


async def test_too_late_too_short_or_not_the_head_is_refused(warned: Chat) -> None:
    assert "没有等您陈述" in await warned.says(CLERK, "陈述 不是我们的事")
    assert "没有等您陈述" in await warned.says(OTHER_HEAD, "陈述 不是我们的事")
    assert "请写一句话" in await warned.says(HEAD, "陈述 好")
    _, button = warned.button(HEAD, "陈述")
    await warned.later(days=4)
    await warned.says(HEAD, f"陈述 {button['code']}")
    assert any("已经办完了，没有改动" in told for told in warned.told(HEAD)[-2:])
    assert "没有等您陈述" in await warned.says(HEAD, "陈述 当天已电话报备")

    assert not await entries(warned, "deduction.answered")


async def test_an_answer_on_the_morning_after_the_last_day_comes_too_late(warned: Chat) -> None:
    await warned.later(days=3.7)
    await warned.taps(HEAD, "陈述")

    assert "陈述期限 5月12日 已过" in await warned.says(HEAD, "当天已电话报备")
    assert not await entries(warned, "deduction.answered")


@pytest.mark.parametrize(
    ("person", "said", "told"),
    [
        (SCORER, "开启扣分预告 3", "没有这项权限"),
        (OFFICE, "开启扣分预告 0", "1 到 10"),
        (OFFICE, "开启扣分预告 30", "1 到 10"),
        (OFFICE, "关闭扣分预告", "本来就是这样"),
    ],
)
async def test_only_the_office_sets_it_and_only_to_what_makes_sense(
    chat: Chat, person: str, said: str, told: str
) -> None:
    assert told in await chat.says(person, said)
    assert not await entries(chat, "forewarning.")


async def test_turned_off_again_it_holds_nothing_up(warned: Chat) -> None:
    assert "没有开启" in await warned.says(OFFICE, "关闭扣分预告")
    await warned.taps(SCORER, "提交")

    assert await entries(warned, "common.submitted")


def test_working_days_leave_weekends_out() -> None:
    assert working_days_on(date(2022, 5, 12), 3) == date(2022, 5, 17)


async def test_of_several_rows_handed_in_together_only_the_one_with_a_deduction_waits(chat: Chat) -> None:
    rules = "bgs-pingfen"
    await chat.says(OFFICE, "开启扣分预告")
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps(rules, "房基处@制度执行")
    await chat.taps(rules, "第1条记为 1 人次")
    await chat.says(rules, "请销假抽查记录〔2022〕4号")
    await chat.taps(rules, "各行没打的均无扣分")
    await chat.taps(rules, "各行一起提交")

    assert {entry.item for entry in await entries(chat, "common.submitted")} == {"GX-2", "GX-3", "GX-6"}
    assert [entry.item for entry in await entries(chat, "deduction.told")] == ["GX-4"]
    assert any("3 行共性评分已一起提交。还有 1 行：制度执行" in told for told in chat.told(rules)[-9:])
    await chat.later(days=4)
    await chat.taps(rules, "提交@制度执行")
    assert len(await entries(chat, "common.submitted")) == 4
