"""What people ask of scores, and the answers: figures open, provisional ones say so, wrong questions get a hint."""

from datetime import timedelta
from typing import Any

import pytest

from storage.desk import Desk
from tests.bot.chat import Chat
from tests.bot.conversation.questioning import (
    CHIEF,
    CLERK,
    HEAD,
    LEADER,
    NONE,
    OFFICE,
    Ask,
    sentences,
    text,
    until,
)
from tests.bot.conversation.secrets import Moment, record


async def test_a_unit_s_own_score_is_provisional_and_opens_to_its_lines(ask: Ask) -> None:
    told = text(await ask(CLERK, "我们多少分"))
    assert "**暂定**" in told
    assert "领导评价" in told
    assert "责任清单工作 50/60" in told
    assert "总分" not in told
    assert "综合评价" not in told
    opened = text(await ask(CLERK, "我们多少分", follow=True))
    assert "一键通有一项延误 1 项 × 10 = 10 分" in opened
    assert "房基处经办登记" in opened


async def test_the_costliest_three_come_first_and_the_rest_is_one_tap_away(ask: Ask) -> None:
    told = await ask(HEAD, "扣分最多的三条")
    assert "四(四)2(1)" in text(told)
    assert text(told).index("扣 2.5 分") < text(told).index("1.41") < text(told).index("0.61")
    assert len(sentences(told)) <= 6
    two = text(await ask(HEAD, "扣分最多的两条"))
    assert "0.61" not in two
    assert "看全部 3 条" in two
    assert "0.61" in text(await ask(HEAD, "扣分最多的两条", follow=True))


async def test_human_judgement_is_marked_as_such(ask: Ask) -> None:
    assert "人工裁量" in text(await ask(HEAD, "为什么 GX-3"))


async def test_one_item_is_explained_by_its_number(ask: Ask) -> None:
    told = text(await ask(CLERK, "为什么 房基处 1"))
    assert "满分 15，得 5 分" in told
    assert "密FJ理由" in told
    assert told == text(await ask(CLERK, "第1项多少分"))
    assert "没有扣分" in text(await ask(CLERK, "为什么 2"))


async def test_what_changed_since_last_month_is_told_line_by_line_by_the_journal_s_time(ask: Ask) -> None:
    told = text(await ask(CLERK, "房基处为什么比上月低"))
    assert "4 月底以来的变化，合计 −3.19 分" in told
    assert "暂定" in told
    assert "少 2.5 分，四(四)2(1)" in told
    assert "少 0.69 分，附件2 第3行“信息工作”" in told
    assert "办公室评分人登记" in told
    assert "一键通" not in told
    assert "一键通" in text(await ask(CLERK, "为什么比3月低"))


async def test_the_verdict_stays_out_of_the_changes_before_the_gate_and_is_in_after_it(chat: Chat, ask: Ask) -> None:
    assert "综合评价" not in text(await ask(CLERK, "为什么比上月低"))
    await until(chat, Moment.APPROVED)
    told = text(await ask(CLERK, "为什么比上月低"))
    assert "8.15" in told
    assert "暂定" not in told


async def test_what_was_taken_back_since_is_told_with_who_and_when(chat: Chat, ask: Ask) -> None:
    chat.times[0] += timedelta(days=30)

    def take_back(desk: Desk) -> None:
        record(desk, chat.scheme, "extra.withdrawn", "extra:FJ", "khb-yi", unit="FJ", payload={})

    await chat.store.write(take_back)
    told = text(await ask(CLERK, "为什么比上月高"))
    assert "多 2.5 分，四(四)2(1)：原来的记录已更正或撤回" in told
    assert "6月8日 09:00 考核办乙登记" in told


async def test_a_month_without_changes_says_so(chat: Chat, ask: Ask) -> None:
    chat.times[0] += timedelta(days=31)
    assert "5 月底以来没有变化" in text(await ask(CLERK, "为什么比上月低"))


@pytest.mark.parametrize("said", ["为什么比8月低", "房基处12月为什么扣分"])
async def test_a_month_that_has_not_come_is_refused(ask: Ask, said: str) -> None:
    assert "还没有到" in text(await ask(CLERK, said))


async def test_in_january_last_month_is_december(chat: Chat, ask: Ask) -> None:
    chat.times[0] += timedelta(days=250)
    assert "12 月底以来没有变化" in text(await ask(CLERK, "为什么比上月低"))
    assert "4 月底以来的变化" in text(await ask(CLERK, "为什么比4月低"))


