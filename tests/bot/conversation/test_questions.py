"""What people ask of scores, and the answers: figures open, provisional ones say so, wrong questions get a hint."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.usecases.months import start_of
from storage.desk import Desk
from tests.bot.chat import Chat
from tests.bot.conversation.asker import Asker, Heard
from tests.bot.conversation.secrets import Moment, advance, record
from tests.bot.conversation.test_zero_leaks import hub_of

CLERK, HEAD, OFFICE, CHIEF, LEADER = "fj-jingban-1", "bgs-fuzeren", "khb-jia", "zuzhang", "lingdao-yi"
ADMIN, AUDITOR, TWO, NONE = "guanliyuan", "shenji", "two-units", "no-unit"
Ask = Callable[..., Awaitable[Heard]]


async def until(chat: Chat, *moments: Moment) -> None:
    """The year goes on to these stages."""

    def go_on(desk: Desk) -> None:
        for moment in moments:
            advance(desk, chat.scheme, moment)

    await chat.store.write(go_on)


@pytest.fixture
async def ask(chat: Chat) -> Ask:
    """Ask in a year whose 自评 was in April and whose 核准 and 领导评价 are in May."""
    chat.times[0] -= timedelta(days=20)
    await until(chat, Moment.DAILY, Moment.SELF)
    chat.times[0] += timedelta(days=20)
    await until(chat, Moment.VERIFY, Moment.LEADER)
    return asking(chat)


def asking(chat: Chat) -> Ask:
    """Ask something of the year as it stands."""

    async def put(person: str, said: str, group: str | None = None, *, follow: bool = False) -> Heard:
        def work(desk: Desk) -> Heard:
            return Asker(desk, hub_of(chat.scheme)).ask(person, said, group, follow=follow)

        return await chat.store.write(work)

    return put


def text(heard: Heard, to: str = "") -> str:
    """Everything that was said to somebody, or to anybody."""
    return "\n".join(said for whom, said in heard if to in whom)


def sentences(heard: Heard) -> list[str]:
    """The lines of the last card."""
    return [line for line in heard[-1][1].split("\n") if line]


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


async def test_before_the_gate_a_group_hears_progress_of_all_together_and_no_unit_s_name(ask: Ask, chat: Chat) -> None:
    names = [name for unit in chat.scheme.units for name in (unit.name, unit.short)]
    for said in ("排名", "进度", "哪家进度最慢", "谁最低"):
        for person in (LEADER, OFFICE, CLERK):
            heard = text(await ask(person, said, "level2"), "group:")
            assert heard
            assert not [name for name in names if name in heard], (said, heard)


async def test_progress_in_a_group_that_is_not_bound_is_told_privately_only(ask: Ask) -> None:
    heard = await ask(CLERK, "进度", "unbound")
    assert "还没有登记" in text(heard, "group:")
    assert "房产基建处" in text(heard, "user:")


async def test_the_asker_s_own_slice_comes_privately_when_a_group_is_asked(ask: Ask) -> None:
    leader = await ask(LEADER, "排名", "level1")
    assert "私下" in text(leader, "group:")
    assert "房基处：责任清单工作 50/60" in text(leader, "user:")
    clerk = await ask(CLERK, "排名", "level1")
    assert "只答复领导" in text(clerk, "group:")
    assert "房产基建处 2022年度得分" in text(clerk, "user:")
    office = await ask(OFFICE, "排名", "level1")
    assert "第1名" in text(office, "user:")
    assert "第1名" not in text(office, "group:")
    nobody = await ask(NONE, "排名", "level1")
    assert "考核进度" in text(nobody, "user:")


async def test_after_the_gate_the_group_hears_its_level_and_nothing_needs_to_be_private(chat: Chat, ask: Ask) -> None:
    await until(chat, Moment.APPROVED)
    assert "第1名" in text(await ask(LEADER, "排名", "level1"), "group:")
    assert "您能看的单位" not in text(await ask(LEADER, "排名", "level2"), "user:")
    clerk = text(await ask(CLERK, "排名", "level2"), "user:")
    assert "第1名" in clerk
    assert "扣分明细在公布之前不对外" in text(await ask(CLERK, "为什么 办公室"))
    several = text(await ask(TWO, "多少分"))
    assert "哪家单位" in several


async def test_the_auditor_hears_who_when_and_which_clause_and_no_value_before_publication(
    chat: Chat, ask: Ask
) -> None:
    for said in ("房基处多少分", "为什么 房基处"):
        told = text(await ask(AUDITOR, said))
        assert "附件1 房基处-1“办公用房一键通平台”：核准，5月9日 09:00 房基处经办" in told
        assert "密FJ" not in told
    assert "综合评价" in text(await ask(AUDITOR, "为什么 房基处"))
    assert "目前没有登记" in text(await ask(AUDITOR, "为什么 FJ-2"))
    await until(chat, Moment.APPROVED, Moment.PUBLISHED)
    assert "84.96" in text(await ask(AUDITOR, "房基处多少分"))


async def test_the_system_admin_sees_no_score_even_after_publication(chat: Chat, ask: Ask) -> None:
    await until(chat, Moment.APPROVED, Moment.PUBLISHED)
    assert "不看得分" in text(await ask(ADMIN, "房基处多少分"))
    assert "第1名" not in text(await ask(ADMIN, "排名"))


async def test_who_has_no_unit_is_asked_to_name_one(ask: Ask) -> None:
    assert "请写明单位" in text(await ask(NONE, "多少分"))
    assert "不对外。" in text(await ask(NONE, "办公室多少分"))
    assert "本单位的" not in text(await ask(NONE, "办公室多少分"))


async def test_a_leader_who_heads_a_unit_sees_no_verdict_on_his_own_and_not_what_another_leader_gave(ask: Ask) -> None:
    asked = text(await ask("leader-head", "为什么"))
    assert "资产中心" in asked
    assert "后勤中心" in asked
    assert "综合评价" not in text(await ask("leader-head", "资产中心多少分"))
    assert "综合评价" not in text(await ask("leader-head", "后勤中心多少分"))
    assert "综合评价 8.15/10" in text(await ask(LEADER, "房基处多少分"))


async def test_who_has_more_units_than_buttons_is_told_to_write_the_name(chat: Chat, ask: Ask) -> None:
    def join(desk: Desk) -> None:
        person = desk.people.get(TWO)
        assert person is not None
        desk.people.put(person.model_copy(update={"units": ("JN", "ZH", "FJ", "JC")}))

    await chat.store.write(join)
    told = text(await ask(TWO, "多少分"))
    assert "其他单位请直接写名称" in told
    assert "计财处" not in told
    slices = text(await ask(TWO, "排名", "level0"), "user:")
    assert "计财处：责任清单工作" in slices


async def test_the_rule_of_a_task_or_of_a_deduction_is_that_of_its_item(ask: Ask) -> None:
    for said in ("规则 1", "规则 FJ-1", "FJ-1-R1规则", "1.1怎么扣分"):
        assert "一键通有一项延误：每项 −10" in text(await ask(CLERK, said)), said
    heard = await ask(CLERK, "规则 1", "unbound")
    assert "还没有登记" in text(heard, "group:")
    assert "一键通" in text(heard, "user:")


async def test_this_month_counts_from_its_first_day(ask: Ask) -> None:
    told = text(await ask(CLERK, "为什么比5月低"))
    assert "4 月底以来的变化" in told
    assert "一键通" not in told


async def test_a_month_that_does_not_exist_is_refused(chat: Chat) -> None:
    def start(desk: Desk) -> str:
        officer = desk.people.get(OFFICE)
        assert officer is not None
        act = Act(desk=desk, scheme=chat.scheme, actor=officer, message="test")
        with pytest.raises(Mistaken) as refused:
            start_of(act, 13, None)
        return refused.value.sentence

    assert "1 到 12" in await chat.store.write(start)


async def test_everything_is_told_when_everything_is_asked_for_and_nothing_was_lost(chat: Chat) -> None:
    await until(chat, Moment.DAILY)
    assert "没有扣分" in text(await asking(chat)(CLERK, "为什么"))


async def test_a_leader_asked_which_unit_in_a_group_is_asked_privately(ask: Ask) -> None:
    heard = await ask(LEADER, "多少分", "level1")
    assert "哪家单位" in text(heard, "user:")
    assert "哪家单位" not in text(heard, "group:")
    assert "还没有登记" in text(await ask(LEADER, "多少分", "unbound"), "group:")


async def test_a_refusal_is_private_and_the_group_hears_one_sentence(ask: Ask) -> None:
    heard = await ask(CLERK, "办公室多少分", "level2")
    assert "不对外" in text(heard, "user:")
    assert "不对外" not in text(heard, "group:")
