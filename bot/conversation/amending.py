"""A paper that is filed already: 补充 adds to it, 撤回 takes it back, 换一项 and 还有别的事项 put it elsewhere."""

import re
from typing import Any

from bot.conversation import placing
from bot.conversation.papers import FRESH, Papers, begin, keep_closed, keep_open, let_go, opened, subject, waiting
from bot.conversation.receipts import receipt
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.intents import Heard, Slots
from bot.usecases.evidence import Paper, added_to, amend_evidence, filed_now, withdraw_evidence
from bot.usecases.paper_dates import dates_in, names_a_day
from bot.words import evidence as said
from storage.records import Entry, StoredFile

AMENDMENT = re.compile(r"^\s*(?:我?[要想再]?)?补充(?!通知)(?:一下|材料|佐证|文件)?[\s:：,，]*")
EMPTY = re.compile(r"第?\d{1,2}(?:[.．]\d{1,2})?项?的?|材料|佐证|文件|说明|[\s。.!！:：的]")
"""What names a paper but adds nothing to it."""
BARE_DAY = 12
"""Words this long may be a day and nothing else."""


def own_papers(turn: Turn) -> list[Entry]:
    """What the person handed in himself and has not taken back, oldest first."""
    currents = turn.act.desk.journal.currents
    filed = [one for code in turn.person.units for one in currents(turn.act.year, unit=code, kinds={"evidence.filed"})]
    return sorted((one for one in filed if one.actor == turn.person.id), key=lambda one: one.seq)


def meant(turn: Turn, slots: Slots, text: str) -> Entry | None:
    """The paper the words mean: one whose file they name, else the newest of the item they name, else the newest."""
    mine = own_papers(turn)
    named = [one for one in mine if any(_stem(file["name"]) in text for file in one.payload["files"])]
    fitting = [one for one in named or mine if slots.item in (None, one.item) and slots.task in (None, one.task)]
    return fitting[-1] if fitting else None


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def withdraw(turn: Turn, press: Press) -> None:
    """Take a paper back."""
    slot = press.args["evidence"]
    withdraw_evidence(turn.act, slot)
    turn.settle(slot, said.WITHDRAW)
    turn.say(said.WITHDREW)


def withdraw_by_words(turn: Turn, heard: Heard) -> None:
    """撤回: what was just sent and not placed yet, else the last paper, or the one that was named."""
    papers = waiting(turn)
    if papers is not None and heard.slots.item is None:
        let_go(turn, papers)
        turn.settle(subject(papers), said.NO_USE)
        turn.say(said.DROPPED.format(named=papers.named))
        return
    entry = meant(turn, heard.slots, heard.text)
    if entry is None:
        raise Mistaken(said.NOTHING_TO_WITHDRAW)
    withdraw(turn, Press("evidence.withdraw", {"evidence": entry.slot}))


def move(turn: Turn, press: Press) -> None:
    """换一项: the same papers, asked for again; where they are now ends once they are placed anew."""
    _ask_anew(turn, press, instead=press.args["evidence"])


def also(turn: Turn, press: Press) -> None:
    """还有别的事项: the same papers belong to another task as well; their bytes are there already."""
    _ask_anew(turn, press, is_more=True)


def _ask_anew(turn: Turn, press: Press, **about: Any) -> None:
    entry = filed_now(turn.act, press.args["evidence"])
    files = tuple(StoredFile.model_validate(file) for file in entry.payload["files"])
    text = entry.payload.get("note") or entry.payload["text"]
    papers = begin(turn, files=files, text=text, **about)
    keep_closed(turn, papers)
    placing.ask_again(turn, papers)


def more(turn: Turn, press: Press) -> None:
    """补充: whatever is sent next adds to this paper."""
    entry = filed_now(turn.act, press.args["evidence"])
    papers = opened(turn) or begin(turn)
    keep_open(turn, papers.model_copy(update={"onto": entry.slot}))
    turn.say(said.SEND_MORE.format(task=turn.scheme.task(entry.task or "").label))


def more_by_words(turn: Turn, heard: Heard) -> None:
    """补充 …: the words add a day or a note; without any, files are waited for."""
    rest = AMENDMENT.sub("", heard.text).strip()
    days = dates_in(rest, turn.act.year, turn.act.today)
    slots = Slots() if days and heard.slots.task is None else heard.slots
    entry = meant(turn, slots, heard.text)
    if entry is None:
        raise Mistaken(said.NOTHING_TO_AMEND)
    if not EMPTY.sub("", rest):
        more(turn, Press("evidence.more", {"evidence": entry.slot}))
    elif len(rest) <= BARE_DAY and not days and names_a_day(rest, turn.act.year, turn.act.today):
        raise Mistaken(said.WHICH_DAY.format(day=rest))
    else:
        amend(turn, begin(turn, text=rest, onto=entry.slot))


def add_days(turn: Turn, text: str) -> bool:
    """上周五办完的, said after a receipt: the day of the paper just handed in; False when there is none or no day."""
    mine = own_papers(turn)[-1:]
    is_fresh = bool(mine) and turn.act.now - mine[0].at <= FRESH
    if not is_fresh or not dates_in(text, turn.act.year, turn.act.today):
        return False
    amend(turn, begin(turn, text=text, onto=mine[0].slot))
    return True


def amend(turn: Turn, papers: Papers) -> None:
    """Store what was added as the next version of its paper."""
    if not papers.text and not added_to(filed_now(turn.act, papers.onto), papers.files):
        let_go(turn, papers)
        turn.say(said.NOTHING_ADDED)
        return
    entry = amend_evidence(turn.act, papers.onto, Paper(files=papers.files, text=papers.text))
    let_go(turn, papers)
    turn.settle(papers.onto, said.MORE)
    receipt(turn, entry)
