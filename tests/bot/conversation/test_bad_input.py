"""Whatever is said or tapped wrongly gets one clear sentence, and nothing is half-stored."""

import json

import pytest

from bot.gateway.dingtalk.frames import CARD, ROBOT
from storage.records import Entry
from tests.bot.chat import Chat

CLERK, HEAD, OFFICE = "fj-jingban-1", "fj-fuzeren", "khb-jia"


async def entries(chat: Chat, kind: str) -> list[Entry]:
    """The journal's entries of one kind."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind == kind]


async def test_a_stranger_is_told_whom_to_ask(chat: Chat) -> None:
    assert "名册" in await chat.says("nobody", "我的任务")


async def test_an_empty_message_is_answered(chat: Chat) -> None:
    assert "没有收到文字" in await chat.says(CLERK, "   ")


async def test_a_message_of_twenty_thousand_characters_is_refused_with_its_length(chat: Chat) -> None:
    assert "20000" in await chat.says(CLERK, "长" * 20000)


@pytest.mark.parametrize("text", ["👍", "🎉🎉", "。。。", "asdf", "取消确认", "不确认", "没有扣分吧"])
async def test_what_is_not_understood_is_asked_back_with_at_most_three_choices(chat: Chat, text: str) -> None:
    told = await chat.says(CLERK, text)

    assert told
    card = chat.cards(CLERK)[-1] if chat.cards(CLERK) else {"buttons": "[]"}
    assert len(json.loads(card["buttons"])) <= 3
    assert not await entries(chat, "self.confirmed")


async def test_a_tap_by_somebody_else_gets_one_private_hint_and_changes_nothing(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评")
    card, button = chat.button(CLERK, "其余…")
    content = json.dumps({"cardPrivateData": {"params": {"code": button["code"], "version": card["version"]}}})
    await chat.arrive(CARD, HEAD, {"userId": HEAD, "outTrackId": card["id"], "content": content})

    assert "不能代为操作" in chat.last(f"user:{HEAD}")
    assert not await entries(chat, "self.declared")


async def test_a_stale_tap_changes_nothing_and_shows_the_present_state(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 4")
    card, button = chat.button(CLERK, "无扣分…")
    await chat.says("fj-jingban-1", "自评 4")
    await chat.taps(CLERK, "节前督查缺次…")
    await chat.taps(CLERK, "记为 1 次")
    content = json.dumps({"cardPrivateData": {"params": {"code": button["code"], "version": card["version"]}}})
    await chat.arrive(CARD, CLERK, {"userId": CLERK, "outTrackId": card["id"], "content": content})

    declared = await entries(chat, "self.declared")
    assert [one.payload["deductions"] for one in declared] == [[{"rule": "FJ-4-R1", "count": 1}]]
    assert any("有变化" in one for one in chat.told(CLERK))


async def test_the_same_message_delivered_twice_is_worked_once(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评", key="msg:1")
    before = len(chat.told(OFFICE))
    await chat.says(OFFICE, "打开自评", key="msg:1")

    assert len(chat.told(OFFICE)) == before
    assert len(await entries(chat, "stage.opened")) == 1


async def test_a_count_beyond_the_tasks_is_refused(chat: Chat) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says(CLERK, "自评 1")
    await chat.taps(CLERK, "一键通有一项延误…")
    await chat.taps(CLERK, "记为 1 项")
    await chat.taps(CLERK, "记为 2 项")
    told = await chat.taps(CLERK, "记为 3 项")

    assert "最多 2" in "\n".join(chat.told(CLERK)[-2:]) + told
    assert (await entries(chat, "self.declared"))[-1].payload["deductions"][0]["count"] == 2


@pytest.mark.parametrize("said", ["9", "0", "0.5", "1.555", "很多", "-1", "1e9"])
async def test_an_amount_outside_its_range_is_refused(chat: Chat, said: str) -> None:
    await chat.says(OFFICE, "打开自评")
    await chat.says("bgs-jingban-1", "自评 2")
    await chat.taps("bgs-jingban-1", "数字化推进不力（主观原因）…")
    await chat.says("bgs-jingban-1", said)
    await chat.says("bgs-jingban-1", "因为系统晚上线")

    assert not await entries(chat, "self.declared")


async def test_a_leaders_form_with_one_bad_score_stores_none(chat: Chat) -> None:
    await chat.says(OFFICE, "打开领导评价")
    await chat.taps("lingdao-jia", "保存打分", {"BGS": "9.5", "DW": "9", "JC": "11"})

    assert any("0 到 10" in one for one in chat.told("lingdao-jia"))
    assert not await entries(chat, "leader.drafted")


async def test_a_claim_with_a_date_outside_the_window_is_refused(chat: Chat) -> None:
    for said in ("加分", "1", "市政府", "集体", "绍政发〔2021〕9号", "2021-12-20", "同日"):
        told = await chat.says("zc-jingban-1", said)

    assert "不加分" in told
    assert not await entries(chat, "bonus.claimed")


async def test_nothing_is_done_before_its_stage_opens(chat: Chat) -> None:
    assert "没有打开" in await chat.says(CLERK, "自评")
    assert "没有打开" in await chat.says("lingdao-jia", "打分")


async def test_leaving_a_question_stores_nothing(chat: Chat) -> None:
    await chat.says("zc-jingban-1", "加分")
    told = await chat.says("zc-jingban-1", "退出")

    assert "没有" in told
    assert not await entries(chat, "bonus.claimed")


async def test_files_that_could_not_be_kept_are_explained(chat: Chat) -> None:
    await chat.arrive(
        "kaohe/fetched",
        CLERK,
        {"sha256": "", "name": "空.docx", "problem": "“空.docx”是空文件（0 字节），请重新发送。"},
    )

    assert "0 字节" in chat.last(f"user:{CLERK}")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"msgtype": "text"},
        {"msgtype": "text", "text": None},
        {"msgtype": "file", "content": None, "conversationType": "1"},
        {"msgtype": "unknownMsgType"},
        {"errorCode": "20001", "errorMessage": "over quota"},
        {"msgtype": "richText", "content": {"richText": None}},
    ],
)
async def test_frames_with_missing_fields_are_answered_or_logged_but_never_lost(
    chat: Chat, body: dict[str, object]
) -> None:
    await chat.arrive(ROBOT, CLERK, body)

    assert chat.last(f"user:{CLERK}")
    counts = await chat.store.read(lambda desk: desk.inbox.counts())
    assert counts == {"done": 1}


async def test_in_a_group_files_and_scores_stay_private(chat: Chat) -> None:
    assert "还没有登记" in await chat.says("lingdao-jia", "排名", group="cid1")
    await chat.says(OFFICE, "绑定群 1", group="cid1")

    assert "进度" in await chat.says("lingdao-jia", "排名", group="cid1")
    told = await chat.says(CLERK, "排名", group="cid1")
    assert "第1名" not in told
    assert "单位" not in await chat.says(HEAD, "谁没交", group="cid1")
    assert "还没有材料" in chat.last(f"user:{HEAD}")


async def test_words_after_another_tap_do_not_answer_the_question_before(chat: Chat) -> None:
    await chat.says(OFFICE, "打开共性评分")
    await chat.taps("dw-pingfen", "房基处")
    await chat.taps("dw-pingfen", "第2条记为 1 人次")
    await chat.taps("dw-pingfen", "返回本行")
    await chat.says("dw-pingfen", "今天先到这里，明天再说")

    assert not await entries(chat, "common.scored")


async def test_a_file_from_somebody_who_hands_in_nothing_is_answered_not_parked(chat: Chat) -> None:
    told = await chat.drops("lingdao-jia", "讲话稿.docx")

    assert "没有这项权限" in told
    assert await chat.store.read(lambda desk: desk.inbox.counts()) == {"done": 1}
