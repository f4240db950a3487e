"""复核: off by default; one item on new proof, decided by another than the first, both values kept."""

import pytest

from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, FINAL, HEAD, LEADER, OFFICE, OTHER, VERIFYING
from tests.bot.conversation.acts_summed import NEW_PROOF, RECHANGE, RECHECKING, VERIFIED
from tests.bot.conversation.playing import play, says, taps


async def written(chat: Chat, *kinds: str) -> list[Entry]:
    """Every entry of these kinds, oldest first."""
    entries = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in entries if entry.kind in kinds]


async def test_it_is_off_until_the_office_opens_it_and_every_head_is_told(chat: Chat) -> None:
    await play(chat, (*VERIFYING, *taps(OFFICE, "核准"), *NEW_PROOF, *says(HEAD, "复核 1", "有验收单")))
    assert "复核没有打开（办法未规定" in chat.last(f"user:{HEAD}")
    assert not await written(chat, "recheck.asked")

    assert "已打开" in await chat.says(OFFICE, "打开复核")
    assert "办法未规定" in chat.last("user:jn-fuzeren")
    assert "已经是打开的" in await chat.says(OTHER, "打开复核")
    assert "已关闭" in await chat.says(OTHER, "关闭复核")
    assert "没有打开" in await chat.says(OFFICE, "关闭复核")
    for who in (HEAD, CLERK, LEADER, CHIEF):
        assert "没有这项权限" in await chat.says(who, "打开复核")


async def test_another_than_the_first_gets_it_with_both_values_and_the_new_proof(chat: Chat) -> None:
    await play(chat, RECHECKING)
    seen = await chat.sees(OTHER)

    assert "数据库验收单.pdf" in seen
    assert "自评 15，核准 15 分（考核办甲）" in seen
    assert "办法未规定" in seen
    assert "考核办乙" in chat.last(f"user:{HEAD}")
    with pytest.raises(AssertionError, match="没有“维持原核准分”按钮"):
        chat.button(OFFICE, "维持原核准分")
    assert "没有等您复核" in await chat.says(OFFICE, "复核")


async def test_a_changed_value_counts_and_the_value_before_stays(chat: Chat) -> None:
    await play(chat, (*RECHANGE, *taps(OTHER, "一键通有一项延误 记为 1 项")))
    await chat.taps(OTHER, "按此复核", {"reason": "验收单晚了一个月"})

    first, second = await written(chat, "item.verified")
    (decided,) = await written(chat, "recheck.decided")
    assert second.supersedes == first.id
    assert (decided.payload["before"], decided.payload["after"]) == (
        first.payload["verified"],
        second.payload["verified"],
    )
    assert decided.payload["before"] != decided.payload["after"]
    assert (decided.actor, decided.payload["first"]) == (OTHER, OFFICE)
    assert second.evidence
    for who in (HEAD, OFFICE):
        assert "理由：验收单晚了一个月" in chat.last(f"user:{who}")


async def test_a_kept_value_is_told_with_its_reason(chat: Chat) -> None:
    await play(chat, (*RECHECKING, *taps(OTHER, "维持原核准分", reason="台账仍缺一次")))

    assert len(await written(chat, "item.verified")) == 1
    assert "理由：台账仍缺一次" in chat.last(f"user:{HEAD}")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (("复核 1", "有验收单"), "还没有新材料"),
        (("复核 2", "有验收单"), "还没有核准"),
        (("复核 第九十九项",), "一次一项"),
        (("第1项申请复核", "有验收单"), "还没有新材料"),
    ],
)
async def test_a_request_without_its_ground_is_refused(chat: Chat, said: tuple[str, ...], refusal: str) -> None:
    await play(chat, (*VERIFIED, *says(HEAD, *said)))

    assert refusal in "".join(chat.told(HEAD)[-2:])
    assert not await written(chat, "recheck.asked")


async def test_an_item_is_asked_for_once(chat: Chat) -> None:
    await play(
        chat, (*RECHECKING, *taps(OTHER, "维持原核准分", reason="台账仍缺一次"), *says(HEAD, "复核 1", "再看看"))
    )

    assert "每项只能申请一次" in "".join(chat.told(HEAD)[-2:])


async def test_a_request_nobody_has_decided_stands_before_the_final_result(chat: Chat) -> None:
    await play(chat, RECHECKING)

    told = await chat.says(OFFICE, "还差什么能进入定稿")
    while "下一页" in chat.cards(OFFICE)[-1]["buttons"]:
        told += await chat.taps(OFFICE, "下一页")
    assert "房产基建处第 1 项的复核还没有办（考核办乙）" in told


async def test_only_a_head_asks_and_only_before_the_final_result(chat: Chat) -> None:
    await play(chat, (*VERIFIED, *NEW_PROOF))
    assert "没有这项权限" in await chat.says(CLERK, "复核 1")
    await play(chat, (*FINAL, *says(HEAD, "复核 1", "有验收单")))
    assert "已经定稿" in chat.last(f"user:{HEAD}")
    assert "已经定稿" in await chat.says(OFFICE, "关闭复核")


async def test_one_that_was_verified_by_the_only_one_who_may_has_no_second_handler(chat: Chat) -> None:
    await play(chat, (*VERIFIED, *NEW_PROOF, *says(OTHER, "我要回避 房基处"), *says(HEAD, "复核 1", "有验收单")))

    assert "没有第二位" in chat.last(f"user:{HEAD}")
