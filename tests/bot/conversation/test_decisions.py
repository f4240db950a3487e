"""集体决定: one of the office reads the minutes, another reads them too; 退回 and 缓议 keep the year from going on."""

import pytest

from storage.desk import Desk
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, FINAL, OFFICE, OTHER, PARTY
from tests.bot.conversation.acts_summed import ENTERED, PUBLISHED
from tests.bot.conversation.playing import play, says, taps

MINUTES = ("领导小组纪要〔2022〕2号", "2022-05-06", "督查通报")
DECIDED = ("result.decided", "result.passed", "result.returned", "result.deferred")


async def written(chat: Chat, *kinds: str) -> list[Entry]:
    """Every entry of these kinds, oldest first."""
    entries = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in entries if entry.kind in kinds]


async def test_a_changed_score_is_in_force_once_the_other_has_confirmed_it(chat: Chat) -> None:
    await play(chat, ENTERED)
    assert not await written(chat, *DECIDED)
    seen = await chat.sees(OTHER)
    assert "考核办甲登记：改分 -0.5 分（领导小组纪要〔2022〕2号，2022-05-06）" in seen
    assert "现在得 90 分；照此变为 89.5 分" in seen
    await chat.taps(OTHER, "与纪要一致，确认")

    (made,) = await written(chat, "result.decided")
    assert (made.payload["points"], made.actor, made.payload["first"]) == ("-0.5", OTHER, OFFICE)
    assert (made.event, made.reason, made.clause) == (MINUTES[0], MINUTES[2], "五(二)6")
    assert "已生效" in chat.last(f"user:{OFFICE}")
    assert "已生效" in chat.last(f"user:{CHIEF}")


async def test_two_who_read_differently_hear_both_figures_and_nothing_is_in_force(chat: Chat) -> None:
    await play(chat, (*ENTERED, *taps(OTHER, "不一致，我来登记"), *says(OTHER, "+0.5", *MINUTES)))

    for who in (OFFICE, OTHER):
        told = next(text for text in reversed(chat.told(who)) if "两人登记的不一样" in text)
        assert "考核办甲登记：改分 -0.5 分" in told
        assert "考核办乙登记：改分 +0.5 分" in told
    assert not await written(chat, *DECIDED)


async def test_after_a_difference_either_takes_the_others_reading(chat: Chat) -> None:
    await play(chat, (*ENTERED, *says(OTHER, "集体决定 房基处", "+0.5", *MINUTES)))
    await chat.taps(OFFICE, "按考核办乙的登记")

    (made,) = await written(chat, "result.decided")
    assert made.payload["points"] == "0.5"


async def test_the_same_read_independently_needs_no_tap(chat: Chat) -> None:
    await play(chat, (*ENTERED, *says(OTHER, "集体决定 房基处", "-0.50", *MINUTES)))

    assert len(await written(chat, "result.decided")) == 1


async def test_one_person_alone_never_brings_it_into_force(chat: Chat) -> None:
    await play(chat, (*ENTERED, *says(OFFICE, "集体决定 房基处", "-0.5", *MINUTES)))

    assert not await written(chat, *DECIDED)
    with pytest.raises(AssertionError, match="没有“与纪要一致，确认”按钮"):
        chat.button(OFFICE, "与纪要一致，确认")


@pytest.mark.parametrize(("said", "kind"), [("退回", "result.returned"), ("缓议", "result.deferred")])
async def test_a_result_that_is_returned_or_put_off_keeps_the_year_from_going_on(
    chat: Chat, said: str, kind: str
) -> None:
    await play(chat, (*PARTY, *says(OFFICE, "集体决定 房基处", said, "党组会纪要〔2022〕4号", *MINUTES[1:])))
    assert "不能定稿、审定和公布" in await chat.sees(OTHER)
    await chat.taps(OTHER, "与纪要一致，确认")
    assert len(await written(chat, kind)) == 1

    await chat.taps(CHIEF, "确认审定")
    refusal = f"房产基建处的结果被党组会纪要〔2022〕4号{said}，理由：督查通报。会议再定“通过”或改分以前，不能往下走。"
    assert refusal in "".join(chat.told(CHIEF)[-3:])
    assert f"党组会纪要〔2022〕4号{said}" in await chat.says(OFFICE, "还差什么能进入下一阶段")
    assert "不能强制" in await chat.says(OFFICE, "强制进入定稿")

    await play(chat, says(OFFICE, "集体决定 房基处", "通过", "党组会纪要〔2022〕5号", "2022-05-09", "已改好"))
    await chat.taps(OTHER, "与纪要一致，确认")
    assert "已确认" in await chat.taps(CHIEF, "确认审定")


