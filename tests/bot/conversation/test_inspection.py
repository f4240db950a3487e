"""实地考核: planned by day and unit, sampled from a seed, looked at on the phone, signed, its scan closes it."""

import io
from collections.abc import Sequence

import pytest
from docx import Document

from bot.documents import Section, written
from bot.usecases.inspection import PLANNED, sample
from bot.usecases.verify import verify_state
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import PROVEN, VERIFYING
from tests.bot.conversation.duties import asks, entries
from tests.bot.conversation.playing import play

OFFICE, OTHER, CHIEF = "khb-jia", "khb-yi", "zuzhang"
VISITOR, CLERK, HEAD = "jn-jingban-1", "fj-jingban-1", "fj-fuzeren"
PLAN = "实地考核 5月20日 房基处 节能处经办"


async def visit(chat: Chat) -> Entry:
    """The one visit, as it was planned."""
    return (await entries(chat, "inspection.planned"))[-1]


async def looks(chat: Chat, seq: int, text: str = "") -> None:
    """The visitor looks at one item."""
    await chat.taps(VISITOR, f"看第 {seq} 项")
    await chat.taps(VISITOR, "有问题" if text else "相符", {"text": text} if text else None)


async def sampled(chat: Chat) -> list[int]:
    """The numbers of the sampled items."""
    return [chat.scheme.item(one).seq for one in (await visit(chat)).payload["items"]]


async def looked_at(chat: Chat, texts: Sequence[str] = ("缺端午、国庆两次记录",)) -> list[int]:
    """Plan the visit and look at everything; the first items have something amiss."""
    await chat.says(OFFICE, PLAN)
    seqs = await sampled(chat)
    for place, seq in enumerate(seqs):
        await looks(chat, seq, texts[place] if place < len(texts) else "")
    return seqs


async def test_a_visit_is_planned_in_one_sentence_and_the_unit_is_not_told_the_sample(chat: Chat) -> None:
    told = await chat.says(OFFICE, PLAN)
    planned = await visit(chat)

    assert "房基处5月20日实地考核，检查人：节能处经办，抽查 3 项" in told
    assert (planned.unit, planned.payload["day"]) == ("FJ", "2022-05-20")
    assert "实地考核·房产基建处 5月20日" in await chat.sees(VISITOR)
    heard = chat.last(f"user:{HEAD}")
    assert "5月20日考核办组织到房基处实地考核" in heard
    assert not any(chat.scheme.item(one).label in heard for one in planned.payload["items"])
    assert not chat.cards(CLERK)


async def test_the_sample_can_be_drawn_again_from_the_seed_in_the_journal(chat: Chat) -> None:
    await chat.says(OFFICE, PLAN)
    planned, scheme = await visit(chat), chat.scheme
    items = scheme.unit("FJ").items

    assert [item.id for item in sample(planned.payload["seed"], items)] == planned.payload["items"]
    assert len({tuple(item.id for item in sample(str(seed), items)) for seed in range(20)}) > 5
    assert [len(sample("1", scheme.unit(code).items)) for code in ("BGS", "FJ")] == [5, 3]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("实地考核 5月20日 房基处 房基处负责人", "房基处负责人和房基处有回避关系"),
        ("实地考核 5月20日 房基处 节能处经办、房基处经办", "房基处经办和房基处有回避关系"),
        ("实地考核 5月1日 房基处", "5月1日已经过去"),
        ("实地考核 房基处", "请写明日期、单位和检查人"),
        ("实地考核 5月20日", "请写明日期、单位和检查人"),
        ("实地考核 5月20日 办公室", "回避"),
    ],
)
async def test_a_visit_by_a_relation_in_the_past_or_without_day_or_unit_is_not_planned(
    chat: Chat, said: str, answer: str
) -> None:
    assert answer in await chat.says(OFFICE, said)
    assert not await entries(chat, "inspection.planned")


async def test_only_the_office_plans_and_one_visit_of_a_unit_is_open_at_a_time(chat: Chat) -> None:
    assert "考核办" in await chat.says(CLERK, "实地考核 5月20日 节能处")
    await chat.says(OFFICE, PLAN)
    assert "已安排5月20日实地考核" in await chat.says(OTHER, "实地考核 5月21日 房基处")
    await chat.says(CHIEF, "实地考核 5月20日 办公室")

    assert [one.unit for one in await entries(chat, "inspection.planned")] == ["FJ", "BGS"]


async def test_findings_are_kept_item_by_item_with_a_photograph_or_without(chat: Chat) -> None:
    await chat.says(OFFICE, PLAN)
    first, second, _ = await sampled(chat)
    await chat.taps(VISITOR, f"看第 {first} 项")
    await chat.taps(VISITOR, "发现场照片")
    await chat.drops(VISITOR, "现场.jpg")
    assert f"已收下“现场.jpg”，记在第 {first} 项下。" in chat.told(VISITOR)
    assert "还没看（照片 1 张）" in await chat.sees(VISITOR)
    await looks(chat, first, "缺端午、国庆两次记录")
    await looks(chat, second)

    found = await entries(chat, "inspection.found")
    assert found[-2].payload["text"] == "缺端午、国庆两次记录"
    assert [file["name"] for file in found[-2].payload["files"]] == ["现场.jpg"]
    assert found[-1].payload["text"] == ""
    assert not await entries(chat, "evidence.filed")
    assert "有问题：缺端午、国庆两次记录（照片 1 张）" in await chat.sees(VISITOR)


