"""记一笔: a scorer notes a fact the day it happens; nobody else sees it."""

import pytest

from bot.usecases.ledger import ledger
from storage.records import Entry
from tests.bot.chat import Chat

SCORER, OFFICE, RULES, BUDGET, CLERK = "dw-pingfen", "khb-jia", "bgs-pingfen", "jc-pingfen", "fj-jingban-1"
NOTE = "记一笔 房基处 5月6日 第一种形态处理 2人次 依据中心纪委通报〔2022〕3号"


async def entries(chat: Chat, prefix: str) -> list[Entry]:
    """The journal's entries whose kind starts so."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind.startswith(prefix)]


async def test_a_fact_is_noted_with_one_line_the_day_it_happens(chat: Chat) -> None:
    told = await chat.says(SCORER, NOTE)

    assert "只有您看得到" in told
    assert "房基处 第1项 党建工作 第一种形态处理 2 人次" in told
    assert "5月6日 第一种形态处理" in told
    assert "依据 中心纪委通报〔2022〕3号" in told
    note = (await entries(chat, "fact.noted"))[0]
    assert (note.unit, note.item, note.done_on.isoformat() if note.done_on else "") == (None, None, "2022-05-06")
    assert note.payload["number"] == "中心纪委通报〔2022〕3号"


async def test_what_the_words_leave_open_is_asked_with_a_tap(chat: Chat) -> None:
    told = await chat.says(RULES, "给房基处记一笔，5月6日 公文退回 2次")
    assert "记到哪一行" in told
    await chat.taps(RULES, "制度执行")
    assert "记到第几条" in chat.last(f"user:{RULES}")
    assert "牵头部门申请扣分" not in await chat.sees(RULES)
    await chat.taps(RULES, "违反日常管理制度")

    assert "只有您看得到" in await chat.sees(RULES)
    assert (await entries(chat, "fact.noted"))[0].payload["rule"] == "GX-4-R1"


async def test_without_a_day_it_is_noted_for_today_and_says_so(chat: Chat) -> None:
    told = await chat.says(SCORER, "记一笔 节能处 第一种形态处理")

    assert "没写日期，记为今天" in told
    assert (await entries(chat, "fact.noted"))[-1].payload["day"] == "2022-05-09"


@pytest.mark.parametrize(
    ("person", "said", "told"),
    [
        (SCORER, "记一笔 5月6日 第一种形态处理", "请写明是哪家单位，没有记"),
        (SCORER, "记一笔 房基处 5月6日", "请写明什么事，没有记"),
        (SCORER, "记一笔 房基处 2月30日 第一种形态处理", "没有这个日期，没有记"),
        (SCORER, "记一笔 房基处 6月1日 第一种形态处理", "6月1日还没到"),
        (SCORER, "记一笔 房基处 2021年12月30日 第一种形态处理", "不在 2022 年度内"),
        (SCORER, "记一笔 房基处 第一种形态处理 0人次", "次数要填 1 以上"),
        (SCORER, "记一笔 房基处、节能处 第一种形态处理", "一次只能记一家"),
        (SCORER, "记一笔 机关党委 5月6日 第一种形态处理", "回避"),
        (CLERK, "记一笔 节能处 5月6日 公文退回", "职能处室评分人"),
        (RULES, "记一笔 房基处 信息上报任务没完成 扣9分", "不在范围内"),
        (SCORER, "我记的", "您还没有记过"),
    ],
)
async def test_what_cannot_be_noted_is_refused_in_one_sentence(chat: Chat, person: str, said: str, told: str) -> None:
    assert told in await chat.says(person, said)
    assert not await entries(chat, "fact.")


async def test_after_a_declared_relation_nothing_is_noted_about_that_unit(chat: Chat) -> None:
    await chat.says(SCORER, "我要回避 房基处")

    assert "回避" in await chat.says(SCORER, NOTE)
    assert not await entries(chat, "fact.")


async def test_the_proof_is_the_next_file_though_scorers_hand_in_no_papers(chat: Chat) -> None:
    await chat.says(SCORER, NOTE)
    await chat.taps(SCORER, "发证明")
    await chat.drops(SCORER, "谈话记录.pdf")

    assert "证明 谈话记录.pdf" in await chat.sees(SCORER)
    assert (await entries(chat, "fact.noted"))[-1].payload["files"][0]["name"] == "谈话记录.pdf"
    assert "没有这项权限" in await chat.drops(SCORER, "别的.pdf")


async def test_a_relation_declared_since_hides_the_note_from_scoring_and_takes_no_proof(chat: Chat) -> None:
    await chat.says(SCORER, NOTE)
    await chat.taps(SCORER, "发证明")
    await chat.says(SCORER, "我要回避 房基处")
    assert "回避" in await chat.drops(SCORER, "谈话记录.pdf")
    await chat.says(OFFICE, "打开共性评分")

    assert "您记过" not in await chat.sees(SCORER)
    assert len(await entries(chat, "fact.noted")) == 1


async def test_a_note_is_dropped_or_taken_back_and_listed_to_its_writer_alone(chat: Chat) -> None:
    await chat.says(SCORER, NOTE)
    assert "1、房基处 党建工作 5月6日 第一种形态处理（中心纪委通报〔2022〕3号） 2 人次" in await chat.says(
        SCORER, "我记的"
    )
    assert "您还没有记过" in await chat.says(RULES, "我记的")
    await chat.taps(SCORER, "删第 1 笔")
    assert "您还没有记过" in await chat.says(SCORER, "我记的")
    await chat.says(SCORER, NOTE)
    await chat.says(SCORER, "撤销")

    assert "您还没有记过" in await chat.says(SCORER, "我记的")


async def test_nobody_else_hears_of_a_note_and_the_ledger_keeps_it_closed(chat: Chat) -> None:
    before = {to: len(rows) for to, rows in chat.heard.items()}
    await chat.says(SCORER, NOTE)

    assert {to for to, rows in chat.heard.items() if len(rows) > before.get(to, 0)} == {f"user:{SCORER}"}
    rows = await chat.store.read(lambda desk: ledger(desk, chat.scheme))
    noted = next(row for row in rows if row.entry.kind == "fact.noted")
    assert noted.content == "（评分人平时记的，只有本人看得到）"
    assert (noted.entry.payload, noted.evidence, noted.entry.done_on) == ({}, (), None)


async def test_in_a_group_nothing_is_noted(chat: Chat) -> None:
    await chat.says(OFFICE, "绑定群 1", group="cid1")
    await chat.says(SCORER, NOTE, group="cid1")

    assert not await entries(chat, "fact.")


async def test_what_was_noted_stands_on_the_card_when_scoring_opens_and_one_tap_registers_it(chat: Chat) -> None:
    await chat.says(SCORER, NOTE)
    await chat.says(SCORER, "记一笔 节能处 5月5日 第一种形态处理")
    await chat.says(OFFICE, "打开共性评分")

    card = await chat.sees(SCORER)
    assert "**您记过，还没有登记** 房基处：5月6日 第一种形态处理（中心纪委通报〔2022〕3号）" in card
    assert "其余五家均无扣分" in card
    assert not await entries(chat, "common.scored")
    await chat.taps(SCORER, "照记的登记（2 家）")
    scored = {entry.unit: entry for entry in await entries(chat, "common.scored")}
    assert scored["FJ"].payload["points"] == "8"
    assert scored["FJ"].payload["deductions"][0]["event"] == "5月6日 第一种形态处理（中心纪委通报〔2022〕3号）"
    assert scored["JN"].payload["points"] == "9"
    assert "您记过" not in await chat.sees(SCORER)
    assert "（已登记）" in await chat.says(SCORER, "我记的")


async def test_one_unit_is_registered_on_its_own_card_and_nobody_else_sees_the_note(chat: Chat) -> None:
    await chat.says(SCORER, NOTE)
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps(SCORER, "房基处")
    assert "您记过" in await chat.sees(SCORER)
    await chat.taps(SCORER, "照记的登记")

    assert [entry.unit for entry in await entries(chat, "common.scored")] == ["FJ"]
    assert not any("您记过" in told for person in ("zuzhang", OFFICE, RULES) for told in chat.told(person))


async def test_the_rest_clean_leaves_out_who_has_a_note(chat: Chat) -> None:
    await chat.says(SCORER, NOTE)
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps(SCORER, "其余六家均无扣分")

    assert "FJ" not in {entry.unit for entry in await entries(chat, "common.scored")}
    await chat.taps(SCORER, "房基处")
    await chat.taps(SCORER, "无扣分")
    assert "您记过" not in await chat.sees(SCORER)


async def test_a_note_without_an_amount_is_shown_and_left_to_the_card(chat: Chat) -> None:
    await chat.says(BUDGET, "记一笔 房基处 5月6日 预算执行进度只有三成")
    await chat.says(OFFICE, "打开共性评分")

    assert "您记过" in await chat.sees(BUDGET)
    assert "照记的登记" not in await chat.sees(BUDGET)
