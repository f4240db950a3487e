"""Several rows of common work at once: where nothing is to be deducted they are settled and handed in together."""

from bot.conversation.turn import Press, Turn
from bot.conversation.undo import with_undo
from bot.usecases.common import RowState, row_state, rows_of
from bot.usecases.notes import waiting_notes
from bot.words import common as said
from cards.notices import NoticeView, notice_card
from storage.records import Person

SEVERAL = 2


def open_rows(turn: Turn, person: Person) -> list[RowState]:
    """The rows this person has not handed in."""
    act = turn.act.by(person)
    states = [row_state(act, row.id) for row in rows_of(act, person)]
    return [state for state in states if not state.submitted]


def show_all(turn: Turn, person: Person, press: Press | None = None) -> None:
    """The rows side by side, with one button for all that lost nothing; nothing while there is only one row."""
    states = open_rows(turn, person)
    if len(states) < SEVERAL and press is None:
        return
    act = turn.act.by(person)
    noted = {state.row.id: waiting_notes(act, state.row) for state in states}
    plain = any(set(state.missing) - set(noted[state.row.id]) for state in states)
    buttons = []
    if plain:
        buttons.append(turn.offer(said.ALL_CLEAN, "common.all_clean", to=person).as_main())
    elif states and not any(state.missing for state in states):
        buttons.append(turn.offer(said.ALL_SUBMIT, "common.all_submit", to=person).as_main())
    lines = tuple(said.ROW.format(row=state.row.label, state=_state(state)) for state in states)
    view = NoticeView(title=said.ALL_ROWS, lines=lines or (said.ALL_SUBMITTED,), buttons=tuple(buttons))
    face = notice_card(view)
    if press is None:
        turn.show_to(person, face, f"common-rows:{person.id}")
    else:
        turn.refresh(press, with_undo(turn, face), f"common-rows:{person.id}")


def _state(state: RowState) -> str:
    """How many units wait, or how many lost something."""
    if state.missing:
        return said.ROW_MISSING.format(count=len(state.missing))
    losing = sum(1 for unit in state.units if state.left(unit) < state.row.points)
    return said.ROW_LOSES.format(count=losing) if losing else said.ROW_CLEAN