async def test_a_changed_score_passes_what_was_returned(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "缓议 房基处", *MINUTES), *taps(OTHER, "与纪要一致，确认")))
    assert "房产基建处的结果被" in await chat.says(OFFICE, "定稿")
    await play(chat, (*ENTERED, *taps(OTHER, "与纪要一致，确认")))

    assert "房产基建处的结果被" not in await chat.says(OFFICE, "定稿")


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        (("-0.5", "领导小组纪要〔2022〕2号", "2022-05-10", "督查通报"), "会议日期 2022-05-10 还没有到"),
        (("-0.5", "领导小组纪要〔2022〕2号", "2021-12-31", "督查通报"), "早于 2022 考核年度"),
        (("0", *MINUTES), "请回复“通过”"),
        (("少一点", *MINUTES), "不是分值"),
        (("-0.123", *MINUTES), "小数超过两位"),
        (("-500", *MINUTES), "超过了满分"),
        (("-0.5", "会", "2022-05-06", "督查通报"), "至少两个字"),
    ],
)
async def test_what_no_minutes_can_say_is_refused_in_words(chat: Chat, answers: tuple[str, ...], refusal: str) -> None:
    await play(chat, says(OFFICE, "集体决定 房基处", *answers))

    assert refusal in "".join(chat.told(OFFICE)[-5:])
    assert not await written(chat, "decision.entered")


async def test_what_waits_can_be_dropped_and_its_card_then_ends(chat: Chat) -> None:
    await play(chat, (*ENTERED, *taps(OTHER, "都不登记")))

    assert "取消了房产基建处还没有生效的集体决定" in chat.last(f"user:{OFFICE}")
    assert "✔ 考核办乙" in chat.cards(OTHER)[-1]["status"]
    assert not await written(chat, *DECIDED)


async def test_a_confirmation_of_what_was_changed_since_does_nothing(chat: Chat) -> None:
    await play(chat, ENTERED)
    card, button = chat.button(OTHER, "与纪要一致，确认")
    await play(chat, says(OFFICE, "集体决定 房基处", "-1", *MINUTES))
    await chat.says(OTHER, f"好 {button['code']}")

    assert card["title"]
    assert not await written(chat, *DECIDED)


@pytest.mark.parametrize("said", ["会议决定缓议房基处", "房基处的结果缓议"])
async def test_a_sentence_that_names_unit_and_verdict_asks_for_the_minutes_only(chat: Chat, said: str) -> None:
    assert "会议名称和纪要编号" in await chat.says(OFFICE, said)
    await play(chat, (*says(OFFICE, *MINUTES), *taps(OTHER, "与纪要一致，确认")))

    assert len(await written(chat, "result.deferred")) == 1


@pytest.mark.parametrize("who", [CLERK, "lingdao-jia", CHIEF])
async def test_nobody_else_enters_a_decision(chat: Chat, who: str) -> None:
    assert "没有这项权限" in await chat.says(who, "集体决定 房基处")


async def test_with_one_person_in_the_office_the_chief_confirms(chat: Chat) -> None:
    def leave(desk: Desk) -> None:
        person = desk.people.get(OTHER)
        assert person is not None
        desk.people.put(person.model_copy(update={"active": False}))

    await chat.store.write(leave)
    await play(chat, ENTERED)
    await chat.taps(CHIEF, "与纪要一致，确认")

    assert len(await written(chat, "result.decided")) == 1


async def test_after_publication_a_decision_is_refused(chat: Chat) -> None:
    await play(chat, (*PUBLISHED, *says(OFFICE, "集体决定 房基处", "-0.5", *MINUTES)))

    assert "凭党组决定走更正" in "".join(chat.told(OFFICE)[-2:])


async def test_a_published_year_answers_a_second_publication_politely(chat: Chat) -> None:
    await play(chat, (*PARTY, *taps(CHIEF, "确认审定")))
    _, button = chat.button(OTHER, "公布并锁定")
    await chat.taps(OFFICE, "公布并锁定")
    told = await chat.says(OTHER, f"好 {button['code']}")

    assert "考核办甲" in told
    assert "已公布" in told
    assert len(await written(chat, "result.published")) == 1


