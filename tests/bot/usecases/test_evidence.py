"""What may not be done with a paper is refused, by whichever way it is asked for."""

from collections.abc import AsyncIterator, Callable

import pytest

from bot.errors import BotError
from bot.usecases.act import Act
from bot.usecases.evidence import Paper, amend_evidence, file_evidence, withdraw_evidence
from storage.desk import Desk
from storage.records import Entry
from tests.bot.chat import Chat, open_chat

CLERK, HEAD = "fj-jingban-1", "fj-fuzeren"
WORDS = Paper(text="端午节前督查三家，没有超标")


@pytest.fixture
async def chat(sqlite_database: str) -> AsyncIterator[Chat]:
    async with open_chat(sqlite_database) as opened:
        yield opened


async def does(chat: Chat, userid: str, deed: Callable[[Act], Entry]) -> Entry:
    """What comes of a deed of this person."""

    def work(desk: Desk) -> Entry:
        person = desk.people.by_userid(userid)
        assert person is not None
        return deed(Act(desk=desk, scheme=chat.scheme, actor=person, message="test"))

    return await chat.store.write(work)


async def test_a_paper_without_files_and_words_is_refused(chat: Chat) -> None:
    with pytest.raises(BotError, match="空的"):
        await does(chat, CLERK, lambda act: file_evidence(act, "FJ-4-M1", Paper(text="  ")))


async def test_a_paper_for_another_unit_s_task_is_refused(chat: Chat) -> None:
    with pytest.raises(BotError, match="不是您所在的单位"):
        await does(chat, CLERK, lambda act: file_evidence(act, "JC-1-M1", WORDS))


async def test_somebody_else_s_paper_is_neither_amended_nor_taken_back(chat: Chat) -> None:
    filed = await does(chat, CLERK, lambda act: file_evidence(act, "FJ-4-M1", WORDS))

    with pytest.raises(BotError, match="别的同事"):
        await does(chat, HEAD, lambda act: amend_evidence(act, filed.slot, WORDS))
    with pytest.raises(BotError, match="别的同事"):
        await does(chat, HEAD, lambda act: withdraw_evidence(act, filed.slot))


async def test_a_withdrawn_paper_is_neither_amended_nor_taken_back_again(chat: Chat) -> None:
    filed = await does(chat, CLERK, lambda act: file_evidence(act, "FJ-4-M1", WORDS))
    await does(chat, CLERK, lambda act: withdraw_evidence(act, filed.slot))

    with pytest.raises(BotError, match="已经撤回"):
        await does(chat, CLERK, lambda act: amend_evidence(act, filed.slot, WORDS))
    with pytest.raises(BotError, match="已经撤回"):
        await does(chat, CLERK, lambda act: withdraw_evidence(act, filed.slot))


async def test_nothing_added_makes_no_new_version(chat: Chat) -> None:
    filed = await does(chat, CLERK, lambda act: file_evidence(act, "FJ-4-M1", WORDS))

    with pytest.raises(BotError, match="没有新的内容"):
        await does(chat, CLERK, lambda act: amend_evidence(act, filed.slot, Paper()))


async def test_a_note_longer_than_a_day_is_kept_beside_the_day_it_names(chat: Chat) -> None:
    filed = await does(chat, CLERK, lambda act: file_evidence(act, "FJ-4-M1", WORDS))
    said = Paper(text="3月5日完成，当天查了两家，另一家次日补查")
    amended = await does(chat, CLERK, lambda act: amend_evidence(act, filed.slot, said))

    assert str(amended.done_on) == "2022-03-05"
    assert amended.payload["note"] == said.text
    assert amended.payload["text"] == WORDS.text
