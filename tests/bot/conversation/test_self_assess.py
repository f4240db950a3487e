"""自评: what was handed in all year is confirmed with a tap; nobody overwrites anybody unseen."""

import pytest

from storage.records import Role
from tests.bot.chat import Chat
from tests.bot.conversation.acts import SHUT
from tests.bot.conversation.playing import play
from tests.bot.conversation.self_steps import (
    CLERK,
    HEAD,
    OFFICE,
    OTHER,
    declared,
    entries,
    files,
    hires,
    keeps_up,
    taps_old,
)


async def test_a_unit_that_handed_in_all_year_assesses_itself_without_one_upload(chat: Chat) -> None:
    papers = await keeps_up(chat, CLERK, "FJ")
    assert papers == 11
    await chat.says(OFFICE, "打开自评")
    before = len(await entries(chat, "evidence.filed"))

    assert "房基处全年已交 11 份材料，7 项可直接确认" in await chat.sees(CLERK)
    told = await chat.taps(CLERK, "开始自评")
    assert "本单位全年已交 11 份材料，7 项可直接确认无扣分" in told
    groups = [section.name for section in chat.scheme.unit("FJ").sections]
    taps = dict.fromkeys(groups, 0)
    for name in groups:
        told = await chat.taps(CLERK, f"{name}这…")
        taps[name] += 1
    assert "各项都已自评，可以提交" in told
    assert "已提交" in await chat.taps(CLERK, "提交")
    assert "已确认" in await chat.taps(HEAD, "确认")

    assert all(count <= 3 for count in taps.values()), taps
    assert len(await entries(chat, "evidence.filed")) == before
    assert [entry.payload["deductions"] for entry in await entries(chat, "self.declared")] == [[]] * 7
    assert len(await entries(chat, "self.confirmed")) == 1


async def test_a_confirmed_proposal_rests_on_the_papers_of_the_year(chat: Chat) -> None:
    await keeps_up(chat, CLERK, "FJ")
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "重点工作这…")

    papers = {entry.slot for entry in await entries(chat, "evidence.filed") if entry.item == "FJ-1"}
    assert set((await declared(chat))["FJ-1"].evidence) == papers
    assert len(papers) == 2


async def test_items_that_lack_papers_are_listed_with_what_they_lack_and_who_answers(chat: Chat) -> None:
    await keeps_up(chat, CLERK, "FJ", without=("2.2", "5.1"))
    await chat.says(OFFICE, "打开自评")

    told = await chat.says(CLERK, "自评")
    assert "5 项可直接确认" in told
    assert "缺管理细则完善的材料" in told
    await chat.taps(CLERK, "重点工作这…")
    told = await chat.taps(CLERK, "常规工作这…")
    assert "已填 5/7，还差第 2、5 项（房基处经办负责）" in told
    assert set(await declared(chat)) == {"FJ-1", "FJ-3", "FJ-4", "FJ-6", "FJ-7"}


