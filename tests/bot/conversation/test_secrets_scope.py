"""With a classified paper goes what repeats it, wherever that stands, and nothing that only resembles it."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.usecases.act import Act
from bot.usecases.evidence import withdraw_evidence
from storage.burial import forget, traces_of
from storage.desk import Desk
from storage.evidence import counts
from storage.records import Entry, Letter, NewEntry
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.test_secrets import everything

CLERK, OTHER_CLERK, OFFICE, SECRECY = "fj-jingban-1", "jn-jingban-1", "khb-jia", "baomi"


@pytest.fixture
async def chat(database: str) -> AsyncIterator[Chat]:
    async with open_chat(database) as opened:
        yield opened


async def writes(chat: Chat, kind: str, slot: str, by: str, about: str, **more: Any) -> Entry:
    """An entry about a task, as its duty would have written it."""
    item = chat.scheme.item_of_task(about)
    unit = chat.scheme.unit_of_item(item.id).code
    new = NewEntry(kind=kind, year=2022, slot=slot, actor=by, unit=unit, item=item.id, **more)
    return await chat.store.write(lambda desk: desk.journal.append(new))


async def hands_in(chat: Chat, name: str, data: bytes, by: str = CLERK, task: str = "FJ-3-M2", text: str = "") -> Entry:
    """A paper is there; the moment is the chat's."""
    file = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "mime": "image/jpeg", "name": name}
    payload = {"files": [file] if name else [], "text": text}
    more: dict[str, Any] = {"task": task, "payload": payload, "handed_in_at": chat.times[0]}
    return await writes(
        chat,
        "evidence.filed",
        f"evidence:{hashlib.sha256(f'{task}{name}'.encode()).hexdigest()[:12]}",
        by,
        task,
        **more,
    )


async def reports(chat: Chat, person: str = CLERK) -> None:
    await chat.says(person, "房基处有份材料涉密")
    await chat.taps(person, "3.2…")


async def destroys(chat: Chat) -> None:
    await reports(chat)
    for person in (OFFICE, SECRECY):
        await chat.taps(person, "确认涉密，销毁")
        await chat.says(person, "保密〔2022〕2号")


async def now(chat: Chat, entry: Entry) -> Entry:
    """What the slot of an entry says now."""
    found = await chat.store.read(lambda desk: desk.journal.current(2022, entry.slot))
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["图片.jpg", "2022年度工作总结.docx"])
async def test_another_unit_s_file_of_the_same_name_and_a_reason_that_names_pictures_stay(
    chat: Chat, name: str
) -> None:
    foreign = await hands_in(chat, name, b"theirs", OTHER_CLERK, "JN-1-M1")
    value = {"deductions": [], "points": "5"}
    declared = await writes(
        chat, "self.declared", "self:JN:JN-1", OTHER_CLERK, "JN-1-M1", reason="图片为证，无扣分", payload=value
    )
    await hands_in(chat, name, b"ours")
    await destroys(chat)

    assert (await now(chat, foreign)).payload["files"][0]["name"] == name
    assert (await now(chat, declared)).id == declared.id
    assert (await now(chat, declared)).reason == "图片为证，无扣分"


async def test_words_that_begin_alike_stay(chat: Chat) -> None:
    foreign = await hands_in(chat, "", b"", OTHER_CLERK, "JN-1-M1", "2022年度工作总结已报送省局")
    await hands_in(chat, "2022年度工作总结指挥所版.pdf", b"ours")
    await destroys(chat)

    assert (await now(chat, foreign)).payload["text"] == "2022年度工作总结已报送省局"


async def test_a_value_whose_reason_quotes_the_name_keeps_its_points_and_loses_the_quotation(chat: Chat) -> None:
    await hands_in(chat, "地下指挥所位置图.pdf", b"ours")
    value = {"deductions": [], "points": "9"}
    declared = await writes(
        chat, "self.declared", "self:FJ:FJ-3", CLERK, "FJ-3-M2", reason="见地下指挥所位置图", payload=value
    )
    await destroys(chat)

    kept = await now(chat, declared)
    assert (kept.payload["points"], kept.on_behalf_of, kept.supersedes) == ("9", CLERK, declared.id)
    assert "地下指挥所" not in await chat.store.read(everything)


