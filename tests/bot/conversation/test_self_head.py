"""自评 before its head: one tap confirms, single items go back to whoever answers for them, reopening is told."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from bot.usecases.act import Act
from bot.usecases.self_state import not_due_now
from storage.desk import Desk
from storage.records import Entry, Person, Role
from tests.bot.chat import Chat
from tests.bot.conversation.acts import SHUT
from tests.bot.conversation.playing import play

CLERK, HEAD, OFFICE = "fj-jingban-1", "fj-fuzeren", "khb-jia"
FIRST, SECOND, HQ_HEAD = "hq-jingban-1", "hq-jingban-2", "hq-fuzeren"


async def entries(chat: Chat, kind: str) -> list[Entry]:
    """The journal's entries of one kind."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind == kind]


async def fills_in(chat: Chat, person: str) -> None:
    """Everything the person has left is 无扣分."""
    await chat.says(person, "自评")
    await chat.taps(person, "其余…")
    await chat.says(person, "均按时办结，台账在处内")


async def hands_in(chat: Chat, person: str = CLERK) -> None:
    """房基处 fills in everything and hands it to its head."""
    await chat.says(OFFICE, "打开自评")
    await fills_in(chat, person)
    assert "已提交" in await chat.taps(person, "提交")


@pytest.fixture
async def both(chat: Chat) -> Chat:
    """后勤中心 has handed in what its two people filled in."""
    await chat.says(OFFICE, "打开自评")
    await fills_in(chat, SECOND)
    await fills_in(chat, FIRST)
    await chat.taps(FIRST, "提交")
    return chat


async def test_only_who_answers_for_a_returned_item_hears_of_it(both: Chat) -> None:
    before = {person: len(both.told(person)) for person in (FIRST, SECOND)}
    told = await both.taps(HQ_HEAD, "退回", {"reason": "2、6：缺佐证，请补充"})

    assert "只告诉了负责的后勤中心经办乙" in told
    heard = both.told(SECOND)[before[SECOND] :]
    assert any("第 2 项" in one and "缺佐证，请补充" in one for one in heard)
    assert not any("退回" in one or "缺佐证" in one for one in both.told(FIRST)[before[FIRST] :])
    assert (await entries(both, "self.returned"))[-1].payload["items"] == {
        "HQ-2": "缺佐证，请补充",
        "HQ-6": "缺佐证，请补充",
    }


async def test_typed_words_return_single_items_as_the_button_does(both: Chat) -> None:
    await both.says(HQ_HEAD, "退回 2：缺佐证；第6项说明太简单")

    assert (await entries(both, "self.returned"))[-1].payload["items"] == {"HQ-2": "缺佐证", "HQ-6": "说明太简单"}


async def test_the_items_that_were_not_returned_stay_as_they_are(both: Chat) -> None:
    await both.taps(HQ_HEAD, "退回", {"reason": "2：缺佐证"})
    count = len(await entries(both, "self.declared"))
    await both.says(FIRST, "自评 1")

    assert "无扣分" not in both.cards(FIRST)[-1]["buttons"]
    assert "还没有改" in await submit_anyway(both, SECOND)
    assert len(await entries(both, "self.declared")) == count


async def submit_anyway(chat: Chat, person: str) -> str:
    """Hand in though the card offers no button for it."""
    code = await chat.store.write(lambda desk: desk.actions.mint(person, "self.submit", {"unit": "HQ"}, label="x"))
    return await chat.says(person, f"提交 {code}")


async def test_after_a_return_the_head_sees_only_what_changed_old_to_new(both: Chat) -> None:
    await both.taps(HQ_HEAD, "退回", {"reason": "4：漏报一次；2：缺佐证"})
    await both.taps(FIRST, "改第 4 项")
    await both.taps(FIRST, "零散物品采购缺次…")
    await both.taps(FIRST, "记为 1 次")
    await both.sends(SECOND, "空调清洗验收单.pdf")
    await both.taps(SECOND, "都不是|告诉我是哪一项")
    await both.says(SECOND, "2.3")
    await both.says(SECOND, "自评")
    await both.taps(SECOND, "提交")

    card = both.cards(HQ_HEAD)[-1]
    told = "\n".join(str(card[f"body{number}"]) for number in (1, 2, 3, 4))
    assert "上次提交后改了 2 项" in told
    four = both.scheme.item("HQ-4")
    assert f"得 {four.points:f}→" in told.replace(".00", "")
    assert "新交佐证 1 份" in told
    assert "第1项" not in told
    assert "已确认" in await both.taps(HQ_HEAD, "确认")


async def test_a_number_that_is_no_item_returns_nothing(both: Chat) -> None:
    await both.says(HQ_HEAD, "退回 19：缺佐证")
    assert "没有第 19 项" in both.last(f"user:{HQ_HEAD}")
    await both.says(HQ_HEAD, "退回 3、5：")
    assert "理由" in both.last(f"user:{HQ_HEAD}")
    assert not await entries(both, "self.returned")