async def test_no_deduction_without_whole_papers_needs_a_reason_which_stays_with_the_item(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 7")
    told = await chat.taps(CLERK, "无扣分（说明理由）")
    assert "维修改造审核办理" in told
    assert not await declared(chat)

    await chat.says(CLERK, "全年没有维修改造，无需材料")
    assert (await declared(chat))["FJ-7"].reason == "全年没有维修改造，无需材料"


async def test_one_reason_for_the_rest_stays_with_those_that_lack_papers_and_the_head_reads_it(chat: Chat) -> None:
    await files(chat, CLERK, "5.1")
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余 7 项均无扣分")
    await chat.says(CLERK, "均按时办结")
    await chat.taps(CLERK, "提交")

    kept = {item: entry.reason for item, entry in (await declared(chat)).items()}
    assert kept == {f"FJ-{number}": None if number == 5 else "均按时办结" for number in range(1, 8)}
    told = await chat.sees(HEAD)
    assert "4. 办公用房节前督查（均按时办结）" in told
    assert "5. 用房零星调剂" not in told


async def test_two_people_of_a_unit_fill_in_their_own_items_and_see_whose_is_missing(chat: Chat) -> None:
    first, second = "hq-jingban-1", "hq-jingban-2"
    await chat.says(OFFICE, "打开自评")
    told = await chat.says(first, "自评")
    assert "后勤中心经办乙负责" in told
    await chat.taps(first, "其余 5 项均无扣分")
    told = await chat.says(first, "均按时办结，台账在处内")

    assert set(await declared(chat)) == {"HQ-1", "HQ-3", "HQ-4", "HQ-5", "HQ-7"}
    assert "已填 5/10，还差第 2、6、8、9、10 项（后勤中心经办乙负责）" in told
    await chat.says(second, "自评")
    await chat.taps(second, "其余 5 项均无扣分")
    assert "可以提交" in await chat.says(second, "均按时办结，台账在处内")


async def test_the_second_of_two_people_on_one_item_sees_what_the_first_has_set(chat: Chat) -> None:
    await hires(chat)
    await chat.says(OFFICE, "打开自评")
    for person in (CLERK, OTHER):
        await chat.says(person, "自评 4")
    card, button = chat.button(OTHER, "无扣分（说明理由）")
    await chat.taps(CLERK, "节前督查缺次…")
    await chat.taps(CLERK, "记为 1 次")

    told = await taps_old(chat, OTHER, card, button)
    assert any("刚才房基处经办已把第 4 项记为扣 2 分" in one for one in chat.told(OTHER))
    assert "10 − 2 = 8 分" in told
    assert [one["count"] for one in (await declared(chat))["FJ-4"].payload["deductions"]] == [1]


async def test_an_answer_that_comes_after_a_colleague_has_set_the_item_changes_nothing(chat: Chat) -> None:
    await hires(chat)
    await chat.says(OFFICE, "打开自评")
    for person in (CLERK, OTHER):
        await chat.says(person, "自评 7")
        await chat.taps(person, "无扣分（说明理由）")
    await chat.says(CLERK, "全年没有维修改造")

    told = await chat.says(OTHER, "由我来说明")
    assert "第 7 项刚才房基处经办已经填过" in told
    assert (await declared(chat))["FJ-7"].reason == "全年没有维修改造"


async def test_what_a_colleague_has_set_meanwhile_is_left_out_of_the_rest(chat: Chat) -> None:
    await hires(chat)
    await chat.says(OFFICE, "打开自评")
    await chat.says(OTHER, "自评")
    await chat.says(CLERK, "自评 4")
    await chat.taps(CLERK, "节前督查缺次…")
    await chat.taps(CLERK, "记为 1 次")
    await chat.taps(OTHER, "其余 7 项均无扣分")
    await chat.says(OTHER, "均按时办结")

    assert any("第 4 项刚才同事已经填过" in one for one in chat.told(OTHER))
    assert (await declared(chat))["FJ-4"].payload["deductions"]
    assert len(await declared(chat)) == 7


async def test_somebody_who_left_the_unit_neither_sees_nor_changes_its_self_assessment(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await hires(chat, id=CLERK, userid=CLERK, name="房基处经办", units=("JN",))

    for label in ("去评第 1 项", "其余…"):
        await chat.taps(CLERK, label)
        assert "不是您所在的单位" in "".join(chat.told(CLERK)[-2:])
    assert not await declared(chat)


async def test_a_person_with_two_units_is_asked_which_one(chat: Chat) -> None:
    await hires(chat, units=("FJ", "JN"))
    await chat.says(OFFICE, "打开自评")

    assert "先评哪一家" in await chat.says(OTHER, "自评")
    assert "节能处" in await chat.taps(OTHER, "节能处")


@pytest.mark.parametrize("label", ["其余…", "去评第 1 项"])
async def test_a_tap_after_the_stage_closed_changes_nothing(chat: Chat, label: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await play(chat, SHUT)

    await chat.taps(CLERK, label)
    assert "没有打开" in "".join(chat.told(CLERK)[-2:])
    assert not await declared(chat)


async def test_a_unit_without_a_head_is_reported_to_the_office(chat: Chat) -> None:
    await hires(chat, id=HEAD, userid=HEAD, name="房基处负责人", roles=frozenset({Role.HEAD}), active=False)
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")
    told = await chat.taps(CLERK, "提交")

    assert "已告诉考核办" in told
    assert "没有在职的单位负责人" in chat.last(f"user:{OFFICE}")
