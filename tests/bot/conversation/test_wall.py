"""回避墙: by no button and no word does anybody enter a judgement of a unit he belongs to, heads, or is related to."""

from pathlib import Path

import pytest

from bot.conversation.duties import DUTIES
from bot.conversation.hearing import CHOOSE
from storage.records import Entry
from tests.bot.chat import ROSTER, Chat, open_chat
from tests.bot.conversation.acts import OFFICE, Pressed
from tests.bot.conversation.duties import roster
from tests.bot.conversation.playing import play
from tests.bot.conversation.test_three_forms import ACTS, ZHOU

pytestmark = pytest.mark.no_cover
"""Walked again and again: what it reaches is measured elsewhere, and measuring doubles its time."""

ONE = {
    "common.set": "FJ", "common.rate": "FJ", "common.abstain": "FJ", "common.noted": "FJ", "double.rule": "FJ",
    "difference.keep": "JN", "difference.follow": "JN", "forewarn.uphold": "FJ", "note.take": "FJ",
    "verify.batch": "FJ", "verify.accept": "FJ", "verify.finish": "FJ",
    "leader.unit": "BGS", "leader.save": "BGS", "leader.submit": "BGS", "leader.choose": "BGS",
    "veto.confirm": "HQ", "fraud.confirm": "ZH", "fraud.drop": "ZH", "claim.accept": "FJ", "claim.refuse": "FJ",
    "request.decide": "FJ", "relief.grant": "FJ", "relief.refuse": "FJ",
    "inspection.same": "FJ", "inspection.wrong": "FJ", "inspection.sheet": "FJ",
    "recheck.keep": "FJ", "recheck.finish": "FJ",
    "correct.take": "FJ", "correct.sum": "FJ", "correct.claim": "FJ", "correct.veto": "FJ",
}  # fmt: skip
"""Every verb that enters a judgement, and the unit that its act in the table of acts judges."""
MANY = {"common.rest": "FJ", "common.all_clean": "FJ"}
"""Those that judge several units at once: the related one is left out."""
NONE = {
    "ask", CHOOSE, "page.turn", "help.tasks", "help.show", "tasks.all", "tasks.missing", "feedback.give", "tip.pass",
    "freeze.do", "freeze.leave", "freeze.thaw", "undo.last",
    "assign.who", "assign.do", "assign.leave", "handover.tap", "handover.stop", "division.take", "delegate.ask",
    "delegate.do", "delegate.leave",
    "evidence.place", "evidence.other", "evidence.withdraw", "evidence.more", "evidence.finish", "evidence.move",
    "evidence.also", "evidence.drop", "evidence.caption", "evidence.close", "papers.fetch", "papers.page",
    "papers.look",
    "secret.report", "secret.confirm", "secret.refuse", "secret.wipe",
    "self.item", "self.summary", "self.clean", "self.not_due", "self.rule", "self.count", "self.rest", "self.submit",
    "self.confirm", "self.return", "self.group", "self.due", "self.reopen", "summary.edit", "summary.export",
    "summary.send", "summary.file", "summary.paper",
    "common.unit", "common.row", "common.submit", "common.all_submit", "note.proof", "note.drop", "note.file",
    "forewarn.answer", "forewarn.accept", "forewarn.due", "request.withdraw", "request.make",
    "verify.unit", "verify.next", "verify.adjust", "verify.set", "verify.queue", "review.paper", "leader.line",
    "sorting.open", "inspection.item", "inspection.show", "inspection.photo", "inspection.photographed",
    "inspection.send", "inspection.scanned", "inspection.cancel",
    "claim.send", "claim.paper", "claim.withdraw", "claim.bonus", "claim.extra", "claim.own_extra", "claim.file",
    "relief.ask", "relief.send", "relief.file", "relief.withdraw", "veto.ask", "veto.cancel", "fraud.ask",
    "ready.show", "ready.force", "ready.forced", "stage.set", "stage.show", "ruling.end",
    "result.decide", "result.final", "result.party", "result.approve", "result.publish",
    "decide.confirm", "decide.mine", "decide.drop", "seen.read", "seen.doubts", "recheck.ask", "recheck.change",
    "recheck.set", "recheck.leave", "correct.begin", "correct.show", "correct.item", "correct.set", "correct.leave",
    "correct.send", "correct.drop", "correct.return", "correct.confirm", "version.see",
    "record.begin", "record.scan", "record.confirm", "record.refuse", "record.wrong", "office.take", "office.return",
}  # fmt: skip
"""What enters none: one's own unit's part, looking, asking, a draft, what a meeting or a paper decided."""
PLAYED = {one.verb: one for one in ACTS}
HOW = ("declared", "belongs", "heads")