async def test_without_numbers_the_whole_goes_back_and_every_clerk_hears_why(both: Chat) -> None:
    await both.taps(HQ_HEAD, "退回", {"reason": "请再核对一遍"})

    for person in (FIRST, SECOND):
        assert "请再核对一遍" in both.last(f"user:{person}")


async def test_what_is_handed_in_is_locked_until_it_comes_back(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 4")
    await fills_in(chat, CLERK)
    await chat.taps(CLERK, "提交")
    count = len(await entries(chat, "self.declared"))
    await chat.says(CLERK, "自评 4")

    assert chat.cards(CLERK)[-1]["buttons"].count("无扣分") == 0
    assert len(await entries(chat, "self.declared")) == count


@pytest.mark.parametrize("who", ["head", "office"])
async def test_reopening_before_verification_is_told_to_everyone_concerned(chat: Chat, who: str) -> None:
    await hands_in(chat)
    await chat.taps(HEAD, "确认")
    said = "重开自评：第 3 项漏报一次" if who == "head" else "重开自评 房基处：第 3 项漏报一次"
    person = HEAD if who == "head" else OFFICE
    assert "已重新打开" in await chat.says(person, said)

    for other in {CLERK, HEAD, OFFICE, "khb-yi"} - {person}:
        assert "第 3 项漏报一次" in chat.last(f"user:{other}"), other
    assert (await entries(chat, "self.reopened"))[-1].reason == "第 3 项漏报一次"
    await chat.says(CLERK, "自评 4")
    await chat.taps(CLERK, "节前督查缺次…")
    await chat.taps(CLERK, "记为 1 次")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "提交")
    assert "已确认" in await chat.taps(HEAD, "确认")


async def test_reopening_needs_a_reason_and_asks_for_it(chat: Chat) -> None:
    await hands_in(chat)
    await chat.taps(HEAD, "确认")

    assert "为什么" in await chat.says(HEAD, "重开自评")
    assert not await entries(chat, "self.reopened")
    assert "已重新打开" in await chat.says(HEAD, "第 3 项漏报一次")


async def test_nobody_reopens_what_is_not_locked_or_not_his(chat: Chat) -> None:
    await hands_in(chat)
    await chat.taps(HEAD, "退回", {"reason": "请再核对"})

    assert "不用重新打开" in await chat.says(HEAD, "重开自评：再看看")
    assert "没有这项权限" in await chat.says(CLERK, "重开自评 房基处：想改")
    assert "请写明单位" in await chat.says(OFFICE, "重开自评")
    assert "办公室" in await chat.says(OFFICE, "重开自评 办公室：有误")
    assert not await entries(chat, "self.reopened")


async def test_once_the_office_verifies_the_head_reopens_no_more(chat: Chat) -> None:
    await hands_in(chat)
    await chat.taps(HEAD, "确认")
    await chat.says(OFFICE, "打开核准")
    await chat.says(OFFICE, "核准 房基处")
    await chat.taps(OFFICE, "核准")

    assert "已经核准" in await chat.says(HEAD, "重开自评：第 3 项漏报一次")
    assert not await entries(chat, "self.reopened")


async def test_a_second_head_who_taps_after_the_first_is_told_what_became_of_it(chat: Chat) -> None:
    person = Person(id="fj-fu", userid="fj-fu", name="房基处副处长", units=("FJ",), roles=frozenset({Role.HEAD}))
    await chat.store.write(lambda desk: desk.people.put(person))
    await hands_in(chat)
    _, button = chat.button("fj-fu", "确认")
    await chat.taps(HEAD, "确认")
    await chat.says("fj-fu", f"确认 {button['code']}")

    assert "负责人已确认" in chat.last("user:fj-fu")
    assert "✔ 房基处负责人" in chat.cards("fj-fu")[-1]["status"]
    assert len(await entries(chat, "self.confirmed")) == 1


async def waits_for_january(chat: Chat) -> None:
    """房基处 calls item 7 not due, hands in in December and is confirmed."""
    await chat.later(days=210)
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 7")
    await chat.taps(CLERK, "未到期")
    assert "1月31日" in "".join([await chat.says(CLERK, "2023-01-31"), *chat.told(CLERK)[-2:]])
    await fills_in(chat, CLERK)
    assert "已提交" in await chat.taps(CLERK, "提交")


async def test_an_item_that_is_not_due_counts_as_filled_in_with_provisional_points(chat: Chat) -> None:
    await waits_for_january(chat)

    seven = next(one for one in await entries(chat, "self.declared") if one.item == "FJ-7")
    assert (seven.payload["not_due"], seven.payload["expected"], seven.payload["points"]) == (True, "2023-01-31", "5")
    assert "7. 用房维修改造审核（预计2023年1月31日完成）" in await chat.sees(HEAD)
    assert "已确认" in await chat.taps(HEAD, "确认")


