"""年度工作总结: drafted from the unit's own journal, edited in chat or as a Word file, confirmed with the rest."""

import io
import json

import docx
import pytest

from bot.documents import Section, lines_of, sections_of, written
from storage.records import Entry, StoredFile
from tests.bot.chat import Chat

CLERK, HEAD, OFFICE, OTHER = "fj-jingban-1", "fj-fuzeren", "khb-jia", "jn-jingban-1"
NAME = "房产基建处2022年度工作总结.docx"
WORDS = [
    "房产基建处2022年度工作总结",
    "一、总体情况",
    "全年平稳。",
    "二、重点工作完成情况",
    "一键通上线。",
    "两项整改到位。",
]


async def versions(chat: Chat) -> list[Entry]:
    """Every version of the summary, oldest first."""
    return await chat.store.read(lambda desk: desk.journal.history(2022, "summary:FJ"))


async def files(chat: Chat, person: str, task: str, name: str) -> None:
    """A paper is handed in for the task with this number."""
    await chat.sends(person, name, task.encode())
    await chat.taps(person, "都不是|告诉我是哪一项")
    assert "已收到" in await chat.says(person, task)


@pytest.fixture
async def year(chat: Chat) -> Chat:
    """房基处 has handed in one paper, deducted something and claimed a bonus; 自评 is open."""
    await files(chat, CLERK, "2.2", "细则修订稿.pdf")
    for words in ("加分", "1", "市政府", "集体", "绍政发〔2022〕9号", "2022-06-01", "同日"):
        await chat.says(CLERK, words)
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 4")
    await chat.taps(CLERK, "节前督查缺次…")
    await chat.taps(CLERK, "记为 1 次")
    return chat


async def text(chat: Chat, person: str) -> str:
    """What the person reads of the summary, all pages."""
    await chat.says(person, "总结")
    pages = [await chat.sees(person)]
    while "下一页" in [one["label"] for one in json.loads(chat.cards(person)[-1]["buttons"])]:
        await chat.taps(person, "下一页")
        pages.append(await chat.sees(person))
    return "\n".join(pages)


async def test_the_draft_tells_what_was_done_when_on_which_paper_what_was_lost_and_claimed(year: Chat) -> None:
    told = await text(year, CLERK)

    assert "承担 7 项工作、11 个任务，全年提交工作材料 1 份" in told
    assert "管理细则完善（5月9日，细则修订稿.pdf）" in told
    assert "按新标准摸排整改的材料尚未归集" in told
    assert "节前督查缺次 1 次，自扣 2 分" in told
    assert "绍政发〔2022〕9号（四(四)1(1)），待认定" in told
    assert "按全年材料自动起草" in told


async def test_a_section_is_replaced_in_chat_and_the_old_text_is_kept(year: Chat) -> None:
    await text(year, CLERK)
    await year.says(CLERK, "改第二段：一键通平台按期上线，全年无事故。")
    assert "一键通平台按期上线，全年无事故。" in await text(year, HEAD)
    await year.taps(CLERK, "改第 2 段")
    assert "原文是：" in year.told(CLERK)[-2] + year.told(CLERK)[-1]
    await year.says(CLERK, "一键通平台九月上线。")

    kept = await versions(year)
    assert [one.payload["sections"][1]["text"] for one in kept] == [
        "一键通平台按期上线，全年无事故。",
        "一键通平台九月上线。",
    ]


async def test_a_section_that_is_not_there_changes_nothing(year: Chat) -> None:
    assert "没有第 9 段" in await year.says(CLERK, "改第九段：没有这段")
    assert not await versions(year)


async def test_the_second_of_two_editors_is_told_and_overwrites_nothing(year: Chat) -> None:
    await text(year, HEAD)
    await year.taps(HEAD, "改第 6 段")
    await year.says(CLERK, "改第6段：明年抓紧。")

    assert "总结刚才房基处经办改过" in await year.says(HEAD, "明年继续。")
    assert len(await versions(year)) == 1


async def test_the_word_file_that_goes_out_reads_back_as_the_same_sections(year: Chat) -> None:
    await year.says(CLERK, "导出总结")
    letter = next(row for row in reversed(year.heard[f"user:{CLERK}"]) if row.kind == "file")
    sections = [Section.model_validate(one) for one in letter.body["document"]["sections"]]
    data = written(letter.body["document"]["title"], sections)

    assert letter.body["name"].endswith("2022年度工作总结.docx")
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == letter.body["document"]["title"]
    assert sections_of(lines_of(data), letter.body["document"]["title"]) == sections