async def test_two_units_are_compared_as_far_as_both_may_be_seen(chat: Chat, ask: Ask) -> None:
    whole = text(await ask(OFFICE, "对比 办公室 房基处"))
    assert "办公室 92.59 分" in whole
    assert "责任清单工作 58.59/60 比 50/60" in whole
    assert "暂定" in whole
    line = text(await ask(LEADER, "房基处和节能处对比"))
    assert "责任清单工作 50/60 比 58.49/60" in line
    assert "总分" not in line
    assert "不能都看" in text(await ask(CLERK, "对比 办公室 房基处"))
    assert "不能都看" in text(await ask(NONE, "对比 办公室 房基处"))
    await until(chat, Moment.APPROVED)
    open_ = text(await ask(CLERK, "对比 办公室"))
    assert "办公室 92.59 分　房基处 84.96 分" in open_
    assert "责任清单" not in open_


async def test_a_comparison_in_a_group_shows_what_the_group_may_hear_and_the_rest_privately(
    chat: Chat, ask: Ask
) -> None:
    before = await ask(LEADER, "对比 房基处 节能处", "level2")
    assert "私下" in text(before, "group:")
    assert "50/60" not in text(before, "group:")
    assert "50/60" in text(before, "user:")
    await until(chat, Moment.APPROVED)
    after = await ask(LEADER, "对比 房基处 节能处", "level1")
    assert "84.96" in text(after, "group:")
    assert "50/60" not in text(after, "group:")
    assert "50/60" in text(after, "user:")


async def test_a_comparison_with_one_side_missing_asks_for_it(ask: Ask) -> None:
    assert "请写明和哪家对比" in text(await ask(CHIEF, "对比 办公室"))
    assert "请写明和哪家对比" in text(await ask(CLERK, "对比 房基处 房基处"))


async def test_the_claims_of_a_unit_are_listed_with_what_became_of_them(chat: Chat, ask: Ask) -> None:
    told = text(await ask(CLERK, "加分情况"))
    assert "等考核办认定" in told
    assert "密FJ〔2022〕1号" in told
    assert "申报加分" in told
    assert "不对外" in text(await ask(CLERK, "资产中心加分情况"))

    def decide(desk: Desk) -> None:
        claims = {"FJ": "bonus.accepted", "BGS": "bonus.refused", "JN": "bonus.accepted", "JC": "bonus.withdrawn"}
        for unit, kind in claims.items():
            old = desk.journal.current(2022, f"bonus:{unit}")
            assert old is not None
            late = {"received_date": "2023-03-01"} if unit == "JN" else {}
            about: dict[str, Any] = {"unit": unit, "clause": old.clause, "event": old.event, "reason": "材料已核对"}
            record(desk, chat.scheme, kind, old.slot, OFFICE, payload={**old.payload, **late}, **about)

    await chat.store.write(decide)
    assert "已认定 +0.5" in text(await ask(CLERK, "加分情况"))
    assert "不予加分**（材料已核对）" in text(await ask(HEAD, "加分情况"))
    assert "还没有申报加分" in text(await ask(OFFICE, "计财处加分情况"))
    assert "四(四)1(3)" in text(await ask(OFFICE, "节能处加分情况"))


async def test_the_nine_works_are_told_as_registered_and_honestly_when_they_are_not(chat: Chat, ask: Ask) -> None:
    assert "还没有登记" in text(await ask(CLERK, "9项清单进度"))
    assert "还没有登记今年" not in text(await ask(CLERK, "9项清单进度", "unbound"))

    def register(desk: Desk) -> None:
        for place, state in enumerate(("已完成", "")):
            payload = {"title": f"第{place + 1}项工作", "state": state}
            record(desk, chat.scheme, "list.registered", f"list:{place}", OFFICE, payload=payload)

    await chat.store.write(register)
    told = text(await ask(CLERK, "9项清单进度", "level0"), "group:")
    assert "已登记 2 项" in told
    assert "第1项工作：已完成（5月9日 09:00 考核办甲）" in told.replace("\\n", "\n")
    assert "还没有报进展" in told


async def test_a_unit_that_does_not_exist_is_not_answered_with_another_one(ask: Ask) -> None:
    for said in ("财政局多少分", "为什么 人事处", "对比 财政局 办公室"):
        told = text(await ask(CLERK, said))
        assert "没有找到" in told
        assert "/60" not in told
    assert "责任清单工作" in text(await ask(CLERK, "本处得分"))


async def test_another_year_is_answered_for_the_open_one_which_is_said(ask: Ask) -> None:
    told = await ask(CLERK, "2021年我们多少分")
    assert "2021 年度的考核办法没有录入，下面答的是 2022 年度" in told[0][1]
    assert "2022年度得分" in told[1][1]
    assert "2022 年度考核" in text(await ask(CLERK, "现在是哪个年度"))


async def test_a_question_longer_than_a_message_is_refused_with_its_length(ask: Ask) -> None:
    assert "5003 个字" in text(await ask(CLERK, "为什么" + "呀" * 5000))
