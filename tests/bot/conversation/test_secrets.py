"""涉密: a paper that must not exist is hidden at once and destroyed by two offices; nothing repeats what it was."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.gateway.events import FETCHED
from storage import tables as t
from storage.audit import export_lines, verify_export
from storage.desk import Desk
from storage.files import FileStore
from storage.records import StoredFile
from storage.seal import seal_pending, verify
from tests.bot.chat import Chat, open_chat

CLERK, HEAD, FOREIGN, LEADER = "fj-jingban-1", "fj-fuzeren", "jn-jingban-1", "lingdao-yi"
OFFICE, OTHER, SECRECY = "khb-jia", "khb-yi", "baomi"
NAME, WORDS = "地下指挥所位置图.pdf", "地下指挥所在三号楼负二层东侧，值守八人"
DATA = "%PDF-1.4 坐标 30.00N 120.58E".encode()
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
async def chat(database: str, tmp_path: Path) -> AsyncIterator[Chat]:
    """房基处 has handed in what it should not have."""
    files = FileStore(tmp_path / "files")
    async with open_chat(database) as opened:
        object.__setattr__(opened.hub, "files", files)
        await files.put(DATA)
        file = StoredFile(sha256=SHA256, size=len(DATA), mime="application/pdf", name=NAME)
        await opened.store.write(lambda desk: desk.files.add(file, CLERK))
        await opened.arrive(FETCHED, CLERK, {"sha256": SHA256, "name": NAME})
        await opened.says(CLERK, WORDS)
        await opened.says(CLERK, "完成")
        await opened.taps(CLERK, "都不是|告诉我是哪一项")
        await opened.says(CLERK, "3.2")
        yield opened


def everything(desk: Desk) -> str:
    """All that stands in any table."""
    found: list[Any] = []
    for table in t.metadata.sorted_tables:
        found += [tuple(row) for row in desk.connection.execute(select(table)).all()]
    return "\n".join(
        part.decode(errors="replace") if isinstance(part, bytes) else str(part) for row in found for part in row
    )


def tells(folder: Path) -> bool:
    """Whether a database file there still holds the paper's words, free pages and log included."""
    raw = b"".join(path.read_bytes() for path in folder.glob("kaohe.db*"))
    return any(word.encode(code) in raw for word in ("地下指挥所", "三号楼") for code in ("utf-8", "unicode_escape"))


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def report(chat: Chat, person: str = CLERK) -> None:
    await chat.says(person, "房基处有份材料涉密")
    await chat.taps(person, "3.2 可调剂用房清单…")


async def test_a_reported_paper_is_hidden_from_everybody_at_once(chat: Chat) -> None:
    await report(chat)

    for person in (CLERK, HEAD, OFFICE):
        assert "还没有交过" in await chat.says(person, "房基处交过什么")
    assert "不要再在这里提起" in "".join(chat.told(CLERK))


async def test_two_offices_together_destroy_it_and_no_table_and_no_file_repeats_it(chat: Chat, tmp_path: Path) -> None:
    await report(chat)
    await chat.taps(OFFICE, "确认涉密，销毁")
    assert "还要保密员确认" in await chat.says(OFFICE, "保密〔2022〕2号")
    await chat.taps(SECRECY, "确认涉密，销毁")
    assert "已销毁" in await chat.says(SECRECY, "保密〔2022〕2号")
    await chat.later(seconds=1)

    left = await chat.store.read(everything)
    assert "地下指挥所" not in left
    assert "三号楼" not in left
    assert SHA256 not in left
    assert not files_in(tmp_path / "files")
    assert not tells(tmp_path)
    assert "按保密规定已经销毁" in chat.last(f"user:{CLERK}")
    assert "按保密规定已经销毁" in chat.last(f"user:{HEAD}")


async def test_after_the_destruction_the_chain_still_verifies_inside_and_outside(chat: Chat) -> None:
    await chat.store.write(seal_pending)
    await report(chat)
    for person in (OFFICE, SECRECY):
        await chat.taps(person, "确认涉密，销毁")
        await chat.says(person, "保密〔2022〕2号")
    await chat.store.write(seal_pending)

    assert await chat.store.read(verify) == []
    assert verify_export(await chat.store.read(export_lines)) == []


async def test_two_of_the_same_office_are_not_enough_and_nobody_confirms_twice(chat: Chat) -> None:
    await report(chat)
    await chat.taps(OFFICE, "确认涉密，销毁")
    await chat.says(OFFICE, "保密〔2022〕2号")

    await chat.taps(OTHER, "确认涉密，销毁")
    assert "考核办已经有人确认过了" in await chat.says(OTHER, "保密〔2022〕2号")
    await chat.taps(OFFICE, "确认涉密，销毁")
    assert "您已经确认过了" in await chat.says(OFFICE, "保密〔2022〕2号")
    assert "地下指挥所" in await chat.store.read(everything)


async def test_somebody_who_holds_both_offices_still_needs_another(chat: Chat) -> None:
    def both(desk: Desk) -> None:
        office, secrecy = desk.people.by_userid(OFFICE), desk.people.by_userid(SECRECY)
        assert office is not None
        assert secrecy is not None
        desk.people.put(office.model_copy(update={"roles": office.roles | secrecy.roles}))

    await chat.store.write(both)
    await report(chat)
    await chat.taps(OFFICE, "确认涉密，销毁")
    await chat.says(OFFICE, "保密〔2022〕2号")
    await chat.taps(OFFICE, "确认涉密，销毁")

    assert "您已经确认过了" in await chat.says(OFFICE, "保密〔2022〕2号")


async def test_what_turns_out_not_to_be_classified_is_back_with_a_trace(chat: Chat) -> None:
    await report(chat)
    await chat.taps(SECRECY, "不涉密，恢复")
    await chat.says(SECRECY, "已经解密公开")

    assert "共 1 份" in await chat.says(CLERK, "我交过什么")
    slots = await chat.store.read(lambda desk: desk.journal.entries(2022, prefix="evidence:"))
    assert [one.kind for one in slots] == ["evidence.filed", "evidence.hidden", "evidence.filed"]


async def test_a_second_decision_comes_too_late(chat: Chat) -> None:
    await report(chat)
    card, button = chat.button(OFFICE, "确认涉密，销毁")
    await chat.taps(SECRECY, "不涉密，恢复")
    await chat.says(SECRECY, "已经解密公开")

    told = await chat.says(OFFICE, button["code"])

    assert card
    assert "已经处理完了" in told


async def test_who_has_nothing_to_report_hears_the_proper_channel(chat: Chat) -> None:
    assert "走机要渠道" in await chat.says(FOREIGN, "这份材料涉密")
    assert "走机要渠道" in await chat.says(FOREIGN, "房基处有份材料涉密")