async def test_a_name_whose_signs_were_made_harmless_on_cards_is_found_there_too(chat: Chat) -> None:
    await hands_in(chat, "方案_定稿#2.pdf", b"ours")
    assert "方案＿定稿" in await chat.says(CLERK, "我交过什么")
    await destroys(chat)

    assert "定稿" not in await chat.store.read(everything)


async def test_the_same_bytes_under_another_item_are_hidden_and_destroyed_with_it(chat: Chat) -> None:
    await hands_in(chat, "甲.pdf", b"ours", task="FJ-4-M1")
    await chat.later(days=1)
    await hands_in(chat, "甲.pdf", b"ours")
    await reports(chat)
    assert "还没有交过" in await chat.says(CLERK, "我交过什么")
    for person in (OFFICE, SECRECY):
        await chat.taps(person, "确认涉密，销毁")
        await chat.says(person, "保密〔2022〕2号")

    assert await chat.store.read(lambda desk: counts(desk, 2022)) == {}


async def test_cards_that_showed_the_name_are_empty_as_soon_as_it_is_reported(chat: Chat) -> None:
    await hands_in(chat, "督查通报.pdf", b"ours")
    assert "督查通报" in await chat.says(CLERK, "我交过什么")
    await reports(chat)

    assert "督查通报" not in str(chat.cards(CLERK))


async def test_what_is_back_is_still_his_who_handed_it_in_and_he_can_take_it_back(chat: Chat) -> None:
    paper = await hands_in(chat, "甲.pdf", b"ours", task="FJ-4-M1")
    await hands_in(chat, "甲.pdf", b"ours")
    await reports(chat)
    await chat.taps(SECRECY, "不涉密，恢复")
    await chat.says(SECRECY, "已经解密公开")

    told = await chat.says(CLERK, "我交过什么")
    assert "共 2 份" in told
    assert "保密员" not in told
    restored = await now(chat, paper)
    assert (restored.actor, restored.on_behalf_of) == (SECRECY, CLERK)

    def take_back(desk: Desk) -> Entry:
        clerk = desk.people.by_userid(CLERK)
        assert clerk is not None
        return withdraw_evidence(Act(desk, chat.scheme, clerk, "test"), paper.slot)

    assert (await chat.store.write(take_back)).kind == "evidence.withdrawn"


async def test_the_secrecy_officer_may_report_any_unit_s_paper_without_seeing_what_it_is(chat: Chat) -> None:
    await hands_in(chat, "督查通报.pdf", b"ours")
    await reports(chat, SECRECY)

    assert "督查通报" not in "".join(chat.told(SECRECY))
    assert "还没有交过" in await chat.says(CLERK, "我交过什么")


async def test_another_draft_in_the_same_conversation_stays(chat: Chat) -> None:
    await hands_in(chat, "地下指挥所位置图.pdf", b"ours")
    session = {"asked": "地下指挥所位置图", "adjusting": {"unit": "FJ"}}
    await chat.store.write(lambda desk: desk.sessions.put("draft", session))
    await destroys(chat)

    left = await chat.store.read(lambda desk: desk.sessions.get("draft"))
    assert left == {"asked": "（内容已销毁）", "adjusting": {"unit": "FJ"}}


async def test_a_letter_that_still_waits_and_repeats_the_paper_is_not_sent_at_all(chat: Chat) -> None:
    await hands_in(chat, "地下指挥所位置图.pdf", b"secret")
    letter = Letter(to=f"user:{CLERK}", kind="text", body={"text": "地下指挥所位置图.pdf 已登记"})
    await reports(chat)

    await chat.store.write(lambda desk: desk.outbox.put(letter))
    await chat.store.write(lambda desk: forget(desk, traces_of(["地下指挥所位置图.pdf"], [], [])))

    assert await chat.store.write(lambda desk: desk.outbox.claim(10)) == []
