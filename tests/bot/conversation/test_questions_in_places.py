"""Questions in a group, by roles and across units: who hears what where."""

import pytest

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.usecases.months import start_of
from storage.desk import Desk
from tests.bot.chat import Chat
from tests.bot.conversation.questioning import (
    ADMIN,
    AUDITOR,
    CLERK,
    LEADER,
    NONE,
    OFFICE,
    TWO,
    Ask,
    asking,
    text,
    until,
)
from tests.bot.conversation.secrets import Moment


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
