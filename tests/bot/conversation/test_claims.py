"""A unit's own bonuses and deductions: with number, level, dates and the paper itself, decided by the office."""

import pytest

from storage.records import Entry
from tests.bot.chat import Chat

CLERK, HEAD, OFFICE, OTHER = "fj-jingban-1", "fj-fuzeren", "khb-jia", "jn-jingban-1"
HONOUR = ("加分", "1", "市政府", "集体", "绍政发〔2022〕9号", "2022-06-01", "同日")


async def entries(chat: Chat, prefix: str) -> list[Entry]:
    """The journal's entries whose kind starts so."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind.startswith(prefix)]


async def says(chat: Chat, person: str, *said: str) -> str:
    """One answer after the other."""
    told = ""
    for words in said:
        told = await chat.says(person, words)
    return told


async def test_a_claim_is_proven_by_the_file_that_was_asked_for(chat: Chat) -> None:
    await says(chat, CLERK, *HONOUR)
    assert "还没有佐证" in await chat.sees(OFFICE)
    await chat.taps(CLERK, "发证明文件")
    assert "把 绍政发〔2022〕9号 的文件发给我" in "".join(chat.told(CLERK)[-2:])
    told = await chat.drops(CLERK, "表彰决定.pdf")

    assert "已收下“表彰决定.pdf”" in told
    assert "表彰决定.pdf" in await chat.sees(OFFICE)
    await chat.says(OFFICE, "打开核准")
    assert "已认定" in await chat.taps(OFFICE, "认定")
    granted = (await entries(chat, "bonus.accepted"))[-1]
    assert [file["name"] for file in granted.payload["files"]] == ["表彰决定.pdf"]
    assert not await entries(chat, "evidence.filed")


async def test_a_paper_handed_in_before_proves_a_claim_without_another_upload(chat: Chat) -> None:
    await chat.sends(CLERK, "绍政发〔2022〕9号.pdf")
    await chat.taps(CLERK, "都不是|告诉我是哪一项")
    await chat.says(CLERK, "5.1")
    await says(chat, CLERK, *HONOUR)
    await chat.taps(CLERK, "用“绍政发〔2022〕9号.pdf”")

    paper = (await entries(chat, "evidence.filed"))[-1]
    assert (await entries(chat, "bonus.claimed"))[-1].evidence == (paper.slot,)
    assert "绍政发〔2022〕9号.pdf" in await chat.sees(OFFICE)


async def test_a_file_sent_much_later_is_not_taken_for_the_one_that_was_asked_for(chat: Chat) -> None:
    await says(chat, CLERK, *HONOUR)
    await chat.taps(CLERK, "发证明文件")
    await chat.later(days=1)
    await chat.sends(CLERK, "用房摸排表.xlsx")

    assert not (await entries(chat, "bonus.claimed"))[-1].payload.get("files")


async def test_the_unit_lists_its_claims_with_their_state_and_others_do_not_see_them(chat: Chat) -> None:
    await says(chat, CLERK, *HONOUR)
    assert "绍政发〔2022〕9号" in await chat.says(HEAD, "加分情况")
    await chat.says(OFFICE, "打开核准")
    await chat.taps(OFFICE, "不予认定", {"reason": "文件与本单位无关"})
    assert "文件与本单位无关" in await chat.says(CLERK, "加分情况")
    assert "绍政发" not in await chat.says(OTHER, "房基处加分情况")


async def test_a_unit_reports_a_deduction_itself_and_the_office_records_it(chat: Chat) -> None:
    await says(chat, CLERK, "自报扣分", "1", "次要", "市纪委通报〔2022〕3号", "2022-08-01", "下属单位用房超标")
    assert not await entries(chat, "extra.recorded")
    assert "扣分认定" in await chat.sees(OFFICE)
    assert "-2.5" in (await chat.sees(OFFICE)).replace("−", "-")
    assert "已认定" in await chat.taps(OFFICE, "认定")

    recorded = (await entries(chat, "extra.recorded"))[-1]
    assert (recorded.payload["role"], recorded.event) == ("次要", "市纪委通报〔2022〕3号")
    assert "扣分（市纪委通报〔2022〕3号）考核办认定" in chat.last(f"user:{CLERK}")


async def test_a_claim_can_be_taken_back_until_it_is_decided(chat: Chat) -> None:
    await says(chat, CLERK, *HONOUR)
    assert "已撤回申报" in await chat.taps(CLERK, "撤回申报")
    assert (await entries(chat, "bonus"))[-1].kind == "bonus.withdrawn"
    assert "绍政发" not in await chat.says(CLERK, "加分情况")


async def test_after_the_decision_nothing_of_a_claim_changes(chat: Chat) -> None:
    await says(chat, CLERK, *HONOUR)
    _, send = chat.button(CLERK, "发证明文件")
    _, back = chat.button(CLERK, "撤回申报")
    await chat.says(OFFICE, "打开核准")
    await chat.taps(OFFICE, "认定")
    count = len(await entries(chat, "bonus"))
    for button in (send, back):
        await chat.says(CLERK, f"{button['label']} {button['code']}")

    assert len(await entries(chat, "bonus")) == count
    assert "已认定" in chat.last(f"user:{CLERK}")


@pytest.mark.parametrize(
    "said",
    [
        ("加分", "9"),
        ("加分", "3", "9"),
        ("加分", "1", "县级", "集体", "某发〔2022〕1号", "2022-06-01", "同日"),
        ("加分", "1", "市政府", "集体", "绍政发〔2022〕9号", "六月"),
        ("自报扣分", "7"),
        ("自报扣分", "2", "主要", "5", "通报〔2022〕3号", "2022-08-01", "超标"),
        ("加分 节能处", "1", "市政府", "集体", "绍政发〔2022〕9号", "2022-06-01", "同日"),
    ],
)
async def test_what_the_method_rules_out_or_is_not_ones_own_stores_nothing(chat: Chat, said: tuple[str, ...]) -> None:
    await says(chat, CLERK, *said)

    assert not [one for one in await entries(chat, "") if one.kind.startswith(("bonus", "extra"))]


async def test_the_self_assessment_lists_what_the_unit_claims(chat: Chat) -> None:
    await says(chat, CLERK, *HONOUR)
    await chat.says(OFFICE, "打开自评")
    assert "加分 绍政发〔2022〕9号" in await chat.says(CLERK, "自评")
    await chat.taps(CLERK, "其余…")
    await chat.says(CLERK, "均按时办结")
    await chat.taps(CLERK, "提交")

    assert "加分 绍政发〔2022〕9号" in await chat.sees(HEAD)


async def test_the_other_kinds_of_bonus_ask_for_what_they_need(chat: Chat) -> None:
    await says(chat, CLERK, "申报加分", "2", "市级领导批示肯定", "某批〔2022〕1号", "2022-06-01", "2022-06-03")
    await says(chat, CLERK, "我们要报一项加分", "3", "1.2", "中心发〔2022〕8号", "2022-07-01", "同日")

    made = [one.payload for one in await entries(chat, "bonus.claimed")]
    assert [(one["clause"], one.get("trigger"), one.get("amount")) for one in made] == [
        ("四(四)1(2)", "市级领导批示肯定", None),
        ("四(四)1(3)", None, "1.2"),
    ]


async def test_the_office_opens_what_waits_and_a_decided_claim_says_so(chat: Chat) -> None:
    await chat.says(OFFICE, "打开核准")
    assert "没有待认定的申报" in await chat.says(OFFICE, "待认定")
    await says(chat, CLERK, *HONOUR)
    await chat.says(OFFICE, "待认定")
    _, button = chat.button("khb-yi", "认定")
    await chat.taps(OFFICE, "认定")
    await chat.says("khb-yi", f"认定 {button['code']}")

    assert "处理过" in chat.last("user:khb-yi")
    assert len(await entries(chat, "bonus.accepted")) == 1


async def test_proof_that_comes_while_the_office_looks_makes_it_look_again(chat: Chat) -> None:
    await says(chat, CLERK, *HONOUR)
    await chat.says(OFFICE, "打开核准")
    _, old = chat.button(OFFICE, "认定")
    await chat.taps(CLERK, "发证明文件")
    await chat.sends(CLERK, "表彰决定.pdf")
    await chat.says(OFFICE, f"认定 {old['code']}")

    assert not await entries(chat, "bonus.accepted")
    assert "表彰决定.pdf" in await chat.sees(OFFICE)


async def test_the_office_records_a_deduction_and_the_head_hears_of_it(chat: Chat) -> None:
    await says(chat, OFFICE, "扣分 房基处", "2", "主要", "1.5", "中心通报〔2022〕2号", "群众反映强烈")

    assert (await entries(chat, "extra.recorded"))[-1].payload["amount"] == "1.5"
    assert "群众反映强烈（中心通报〔2022〕2号）" in chat.last(f"user:{HEAD}")
    assert "请写明单位" in await chat.says(OFFICE, "扣分")
    assert "没有找到单位" in await chat.says(OFFICE, "扣分 火星处")


async def test_a_deduction_of_another_unit_is_not_reported_by_oneself(chat: Chat) -> None:
    assert "由牵头部门的负责人或者评分人提出" in await chat.says(CLERK, "申请给节能处扣2分")
    assert "请写明单位" in await chat.says("lingdao-jia", "申报加分")
    assert not await entries(chat, "extra")


async def test_a_paper_that_was_taken_back_proves_nothing(chat: Chat) -> None:
    await chat.sends(CLERK, "绍政发〔2022〕9号.pdf")
    await chat.taps(CLERK, "都不是|告诉我是哪一项")
    await chat.says(CLERK, "5.1")
    await says(chat, CLERK, *HONOUR)
    _, button = chat.button(CLERK, "用“…")
    await chat.says(CLERK, "撤回")
    await chat.says(CLERK, f"用 {button['code']}")

    assert "已经撤回" in chat.last(f"user:{CLERK}")
    assert not (await entries(chat, "bonus.claimed"))[-1].evidence
