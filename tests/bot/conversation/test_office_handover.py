"""The office's own handover: what stands and what waits goes to the successor, who takes it or gives it back."""

import pytest

from tests.bot.chat import Chat
from tests.bot.conversation.acts import CHIEF, CLERK, OFFICE, OTHER
from tests.bot.conversation.acts_scoring import ASKED
from tests.bot.conversation.acts_summed import HANDED
from tests.bot.conversation.duties import entries
from tests.bot.conversation.playing import play, says, taps


async def test_the_successor_sees_what_is_set_and_what_waits_and_takes_it(chat: Chat) -> None:
    await play(chat, (*says(OFFICE, "打开自评", "截止 自评 6月10日", "打开复核", "开启扣分预告 3"), *ASKED))
    await play(chat, says(CHIEF, "代评 党建工作 考核办乙"))
    await chat.says(OFFICE, "绑定群 1", group="cid-1")

    assert "等他接收；接收以前这些事仍由您办" in await chat.says(OFFICE, "考核办交接给 考核办乙")
    seen = (await chat.sees(OTHER)).replace("<br>", "\n")

    for line in (
        "“自评”阶段正在进行，6月10日截止",
        "“党建工作”的代评人是考核办乙",
        "已绑定，可见级别 1",
        "扣分预告已开启，3 个工作日内可以陈述",
        "复核已打开",
        "1 件扣分申请等您决定",
        "自评截止日期是 6月10日，还差 8 件没办完",
    ):
        assert line in seen, line
    await chat.taps(OTHER, "接收")

    (taken,) = await entries(chat, "office.taken")
    assert (taken.actor, taken.payload["from"]) == (OTHER, OFFICE)
    for who in (OFFICE, CHIEF):
        assert any("由考核办乙接手（原为考核办甲）" in told for told in chat.told(who))


async def test_it_is_given_back_with_a_reason_and_may_be_offered_again(chat: Chat) -> None:
    await play(chat, (*HANDED, *taps(OTHER, "退回", reason="缺签字的原件")))
    assert "考核办乙退回了考核办交接：缺签字的原件" in chat.last(f"user:{OFFICE}")

    await play(chat, (*HANDED, *HANDED, *taps(OTHER, "接收")))
    assert len(await entries(chat, "office.taken")) == 1


@pytest.mark.parametrize(
    ("who", "said", "answer"),
    [
        (OFFICE, "考核办交接", "请写明交给谁"),
        (OFFICE, "考核办交接给 考核办甲", "不能交接给自己"),
        (OFFICE, "考核办交接给 房基处经办一", "在名册里还不是考核办的人"),
        (CLERK, "考核办交接给 考核办乙", "没有这项权限"),
    ],
)
async def test_what_cannot_be_handed_over_is_said(chat: Chat, who: str, said: str, answer: str) -> None:
    assert answer in await chat.says(who, said)
    assert not await entries(chat, "office.offered")