async def test_a_word_file_that_was_asked_for_replaces_the_text(year: Chat) -> None:
    await text(year, CLERK)
    await year.taps(CLERK, "交回 Word")
    await sends_word(year, CLERK, NAME, WORDS)

    assert any("换掉总结（2 段" in one for one in year.told(CLERK))
    newest = (await versions(year))[-1]
    assert newest.payload["source"] == "word"
    assert newest.payload["sections"][1] == {"title": "二、重点工作完成情况", "text": "一键通上线。\n两项整改到位。"}


async def sends_word(chat: Chat, person: str, name: str, lines: list[str]) -> None:
    """A Word file arrives while the bot waits for it."""
    await chat.store.write(lambda desk: desk.files.add(_stored(name), person))
    await chat.arrive("kaohe/fetched", person, {"sha256": "a" * 64, "name": name, "lines": lines})


def _stored(name: str) -> StoredFile:
    return StoredFile(sha256="a" * 64, size=9, mime="application/msword", name=name)


async def test_a_word_file_nobody_asked_for_is_asked_about_and_may_be_a_paper_after_all(year: Chat) -> None:
    await sends_word(year, CLERK, NAME, WORDS)
    assert "还是某项任务的材料" in await year.sees(CLERK)
    assert not await versions(year)
    await year.taps(CLERK, "作为工作材料")
    assert NAME in await year.says(CLERK, "完成")
    assert not await versions(year)

    await sends_word(year, CLERK, NAME, WORDS)
    await year.taps(CLERK, "作为年度工作总结")
    assert len(await versions(year)) == 1


async def test_a_file_without_readable_words_is_refused_with_one_sentence(year: Chat) -> None:
    await text(year, CLERK)
    await year.taps(CLERK, "交回 Word")
    await sends_word(year, CLERK, "扫描件.docx", [])

    assert "没有读出文字" in year.last(f"user:{CLERK}")
    assert not await versions(year)


async def test_the_head_confirms_the_very_text_he_was_shown_with_the_self_assessment(year: Chat) -> None:
    await year.says(CLERK, "自评")
    await year.taps(CLERK, "其余…")
    await year.says(CLERK, "均按时办结")
    await year.taps(CLERK, "提交")
    assert "年度工作总结" in await year.sees(HEAD)
    assert "不能再改" in await year.says(CLERK, "改第6段：再想想。")
    await year.says(HEAD, "改第6段：明年继续。")
    await year.taps(HEAD, "确认")

    confirmed = await year.store.read(lambda desk: desk.journal.current(2022, "self-submit:FJ"))
    assert confirmed is not None
    assert confirmed.kind == "self.confirmed"
    assert confirmed.payload["summary"] == (await versions(year))[-1].id
    assert "不能再改" in await year.says(HEAD, "改第6段：又想想。")


async def test_nobody_else_reads_the_summary_of_a_unit_and_who_has_none_is_told(year: Chat) -> None:
    assert "一键通" not in await text(year, OTHER)
    assert "不在被考核单位" in await year.says("lingdao-jia", "总结")


async def test_a_file_that_says_nothing_but_its_title_replaces_nothing(year: Chat) -> None:
    await text(year, CLERK)
    await year.taps(CLERK, "交回 Word")
    await sends_word(year, CLERK, NAME, WORDS[:1])

    assert "没有读出文字" in year.last(f"user:{CLERK}")
    assert not await versions(year)


async def test_a_button_of_an_older_text_shows_the_newer_one(year: Chat) -> None:
    await text(year, HEAD)
    _, button = year.button(HEAD, "改第 6 段")
    await year.says(CLERK, "改第6段：明年抓紧。")
    await year.says(HEAD, f"改 {button['code']}")

    assert any("刚才已经有变化" in one for one in year.told(HEAD)[-3:])
    assert len(await versions(year)) == 1


async def test_after_a_change_was_taken_back_the_draft_stands_and_can_be_changed_again(year: Chat) -> None:
    await year.says(CLERK, "改第6段：明年抓紧。")
    await year.says(CLERK, "撤销")
    assert "按全年材料自动起草" in await text(year, CLERK)
    await year.says(CLERK, "改第6段：明年继续。")

    assert "明年继续。" in await text(year, CLERK)


async def test_an_empty_section_and_one_beyond_all_measure_are_refused(year: Chat) -> None:
    assert "请发第 2 段" in await year.says(CLERK, "改第二段")
    await year.says(CLERK, "退出")
    for number in range(1, 7):
        await year.says(CLERK, f"改第{number}段：{'长' * 3900}")

    assert "超过 20000 字" in year.last(f"user:{CLERK}")
    assert len(await versions(year)) == 5


def test_what_is_no_word_file_has_no_lines() -> None:
    assert lines_of(b"PK\x03\x04 damaged") == []
    assert lines_of(b"") == []


def test_a_text_without_headings_is_one_section() -> None:
    assert sections_of(["某处年度总结", "全年平稳。"], "别的") == [Section(title="", text="全年平稳。")]
    assert sections_of([], "别的") == []
