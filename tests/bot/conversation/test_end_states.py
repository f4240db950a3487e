"""After a tap every other copy says who did what, old → new, and opens what is true now; nothing else acts on it."""

from bot.conversation.voice import Form
from tests.bot.chat import Chat, open_chat
from tests.bot.conversation.acts import (
    CLERK,
    COMMON,
    HANDED_IN,
    HEAD,
    HONOUR,
    LEADER,
    OFFICE,
    OTHER,
    PROVEN,
    SCORER,
    SELF,
    VERIFYING,
)
from tests.bot.conversation.playing import play, says, taps

AGAIN = "看最新情况"


def statuses(chat: Chat, person: str) -> list[str]:
    """The end states on a person's cards, the oldest first."""
    return [card["status"] for card in chat.cards(person) if card["status"]]


def labels(chat: Chat, person: str, title: str) -> str:
    """The buttons of a person's newest card under a title."""
    return str(next(card["buttons"] for card in reversed(chat.cards(person)) if title in card["title"]))


async def test_a_second_officers_copy_of_an_item_ends_when_the_first_accepts_it(chat: Chat) -> None:
    await play(chat, (*VERIFYING, *says(OTHER, "核准 房基处")))
    await chat.taps(OFFICE, "核准")

    assert statuses(chat, OTHER)[-1] == "✔ 考核办甲 5月9日 09:00 核准第 1 项 自评 15→核准 15"
    assert "调整" not in labels(chat, OTHER, "核准·房产基建处")
    await chat.taps(OTHER, AGAIN)
    assert "第2项" in str(chat.cards(OTHER)[-1])


async def test_an_adjustment_is_told_with_both_values(chat: Chat) -> None:
    await play(chat, (*VERIFYING, *says(OTHER, "核准 房基处"), *taps(OFFICE, "调整")))
    await chat.taps(OFFICE, "一键通有一项延误 记为 1 项")
    await chat.taps(OFFICE, "按此核准", {"reason": "台账缺一次"})

    assert "调整第 1 项 自评 15→核准 5" in statuses(chat, OTHER)[-1]


async def test_what_one_accepts_together_ends_the_others_list(chat: Chat) -> None:
    await play(chat, (*PROVEN, *VERIFYING, *says(OTHER, "核准 房基处")))
    await chat.taps(OFFICE, "一起核准")

    assert "一起核准 1 项 待核准→已核准" in statuses(chat, OTHER)[-1]
    assert "一起核准" not in labels(chat, OTHER, "核准·房产基建处")


async def test_the_queue_ends_when_its_unit_is_done_and_opens_the_rest(chat: Chat) -> None:
    await play(chat, (*HANDED_IN, *taps(HEAD, "确认"), *says(OFFICE, "打开核准"), *taps(OFFICE, "房基处")))
    for _ in range(7):
        await chat.taps(OFFICE, "核准")

    assert any("全部核准" in one for one in statuses(chat, OFFICE))
    assert "房基处 核准中→已核准" in statuses(chat, OTHER)[-1]
    assert "待核准" in await chat.taps(OTHER, AGAIN) or "待核准" in chat.cards(OTHER)[-1]["title"]


async def test_a_colleague_with_the_same_item_open_sees_who_set_it_and_another_item_stays_open(chat: Chat) -> None:
    await play(chat, (*SELF, *says(CLERK, "自评 4"), *says(HEAD, "自评 5"), *says(HEAD, "自评 4")))
    await chat.taps(CLERK, "无扣分…", {"reason": "均按时办结"})
    fifth, fourth = chat.cards(HEAD)[-2:]

    assert fourth["status"] == "✔ 房基处经办 5月9日 09:00 第 4 项 未填→无扣分"
    assert "无扣分" in fifth["buttons"]
    assert fifth["status"] == ""


