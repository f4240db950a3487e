"""更正 after publication: on a 党组 decision, the whole difference first, then the next version; nothing is lost."""

from decimal import Decimal

import pytest

from bot.usecases.act import Act
from bot.usecases.correcting import published_version, result_of
from storage.desk import Desk
from storage.records import Entry
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, HEAD, LEADER, OFFICE, OTHER
from tests.bot.conversation.acts_summed import CHANGED, CORRECTED, CORRECTING, DECISION, ITEM_OPEN, PUBLISHED, SENT_UP
from tests.bot.conversation.playing import play, says, taps

NOW = "排名"


async def written(chat: Chat, *kinds: str) -> list[Entry]:
    """Every entry of these kinds, oldest first."""
    entries = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in entries if entry.kind in kinds]


async def total(chat: Chat, unit: str, version: int) -> Decimal:
    """What a version published of a unit."""

    def look(desk: Desk) -> Decimal:
        officer = desk.people.get(OFFICE)
        assert officer is not None
        act = Act(desk=desk, scheme=chat.scheme, actor=officer, message="test")
        return result_of(published_version(act, version))[1].of(unit).total

    return await chat.store.read(look)


async def test_a_correction_is_published_as_version_two_and_version_one_stays(chat: Chat) -> None:
    await play(chat, CHANGED)
    draft = await chat.says(OFFICE, "更正")
    assert "更正2022年度考核结果（第2版）" in draft
    assert "总分 90 → 89.5" in draft
    assert "名次第 1 → 第 8" in draft
    assert "集体决定：0 → -0.5，少 0.5 分" in draft
    assert len(await written(chat, "result.published")) == 1

    await chat.taps(OFFICE, "送组长确认")
    assert "总分 90 → 89.5" in await chat.sees(CHIEF)
    assert "第1名** 房" in await chat.says(CLERK, NOW)
    await chat.taps(CHIEF, "确认并公布第2版")

    assert (await total(chat, "FJ", 1), await total(chat, "FJ", 2)) == (Decimal(90), Decimal("89.5"))
    first, second = await written(chat, "result.published")
    assert (first.payload["version"], second.payload["version"], second.supersedes) == (1, 2, first.id)
    assert second.event == DECISION["number"]
    told = await chat.says(CLERK, NOW)
    assert "第8名** 房" in told
    assert "依据** 党组纪要〔2022〕7号（第 2 版）" in told


async def test_whoever_moved_is_told_what_and_why_and_nobody_else(chat: Chat) -> None:
    await play(chat, SENT_UP)
    before = {who: len(chat.told(who)) for who in (CLERK, HEAD, "lingdao-yi", LEADER, "jn-fuzeren", OTHER)}
    await chat.taps(CHIEF, "确认并公布第2版")

    for who in (CLERK, HEAD, "lingdao-yi"):
        told = "".join(chat.told(who)[before[who] :])
        assert "第 2 版（党组纪要〔2022〕7号）" in told, who
        assert "总分 90 → 89.5" in told
        assert "原因：核查发现少记一次" in told
    assert len(chat.told(LEADER)) == before[LEADER]
    assert len(chat.told("jn-fuzeren")) == before["jn-fuzeren"]
    assert "已确认更正" in chat.last(f"user:{OTHER}")


async def test_every_version_stays_readable_for_everybody_who_may_read_the_newest(chat: Chat) -> None:
    await play(chat, CORRECTED)
    told = await chat.says(CLERK, "公布版本")
    assert "第 1 版" in told
    assert "依据党组纪要〔2022〕7号：核查发现少记一次" in told
    await chat.taps(CLERK, "看第1版")
    first = next(card for card in chat.cards(CLERK) if "排名" in card["title"])["body1"]
    assert "已被第 2 版更正" in first
    assert "第1名** 房" in first
    assert "现行" in await chat.says(HEAD, "第2版")
    assert "已被第 2 版更正" in await chat.says(HEAD, "看看第一版的结果")
    assert "没有第 3 版" in await chat.says(HEAD, "看第3版")


async def test_a_correction_of_a_correction_is_version_three(chat: Chat) -> None:
    await play(chat, (*CORRECTED, *says(OFFICE, "更正", *DECISION.values())))
    await chat.taps(OFFICE, "增减总分", {"unit": "房基处", "points": "+0.5", "reason": "复核后不扣"})
    await chat.taps(OFFICE, "送组长确认")
    await chat.taps(CHIEF, "确认并公布第3版")

    assert [await total(chat, "FJ", version) for version in (1, 2, 3)] == [90, Decimal("89.5"), 90]
    assert len(await written(chat, "result.decided")) == 2


async def test_an_item_a_bonus_and_eligibility_are_corrected_too(chat: Chat) -> None:
    honour = says(CLERK, "加分", "1", "市政府", "集体", "绍政发〔2022〕3号", "2022-03-01", "同日")
    await play(chat, (*says(OFFICE, "打开核准"), *honour, *taps(OFFICE, "认定"), *ITEM_OPEN))
    await chat.taps(OFFICE, "节前督查缺次 记为 1 次")
    await chat.taps(OFFICE, "就这样改", {"reason": "国庆漏查"})
    await chat.taps(OFFICE, "改加扣分认定", {"unit": "房基处", "claim": "1", "reason": "文件系误发"})
    await chat.taps(OFFICE, "改评优资格", {"unit": "后勤中心", "reason": "安全事故通报"})
    told = await chat.says(OFFICE, "更正")
    assert "取消评优资格" in told
    assert "加分：5 → 0" in told
    await chat.taps(OFFICE, "送组长确认")
    await chat.taps(CHIEF, "确认并公布第2版")

    kinds = [one.kind for one in await written(chat, "item.verified", "bonus.refused", "veto.recorded")]
    assert kinds == ["item.verified", "bonus.refused", "veto.recorded"]
    assert await total(chat, "FJ", 2) < Decimal(95)


