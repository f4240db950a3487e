"""演练: the same conversation with nothing counting, nobody else hearing of it, and no way back into the real year."""

import pytest

from bot.usecases.export import result_of
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CLERK, HANDED_IN, HEAD, OFFICE, OTHER, SELF
from tests.bot.conversation.playing import play, says

BOTH = says(OFFICE, "开始演练 考核办甲 房基处经办")


async def kinds(chat: Chat) -> list[str]:
    """What the real journal holds."""
    return [entry.kind for entry in await chat.store.read(lambda desk: desk.journal.entries(2022))]


async def test_a_whole_step_is_rehearsed_and_the_real_year_holds_nothing_of_it(chat: Chat) -> None:
    before = await kinds(chat)
    await play(chat, (*BOTH, *HANDED_IN))

    assert (await kinds(chat))[len(before) :] == ["rehearsal.started"]
    assert not chat.told(HEAD)
    told = chat.told(CLERK)
    assert any("考核办请您参加演练" in one for one in told)
    assert all(one.startswith("【演练】") for one in told[1:]), told
    assert any("这一步正式办理时会发给房基处负责人" in one for one in told)
    result = await chat.store.read(lambda desk: result_of(desk, chat.scheme))
    assert {row.entry.kind for row in result.ledger} == set(before) | {"rehearsal.started"}


async def test_who_does_not_take_part_goes_on_for_real(chat: Chat) -> None:
    await play(chat, (*BOTH, *says(OFFICE, "打开自评")))
    assert "“自评”阶段没有打开" in await chat.says("jn-jingban-1", "自评")
    await play(chat, says(OTHER, "打开自评"))

    assert "【演练】" not in await chat.says("jn-jingban-1", "自评")


async def test_a_card_of_the_rehearsal_does_nothing_once_it_is_left(chat: Chat) -> None:
    await play(chat, (*BOTH, *SELF, *says(CLERK, "自评 4"), *says(OFFICE, "结束演练")))
    assert "演练已结束" in chat.last(f"user:{CLERK}")
    before = await kinds(chat)
    await chat.taps(CLERK, "无扣分…", {"reason": "全年按时报送"})

    assert "这张卡片已经失效" in chat.last(f"user:{CLERK}")
    assert await kinds(chat) == before


async def test_a_real_card_is_not_worked_in_a_rehearsal(chat: Chat) -> None:
    await play(chat, (*SELF, *says(CLERK, "自评 4"), *BOTH))
    before = await kinds(chat)
    await chat.taps(CLERK, "无扣分…", {"reason": "全年按时报送"})

    assert "这是正式的卡片，没有办理" in chat.last(f"user:{CLERK}")
    assert await kinds(chat) == before


async def test_one_leaves_alone_and_is_real_again(chat: Chat) -> None:
    await play(chat, (*BOTH, *says(OFFICE, "打开自评")))
    assert "现在起办的都是正式的" in await chat.says(CLERK, "退出演练")
    assert "没有在演练" in await chat.says(CLERK, "退出演练")

    assert "“自评”阶段没有打开" in await chat.says(CLERK, "自评")
    assert "【演练】" in await chat.says(OFFICE, "阶段")


async def test_cleared_it_begins_anew_with_everybody_still_in(chat: Chat) -> None:
    await play(chat, (*BOTH, *SELF, *says(CLERK, "3.2 没有扣分"), *says(OFFICE, "清空演练数据")))
    assert "参加的 2 人从头再来" in chat.last(f"user:{OFFICE}")

    assert "“自评”阶段没有打开" in await chat.says(CLERK, "自评")
    assert "【演练】" in chat.last(f"user:{CLERK}")


async def test_what_was_put_off_rings_in_the_rehearsal_that_put_it_off(chat: Chat) -> None:
    await play(chat, BOTH)
    await chat.drops(CLERK, "台账.docx")
    await chat.says(CLERK, "退出演练")
    heard = len(chat.told(CLERK))
    await chat.later(seconds=60)

    rung = chat.told(CLERK)[heard:]
    assert rung
    assert all(one.startswith("【演练】") for one in rung)
    assert "evidence.filed" not in await kinds(chat)


async def test_words_in_a_group_are_never_a_rehearsal(chat: Chat) -> None:
    await play(chat, BOTH)

    assert "已绑定" in await chat.says(OFFICE, "绑定群 1", group="cid")
    assert "group.bound" in await kinds(chat)


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (CLERK, "开始演练", "没有这项权限"),
        (CLERK, "结束演练", "没有这项权限"),
        (OFFICE, "开始演练 天文台台长", "请写明谁参加演练"),
        (OFFICE, "清空演练数据", "现在没有进行中的演练"),
        (OFFICE, "结束演练", "现在没有进行中的演练"),
        (OFFICE, "开始演练", "演练开始：考核办甲"),
    ],
)
async def test_every_word_about_rehearsing_is_answered(chat: Chat, who: str, said: str, answer: str) -> None:
    assert answer in await chat.says(who, said)
