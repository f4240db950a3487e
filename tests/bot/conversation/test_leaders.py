"""A leader reads, scores his line, sees his own mean and spread, hands in; where nobody scored the 组长 decides."""

from bot.usecases.results import sheet_of
from scoring import Sheet
from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, GIVEN_ALL, LEADER, OFFICE
from tests.bot.conversation.duties import asks
from tests.bot.conversation.playing import play, says, taps
from tests.bot.conversation.test_bad_input import entries

OTHERS = {"lingdao-yi": ("综合处", "房基处", "节能处"), "lingdao-bing": ("后勤中心", "资产中心")}
OPEN = says(OFFICE, "打开领导评价")


async def leader_part(chat: Chat, unit: str) -> tuple[str, ...]:
    """What the sheet of a unit says of the leaders' part: points and reason."""

    sheet: Sheet = await asks(chat, OFFICE, lambda act: sheet_of(act, unit))
    return tuple(f"{line.points} {line.because}" for line in sheet.lines if line.part == "leader")


async def everybody_else(chat: Chat, *leaders: str) -> None:
    """These leaders score their lines with 9 and hand in."""
    for leader in leaders:
        for unit in OTHERS[leader]:
            await chat.taps(leader, f"给{unit}打分", {"score": "9"})
        await chat.taps(leader, "提交打分")


async def test_a_leader_sees_his_own_mean_and_spread_before_he_hands_in_and_nothing_counts_until_then(
    chat: Chat,
) -> None:
    await play(chat, GIVEN_ALL)
    seen = await chat.sees(LEADER)

    assert "**本人平均** 9.33　**最高** 9.5　**最低** 9" in seen
    assert "政令畅通、办事效率、服务质量" in seen
    assert await leader_part(chat, "BGS") == ()
    await chat.taps(LEADER, "提交打分")
    assert await leader_part(chat, "BGS") == ("9.5 分管领导评价 9.5 分",)


async def test_the_line_is_not_handed_in_while_a_unit_is_missing(chat: Chat) -> None:
    await play(chat, (*OPEN, *taps(LEADER, "给办公室打分", score="9.5")))

    assert "还有 2 家没有打分：机关党委、计财处" in await chat.says(LEADER, "提交打分")
    assert not await entries(chat, "leader.scored")


async def test_what_is_changed_after_handing_in_counts_at_once_until_the_stage_is_closed(chat: Chat) -> None:
    await play(chat, (*GIVEN_ALL, *taps(LEADER, "提交打分"), *says(LEADER, "打分")))
    assert "立即生效" in await chat.taps(LEADER, "给办公室打分", {"score": "9.2"})
    assert (await leader_part(chat, "BGS"))[0].startswith("9.2")

    await everybody_else(chat, "lingdao-yi", "lingdao-bing")
    await chat.says(OFFICE, "关闭领导评价")
    await chat.taps(LEADER, "给办公室打分", {"score": "9.8"})
    assert (await leader_part(chat, "BGS"))[0].startswith("9.2")


async def test_a_score_that_stands_out_asks_for_one_line_of_fact_which_stays_on_the_line(chat: Chat) -> None:
    await play(chat, (*OPEN, *taps(LEADER, "给办公室打分", score="9.5"), *taps(LEADER, "给机关党委打分", score="9")))
    await chat.taps(LEADER, "给计财处打分", {"score": "5.5"})

    assert chat.told(LEADER)[-2].startswith("计财处的分数和其他单位差得多（或不高于 6 分），请用一句话写明事实")
    await chat.says(LEADER, "两次督办未按期办结")
    await chat.taps(LEADER, "提交打分")
    assert await leader_part(chat, "JC") == ("5.5 综合评价 5.5 分（两次督办未按期办结）",)


async def test_a_fact_that_says_nothing_is_refused_and_nothing_is_stored(chat: Chat) -> None:
    await play(chat, OPEN)
    await chat.taps(LEADER, "给计财处打分", {"score": "5"})

    assert "要写一句事实" in await chat.says(LEADER, "差")
    assert not await entries(chat, "leader.drafted")


async def test_the_review_paper_shows_the_line_by_part_and_the_offices_opinion(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "审议意见 计财处：全年按期办结，建议良好"), *OPEN))
    told = await chat.says(LEADER, "送审稿")

    assert "责任清单 60" in told
    assert "**考核办意见** 全年按期办结，建议良好" in told
    assert "**督查** " in told
    assert "房产基建处" not in told


