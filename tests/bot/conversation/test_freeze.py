"""A frozen account neither says, taps, opens nor hears anything; what waits for it is kept until it is let go."""

import pytest

from tests.bot.chat import Chat
from tests.bot.conversation.acts import CLERK, HEAD, OFFICE, OTHER, PLACED, SELF
from tests.bot.conversation.playing import play, says, taps
from tests.bot.conversation.test_bad_input import entries

ZHOU = "fj-zhou"
FROZEN = (*says(HEAD, "冻结房基处经办"), *taps(HEAD, "就冻结"))


async def test_nothing_is_frozen_before_the_tap(chat: Chat) -> None:
    told = await chat.says(HEAD, "冻结房基处经办")

    assert "冻结账号：房基处经办" in told
    assert not await entries(chat, "person.frozen")
    assert "什么都没有改动" in await chat.taps(HEAD, "先不冻结")


async def test_a_frozen_person_is_not_heard_and_his_cards_are_empty(chat: Chat) -> None:
    await play(chat, (*SELF, *says(CLERK, "自评 4"), *FROZEN))
    card = chat.cards(CLERK)[-1]
    before = len(chat.heard[f"user:{CLERK}"])

    assert {one["title"] for one in chat.cards(CLERK)} == {"账号已冻结"}
    assert card["buttons"] == "[]"
    await chat.says(CLERK, "我的任务")
    await chat.says(CLERK, "自评 4 无扣分")
    assert len(chat.heard[f"user:{CLERK}"]) == before
    assert not await entries(chat, "self.declared")


async def test_he_hears_once_who_did_it_and_the_office_hears_it_too(chat: Chat) -> None:
    await play(chat, FROZEN)

    assert "已由房基处负责人冻结" in chat.last(f"user:{CLERK}")
    assert "房基处负责人在5月9日 09:00冻结了房基处经办的账号" in chat.last(f"user:{OFFICE}")


async def test_what_is_for_him_waits_and_comes_when_he_is_let_go(chat: Chat) -> None:
    await play(chat, (*FROZEN, *SELF))
    held = await chat.store.read(lambda desk: desk.outbox.counts())
    assert held["held"] > 0
    assert "已由房基处负责人冻结" in chat.last(f"user:{CLERK}")

    told = await chat.says(OFFICE, "解冻 房基处经办 手机已找回，本人到场核实")
    assert told == "房基处经办的账号已解冻，压着的消息马上补发。"
    assert "解冻，可以照常使用" in "".join(chat.told(CLERK))
    assert (await chat.store.read(lambda desk: desk.outbox.counts())).get("held", 0) == 0
    assert "我的任务" in await chat.says(CLERK, "我的任务")


async def test_a_new_roster_does_not_let_him_go(chat: Chat) -> None:
    await play(chat, FROZEN)
    person = await chat.store.read(lambda desk: desk.people.by_userid(CLERK))
    assert person is not None
    await chat.store.write(lambda desk: desk.people.put(person.model_copy(update={"frozen": False})))

    again = await chat.store.read(lambda desk: desk.people.by_userid(CLERK))
    assert again is not None
    assert again.frozen


async def test_his_own_lost_phone_is_frozen_by_himself_and_he_cannot_undo_it(chat: Chat) -> None:
    await play(chat, (*says(CLERK, "我手机丢了，先冻结"), *taps(CLERK, "就冻结")))
    assert "已由房基处经办冻结" in chat.last(f"user:{CLERK}")
    before = len(chat.heard[f"user:{CLERK}"])
    await chat.says(CLERK, "解冻 房基处经办 找到了")

    assert len(chat.heard[f"user:{CLERK}"]) == before
    assert not await entries(chat, "person.thawed")


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        (CLERK, "冻结 后勤中心经办", "您可以冻结自己的账号"),
        (HEAD, "冻结 后勤中心经办", "单位负责人可以冻结本单位的"),
        (OFFICE, "冻结 经办", "有好几位，请写全名"),
        (OFFICE, "冻结 王二麻子", "请写明姓名"),
        (OFFICE, "解冻 房基处经办 误会", "没有冻结"),
        (OFFICE, "查操作 5月9日", "请写明姓名"),
        (HEAD, "查操作 房基处经办 5月9日", "只有考核办"),
        (OFFICE, "查操作 房基处经办 13月9日", "日期"),
    ],
)
async def test_what_cannot_be_done_is_said_in_one_sentence(chat: Chat, who: str, said: str, told: str) -> None:
    assert told in await chat.says(who, said)
    assert not await entries(chat, "person.frozen")


async def test_letting_go_needs_a_reason(chat: Chat) -> None:
    await play(chat, FROZEN)
    assert "为什么解冻房基处经办" in await chat.says(OFFICE, "解冻 房基处经办")
    await chat.says(OFFICE, "手机已找回")

    assert (await entries(chat, "person.thawed"))[-1].reason == "手机已找回"


async def test_the_office_lists_what_he_did_since_a_day(chat: Chat) -> None:
    await play(chat, (*PLACED, *FROZEN))
    told = await chat.says(OTHER, "查操作 房基处经办 5月9日")

    assert "房基处经办从2022年5月9日起的操作，共 1 条：" in told
    assert "交材料（房基处，" in told
    assert "没有操作" in await chat.says(OTHER, "查操作 房基处负责人 2022-05-10")


async def test_whoever_is_frozen_twice_is_said_so(chat: Chat) -> None:
    await play(chat, FROZEN)

    assert "已经是冻结的" in await chat.says(OFFICE, "冻结 房基处经办")
