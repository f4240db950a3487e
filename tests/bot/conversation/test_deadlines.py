"""The office sets until when a stage is to be done; those concerned hear it once, and their cards say it."""

import pytest

from tests.bot.chat import Chat
from tests.bot.conversation.acts import CLERK, HEAD, LEADER, OFFICE, SCORER
from tests.bot.conversation.playing import play, says
from tests.bot.conversation.test_bad_input import entries


async def test_those_concerned_hear_of_a_deadline_and_their_cards_say_it(chat: Chat) -> None:
    told = await chat.says(OFFICE, "截止 自评 12月10日")

    assert told.startswith("“自评”截止日期定为 12月10日，已通知 ")
    assert chat.last(f"user:{CLERK}") == "“自评”请在 12月10日前办完；有困难请早些联系考核办。"
    assert f"user:{LEADER}" not in chat.heard
    await chat.says(OFFICE, "打开自评")
    assert "**时限** 12月10日" in await chat.says(CLERK, "自评 4")
    assert "**时限** 12月10日" in await chat.says(CLERK, "自评")
    assert "进行中，12月10日截止" in await chat.says(OFFICE, "阶段")


async def test_a_moved_deadline_says_both_days(chat: Chat) -> None:
    await play(chat, says(OFFICE, "截止 共性评分 12月10日", "共性评分延长到12月15日"))

    assert "由 12月10日 改为 12月15日" in chat.last(f"user:{SCORER}")
    assert (await entries(chat, "stage.due"))[-1].payload["day"] == "2022-12-15"


async def test_a_day_without_a_year_is_the_next_such_day(chat: Chat) -> None:
    await chat.says(OFFICE, "领导评价截止到1月9日")

    assert (await entries(chat, "stage.due"))[-1].payload["day"] == "2023-01-09"


@pytest.mark.parametrize(
    ("who", "said", "told"),
    [
        (OFFICE, "截止 自评 2022-05-01", "已经过去了"),
        (OFFICE, "截止 自评 13月40日", "不是日期"),
        (HEAD, "截止 自评 12月10日", "考核办"),
        (LEADER, "截止 领导评价 12月10日", "考核办"),
    ],
)
async def test_what_cannot_be_set_is_said_in_one_sentence(chat: Chat, who: str, said: str, told: str) -> None:
    assert told in await chat.says(who, said)
    assert not await entries(chat, "stage.due")


async def test_the_same_day_again_changes_nothing_and_tells_nobody(chat: Chat) -> None:
    await play(chat, says(OFFICE, "截止 自评 12月10日"))
    before = len(chat.told(CLERK))

    assert "没有改动" in await chat.says("khb-yi", "截止 自评 12月10日")
    assert len(chat.told(CLERK)) == before


async def test_a_standstill_moves_every_open_deadline_and_tells_each_person_once(chat: Chat) -> None:
    await play(chat, says(OFFICE, "截止 自评 5月13日", "截止 共性评分 5月20日"))
    heard = {person: len(chat.told(person)) for person in ("fj-fuzeren", "dw-pingfen")}
    told = await chat.says(OFFICE, "停摆 3 个工作日 防汛应急响应")

    assert "“自评”5月13日 → 5月18日，“共性评分”5月20日 → 5月25日" in told
    for person, before in heard.items():
        (one,) = chat.told(person)[before:]
        assert one.startswith("因防汛应急响应，截止日期顺延 3 个工作日：")
    assert "进行中，5月18日截止" in await chat.says(OFFICE, "阶段") or "5月18日" in chat.last(f"user:{OFFICE}")
    made = [
        entry for entry in await chat.store.read(lambda desk: desk.journal.entries(2022)) if entry.kind == "stage.due"
    ]
    assert [entry.reason for entry in made] == [None, None, "防汛应急响应", "防汛应急响应"]


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (OFFICE, "停摆", "请写明顺延几个工作日和原因"),
        (OFFICE, "停摆 0 个工作日 防汛", "1 到 60 个工作日"),
        (OFFICE, "停摆 3 个工作日", "请写明停摆的原因"),
        (OFFICE, "停摆 3 个工作日 防汛", "没有还没到的截止日期"),
        ("fj-fuzeren", "停摆 3 个工作日 防汛", "没有这项权限"),
    ],
)
async def test_a_standstill_that_cannot_be_is_refused(chat: Chat, who: str, said: str, answer: str) -> None:
    assert answer in await chat.says(who, said)
