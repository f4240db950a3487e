"""自评: what was handed in all year is confirmed with a tap; nobody overwrites anybody unseen."""

import json
from functools import partial

import pytest

from bot.conversation.voice import Form
from bot.gateway.dingtalk.frames import CARD
from storage.desk import Desk
from storage.records import Entry, Person, Role
from tests.bot.chat import Chat, open_chat

CLERK, HEAD, OFFICE = "fj-jingban-1", "fj-fuzeren", "khb-jia"
OTHER = "fj-jingban-2"


async def entries(chat: Chat, kind: str) -> list[Entry]:
    """The journal's entries of one kind."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind == kind]


async def declared(chat: Chat) -> dict[str, Entry]:
    """What each item says now."""
    found = await chat.store.read(lambda desk: desk.journal.currents(2022, kinds={"self.declared"}))
    return {entry.item: entry for entry in found if entry.item}


async def hires(chat: Chat, **about: object) -> None:
    """One more person in the roster."""
    fields = {"id": OTHER, "userid": OTHER, "name": "房基处经办乙", "units": ("FJ",), "roles": frozenset({Role.STAFF})}
    person = Person.model_validate({**fields, **about})
    await chat.store.write(lambda desk: desk.people.put(person))


async def files(chat: Chat, person: str, task: str) -> None:
    """A paper is handed in for the task with this number."""
    await chat.sends(person, f"材料{task}.pdf", task.encode())
    await chat.taps(person, "都不是|告诉我是哪一项")
    assert "已收到" in await chat.says(person, task)


async def keeps_up(chat: Chat, person: str, unit: str, *, without: tuple[str, ...] = ()) -> int:
    """A paper for every task of the unit, from spring to November; returns how many."""
    numbers = [
        f"{item.seq}.{place}" for item in chat.scheme.unit(unit).items for place, _ in enumerate(item.tasks, start=1)
    ]
    wanted = [number for number in numbers if number not in without]
    for number in wanted:
        await files(chat, person, number)
        await chat.later(days=18)
    return len(wanted)


async def taps_old(chat: Chat, person: str, card: dict[str, object], button: dict[str, object]) -> str:
    """A button of a card as it was a while ago, tapped now."""
    content = json.dumps({"cardPrivateData": {"params": {"code": button["code"], "version": card["version"]}}})
    await chat.arrive(CARD, person, {"userId": person, "outTrackId": card["id"], "content": content})
    return chat.last(f"user:{person}")


async def test_a_unit_that_handed_in_all_year_assesses_itself_without_one_upload(chat: Chat) -> None:
    papers = await keeps_up(chat, CLERK, "FJ")
    assert papers == 11
    await chat.says(OFFICE, "打开自评")
    before = len(await entries(chat, "evidence.filed"))

    told = await chat.says(CLERK, "自评")
    assert "您处全年已交 11 份材料，7 项可直接确认" in told
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
    await chat.says(OFFICE, "关闭自评")

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


async def test_no_deduction_for_one_item_in_words_is_stored_for_that_item_alone(chat: Chat) -> None:
    await files(chat, CLERK, "5.1")
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "第五项无扣分")

    assert set(await declared(chat)) == {"FJ-5"}


async def test_no_deduction_for_all_the_rest_is_said_back_and_waits_for_a_tap(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    told = await chat.says(CLERK, "其余都没有扣分")
    assert "第 1、2、3、4、5、6、7 项记为无扣分" in told
    assert not await declared(chat)

    await chat.taps(CLERK, "其余 7 项均无扣分")
    await chat.says(CLERK, "均按时办结，台账在处内")
    assert len(await declared(chat)) == 7


@pytest.mark.parametrize("said", ["不是没有扣分", "没有扣分是不可能的", "并非没有扣分", "第三项不是没有扣分", "不确认"])
async def test_a_negation_never_stores_anything(chat: Chat, said: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, said)
    await chat.says(CLERK, "全年没有发生")

    assert not await declared(chat)


async def test_an_own_deduction_in_words_opens_the_item_and_stores_nothing_before_a_tap(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    told = await chat.says(CLERK, "第4项扣一次")

    assert "第4项" in told
    assert not await declared(chat)


async def test_a_scorer_who_speaks_of_deductions_gets_his_rows(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.says("dw-pingfen", "都没有扣分")

    assert "党建工作" in await chat.sees("dw-pingfen")


@pytest.mark.parametrize("said", ["9", "0", "很多"])
async def test_an_amount_out_of_range_is_refused_and_nothing_is_half_stored(chat: Chat, said: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says("bgs-jingban-1", "自评 2")
    await chat.taps("bgs-jingban-1", "数字化推进不力（主观原因）…")
    await chat.says("bgs-jingban-1", said)
    await chat.says("bgs-jingban-1", "系统晚上线")

    assert not await declared(chat)


async def test_a_counted_rule_in_words_opens_its_counter(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "节前督查缺次扣一次")
    await chat.taps(CLERK, "登记扣分…")
    await chat.taps(CLERK, "记为 1 次")

    assert (await declared(chat))["FJ-4"].payload["deductions"] == [{"rule": "FJ-4-R1", "count": 1}]
    await chat.taps(CLERK, "不扣")
    assert (await declared(chat))["FJ-4"].payload["deductions"] == []


async def test_an_item_is_opened_by_its_words_and_a_wrong_one_is_named(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    assert "第4项" in await chat.says(CLERK, "我要填第4项自评")
    assert "没有“99”这一项" in await chat.says(CLERK, "自评 99")


async def test_submitting_with_items_missing_or_twice_is_one_plain_sentence(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    code = await chat.store.write(lambda desk: desk.actions.mint(CLERK, "self.submit", {"unit": "FJ"}, label="x"))
    assert "还有 7 项没有自评：1.办公用房一键通平台" in await chat.says(CLERK, f"提交 {code}")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")
    await chat.taps(CLERK, "提交")
    assert "不用再交" in await chat.says(CLERK, f"提交 {code}")
    assert len(await entries(chat, "self.submitted")) == 1


async def test_a_tap_on_an_item_after_the_whole_was_handed_in_changes_nothing(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 4")
    _, button = chat.button(CLERK, "节前督查缺次…")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")
    await chat.taps(CLERK, "提交")
    count = len(await entries(chat, "self.declared"))
    await chat.says(CLERK, f"{button['label']} {button['code']}")

    assert "记为" not in chat.cards(CLERK)[-1]["buttons"]
    assert len(await entries(chat, "self.declared")) == count


async def test_the_self_assessment_of_another_unit_is_not_ones_own(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    for verb, item in (("self.item", "JN-1"), ("self.clean", "JN-1"), ("self.submit", "")):
        args = {"unit": "JN", "item": item, "seen": 0}
        code = await chat.store.write(partial(mint, verb, args))
        assert "不是您所在的单位" in await chat.says(CLERK, f"办 {code}")
    assert not await declared(chat)


def mint(verb: str, args: dict[str, object], desk: Desk) -> str:
    """A button the person should never have had."""
    return desk.actions.mint(CLERK, verb, args, label="x")


@pytest.mark.parametrize("form", list(Form))
async def test_the_year_s_papers_are_confirmed_alike_in_all_three_forms(sqlite_database: str, form: Form) -> None:
    async with open_chat(sqlite_database, form) as chat:
        await keeps_up(chat, CLERK, "FJ", without=("7.1",))
        await chat.says(OFFICE, "打开自评")
        await chat.says(CLERK, "自评")
        for name in ("重点工作", "常规工作"):
            await chat.taps(CLERK, f"{name}这…")
        await chat.says(CLERK, "自评 7")
        await chat.taps(CLERK, "未到期")
        await chat.says(CLERK, "2023-01-31")
        await chat.says(CLERK, "自评")
        await chat.taps(CLERK, "提交")
        await chat.taps(HEAD, "退回", {"reason": "7：能不能年内完成"})
        await chat.taps(CLERK, "改第 7 项")
        await chat.taps(CLERK, "无扣分（说明理由）")
        await chat.says(CLERK, "年内已办结")
        await chat.says(CLERK, "自评")
        await chat.taps(CLERK, "提交")
        assert "已确认" in await chat.taps(HEAD, "确认")

        assert (await declared(chat))["FJ-7"].reason == "年内已办结"
        assert len(await entries(chat, "self.declared")) == 8