async def test_the_office_writes_no_opinion_on_its_own_unit(chat: Chat) -> None:
    assert "回避" in await chat.says(OFFICE, "审议意见 办公室：很好")
    assert "请写明单位和意见" in await chat.says(OFFICE, "审议意见 很好")
    assert not await entries(chat, "review.opinion")


async def test_a_leader_with_a_relation_does_not_score_that_unit_and_the_chief_decides(chat: Chat) -> None:
    await play(chat, (*says(LEADER, "我要回避 计财处"), *OPEN))
    assert "计划财务处" not in await chat.says(LEADER, "打分")
    assert "回避关系" in await chat.says(LEADER, "给计财处打9分") + str(chat.told(LEADER)[-2:])

    assert [card["title"] for card in chat.cards(CHIEF)] == ["综合评价还缺·计划财务处"]


async def test_the_chief_may_score_himself_and_the_line_says_so(chat: Chat) -> None:
    await play(chat, (*OPEN, *says(CHIEF, "缺评")))
    told = await chat.taps(CHIEF, "组长打分@办公室", {"score": "9.1"})

    assert told == "办公室：组长打分，记 9.1 分。已登记并告诉考核办。"
    assert "组长对办公室的综合评价作出决定" in chat.last(f"user:{OFFICE}")
    assert await leader_part(chat, "BGS") == ("9.1 综合评价 9.1 分（组长决定：组长打分）",)


async def test_the_mean_of_those_given_is_rounded_and_waits_for_a_first_score(chat: Chat) -> None:
    await play(chat, (*OPEN, *says(CHIEF, "缺评")))
    await chat.taps(CHIEF, "按已打分的平均@办公室")
    assert "没有平均数可用" in chat.told(CHIEF)[-2]
    await everybody_else(chat, "lingdao-yi", "lingdao-bing")
    await chat.taps(CHIEF, "按已打分的平均@办公室")

    assert await leader_part(chat, "BGS") == ("9.00 综合评价 9 分（组长决定：按已打分的平均）",)


async def test_a_written_entrustment_names_its_paper(chat: Chat) -> None:
    await play(chat, (*OPEN, *says(CHIEF, "缺评"), *taps(CHIEF, "书面委托@办公室")))
    await chat.says(CHIEF, "1月5日委托书，委托分管领导乙")
    await chat.says(CHIEF, "9.25")

    assert "1月5日委托书，委托分管领导乙" in (await leader_part(chat, "BGS"))[0]


async def test_waiting_takes_an_earlier_decision_back_and_the_leader_may_score_again(chat: Chat) -> None:
    await play(chat, (*OPEN, *says(CHIEF, "缺评"), *taps(CHIEF, "组长打分@办公室", score="9.1")))
    assert "已由组长决定" in await chat.says(LEADER, "给办公室打9分")
    await chat.says(CHIEF, "改缺评 办公室")
    await chat.taps(CHIEF, "等一等@办公室")

    assert await leader_part(chat, "BGS") == ()
    await chat.says(LEADER, "打分")
    await chat.taps(LEADER, "给办公室打分", {"score": "9"})
    assert await entries(chat, "leader.drafted")


async def test_a_decision_after_the_leader_has_scored_meanwhile_is_refused(chat: Chat) -> None:
    await play(chat, (*OPEN, *says(CHIEF, "缺评"), *GIVEN_ALL[1:], *taps(LEADER, "提交打分")))

    await chat.taps(CHIEF, "组长打分@办公室", {"score": "3"})
    assert "刚才已经打分" in chat.told(CHIEF)[-2]
    assert await leader_part(chat, "BGS") == ("9.5 分管领导评价 9.5 分",)


async def test_only_the_office_sees_how_the_lines_differ_and_no_score_changes(chat: Chat) -> None:
    await play(chat, (*GIVEN_ALL, *taps(LEADER, "提交打分")))
    await everybody_else(chat, "lingdao-yi", "lingdao-bing")
    told = await chat.says(OFFICE, "分管线打分对比")

    assert "分管领导甲：3 家，平均 9.33，最高 9.5、最低 9，比总平均高 0.2" in told
    assert "系统不作任何调整" in told
    assert "只给考核办看" in await chat.says(LEADER, "分管线打分对比")
    assert (await leader_part(chat, "BGS"))[0].startswith("9.5")


async def test_who_is_no_chief_decides_nothing(chat: Chat) -> None:
    await play(chat, OPEN)

    assert "由组长决定" in await chat.says(OFFICE, "缺评")
    assert "由组长决定" in await chat.says(LEADER, "缺评")
