"""The same word, another duty for each role or moment: 确认, 打分, 扣分, 退回, 决定, 更正."""

import re

from bot.conversation import common, correcting, decisions, leaders, results, self_head, verify
from bot.conversation.duty import Duty, words
from bot.conversation.self_assess import deduct as deduct_own
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, may
from bot.understanding.intents import Heard, Intent, Slots
from bot.usecases.common import rows_of
from bot.usecases.self_state import SelfStatus, self_state
from bot.usecases.stages import is_published
from bot.usecases.verify import units_to_verify
from bot.words import by_role as said
from storage.records import Role


def _heads(turn: Turn, heard: Heard) -> bool:
    """Whether a self-assessment of this head's units waits for him."""
    waiting = SelfStatus.SUBMITTED
    return Role.HEAD in turn.person.roles and any(
        self_state(turn.act, code).status is waiting for code in turn.person.units
    )


def _verifies(turn: Turn, heard: Heard) -> bool:
    return bool(units_to_verify(turn.act)) and (Role.OFFICE in turn.person.roles or not turn.person.units)


def _approves(turn: Turn, heard: Heard) -> bool:
    entry = turn.act.current("party")
    return Role.CHIEF in turn.person.roles and entry is not None and entry.kind == "result.proposed"


def _open_waiting(turn: Turn, heard: Heard) -> None:
    for code in turn.person.units:
        if self_state(turn.act, code).status is SelfStatus.SUBMITTED:
            self_head.show_head(turn, code, turn.person)


def _open_queue(turn: Turn, heard: Heard) -> None:
    verify.open_named(turn, heard.slots.unit)


def _open_party(turn: Turn, heard: Heard) -> None:
    results.show_party(turn)


def confirm(turn: Turn, heard: Heard) -> None:
    """确认, 同意, 核准: nothing is agreed to by a word alone; what waits for this person is shown."""
    for fits, answer in ((_heads, _open_waiting), (_approves, _open_party), (_verifies, _open_queue)):
        if fits(turn, heard):
            answer(turn, heard)
            return
    raise Mistaken(said.NOTHING_TO_CONFIRM)


def reject(turn: Turn, heard: Heard) -> None:
    """退回, 不同意: the card it is done on, with the reason."""
    for fits, answer in ((_heads, _open_waiting), (_verifies, _open_queue)):
        if fits(turn, heard):
            turn.whisper(said.OPEN_FIRST)
            answer(turn, heard)
            return
    raise Mistaken(said.NOTHING_TO_RETURN)


def score(turn: Turn, heard: Heard) -> None:
    """打分: a leader's line, one unit's score with its number, or a scorer's rows."""
    slots = heard.slots
    if Role.LEADER in turn.person.roles and slots.unit and slots.amount is not None:
        turn.start(Press("leader.unit", {"unit": slots.unit}, {"score": str(slots.amount)}))
    elif turn.person.lines:
        leaders.open_line(turn)
    else:
        common.show_rows(turn, turn.person)


def deduct(turn: Turn, heard: Heard) -> None:
    """扣分: the office records one under 四(四)2, a scorer opens his rows, a unit its own item."""
    unit = heard.slots.unit
    if unit is not None and may(turn.act, Deed.RECORD_FINDING, unit):
        turn.start(Press("claim.extra", {"unit": unit}))
    elif Role.SCORER in turn.person.roles:
        _open_row(turn, heard)
    elif turn.person.roles & {Role.STAFF, Role.HEAD} and not _is_common(turn, heard):
        deduct_own(turn, heard)
    else:
        raise Mistaken(said.DEDUCT_WHO)


def _is_common(turn: Turn, heard: Heard) -> bool:
    return heard.slots.item in {row.id for row in turn.scheme.commons}


def _open_row(turn: Turn, heard: Heard) -> None:
    """The row and unit that were named, else all rows of the scorer."""
    row, unit = heard.slots.item, heard.slots.unit
    if unit and row in {one.id for one in rows_of(turn.act, turn.person)}:
        turn.start(Press("common.unit", {"row": row, "unit": unit}))
    else:
        common.show_rows(turn, turn.person)


def record_decision(turn: Turn, heard: Heard) -> None:
    """登记会议决定: about one unit, or about the result as a whole."""
    if heard.slots.unit is not None:
        held = next((one for one in decisions.HELD if one in heard.text), "")
        decisions.start(turn, heard.slots.unit, held)
    elif "审定" in heard.text or "党组" in heard.text:
        results.show_party(turn)
    else:
        results.show_final(turn)


def correct(turn: Turn, heard: Heard) -> None:
    """更正: of a published result on a 党组 decision; until then of the self-assessment."""
    if is_published(turn.act):
        correcting.begin(turn)
    else:
        self_head.correct(turn, heard)


def say_correct(turn: Turn, match: re.Match[str]) -> None:
    """更正, and nothing else."""
    correct(turn, Heard(Intent.CORRECT, Slots(), sure=True, text=match.group(0)))


BY_ROLE = Duty(
    name="by_role",
    hears=((words(r"(?:登记)?更正(?:公布)?的?(?:结果)?"), say_correct),),
    intents={
        Intent.CONFIRM: confirm,
        Intent.REJECT: reject,
        Intent.SCORE: score,
        Intent.DEDUCT: deduct,
        Intent.RECORD_DECISION: record_decision,
        Intent.CORRECT: correct,
    },
)