@pytest.mark.parametrize(
    ("day", "refusal"), [("2022-04-30", "早于领导小组定稿的日期 2022-05-01"), ("2022-05-10", "还没有到")]
)
async def test_a_decision_of_the_party_is_neither_before_the_final_result_nor_ahead(
    chat: Chat, day: str, refusal: str
) -> None:
    await play(chat, (*FINAL, *says(OFFICE, "审定")))
    await chat.taps(OFFICE, "登记审定", {"number": "党组纪要〔2022〕3号", "date": day})

    assert refusal in "".join(chat.told(OFFICE)[-2:])
    assert not await written(chat, "result.proposed")


async def test_units_of_the_same_total_are_put_in_the_order_of_the_minutes(chat: Chat) -> None:
    order = "、".join(unit.short for unit in reversed(chat.scheme.units))
    await play(chat, says(OFFICE, f"并列次序 {order}", *MINUTES))
    assert not await written(chat, "result.ordered")
    assert "名次照此排列，得分不变" in await chat.sees(OTHER)
    await chat.taps(OTHER, "与纪要一致，确认")

    (made,) = await written(chat, "result.ordered")
    assert (made.event, made.reason, made.clause, made.unit) == (MINUTES[0], MINUTES[2], "五(二)6", None)
    ranks = await chat.says(CHIEF, "排名")
    first, last = chat.scheme.units[-1].name, chat.scheme.units[0].name
    assert f"第1名 {first}" in ranks.replace("**", "")
    assert f"第8名 {last}" in ranks.replace("**", "")
    assert f"并列次序 {order}（{MINUTES[0]}）" in ranks.replace("**", "")
    for who in (OFFICE, CHIEF):
        assert any("年度结果的集体决定已生效：并列次序" in told for told in chat.told(who))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("并列次序 办公室、房基处", "这几家现在不是刚好同分，没有登记；现在同分的是：办公室、"),
        ("并列次序 办公室", "请按会议定的先后写明两家以上单位"),
        ("并列次序 办公室、办公室", "请按会议定的先后写明两家以上单位"),
        ("并列次序 办公室、天文台", "请按会议定的先后写明两家以上单位"),
        ("先进名额 0 家", "先进名额要在 1 到 8 家之间，填了 0 家"),
        ("先进名额 9 家", "先进名额要在 1 到 8 家之间，填了 9 家"),
    ],
)
async def test_an_order_or_a_number_that_cannot_be_is_refused(chat: Chat, said: str, answer: str) -> None:
    assert answer in await chat.says(OFFICE, said)
    assert not await written(chat, "decision.entered")


async def test_an_order_that_no_longer_fits_changes_nothing(chat: Chat) -> None:
    order = "、".join(unit.short for unit in chat.scheme.units)
    await play(chat, (*says(OFFICE, f"并列次序 {order}", *MINUTES), *taps(OTHER, "与纪要一致，确认")))
    await play(chat, (*ENTERED, *taps(OTHER, "与纪要一致，确认")))

    ranks = await chat.says(CHIEF, "排名")
    assert "并列次序" not in ranks
    assert ranks.count("第1名") == 7


async def test_how_many_are_chosen_is_read_by_two_and_marks_the_list(chat: Chat) -> None:
    await play(chat, says(OFFICE, "先进名额 2 家", *MINUTES))
    await play(chat, says(OTHER, "先进名额 3家", *MINUTES))
    assert not await written(chat, "result.awards")
    assert any("先进名额 2 家" in told and "先进名额 3 家" in told for told in chat.told(OFFICE))
    await chat.taps(OTHER, "按考核办甲的登记")

    told = await chat.says(OFFICE, "结果名单")
    assert f"会议定先进 2 家（{MINUTES[0]}）；末位同分，下面有 8 家" in told
    await play(chat, (*ENTERED, *taps(OTHER, "与纪要一致，确认")))
    assert "下面有 7 家" in await chat.says(OFFICE, "结果名单")
    order = "、".join(unit.short for unit in chat.scheme.units if unit.code != "FJ")
    await play(chat, (*says(OFFICE, f"并列次序 {order}", *MINUTES), *taps(OTHER, "与纪要一致，确认")))
    told = await chat.says(OFFICE, "结果名单")
    assert f"会议定先进 2 家（{MINUTES[0]}）\n" in told.replace("<br>", "\n")


async def test_who_reads_an_order_otherwise_is_told_how_to_say_it(chat: Chat) -> None:
    await play(chat, says(OFFICE, "先进名额 2 家", *MINUTES))
    await chat.taps(OTHER, "不一致，我来登记")

    assert any("请照纪要回复您读到的" in told for told in chat.told(OTHER))
