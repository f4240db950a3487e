"""还差什么能进入下一阶段: who owes what, for the office alone; forcing it takes a reason, and leaves a snapshot."""

import pytest

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.usecases.readiness import finish_stage
from bot.usecases.stages import Stage
from storage.desk import Desk
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, HANDED_IN, HEAD, OFFICE, OTHER, SELF, VERIFYING
from tests.bot.conversation.playing import play, records, says, taps

WHY = "三家单位负责人出差，会期已定"
FORCE_SELF = (*says(OFFICE, "关闭自评"), *taps(OFFICE, "强制结束自评", reason=WHY))


async def written(chat: Chat, kind: str) -> list[Entry]:
    """Every entry of a kind, oldest first."""
    entries = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in entries if entry.kind == kind]


async def test_the_office_is_told_what_is_owed_by_whom_unit_by_unit(chat: Chat) -> None:
    await play(chat, HANDED_IN)
    told = await chat.says(OFFICE, "还差什么能进入下一阶段？")

    assert "房产基建处的自评还没有负责人确认（房基处负责人）" in told
    assert "节能处还有" in told
    assert "共性工作“党建工作”还没有提交评分（党建评分人）" in told
    while "下一页" in chat.cards(OFFICE)[-1]["buttons"]:
        told = await chat.taps(OFFICE, "下一页")
    assert "领导小组定稿还没有登记（考核办甲、考核办乙）" in told


async def test_what_one_stage_waits_for_is_asked_in_other_words_too(chat: Chat) -> None:
    for said in ("离定稿还差什么", "还差谁才能定稿", "现在还缺什么能进入定稿"):
        assert "领导小组定稿还差什么" in await chat.says(OFFICE, said)


async def test_the_same_by_person(chat: Chat) -> None:
    await play(chat, HANDED_IN)
    await chat.says(OFFICE, "还差什么能进入自评")
    told = await chat.taps(OFFICE, "按人看")

    assert "**房基处负责人**" in told
    assert "**考核办甲**" not in told


@pytest.mark.parametrize("who", [CLERK, HEAD, CHIEF, "lingdao-jia", "dw-pingfen"])
async def test_nobody_but_the_office_sees_who_owes_what(chat: Chat, who: str) -> None:
    await play(chat, SELF)

    assert "由考核办掌握" in await chat.says(who, "还差什么能进入下一阶段")
    assert "没有这项权限" in await chat.says(who, "强制结束自评")
    assert not await written(chat, "stage.forced")


async def test_a_window_of_which_something_is_owed_does_not_close(chat: Chat) -> None:
    await play(chat, SELF)
    told = await chat.says(OFFICE, "关闭自评")

    assert "自评还差什么" in told
    assert "节能处还有" in told
    assert not await written(chat, "stage.closed")


async def test_a_window_closes_as_ever_once_nothing_is_owed(chat: Chat) -> None:
    await chat.says(OFFICE, "打开审议")

    assert "已关闭" in await chat.says(OFFICE, "关闭审议")
    assert "已关闭" in await chat.says(OFFICE, "关闭日常")


async def test_forcing_takes_a_reason_and_a_second_tap_and_keeps_what_was_owed(chat: Chat) -> None:
    await play(chat, (*SELF, *FORCE_SELF))
    assert "请再确认：强制结束自评" in [card["title"] for card in chat.cards(OFFICE)]
    assert not await written(chat, "stage.forced")
    told = await chat.taps(OFFICE, "确认强制结束自评")

    (forced,), (closed,) = await written(chat, "stage.forced"), await written(chat, "stage.closed")
    assert (forced.actor, forced.reason, closed.slot) == (OFFICE, WHY, "stage:self")
    assert {one["key"] for one in forced.payload["owed"]} == {f"self:{unit.code}" for unit in chat.scheme.units}
    assert forced.payload["owed"][0]["who"]
    assert "还差的 8 件和理由已存档" in told
    for person in (OTHER, CHIEF):
        assert WHY in chat.last(f"user:{person}")
    assert "没有打开" in await chat.says(CLERK, "自评")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("强制结束核准", "“核准”阶段没有打开"),
        ("强制结束日常", "什么都不差"),
        ("强制进入公布", "不能强制进入"),
        ("强制进入党组审定", "不能强制进入"),
        ("强制进入定稿", "不能强制：共性工作“党建工作”回避单位的代评还没有提交"),
    ],
)
async def test_what_cannot_be_forced_is_refused_in_words(chat: Chat, said: str, refusal: str) -> None:
    await play(chat, SELF)

    assert refusal in await chat.says(OFFICE, said)
    assert not await written(chat, "stage.forced")


