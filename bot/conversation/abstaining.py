"""本项不评, 弃权: a scorer leaves one unit of a row unjudged and says why; 考核办 hears of it with the row."""

import re
from collections.abc import Mapping

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.intents import Heard, Intent
from bot.understanding.noted import read_note, row_meant
from bot.usecases.abstain import abstain
from bot.usecases.common import rows_of, submit_slot
from bot.words import abstaining as said
from bot.words.by_role import INSTEAD
from cards.words import GROUP_PRIVATE
from scoring.scheme import CommonItem


def begin(turn: Turn, match: re.Match[str]) -> None:
    """弃权 党建工作 房基处 不掌握情况, in one line."""
    rows = rows_of(turn.act, turn.person)
    if not rows:
        turn.whisper(INSTEAD[Intent.ABSTAIN])
        return
    if not turn.place.is_private:
        raise Mistaken(GROUP_PRIVATE)
    noted = read_note(match.group("said") or "", turn.scheme, turn.act.today)
    row = row_meant(noted.what, rows)
    if row is None or len(noted.units) != 1:
        raise Mistaken(_which(turn, row or rows[0]))
    reason = noted.what.replace(row.label, "").strip()
    _start(turn, row, noted.units[0].code, {"reason": reason} if reason else {})


def asked(turn: Turn, heard: Heard) -> None:
    """不评了, in whatever words: a scorer's row and unit; a leader's score is for the 组长."""
    rows = {row.id: row for row in rows_of(turn.act, turn.person)}
    if not rows:
        turn.whisper(INSTEAD[Intent.ABSTAIN])
        return
    row = rows.get(heard.slots.item or "") or (next(iter(rows.values())) if len(rows) == 1 else None)
    if row is None or heard.slots.unit is None:
        raise Mistaken(_which(turn, row or next(iter(rows.values()))))
    _start(turn, row, heard.slots.unit, {})


def _which(turn: Turn, row: CommonItem) -> str:
    unit = next(unit for unit in turn.scheme.units if unit.code not in turn.person.units)
    return said.WHICH.format(row=row.label, unit=unit.short)


def _start(turn: Turn, row: CommonItem, unit: str, form: dict[str, str]) -> None:
    turn.start(Press("common.abstain", {"row": row.id, "unit": unit}, form))


def perform(turn: Turn, press: Press) -> None:
    """本项不评, with its reason."""
    row, unit = turn.scheme.common(press.args["row"]), turn.scheme.unit(press.args["unit"])
    entry = abstain(turn.act, row.id, unit.code, press.need("reason", said.ASK_WHY))
    change = (unit.short, said.NOT_SCORED, said.ABSTAINED)
    turn.overtake(press, (entry.slot, submit_slot(turn.act, row)), change, ("common.row", {"row": row.id}))
    turn.start(Press("common.row", {"row": row.id}, {}, press.card))


def tell_abstained(turn: Turn, row: CommonItem, abstained: Mapping[str, str]) -> None:
    """The row was handed in: 考核办 hears which units nobody judged, and why."""
    for code, reason in abstained.items():
        unit = turn.scheme.unit(code).short
        told = said.TOLD.format(who=turn.person.name, row=row.label, unit=unit, reason=reason)
        for officer in turn.act.desk.people.office():
            turn.tell(officer, told)


ABSTAINING = Duty(
    name="abstaining",
    intents={Intent.ABSTAIN: asked},
    hears=((words(r"(?:弃权|本项不评)[\s:：,，]+(?P<said>.{1,200})"), begin),),
    verbs={"common.abstain": perform},
    again={"common.abstain": lambda turn, press: turn.start(Press("common.unit", press.args, {}, press.card))},
)