@pytest.mark.parametrize("day", ["2022-05-08", "2024-12-01", "年底", "2023-02-30"])
async def test_a_day_that_has_passed_or_is_none_is_refused(chat: Chat, day: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 7")
    await chat.taps(CLERK, "未到期")

    assert "没有登记" in await chat.says(CLERK, day)
    assert not await entries(chat, "self.declared")


async def test_what_was_not_due_is_not_verified_before_it_is_settled_and_confirmed(chat: Chat) -> None:
    await waits_for_january(chat)
    await chat.taps(HEAD, "确认")
    await play(chat, SHUT)
    await chat.says(OFFICE, "打开核准")
    await chat.says(OFFICE, "核准 房基处")
    for _ in range(6):
        await chat.taps(OFFICE, "核准")
    assert len(await entries(chat, "item.verified")) == 6
    assert "未到期，等该单位补填" in await chat.sees(OFFICE)
    assert "核准" not in [one["label"] for one in _buttons(chat, OFFICE)]

    assert "补填" not in await asks(chat, CLERK)
    before = len(chat.told(CLERK))
    await chat.later(days=60)
    assert any("原定2023年1月31日完成" in one for one in chat.told(CLERK)[before:])
    assert "原定2023年1月31日完成，请回复“自评 7”补填" in await asks(chat, CLERK)
    await chat.says(CLERK, "自评 7")
    assert "现在请补填" in await chat.sees(CLERK)
    await chat.taps(CLERK, "无扣分（说明理由）")
    await chat.says(CLERK, "审核均已办结")
    await chat.taps(CLERK, "提交")
    assert "上次提交后改了 1 项" in await chat.sees(HEAD)
    assert "已确认" in await chat.taps(HEAD, "确认")
    await chat.says(OFFICE, "核准 房基处")
    await chat.taps(OFFICE, "核准")
    assert len(await entries(chat, "item.verified")) == 7


async def asks(chat: Chat, person: str) -> str:
    """Everything that is answered to 我还欠什么."""
    before = len(chat.told(person))
    await chat.says(person, "我还欠什么")
    return "\n".join(chat.told(person)[before:])


def _buttons(chat: Chat, person: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(chat.cards(person)[-1]["buttons"])
    return found


async def test_an_item_is_asked_for_again_on_the_day_it_was_expected_and_not_before(chat: Chat) -> None:
    await waits_for_january(chat)

    def due(day: date) -> Callable[[Desk], list[str | None]]:
        def look(desk: Desk) -> list[str | None]:
            clerk = desk.people.get(CLERK)
            assert clerk is not None
            act = Act(desk=desk, scheme=chat.scheme, actor=clerk, message="test")
            return [one.item for one in not_due_now(act, day)]

        return look

    assert await chat.store.read(due(date(2023, 1, 30))) == []
    assert await chat.store.read(due(date(2023, 1, 31))) == ["FJ-7"]


async def test_a_head_asks_what_waits_and_is_told_when_nothing_does(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    assert "没有等您确认的自评" in await chat.says(HEAD, "确认自评")
    assert "由单位负责人办理" in await chat.says(CLERK, "确认自评")
    await fills_in(chat, CLERK)
    await chat.taps(CLERK, "提交")
    assert "请确认房产基建处的自评" in await chat.says(HEAD, "确认自评")


async def test_a_head_of_two_units_returns_on_the_card_of_the_one_he_means(chat: Chat) -> None:
    person = Person(id=HEAD, userid=HEAD, name="房基处负责人", units=("FJ", "ZC"), roles=frozenset({Role.HEAD}))
    await chat.store.write(lambda desk: desk.people.put(person))
    await hands_in(chat)
    await fills_in(chat, "zc-jingban-1")
    await chat.taps("zc-jingban-1", "提交")

    assert "2 家单位" in await chat.says(HEAD, "退回 1：缺佐证")
    assert not await entries(chat, "self.returned")


async def test_who_wants_to_correct_is_told_how(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    assert "可以直接改" in await chat.says(CLERK, "更正自评")
    await fills_in(chat, CLERK)
    await chat.taps(CLERK, "提交")
    assert "重开自评" in await chat.says(CLERK, "更正自评")
    await chat.taps(HEAD, "确认")
    assert "为什么重新打开" in await chat.says(HEAD, "更正自评")
    assert "请写明要改什么" in await chat.says("lingdao-jia", "更正自评")


async def test_a_return_without_a_reason_or_of_what_is_not_waiting_changes_nothing(chat: Chat) -> None:
    await hands_in(chat)
    _, button = chat.button(HEAD, "退回")
    await chat.taps(HEAD, "退回", {"reason": "缺"})
    assert "要说明理由" in "".join(chat.told(HEAD)[-2:])
    await chat.taps(HEAD, "确认")
    await chat.says(HEAD, f"退回 {button['code']}")
    assert "负责人已确认" in chat.last(f"user:{HEAD}")
    assert not await entries(chat, "self.returned")