async def test_who_was_not_sent_or_became_related_records_nothing(chat: Chat) -> None:
    await chat.says(OFFICE, PLAN)
    seq = (await sampled(chat))[0]
    await chat.taps(VISITOR, f"看第 {seq} 项")
    await chat.says(VISITOR, "我要回避 房基处")
    await chat.says(VISITOR, "配偶在该处工作")
    await chat.taps(VISITOR, "相符")
    assert "没有您要办的实地考核" in await chat.says(CLERK, "实地考核")

    assert not await entries(chat, "inspection.found")


async def test_the_sheet_goes_to_the_office_and_the_head_as_a_word_file_for_both_signatures(chat: Chat) -> None:
    seqs = await looked_at(chat)
    await chat.taps(VISITOR, "出核准单")
    letters = {
        person: [row for row in chat.heard[f"user:{person}"] if row.kind == "file"] for person in (OFFICE, OTHER, HEAD)
    }
    assert [len(found) for found in letters.values()] == [1, 1, 1]
    body = letters[HEAD][0].body
    assert body["name"] == "房产基建处实地考核核准单.docx"
    sections = [Section.model_validate(one) for one in body["document"]["sections"]]
    lines = [one.text for one in Document(io.BytesIO(written(body["document"]["title"], sections))).paragraphs]

    assert f"第 {seqs[0]} 项" in next(line for line in lines if "有问题：缺端午、国庆两次记录" in line)
    assert sum(line.endswith("：相符") for line in lines) == 2
    seed = (await visit(chat)).payload["seed"]
    assert any(seed in line for line in lines)
    assert any(line.startswith("检查人（签字）") for line in lines)
    assert any(line.startswith("房产基建处负责人（签字）") for line in lines)


async def test_the_sheet_waits_until_everything_was_looked_at(chat: Chat) -> None:
    await chat.says(OFFICE, PLAN)
    seqs = await sampled(chat)
    await looks(chat, seqs[0])

    with pytest.raises(AssertionError, match="没有“出核准单”按钮"):
        chat.button(VISITOR, "出核准单")
    assert not await entries(chat, "inspection.reported")


async def test_the_signed_scan_closes_the_visit_and_nothing_changes_afterwards(chat: Chat) -> None:
    seqs = await looked_at(chat)
    _, old = chat.button(VISITOR, f"看第 {seqs[0]} 项")
    await chat.taps(VISITOR, "出核准单")
    await chat.taps(OFFICE, "交回签字件")
    told = await chat.drops(OFFICE, "核准单签字.pdf")
    count = len(await entries(chat, "inspection.found"))
    await chat.says(VISITOR, f"{old['label']} {old['code']}")
    await chat.taps(VISITOR, "相符")

    assert "签字件“核准单签字.pdf”已存档" in told
    assert "已存档" in chat.last(f"user:{HEAD}")
    (closed,) = await entries(chat, "inspection.closed")
    assert [file["name"] for file in closed.payload["files"]] == ["核准单签字.pdf"]
    assert len(await entries(chat, "inspection.found")) == count
    assert "没有您要办的实地考核" in await chat.says(VISITOR, "实地考核")


async def test_a_visit_is_called_off_with_a_reason_and_may_be_planned_anew(chat: Chat) -> None:
    await chat.says(OFFICE, PLAN)
    await chat.taps(OFFICE, "取消安排")
    assert not await entries(chat, "inspection.cancelled")
    await chat.says(OFFICE, "改在五月底一并检查")

    assert (await entries(chat, "inspection.cancelled"))[0].reason == "改在五月底一并检查"
    assert "已取消房基处5月20日的实地考核" in chat.last(f"user:{HEAD}")
    await chat.says(OFFICE, "实地考核 5月31日 房基处")
    assert [one.payload["day"] for one in await entries(chat, PLANNED)] == ["2022-05-20", "2022-05-31"]


async def test_what_was_amiss_on_the_spot_is_looked_at_by_itself_when_it_is_verified(chat: Chat) -> None:
    await play(chat, PROVEN)
    seqs = await looked_at(chat, ("台账缺页",) * 3)
    await play(chat, VERIFYING)
    state = await asks(chat, OFFICE, lambda act: verify_state(act, "FJ"))

    assert {chat.scheme.item(one).seq for one in state.questions} == set(seqs)
    assert not state.questions & {item.id for item in state.plain}
    for _ in range(12):
        if (await asks(chat, OFFICE, lambda act: verify_state(act, "FJ"))).waiting:
            await chat.taps(OFFICE, "逐项看|核准@核准")
    assert "5月20日实地考核：有问题：台账缺页" in "".join(chat.told(OFFICE))