async def test_a_common_row_is_corrected_by_its_name(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开共性评分"), *taps("dw-pingfen", "其余…"), *taps("dw-pingfen", "提交")))
    await play(chat, (*CORRECTING, *taps(OFFICE, "改事项得分", item="房基处 党建工作")))
    await chat.taps(OFFICE, "第一种形态处理 记为 1 人次")
    await chat.taps(OFFICE, "就这样改", {"reason": "谈话漏记"})
    await chat.taps(OFFICE, "送组长确认")
    await chat.taps(CHIEF, "确认并公布第2版")

    made = (await written(chat, "common.scored"))[-1]
    assert (made.slot, made.basis) == ("common:GX-1:FJ", DECISION["number"])


async def test_nothing_is_published_by_a_correction_that_is_given_up_or_returned(chat: Chat) -> None:
    await play(chat, SENT_UP)
    await chat.taps(CHIEF, "不同意，退回", {"reason": "差额请复核"})
    assert "差额请复核" in chat.last(f"user:{OFFICE}")
    assert "退回意见** 差额请复核" in await chat.says(OTHER, "更正")
    await chat.taps(OTHER, "放弃更正")

    assert len(await written(chat, "result.published")) == 1
    assert not await written(chat, "result.decided")
    assert "请回复决定编号" in await chat.says(OFFICE, "更正")


async def test_a_change_after_sending_takes_the_confirmation_away(chat: Chat) -> None:
    await play(chat, (*SENT_UP, *says(OTHER, "更正")))
    await chat.taps(OTHER, "增减总分", {"unit": "节能处", "points": "+1", "reason": "漏记"})
    await chat.taps(CHIEF, "看最新情况")
    with pytest.raises(AssertionError, match="没有“确认并公布第2版”按钮"):
        chat.button(CHIEF, "确认并公布第2版")


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        (("党组纪要〔2022〕7号", "2022-05-10", "算错"), "还没有到"),
        (("党组纪要〔2022〕7号", "2022-05-01", "算错"), "早于公布日期"),
        (("党", "2022-05-09", "算错"), "编号和理由"),
        (("党组纪要〔2022〕7号", "那天", "算错"), "那天"),
    ],
)
async def test_a_correction_without_a_proper_decision_is_not_opened(
    chat: Chat, answers: tuple[str, ...], refusal: str
) -> None:
    await play(chat, (*PUBLISHED, *says(OFFICE, "更正", *answers)))

    assert refusal in "".join(chat.told(OFFICE)[-2:])
    assert not await written(chat, "correction.opened")


@pytest.mark.parametrize(
    ("form", "refusal"),
    [
        ({"unit": "房基处", "points": "0", "reason": "漏记"}, "不是增减的分值"),
        ({"unit": "房基处", "points": "很多", "reason": "漏记"}, "不是增减的分值"),
        ({"unit": "房基处", "points": "0.123", "reason": "漏记"}, "小数超过两位"),
        ({"unit": "房基处", "points": "-200", "reason": "漏记"}, "超过了满分"),
        ({"unit": "邮电局", "points": "-1", "reason": "漏记"}, "没有认出单位"),
        ({"unit": "房基处", "points": "-1", "reason": "漏"}, "至少两个字"),
    ],
)
async def test_a_change_that_cannot_be_is_refused_in_words(chat: Chat, form: dict[str, str], refusal: str) -> None:
    await play(chat, CORRECTING)
    await chat.taps(OFFICE, "增减总分", form)

    assert refusal in chat.last(f"user:{OFFICE}") + "".join(chat.told(OFFICE)[-3:])
    assert not await written(chat, "correction.changed")


async def test_a_correction_that_moves_nothing_is_not_sent(chat: Chat) -> None:
    await play(chat, CORRECTING)
    assert "送组长确认" not in chat.cards(OFFICE)[-1]["buttons"]
    await chat.taps(OFFICE, "改事项得分", {"item": "房基处 4"})
    await chat.taps(OFFICE, "就这样改", {"reason": "看过了"})

    assert "没有改动" in "".join(chat.told(OFFICE)[-3:])


async def test_the_office_corrects_nothing_of_its_own_unit(chat: Chat) -> None:
    await play(chat, CORRECTING)
    await chat.taps(OFFICE, "增减总分", {"unit": "办公室", "points": "+1", "reason": "漏记"})

    assert "与您有回避关系" in "".join(chat.told(OFFICE)[-3:])
    assert not await written(chat, "correction.changed")


@pytest.mark.parametrize("who", [CLERK, HEAD, LEADER, CHIEF, "shenji"])
async def test_nobody_else_opens_a_correction(chat: Chat, who: str) -> None:
    await play(chat, PUBLISHED)

    assert "由考核办凭党组决定办理" in await chat.says(who, "更正")


async def test_before_publication_there_is_nothing_to_correct(chat: Chat) -> None:
    assert "自评" in await chat.says(OFFICE, "更正")
    assert "自评" in await chat.says(CLERK, "更正")
    assert "公布以后才能查" in await chat.says(CLERK, "公布版本")


async def test_publishing_twice_is_refused_politely(chat: Chat) -> None:
    await play(chat, PUBLISHED)
    await chat.says(OFFICE, "审定")
    await chat.taps(OFFICE, "登记审定", {"number": "党组纪要〔2022〕9号", "date": "2022-05-09"})

    assert "已经公布并锁定" in "".join(chat.told(OFFICE)[-3:])
    assert len(await written(chat, "result.published")) == 1