async def test_a_row_without_its_alternate_neither_closes_nor_is_forced(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    told = await chat.says(OFFICE, "关闭共性评分")

    assert "代评还没有提交" in told
    assert "强制" not in str(chat.cards(OFFICE)[-1]["buttons"])
    assert "不能强制" in await chat.says(OFFICE, "强制结束共性评分")


async def test_with_nobody_to_stand_in_the_stage_says_so_and_does_not_close(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开共性评分"), *says(CHIEF, "我要回避机关党委")))
    told = "“党建工作”回避单位的代评还没有提交，也没有人能代评，请组长回复“代评 党建工作 姓名”指定"

    assert told in await chat.says(OFFICE, "还差什么能结束共性评分")
    assert told in await chat.says(OFFICE, "关闭共性评分")
    assert "不能强制" in await chat.says(OFFICE, "强制结束共性评分")
    assert not await written(chat, "stage.closed")


async def test_nobody_is_named_for_a_unit_he_must_step_aside_from_himself(chat: Chat) -> None:
    assert "也有回避关系，不能代评“党建工作”" in await chat.says(CHIEF, "代评 党建工作 机关党委经办")
    assert not await written(chat, "alternate.named")
    assert "已指定" in await chat.says(CHIEF, "代评 党建工作 节能处经办")


async def test_the_same_stage_is_not_forced_by_two_at_once(chat: Chat) -> None:
    await play(chat, (*SELF, *FORCE_SELF, *says(OTHER, "强制结束自评"), *says(OTHER, "领导小组要求")))
    await chat.taps(OFFICE, "确认强制结束自评")

    assert "✔ 考核办甲" in next(card for card in chat.cards(OTHER) if "请再确认" in card["title"])["status"]
    assert "没有打开" in await chat.says(OTHER, "强制结束自评")
    assert len(await written(chat, "stage.forced")) == 1


async def test_a_final_result_is_forced_past_items_nobody_verified_but_not_past_a_leader(chat: Chat) -> None:
    await play(chat, VERIFYING)
    told = await chat.says(OFFICE, "定稿")
    assert "还缺" in told
    assert "没有核准" in await chat.taps(OFFICE, "看谁还差什么")
    assert "不能强制" in await chat.says(OFFICE, "强制进入定稿")


async def test_after_publication_nothing_is_owed(chat: Chat) -> None:
    await play(chat, records(OFFICE, "result.published", "publication"))

    assert "什么都不差了" in await chat.says(OFFICE, "还差什么能公布") + await chat.says(OFFICE, "准备情况")
    assert "已经公布并锁定" in await chat.says(OFFICE, "强制结束日常")


async def test_no_other_way_closes_a_window_of_which_something_is_owed(chat: Chat) -> None:
    await play(chat, SELF)

    def close(desk: Desk) -> None:
        officer = desk.people.get(OFFICE)
        assert officer is not None
        with pytest.raises(Mistaken, match=r"“自评”还不能关闭：.*等 8 件"):
            finish_stage(Act(desk=desk, scheme=chat.scheme, actor=officer, message="test"), Stage.SELF)

    await chat.store.write(close)
