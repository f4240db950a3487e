"""Papers come in: several are one submission, placed by a tap, a number or words, and taken back with a trace."""

import json

import pytest

from bot.gateway.dingtalk.frames import ROBOT
from storage.records import Download, Entry
from tests.bot.chat import Chat

CLERK, HEAD, COLLEAGUE = "fj-jingban-1", "fj-fuzeren", "jc-jingban-1"


async def entries(chat: Chat, kind: str = "evidence.filed") -> list[Entry]:
    """The journal's entries of one kind."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind == kind]


def names(entry: Entry) -> list[str]:
    """The names of the files of a paper."""
    return [file["name"] for file in entry.payload["files"]]


def asked(chat: Chat, person: str = CLERK) -> int:
    """How many cards that ask where papers belong the person was sent."""
    cards = [row for row in chat.heard.get(f"user:{person}", []) if row.kind == "card"]
    return sum("属于哪一项" in row.body["params"]["title"] for row in cards)


async def test_files_that_come_one_after_another_are_one_submission_after_twenty_quiet_seconds(chat: Chat) -> None:
    await chat.drops(CLERK, "督查通报.pdf")
    await chat.later(seconds=15)
    await chat.drops(CLERK, "签到表.xlsx")
    await chat.later(seconds=15)
    assert asked(chat) == 0

    await chat.later(seconds=5)
    assert asked(chat) == 1
    await chat.says(CLERK, "4.1")

    (filed,) = await entries(chat)
    assert names(filed) == ["督查通报.pdf", "签到表.xlsx"]
    assert filed.task == "FJ-4-M1"
    await chat.later(seconds=60)
    assert asked(chat) == 1


async def test_the_first_file_is_answered_at_once_and_the_others_are_not_talked_about(chat: Chat) -> None:
    told = await chat.drops(CLERK, "督查通报.pdf")
    assert "完成" in told
    await chat.drops(CLERK, "签到表.xlsx")

    assert len(chat.told(CLERK)) == 1


async def test_done_said_closes_at_once_and_nothing_rings_afterwards(chat: Chat) -> None:
    await chat.drops(CLERK, "督查通报.pdf")
    told = await chat.says(CLERK, "发完了")
    assert "督查通报" in told
    await chat.later(seconds=30)

    assert asked(chat) == 1


async def test_words_beside_files_are_their_note(chat: Chat) -> None:
    await chat.drops(CLERK, "督查通报.pdf")
    await chat.says(CLERK, "端午节前查了三家，都整改了")
    assert "端午节前查了三家" in await chat.says(CLERK, "完成")
    told = await chat.says(CLERK, "4.1")

    assert "端午节前查了三家" in told
    (filed,) = await entries(chat)
    assert filed.payload["note"] == "端午节前查了三家，都整改了"


async def test_words_alone_are_a_paper(chat: Chat) -> None:
    await chat.says(CLERK, "端午节前办公用房使用督查了三家单位，没有发现超标情况，记录在处里")
    await chat.later(seconds=20)
    await chat.taps(CLERK, "4.1…")

    (filed,) = await entries(chat)
    assert "督查了三家单位" in filed.payload["text"]


async def test_a_wish_said_while_gathering_is_answered_and_the_gathering_goes_on(chat: Chat) -> None:
    await chat.drops(CLERK, "督查通报.pdf")
    assert "任务" in await chat.says(CLERK, "我的任务")
    await chat.later(seconds=20)

    assert asked(chat) == 1
    await chat.says(CLERK, "4.1")
    assert (await entries(chat))[0].payload["note"] == ""


async def test_the_same_file_twice_in_one_submission_is_kept_once_and_said_once(chat: Chat) -> None:
    await chat.drops(CLERK, "督查通报.pdf")
    told = await chat.drops(CLERK, "督查通报.pdf")
    assert "只留一份" in told
    await chat.says(CLERK, "完成")
    await chat.says(CLERK, "4.1")

    assert names((await entries(chat))[0]) == ["督查通报.pdf"]


async def test_done_with_nothing_gathered_gets_one_sentence(chat: Chat) -> None:
    assert "没有等着登记的材料" in await chat.says(CLERK, "完成")


async def test_done_said_again_shows_the_question_that_still_waits(chat: Chat) -> None:
    await chat.sends(CLERK, "督查通报.pdf")
    await chat.says(CLERK, "完成")

    assert asked(chat) == 2


async def test_done_said_while_a_file_is_on_its_way_waits_for_it(chat: Chat) -> None:
    job = Download(
        id="job", lane=CLERK, message="m", person=CLERK, download_code="c", file_name="签到表.xlsx",
        next_at=chat.times[0],
    )  # fmt: skip
    await chat.drops(CLERK, "督查通报.pdf")
    await chat.store.write(lambda desk: desk.downloads.add(job))
    assert "1 个文件正在保存" in await chat.says(CLERK, "完成")
    await chat.later(seconds=25)
    assert asked(chat) == 0

    await chat.store.write(lambda desk: desk.downloads.finish("job"))
    await chat.drops(CLERK, "签到表.xlsx")

    assert asked(chat) == 1
    await chat.says(CLERK, "4.1")
    assert names((await entries(chat))[0]) == ["督查通报.pdf", "签到表.xlsx"]


async def test_a_quiet_gathering_waits_for_a_file_that_is_on_its_way(chat: Chat) -> None:
    job = Download(
        id="job", lane=CLERK, message="m", person=CLERK, download_code="c", file_name="签到表.xlsx",
        next_at=chat.times[0],
    )  # fmt: skip
    await chat.drops(CLERK, "督查通报.pdf")
    await chat.store.write(lambda desk: desk.downloads.add(job))
    await chat.later(seconds=20)
    assert asked(chat) == 0

    await chat.store.write(lambda desk: desk.downloads.finish("job", "gone"))
    await chat.arrive("kaohe/fetched", CLERK, {"sha256": "", "name": "签到表.xlsx", "problem": "没有取到"})
    await chat.later(seconds=5)

    assert asked(chat) == 1


async def test_a_submission_survives_a_restart(chat: Chat) -> None:
    await chat.drops(CLERK, "督查通报.pdf")
    when = await chat.store.read(lambda desk: desk.wakes.when(f"gather:{CLERK}"))

    assert when is not None
    assert (when - chat.times[0]).seconds == 20


async def test_leaving_lets_what_was_gathered_go(chat: Chat) -> None:
    await chat.drops(CLERK, "督查通报.pdf")
    assert "没有登记" in await chat.says(CLERK, "退出")
    await chat.later(seconds=30)

    assert asked(chat) == 0
    assert not await entries(chat)


async def test_two_submissions_wait_side_by_side_and_neither_is_lost(chat: Chat) -> None:
    await chat.sends(CLERK, "督查通报.pdf")
    first = chat.cards(CLERK)[-1]
    await chat.sends(CLERK, "摸排情况表.xlsx")
    await chat.says(CLERK, "3.1")
    button = json.loads(first["buttons"])[0]
    await chat.says(CLERK, button["code"])

    assert [names(entry) for entry in await entries(chat)] == [["摸排情况表.xlsx"], ["督查通报.pdf"]]


async def test_a_number_nobody_has_is_refused_and_the_papers_stay(chat: Chat) -> None:
    await chat.sends(CLERK, "督查通报.pdf")
    assert "没有 30.1" in await chat.says(CLERK, "30.1")
    assert "没有 4.9" in await chat.says(CLERK, "4.9")

    assert "已收到" in await chat.says(CLERK, "4.1")


async def test_an_item_named_in_words_offers_its_tasks(chat: Chat) -> None:
    await chat.sends(CLERK, "照片.jpg")
    await chat.taps(CLERK, "告诉我是哪一项|都不是")
    await chat.says(CLERK, "第三项")
    await chat.taps(CLERK, "3.2…")

    assert (await entries(chat))[0].task == "FJ-3-M2"


async def test_words_that_name_nothing_leave_the_papers_where_they_are(chat: Chat) -> None:
    await chat.sends(CLERK, "照片.jpg")
    await chat.taps(CLERK, "告诉我是哪一项|都不是")
    assert "材料还在" in await chat.says(CLERK, "zzzz")

    assert "已收到" in await chat.says(CLERK, "4.1")


async def test_a_paper_put_elsewhere_leaves_a_trace_where_it_was(chat: Chat) -> None:
    await chat.sends(CLERK, "督查通报.pdf")
    await chat.says(CLERK, "3.1")
    await chat.taps(CLERK, "换一项")
    told = await chat.says(CLERK, "4.1")

    assert "已收到" in told
    gone = await entries(chat, "evidence.withdrawn")
    assert [(one.task, one.reason) for one in gone] == [("FJ-3-M1", "换到“节前用房督查”")]
    assert [one.task for one in await entries(chat)] == ["FJ-3-M1", "FJ-4-M1"]
    assert any("换到" in card["status"] and card["buttons"] == "[]" for card in chat.cards(CLERK))


async def test_a_placed_paper_is_not_placed_twice_by_its_old_card(chat: Chat) -> None:
    await chat.sends(CLERK, "督查通报.pdf")
    code = json.loads(chat.cards(CLERK)[-1]["buttons"])[0]["code"]
    await chat.says(CLERK, "4.1")

    assert "已经登记过" in await chat.says(CLERK, code)
    assert len(await entries(chat)) == 1


async def test_only_who_handed_it_in_takes_it_back_and_only_once(chat: Chat) -> None:
    await chat.sends(CLERK, "督查通报.pdf")
    await chat.says(CLERK, "4.1")
    _, button = chat.button(CLERK, "撤回")
    await chat.says(CLERK, "撤回")
    await chat.says(CLERK, button["code"])

    assert any("有变化" in told for told in chat.told(CLERK)[-2:])
    assert len(await entries(chat, "evidence.withdrawn")) == 1
    assert "没有可以撤回" in await chat.says(HEAD, "撤回")


@pytest.mark.parametrize("kind", ["file", "picture"])
async def test_a_file_in_a_group_is_sent_to_the_private_chat_in_one_sentence(chat: Chat, kind: str) -> None:
    body = {"msgtype": kind, "conversationType": "2", "conversationId": "cid1", "content": {"downloadCode": "c"}}
    await chat.arrive(ROBOT, CLERK, body)

    assert chat.told(CLERK) == ["群里的文件我收不到，请点我的头像，在私聊里把文件发给我。"]


async def test_nothing_is_gathered_while_handing_in_is_closed(chat: Chat) -> None:
    await chat.says("khb-jia", "关闭日常")
    assert "没有打开" in await chat.drops(CLERK, "督查通报.pdf")

    assert "没有等着登记的材料" in await chat.says(CLERK, "完成")


async def test_one_submission_for_several_tasks_is_stored_once_with_an_entry_for_each(chat: Chat) -> None:
    await chat.sends(CLERK, "督查通报.pdf")
    await chat.says(CLERK, "3.1 4.1")

    filed = await entries(chat)
    assert [one.task for one in filed] == ["FJ-3-M1", "FJ-4-M1"]
    assert len({one.payload["files"][0]["sha256"] for one in filed}) == 1
    assert [card["title"] for card in chat.cards(CLERK)].count("已收到，登记好了") == 2


async def test_further_tasks_are_tapped_one_after_another_until_that_is_all(chat: Chat) -> None:
    await chat.sends(CLERK, "节前督查通报.pdf")
    await chat.says(CLERK, "3.1")
    await chat.taps(CLERK, "还有别的事项")
    await chat.taps(CLERK, "4.1…")
    await chat.taps(CLERK, "还有别的事项")
    await chat.taps(CLERK, "就这些")

    assert [one.task for one in await entries(chat)] == ["FJ-3-M1", "FJ-4-M1"]
    assert any("就这些" in card["status"] and card["buttons"] == "[]" for card in chat.cards(CLERK))
    assert "没有等着登记的材料" in await chat.says(CLERK, "完成")


async def test_a_file_handed_in_before_is_recognised_and_used_again_without_being_stored_twice(chat: Chat) -> None:
    await chat.sends(CLERK, "节前督查制度.pdf")
    await chat.says(CLERK, "3.1")
    await chat.later(days=60)
    told = await chat.sends(CLERK, "节前督查制度.pdf")

    assert "5月9日已由房基处经办交到“" in told
    assert "直接用" in told
    await chat.taps(CLERK, "直接用到 4.1…")
    first, second = await entries(chat)
    assert second.task == "FJ-4-M1"
    assert first.payload["files"][0]["sha256"] == second.payload["files"][0]["sha256"]


async def test_a_known_file_that_is_not_needed_elsewhere_changes_nothing(chat: Chat) -> None:
    await chat.sends(CLERK, "节前督查制度.pdf")
    await chat.says(CLERK, "3.1")
    await chat.sends(CLERK, "节前督查制度.pdf")
    assert "不用再交" in await chat.says(CLERK, "3.1")
    await chat.taps(CLERK, "不用了")

    assert len(await entries(chat)) == 1


async def test_of_a_submission_with_one_known_file_only_the_new_one_goes_to_the_task_that_has_it(chat: Chat) -> None:
    await chat.sends(CLERK, "节前督查制度.pdf")
    await chat.says(CLERK, "3.1")
    await chat.drops(CLERK, "节前督查制度.pdf")
    told = await chat.sends(CLERK, "签到表.xlsx")
    assert "已由房基处经办交到" in told
    await chat.says(CLERK, "3.1")

    assert [names(one) for one in await entries(chat)] == [["节前督查制度.pdf"], ["签到表.xlsx"]]


async def test_what_another_unit_handed_in_is_not_told(chat: Chat) -> None:
    await chat.sends(COLLEAGUE, "内控报告.pdf")
    await chat.says(COLLEAGUE, "1.1")
    told = await chat.sends(CLERK, "内控报告.pdf")

    assert "交到" not in told
    assert "计财" not in told


async def test_a_withdrawn_file_is_not_called_known(chat: Chat) -> None:
    await chat.sends(CLERK, "节前督查制度.pdf")
    await chat.says(CLERK, "3.1")
    await chat.says(CLERK, "撤回")

    assert "交到" not in await chat.sends(CLERK, "节前督查制度.pdf")
