"""Hand in: what arrives is gathered, placed and receipted; 撤回 takes back, 换一项 puts elsewhere."""

from typing import Any

from bot.conversation import gathering, placing
from bot.conversation.duty import Duty
from bot.conversation.papers import begin, keep_closed
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.intents import Heard, Intent
from bot.usecases.evidence import filed_now, withdraw_evidence
from bot.words import evidence as said
from cards.words import stamp
from storage.records import StoredFile


def withdraw(turn: Turn, press: Press) -> None:
    """Take a paper back."""
    slot = press.args["evidence"]
    withdraw_evidence(turn.act, slot)
    turn.settle(slot, stamp(turn.person.name, turn.act.now, said.WITHDRAW))
    turn.say(said.WITHDREW)


def withdraw_last(turn: Turn, heard: Heard) -> None:
    """撤回: the last paper the person handed in himself."""
    mine = [
        entry
        for code in turn.person.units
        for entry in turn.act.desk.journal.currents(turn.act.year, unit=code, kinds={"evidence.filed"})
        if entry.actor == turn.person.id
    ]
    if not mine:
        raise Mistaken(said.NOTHING_TO_WITHDRAW)
    withdraw(turn, Press("evidence.withdraw", {"evidence": max(mine, key=lambda entry: entry.seq).slot}))


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


EVIDENCE = Duty(
    name="evidence",
    intents={Intent.WITHDRAW: withdraw_last, Intent.FINISH: gathering.finish},
    verbs={
        "evidence.close": gathering.close,
        "summary.paper": gathering.as_paper,
        "evidence.place": placing.place,
        "evidence.other": placing.other,
        "evidence.withdraw": withdraw,
        "evidence.drop": placing.drop,
        "evidence.move": move,
        "evidence.also": also,
    },
    listens=gathering.listen,
)
