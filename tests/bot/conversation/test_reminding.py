"""Reminders are switched on by the office, go out once a day, stop when done, and make up for days that were missed."""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.reminder import Reminder
from bot.usecases.reminding import remind
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.acts import CLERK, HEAD, OFFICE
from tests.bot.conversation.duties import entries
from tests.bot.conversation.playing import drops, play, says, taps

ON = says(OFFICE, "开启提醒")


async def at(chat: Chat, day: str, hour: int = 9) -> int:
    """It is this day and hour in Shanghai; how many were reminded."""
    chat.times[0] = datetime.fromisoformat(f"{day}T{hour:02}:00:00+08:00").astimezone(UTC)
    told = await chat.store.write(partial(remind, scheme=chat.scheme))
    await chat.settle()
    return told


def reminders(chat: Chat, person: str) -> list[str]:
    """What somebody was reminded of."""
    return [one for one in chat.told(person) if "到期" in one and "有材料直接发给我" in one]


async def test_nobody_is_reminded_until_the_office_says_so(chat: Chat) -> None:
    assert await at(chat, "2022-05-10") == 0
    assert "一人一天最多一条" in await chat.says(OFFICE, "开启提醒")
    assert "本来就是开启的" in await chat.says(OFFICE, "开启提醒")

    assert await at(chat, "2022-05-10") > 0
    assert "到期提醒已停止" in await chat.says(OFFICE, "停止提醒")
    assert await at(chat, "2022-05-11") == 0
    assert "没有这项权限" in await chat.says(CLERK, "开启提醒")


async def test_what_was_due_before_is_asked_for_once_in_one_list(chat: Chat) -> None:
    await play(chat, ON)
    await at(chat, "2022-05-09")

    (first,) = reminders(chat, CLERK)
    assert "3.1 用房全面摸排" in first
    for day in ("2022-05-10", "2022-05-11", "2022-05-16", "2022-05-17"):
        await at(chat, day)
    assert not [one for one in reminders(chat, CLERK)[1:] if "3.1 用房全面摸排" in one]


async def test_a_day_has_one_message_however_often_it_is_asked_for(chat: Chat) -> None:
    await play(chat, ON)
    assert await at(chat, "2022-05-09") > 0
    assert await at(chat, "2022-05-09", hour=11) == 0
    assert len(await entries(chat, "nudge.sent")) == 1


@pytest.mark.parametrize(
    ("day", "hour"), [("2022-05-09", 8), ("2022-05-09", 18), ("2022-05-14", 10), ("2022-06-03", 10)]
)
async def test_nothing_is_said_outside_working_hours_and_on_rest_days(chat: Chat, day: str, hour: int) -> None:
    await play(chat, ON)

    assert await at(chat, day, hour) == 0
    assert not await entries(chat, "nudge.sent")


async def test_what_is_handed_in_is_not_asked_for_again(chat: Chat) -> None:
    await play(
        chat,
        (
            *ON,
            *drops(CLERK, "用房数据库.docx"),
            *says(CLERK, "完成"),
            *taps(CLERK, "都不是|告诉我是哪一项", item="1.2"),
        ),
    )
    chat.times[0] = datetime(2022, 11, 23, 1, tzinfo=UTC)
    await at(chat, "2022-11-23")

    late = reminders(chat, CLERK)[-1]
    assert "2.2 管理细则完善" in late
    assert "1.2 办公用房数据库" not in late


async def test_days_that_were_missed_are_made_up_for_in_one_message(chat: Chat) -> None:
    await play(chat, ON)
    await at(chat, "2022-05-09")
    heard = len(reminders(chat, CLERK))
    await at(chat, "2022-12-01")

    (one,) = reminders(chat, CLERK)[heard:]
    assert "1.2 办公用房数据库" in one
    assert one.count("2.2 管理细则完善") == 1


async def test_a_clock_that_is_set_back_says_nothing_twice(chat: Chat) -> None:
    await play(chat, ON)
    await at(chat, "2022-11-30")

    assert await at(chat, "2022-11-29") == 0
    assert await at(chat, "2022-11-30") == 0


async def test_later_is_kept_and_the_day_itself_is_still_said(chat: Chat) -> None:
    await play(chat, ON)
    await at(chat, "2022-11-21")
    heard = len(reminders(chat, CLERK))
    assert "12月2日以前不再提醒您" in await chat.says(CLERK, "稍后提醒 12月2日")
    await at(chat, "2022-11-23")
    assert len(reminders(chat, CLERK)) == heard
    await at(chat, "2022-11-30")
    assert "今天到期 2 项" in reminders(chat, CLERK)[-1]
    assert (await entries(chat, "nudge.snoozed"))[0].actor == CLERK


@pytest.mark.parametrize(
    ("said", "answer"),
    [("稍后提醒", "请写到哪天再提醒"), ("稍后提醒 5月9日", "14 天以内"), ("稍后提醒 8月1日", "14 天以内")],
)
async def test_later_needs_a_near_day(chat: Chat, said: str, answer: str) -> None:
    assert answer in await chat.says(CLERK, said)
    assert not await entries(chat, "nudge.snoozed")


async def test_the_head_hears_of_what_is_late_privately(chat: Chat) -> None:
    await play(chat, ON)
    await at(chat, "2022-11-30")
    await at(chat, "2022-12-01")

    assert any("本单位过期还没交 2 项" in one for one in chat.told(HEAD))
    assert not [to for to in chat.heard if to.startswith("group:")]


async def test_two_processes_send_a_day_once(database: str) -> None:
    async with open_chat(database) as chat:
        await play(chat, ON)
        chat.times[0] += timedelta(days=1)
        both = [Reminder(chat.store, chat.scheme) for _ in range(2)]
        told = await asyncio.gather(*(one.remind() for one in both))

        assert sorted(told)[0] == 0
        assert sorted(told)[1] > 0
        assert len(await entries(chat, "nudge.sent")) == 1


async def test_the_loop_reminds_and_stops(chat: Chat) -> None:
    await play(chat, ON)
    reminder = Reminder(chat.store, chat.scheme)
    running = asyncio.create_task(reminder.run())
    await asyncio.sleep(0)
    reminder.stop()
    await asyncio.wait_for(running, 5)

    assert len(await entries(chat, "nudge.sent")) == 1
