"""Handing in by cards, by links and by numbered text: the same papers, stored the same way."""

import json

import pytest

from bot.conversation.voice import Form
from bot.gateway.dingtalk.frames import ROBOT
from bot.gateway.events import FETCHED
from storage.desk import Desk
from storage.records import Arrival, Entry, StoredFile
from tests.bot.chat import Chat, open_chat

CLERK = "fj-jingban-1"
PICTURES = [{"type": "picture", "downloadCode": "c1"}, {"type": "picture", "downloadCode": "c2"}]


async def filed(chat: Chat) -> list[Entry]:
    """The papers as they are now."""
    return await chat.store.read(lambda desk: desk.journal.currents(2022, unit="FJ", kinds={"evidence.filed"}))


@pytest.mark.parametrize("form", list(Form))
async def test_a_paper_goes_its_whole_way_in_every_form(sqlite_database: str, form: Form) -> None:
    async with open_chat(sqlite_database, form) as chat:
        await chat.drops(CLERK, "节前督查通报.pdf")
        await chat.drops(CLERK, "节前督查签到表.xlsx")
        await chat.taps(CLERK, "发完了")
        await chat.taps(CLERK, "4.1…")
        await chat.taps(CLERK, "还有别的事项")
        await chat.taps(CLERK, "换一项@还归到")
        await chat.says(CLERK, "3.2")
        await chat.taps(CLERK, "换一项@已收到")
        await chat.taps(CLERK, "换一项|都不是|告诉我是哪一项@属于哪一项")
        await chat.says(CLERK, "3.1")
        await chat.taps(CLERK, "补充@已收到")
        await chat.drops(CLERK, "照片.jpg")
        await chat.taps(CLERK, "发完了")

        papers = [(one.task, len(one.payload["files"])) for one in await filed(chat)]
        assert sorted(papers) == [("FJ-3-M1", 3), ("FJ-4-M1", 2)]
        await chat.taps(CLERK, "撤回@已补充")
        assert [one.task for one in await filed(chat)] == ["FJ-4-M1"]


async def send_together(chat: Chat, text: str) -> str:
    """One message with words and two pictures."""
    content = {"richText": [{"text": text}, *PICTURES]}
    await chat.arrive(ROBOT, CLERK, {"msgtype": "richText", "conversationType": "1", "content": content})
    return chat.last(f"user:{CLERK}")


async def fetch(chat: Chat) -> None:
    """The pictures that were sent are fetched at the same moment, then heard of one after the other."""
    file = StoredFile(sha256="", size=5, mime="image/jpeg", name="图片.jpg")

    def finish(desk: Desk) -> None:
        for place, job in enumerate(desk.downloads.claim(10)):
            sha256 = f"{place:064x}"
            desk.downloads.finish(job.id)
            desk.files.add(file.model_copy(update={"sha256": sha256}), CLERK)
            body = json.dumps({"sha256": sha256, "name": file.name}).encode()
            arrival = Arrival(key=job.id, lane=CLERK, topic=FETCHED, body=body, received_at=chat.times[0])
            desk.inbox.push(arrival)

    await chat.store.write(finish)
    await chat.settle()


async def test_pictures_and_words_in_one_message_are_one_submission(chat: Chat) -> None:
    await send_together(chat, "节前督查现场，三家都整改了")
    await fetch(chat)
    await chat.says(CLERK, "完成")
    await chat.says(CLERK, "4.1")

    (paper,) = await filed(chat)
    assert len(paper.payload["files"]) == 2
    assert "三家都整改了" in paper.payload["note"]


async def test_pictures_with_the_number_of_their_task_go_there(chat: Chat) -> None:
    assert "2 个文件正在保存" in await send_together(chat, "4.1")
    await fetch(chat)

    (paper,) = await filed(chat)
    assert (paper.task, len(paper.payload["files"])) == ("FJ-4-M1", 2)


async def test_with_nothing_to_hand_in_for_pictures_with_words_are_answered(chat: Chat) -> None:
    content = {"richText": [{"text": "请看"}, *PICTURES]}
    await chat.arrive(ROBOT, "lingdao-jia", {"msgtype": "richText", "conversationType": "1", "content": content})

    assert "没有这项权限" in chat.last("user:lingdao-jia")


async def test_a_file_whose_bytes_are_not_known_is_asked_for_again(chat: Chat) -> None:
    await chat.arrive(FETCHED, CLERK, {"sha256": "0" * 64, "name": "照片.jpg"})

    assert "请再发一次" in chat.last(f"user:{CLERK}")


async def test_done_said_for_a_file_that_could_not_be_fetched_leaves_nothing_open(chat: Chat) -> None:
    await send_together(chat, "")
    assert "2 个文件正在保存" in await chat.says(CLERK, "完成")

    def give_up(desk: Desk) -> None:
        for job in desk.downloads.claim(10):
            desk.downloads.finish(job.id, "gone")

    await chat.store.write(give_up)
    await chat.arrive(FETCHED, CLERK, {"sha256": "", "name": "图片.jpg", "problem": "没有取到，请再发一次。"})

    assert "请再发一次" in chat.last(f"user:{CLERK}")
    assert "没有等着登记的材料" in await chat.says(CLERK, "完成")


async def test_papers_of_words_about_a_waiting_card_show_it_again(chat: Chat) -> None:
    await chat.sends(CLERK, "照片.jpg")

    assert "属于哪一项" in await chat.says(CLERK, "我要交材料")