@pytest.fixture(autouse=True)
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.usecases.inspection.sample", lambda seed, items: list(items)[:3])


def test_every_verb_is_known_to_judge_or_not() -> None:
    registered = {verb for duty in DUTIES for verb in duty.verbs} | {CHOOSE}

    assert ONE.keys() | MANY.keys() | NONE == registered
    assert not (ONE.keys() | MANY.keys()) & NONE


async def relate(chat: Chat, person: str, unit: str, how: str) -> None:
    """From now on the person belongs to the unit, heads it, or has said that he is related to it."""
    named = chat.scheme.unit(unit)
    if how == "declared":
        await chat.says(person, f"我要回避{named.short}")
        return
    line = next(line for line in ROSTER.read_text(encoding="utf-8").splitlines() if f",{person}," in line)
    name, userid, units, roles, *more = line.split(",")
    role = "单位负责人" if how == "heads" else "经办"
    units = "、".join(part for part in (units, named.short) if part)
    roles = "、".join(dict.fromkeys((*roles.split("、"), role)))
    await roster(chat, more=ZHOU, change=(line, ",".join((name, userid, units, roles, *more))))


async def journal(chat: Chat) -> list[Entry]:
    """Everything that is kept."""
    return await chat.store.read(lambda desk: desk.journal.entries(2022))


async def walled(chat: Chat, one: Pressed, unit: str, how: str) -> list[Entry]:
    """What comes of a press by somebody who became related while the button was in his hand."""
    await roster(chat, more=ZHOU)
    await play(chat, one.before)
    await relate(chat, one.press.who, unit, how)
    before = len(await journal(chat))
    await play(chat, (one.press,))
    return (await journal(chat))[before:]


@pytest.mark.parametrize("verb", ONE)
async def test_a_judgement_of_a_related_unit_is_refused_and_nothing_is_kept(tmp_path: Path, verb: str) -> None:
    how = HOW[list(ONE).index(verb) % len(HOW)]
    async with open_chat(f"sqlite:///{tmp_path / 'kaohe.db'}") as chat:
        made = await walled(chat, PLAYED[verb], ONE[verb], how)

        assert not [entry.kind for entry in made], how
        heard = chat.told(PLAYED[verb].press.who)[-3:]
        assert any("回避" in told for told in heard), heard


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("verb", MANY)
async def test_where_many_are_judged_at_once_the_related_one_is_left_out(tmp_path: Path, verb: str, how: str) -> None:
    async with open_chat(f"sqlite:///{tmp_path / 'kaohe.db'}") as chat:
        made = await walled(chat, PLAYED[verb], MANY[verb], how)

        assert {entry.kind for entry in made} == {"common.scored"}
        assert MANY[verb] not in {entry.unit for entry in made}


WORDS = (
    (OFFICE, "打开核准", "否决 办公室 四(四)3"),
    (OFFICE, "打开核准", "造假 办公室 第1项"),
    (OFFICE, "打开核准", "扣分 办公室"),
    (OFFICE, "打开核准", "重开自评 办公室 材料不全"),
    (OFFICE, "打开核准", "实地考核 5月20日 办公室"),
    (OFFICE, "打开核准", "裁定 办公室第1项 五一与端午算两次"),
    ("dw-pingfen", "打开共性评分", "申请扣分 机关党委"),
    ("dw-pingfen", "打开共性评分", "记一笔 机关党委 5月6日 会议缺席一次"),
    ("lingdao-jia", "打开领导评价", "打分 办公室 9"),
    ("zuzhang", "打开领导评价", "改缺评 办公室"),
)
"""What is said to judge a unit: who, while what is open, in which words."""


@pytest.mark.parametrize(("who", "opened", "said"), WORDS, ids=lambda one: str(one))
async def test_no_word_enters_a_judgement_of_a_related_unit(tmp_path: Path, who: str, opened: str, said: str) -> None:
    async with open_chat(f"sqlite:///{tmp_path / 'kaohe.db'}") as chat:
        await chat.says(OFFICE, opened)
        unit = "DW" if "机关党委" in said else "BGS"
        if unit not in await units_of(chat, who):
            await relate(chat, who, unit, "declared")
        before = len(await journal(chat))

        for line in (said, "9.5", "督查通报〔2022〕3号", "2022-05-06", "连续两次缺席会议", "1"):
            await chat.says(who, line)
        made = (await journal(chat))[before:]
        assert not [entry.kind for entry in made if entry.unit in (unit, None)], chat.told(who)[-6:]


async def units_of(chat: Chat, person: str) -> tuple[str, ...]:
    """The units somebody belongs to."""
    found = await chat.store.read(lambda desk: desk.people.by_userid(person))
    return found.units if found else ()
