"""For five minutes whoever acted takes his act back; what others built on it, or what is final, stays."""

import re
from pathlib import Path

import pytest

from bot.usecases.ledger import KINDS
from bot.usecases.undo import UNDOABLE
from bot.words.undo import INSTEAD_OF_FINAL, WAY_BACK
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CLERK, HANDED_IN, HEAD, HONOUR, LEADER, OFFICE, ROW, SCORER, SELF, VERIFYING
from tests.bot.conversation.playing import play

ROOT = Path(__file__).parents[3]


async def current(chat: Chat, slot: str) -> Entry:
    """What a slot says now."""
    found = await chat.store.read(lambda desk: desk.journal.current(2022, slot))
    assert found is not None
    return found


async def test_a_first_score_that_is_taken_back_leaves_the_slot_empty_and_the_history_whole(chat: Chat) -> None:
    await play(chat, ROW)
    await chat.taps(SCORER, "无扣分")
    told = await chat.says(SCORER, "点错了")

    assert "已撤销刚才的“共性评分”" in told
    left = await current(chat, "common:GX-1:FJ")
    assert (left.kind, left.version, left.reason) == ("undone", 2, "五分钟内由本人撤销")
    assert "✔ 党建评分人" in chat.cards(SCORER)[-1]["status"]
    assert "撤销" in chat.cards(SCORER)[-1]["status"]
    await chat.taps(SCORER, "看最新情况")
    assert "其余七家均无扣分" in chat.cards(SCORER)[-1]["buttons"]


async def test_a_second_score_that_is_taken_back_restores_the_first(chat: Chat) -> None:
    await chat.says(OFFICE, "打开领导评价")
    await chat.taps(LEADER, "给办公室打分", {"score": "9.5"})
    await chat.taps(LEADER, "给办公室打分", {"score": "8"})
    await chat.taps(LEADER, "撤销（五分钟内）")

    assert (await current(chat, f"leader:BGS:{LEADER}")).payload == {"score": "9.5"}


async def test_all_that_one_tap_wrote_is_taken_back_together(chat: Chat) -> None:
    await play(chat, SELF)
    await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…", {"reason": "均按时办结"})
    assert "已撤销" in await chat.says(CLERK, "撤销刚才的")

    kinds = [(await current(chat, f"self:FJ:FJ-{seq}")).kind for seq in range(1, 8)]
    assert kinds == ["undone"] * 7


async def test_a_verified_item_waits_again_after_the_button(chat: Chat) -> None:
    await play(chat, VERIFYING)
    await chat.taps(OFFICE, "核准")
    await chat.taps(OFFICE, "撤销（五分钟内）")
    told = await chat.says(OFFICE, "核准 房基处")

    assert "第1项" in told


async def test_a_decision_that_is_taken_back_is_told_to_the_claimant_by_name(chat: Chat) -> None:
    await chat.says(OFFICE, "打开核准")
    await play(chat, HONOUR)
    await chat.taps(OFFICE, "认定")
    await chat.says(OFFICE, "撤销")

    assert "考核办甲在5月9日 09:00撤销了刚才的“认定加分”" in chat.last(f"user:{CLERK}")
    for officer in (OFFICE, "khb-yi"):
        assert "考核办甲 5月9日 09:00 撤销" in str([card["status"] for card in chat.cards(officer)])
    assert "加分认定" in await chat.says(OFFICE, "待认定")


async def test_after_five_minutes_a_correction_with_a_reason_is_asked_for(chat: Chat) -> None:
    await play(chat, ROW)
    await chat.taps(SCORER, "无扣分")
    await chat.later(seconds=301)

    assert "已过五分钟，请说“更正”并写明理由" in await chat.says(SCORER, "点错了")
    assert (await current(chat, "common:GX-1:FJ")).kind == "common.scored"


async def test_what_somebody_acted_on_since_stays_and_he_is_named(chat: Chat) -> None:
    await chat.says(OFFICE, "打开审议")
    await chat.later(seconds=60)
    await chat.says("khb-yi", "关闭审议")
    told = await chat.says(OFFICE, "点错了")

    assert "考核办乙在5月9日 09:01已经接着办了，不能撤销" in told


async def test_what_goes_to_the_next_level_is_not_taken_back(chat: Chat) -> None:
    await play(chat, HANDED_IN)
    assert "“提交自评”不能直接撤销：已经交给负责人" in await chat.says(CLERK, "点错了")
    await chat.taps(HEAD, "确认")
    assert "不能直接撤销" in await chat.says(HEAD, "点错了")


async def test_who_did_nothing_has_nothing_to_take_back_and_an_undoing_is_not_undone(chat: Chat) -> None:
    assert "没有可以撤销的操作" in await chat.says(CLERK, "点错了")
    await chat.says(OFFICE, "打开自评")
    await chat.says(OFFICE, "点错了")
    assert "没有可以撤销的操作" in await chat.says(OFFICE, "点错了")


def test_every_kind_the_code_records_is_said_to_be_undoable_or_not() -> None:
    told = UNDOABLE | set(INSTEAD_OF_FINAL) | set(WAY_BACK)
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "storage").rglob("*.py")]
    recorded = {kind for file in files for kind in re.findall(r'record\(\s*"([a-z.]+)"', file.read_text())}
    handed = {f"handover.{state}" for state in ("proposed", "given", "taken", "done", "cancelled", "returned")}

    assert recorded | set(KINDS) | handed | {"task.assigned", "duty.delegated"} <= told
    assert len(told) == len(UNDOABLE) + len(INSTEAD_OF_FINAL) + len(WAY_BACK)


@pytest.mark.parametrize("kind", sorted(UNDOABLE))
def test_what_can_be_taken_back_has_a_name(kind: str) -> None:
    assert kind in KINDS
