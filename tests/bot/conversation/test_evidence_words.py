"""Papers by words: where they go, when the work was done, what is added later, what is taken back, links."""

import pytest

from storage.desk import Desk
from storage.records import Download, Entry
from tests.bot.chat import Chat

CLERK, HEAD, OFFICE = "fj-jingban-1", "fj-fuzeren", "khb-jia"


async def entries(chat: Chat, kind: str = "evidence.filed") -> list[Entry]:
    """The journal's entries of one kind."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind == kind]


def names(entry: Entry) -> list[str]:
    """The names of the files of a paper."""
    return [file["name"] for file in entry.payload["files"]]


def days(entry: Entry) -> tuple[str, str]:
    """The day it was done and the day on the document."""
    return str(entry.done_on or ""), str(entry.document_on or "")


@pytest.mark.parametrize("said", ["交3.2的材料", "我要交3.2的佐证材料"])
async def test_a_file_announced_for_a_task_goes_there_straight(chat: Chat, said: str) -> None:
    assert "的材料发给我" in await chat.says(CLERK, said)
    assert "准备登记到" in await chat.drops(CLERK, "照片.jpg")
    told = await chat.says(CLERK, "完成")

    assert "已收到" in told
    assert [one.task for one in await entries(chat)] == ["FJ-3-M2"]
    chat.button(CLERK, "撤回@已收到")
    chat.button(CLERK, "换一项@已收到")


async def test_an_item_announced_without_a_task_offers_its_tasks(chat: Chat) -> None:
    await chat.says(CLERK, "交第3项的材料")
    await chat.sends(CLERK, "照片.jpg")
    await chat.taps(CLERK, "3.1…")

    assert [one.task for one in await entries(chat)] == ["FJ-3-M1"]


async def test_what_was_announced_yesterday_is_not_expected_today(chat: Chat) -> None:
    await chat.says(CLERK, "交3.2的材料")
    await chat.later(days=1)
    await chat.sends(CLERK, "照片.jpg")

    assert not await entries(chat)


@pytest.mark.parametrize("said", ["这是3.2的", "3.2", "放到3.2"])
async def test_words_after_the_file_place_it_at_once(chat: Chat, said: str) -> None:
    await chat.drops(CLERK, "照片.jpg")
    assert "已收到" in await chat.says(CLERK, said)

    assert [one.task for one in await entries(chat)] == ["FJ-3-M2"]


async def test_words_that_answer_the_card_place_the_paper_too(chat: Chat) -> None:
    await chat.sends(CLERK, "照片.jpg")
    await chat.says(CLERK, "这份是换届用房保障与调剂那一项的佐证材料")
    await chat.taps(CLERK, "3.2…")

    assert [one.task for one in await entries(chat)] == ["FJ-3-M2"]


async def test_a_place_said_while_files_are_on_their_way_holds_for_them_too(chat: Chat) -> None:
    job = Download(
        id="job", lane=CLERK, message="m", person=CLERK, download_code="c", file_name="签到表.xlsx",
        next_at=chat.times[0],
    )  # fmt: skip
    await chat.store.write(lambda desk: desk.downloads.add(job))
    assert "存好就登记到" in await chat.says(CLERK, "3.2")
    await chat.store.write(lambda desk: desk.downloads.finish("job"))
    await chat.drops(CLERK, "签到表.xlsx")

    assert [(one.task, names(one)) for one in await entries(chat)] == [("FJ-3-M2", ["签到表.xlsx"])]


async def test_another_unit_s_item_is_refused_in_one_sentence_and_the_paper_stays(chat: Chat) -> None:
    await chat.sends(CLERK, "内控报告.pdf")
    told = await chat.says(CLERK, "交到计财处1.1")
    assert "只能交到本单位的事项" in told
    assert not await entries(chat)

    assert "已收到" in await chat.says(CLERK, "4.1")


async def test_to_hand_in_without_anything_says_how(chat: Chat) -> None:
    assert "发给我" in await chat.says(CLERK, "我要交材料")
    await chat.says(CLERK, "交3.2的材料", group="cid1")
    assert "私聊" in chat.last(f"user:{CLERK}")


async def test_a_link_alone_is_a_paper_marked_as_only_a_link(chat: Chat) -> None:
    await chat.says(CLERK, "https://space.example.cn/doc/123")
    await chat.says(CLERK, "完成")
    told = await chat.says(CLERK, "4.1")

    assert "只收到链接，请保留原件" in told
    (filed,) = await entries(chat)
    assert filed.payload["link_only"] is True


async def test_a_link_beside_a_file_is_its_note(chat: Chat) -> None:
    await chat.drops(CLERK, "通报.pdf")
    await chat.says(CLERK, "https://space.example.cn/doc/123")
    told = await chat.says(CLERK, "4.1")

    assert "只收到链接" not in told
    assert "https" in (await entries(chat))[0].payload["note"]


async def test_the_days_said_with_a_paper_are_kept_and_shown(chat: Chat) -> None:
    await chat.drops(CLERK, "通报.pdf")
    await chat.says(CLERK, "3月5日完成，落款3月1日")
    told = await chat.says(CLERK, "4.1")

    assert "**办结** 2022年3月5日" in told
    assert "**文件日期** 2022年3月1日" in told
    assert "**交到** 2022年5月9日" in told
    assert days((await entries(chat))[0]) == ("2022-03-05", "2022-03-01")


async def test_a_paper_after_the_due_day_of_work_done_before_it_is_never_called_late_work(chat: Chat) -> None:
    await chat.sends("bgs-jingban-1", "整改方案.docx")
    told = await chat.says("bgs-jingban-1", "1.1")
    assert "时限1月31日已过" in told
    told = await chat.says("bgs-jingban-1", "补充 1月20日完成")

    assert "算材料迟交，不算事情迟办" in told
    assert "时限1月31日已过" not in told


async def test_work_done_after_its_due_day_is_not_called_a_late_paper(chat: Chat) -> None:
    await chat.drops("bgs-jingban-1", "整改方案.docx")
    await chat.says("bgs-jingban-1", "3月20日完成")
    told = await chat.says("bgs-jingban-1", "1.1")

    assert "2022年3月20日" in told
    assert "迟" not in told


async def test_days_can_be_added_and_put_right_later_and_the_old_version_stays(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    await chat.says(CLERK, "补充 3月5日完成")
    await chat.says(CLERK, "补充 3月6日完成，落款3月1日")

    first, second, third = await entries(chat)
    assert {first.slot, second.slot, third.slot} == {first.slot}
    assert [one.version for one in (first, second, third)] == [1, 2, 3]
    assert [days(one) for one in (first, second, third)] == [
        ("", ""),
        ("2022-03-05", ""),
        ("2022-03-06", "2022-03-01"),
    ]
    history = await chat.store.read(lambda desk: desk.journal.history(2022, first.slot))
    assert len(history) == 3


async def test_a_day_said_right_after_the_receipt_belongs_to_that_paper_and_later_to_none(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    assert "**办结** 2022年5月6日" in await chat.says(CLERK, "上周五办完的")
    await chat.later(days=1)
    assert "发给我" in await chat.says(CLERK, "昨天办完的")

    assert [days(one) for one in await entries(chat)] == [("", ""), ("2022-05-06", "")]


async def test_a_word_about_the_matter_does_not_end_the_gathering(chat: Chat) -> None:
    await chat.drops(CLERK, "照片1.jpg")
    await chat.says(CLERK, "今天督查的")
    await chat.drops(CLERK, "照片2.jpg")
    await chat.says(CLERK, "完成")
    await chat.taps(CLERK, "4.1…")

    (filed,) = await entries(chat)
    assert names(filed) == ["照片1.jpg", "照片2.jpg"]
    assert filed.payload["note"] == "今天督查的"


async def test_a_bare_day_is_asked_what_it_is(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    told = await chat.says(CLERK, "补充 3月5日")

    assert "落款3月5日" in told
    assert len(await entries(chat)) == 1


async def test_a_file_added_later_keeps_its_own_moment_beside_the_old_one(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    await chat.later(days=30)
    await chat.taps(CLERK, "补充")
    assert "补到" in await chat.drops(CLERK, "整改照片.jpg")
    told = await chat.says(CLERK, "完成")

    assert "已补充" in told
    assert "5月9日" in told
    assert "6月8日" in told
    first, second = await entries(chat)
    assert names(second) == ["通报.pdf", "整改照片.jpg"]
    assert second.handed_in_at == first.handed_in_at


async def test_a_note_added_by_words_goes_to_the_paper_that_was_named(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    await chat.sends(CLERK, "照片.jpg")
    await chat.says(CLERK, "3.2")
    await chat.says(CLERK, "补充4.1：这次共督查三家单位，均已整改到位")

    amended = (await entries(chat))[-1]
    assert amended.task == "FJ-4-M1"
    assert "均已整改到位" in amended.payload["note"]


async def test_adding_waits_for_files_when_the_words_add_nothing(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    assert "发给我" in await chat.says(CLERK, "补充")
    await chat.sends(CLERK, "签到表.xlsx")

    assert names((await entries(chat))[-1]) == ["通报.pdf", "签到表.xlsx"]


async def test_adding_what_is_there_already_or_to_nothing_is_refused(chat: Chat) -> None:
    assert "没有找到" in await chat.says(CLERK, "补充 3月5日完成")
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    await chat.says(CLERK, "补充")
    told = await chat.sends(CLERK, "通报.pdf")

    assert "没有新的内容" in told
    assert len(await entries(chat)) == 1
    await chat.sends(CLERK, "别的.pdf")
    await chat.says(CLERK, "3.2")
    assert [one.task for one in await entries(chat)] == ["FJ-4-M1", "FJ-3-M2"]


async def test_a_file_announced_for_a_task_that_holds_it_already_is_offered_for_others(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    await chat.says(CLERK, "交4.1的材料")
    told = await chat.sends(CLERK, "通报.pdf")

    assert "已由房基处经办交到“节前用房督查”" in told
    assert len(await entries(chat)) == 1


async def test_leaving_ends_the_card_that_waited_for_more(chat: Chat) -> None:
    await chat.drops(CLERK, "通报.pdf")
    await chat.says(CLERK, "退出")

    assert "不用了" in chat.cards(CLERK)[-1]["status"]


async def test_that_is_all_can_be_tapped(chat: Chat) -> None:
    await chat.drops(CLERK, "通报.pdf")
    await chat.drops(CLERK, "签到表.xlsx")
    told = await chat.taps(CLERK, "发完了")

    assert "属于哪一项" in told
    assert "签到表" in told


async def test_what_was_sent_by_mistake_is_dropped_with_a_tap(chat: Chat) -> None:
    await chat.drops(CLERK, "发错的.pdf")
    await chat.taps(CLERK, "不用了")
    await chat.later(seconds=30)

    assert "没有等着登记的材料" in await chat.says(CLERK, "完成")
    assert not await entries(chat)


async def test_a_question_asked_while_papers_wait_places_nothing(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    for said in ("不是3.2的", "3.2怎么扣分？", "3.2晚点交"):
        await chat.says(CLERK, said)

    assert not await entries(chat)


async def test_taking_back_means_what_was_just_sent_while_it_waits(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    await chat.drops(CLERK, "发错的.pdf")
    told = await chat.says(CLERK, "撤回")

    assert "“发错的.pdf”没有登记" in told
    assert not await entries(chat, "evidence.withdrawn")
    assert "已撤回" in await chat.says(CLERK, "撤回")


async def test_the_paper_that_was_named_is_taken_back(chat: Chat) -> None:
    for name, place in (("通报.pdf", "4.1"), ("清单.xlsx", "3.2"), ("照片.jpg", "3.1")):
        await chat.sends(CLERK, name)
        await chat.says(CLERK, place)
    await chat.says(CLERK, "撤回3.2")
    await chat.says(CLERK, "撤回通报那份")

    assert [one.task for one in await entries(chat, "evidence.withdrawn")] == ["FJ-3-M2", "FJ-4-M1"]


async def test_a_paper_that_a_confirmed_self_assessment_rests_on_is_not_taken_back(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余 …")
    await chat.says(CLERK, "均按时办结，台账在处内")
    await chat.taps(CLERK, "提交")
    await chat.taps(HEAD, "确认")
    told = await chat.says(CLERK, "撤回4.1")

    assert "第 4 项的自评已经用了这份材料" in told
    assert not await entries(chat, "evidence.withdrawn")


async def test_a_colleague_s_paper_is_not_added_to_or_taken_back(chat: Chat) -> None:
    await chat.sends(CLERK, "通报.pdf")
    await chat.says(CLERK, "4.1")

    assert "没有找到" in await chat.says(HEAD, "补充 3月5日完成")
    assert "没有可以撤回" in await chat.says(HEAD, "撤回")


async def test_who_hands_in_nothing_adds_nothing(chat: Chat) -> None:
    await chat.says("lingdao-jia", "补充 3月5日完成")

    def sessions(desk: Desk) -> object:
        return desk.sessions.get("lingdao-jia").get("gathering")

    assert await chat.store.read(sessions) is None
    assert not await entries(chat)