async def test_the_rest_set_at_once_ends_every_copy_of_those_items(chat: Chat) -> None:
    await play(chat, (*SELF, *says(HEAD, "自评 5"), *says(CLERK, "自评"), *taps(CLERK, "其余…", reason="均按时办结")))

    assert "7 项 未填→无扣分" in statuses(chat, HEAD)[-1]
    await chat.taps(HEAD, AGAIN)
    assert "自评" in chat.cards(HEAD)[-1]["title"]


async def test_an_older_copy_of_a_row_ends_in_what_the_newer_one_set(chat: Chat) -> None:
    await play(chat, (*COMMON, *says(SCORER, "共性评分"), *taps(SCORER, "房基处@党建工作")))
    await chat.taps(SCORER, "第2条记为 1 人次", {"reason": "3月12日谈话记录第2号"})
    first = next(card for card in chat.cards(SCORER) if card["status"])

    assert "房基处 未打分→" in first["status"]
    assert "党建评分人" in first["status"]
    assert AGAIN in first["buttons"]
    assert "提交" not in first["buttons"]


async def test_a_row_that_is_handed_in_ends_on_every_copy(chat: Chat) -> None:
    await play(
        chat, (*COMMON, *says(SCORER, "共性评分"), *taps(SCORER, "其余…@党建工作"), *taps(SCORER, "提交@党建工作"))
    )
    rows = [card for card in chat.cards(SCORER) if "党建工作" in card["title"]]

    assert len(rows) == 2
    assert all("提交 草稿→已提交" in card["status"] and card["buttons"] == "[]" for card in rows)


async def test_a_leaders_older_card_ends_in_the_score_he_gave_and_opens_his_line(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开领导评价"), *says(LEADER, "打分")))
    await chat.taps(LEADER, "给办公室打分", {"score": "9.5"})

    assert "办公室 未打分→9.5" in statuses(chat, LEADER)[0]
    await chat.taps(LEADER, AGAIN)
    assert "给办公室打分" in chat.cards(LEADER)[-1]["buttons"]


async def test_a_stage_opened_by_one_ends_the_other_officers_list(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "阶段"), *says(OTHER, "阶段")))
    await chat.taps(OFFICE, "打开自评")

    assert "✔ 考核办甲 5月9日 09:00 自评 关闭→打开" in statuses(chat, OTHER)[-1]
    await chat.taps(OTHER, AGAIN)
    assert "关闭自评" in chat.cards(OTHER)[-1]["buttons"]


async def test_a_settled_claim_keeps_the_way_back_for_whoever_decided_it_only(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开核准"), *HONOUR))
    await chat.taps(OFFICE, "认定")

    assert "撤销（五分钟内）" in labels(chat, OFFICE, "加分认定")
    assert labels(chat, OTHER, "加分认定") == "[]"
    await chat.taps(OFFICE, "撤销（五分钟内）")
    assert "加分认定" in await chat.says(OFFICE, "待认定")


async def test_a_number_never_reaches_what_an_ended_card_offers(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开核准"), *HONOUR))
    await chat.taps(OFFICE, "认定")
    told = await chat.says(OFFICE, "1")

    assert "“加分认定·房产基建处”已经办过了" in told
    assert "考核办甲" in told
    found = await chat.store.read(lambda desk: desk.journal.currents(2022, kinds={"bonus.accepted"}))
    assert len(found) == 1


async def test_a_copy_that_ends_on_anothers_screen_does_not_take_his_numbers(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开核准"), *HONOUR, *says(OTHER, "阶段"), *taps(OFFICE, "认定")))
    await chat.says(OTHER, "1")

    found = await chat.store.read(lambda desk: desk.journal.newest_by(2022, OTHER, 1))
    assert [one.slot for one in found] == ["stage:daily"]


async def test_where_cards_cannot_change_the_number_of_an_ended_one_is_refused_in_words() -> None:
    async with open_chat("sqlite:///:memory:", Form.TEXT) as chat:
        await play(chat, (*says(OFFICE, "打开核准"), *HONOUR, *taps(OFFICE, "认定")))

        assert "“加分认定·房产基建处”已经办过了" in await chat.says(OTHER, "1")
        assert "没有重复登记" in await chat.says(OTHER, "2")
