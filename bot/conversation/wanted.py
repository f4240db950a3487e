"""A file that was asked for goes where it was asked for, not to the tasks."""

from datetime import timedelta
from typing import Any

from bot.conversation.turn import Press, Turn
from storage.records import StoredFile

WANTED = "wanted_file"
PATIENCE = timedelta(minutes=30)
"""How long the next file is taken for the one that was asked for."""


def want_file(turn: Turn, verb: str, **args: Any) -> None:
    """Remember that the next file this person sends belongs to `verb`."""
    turn.session[WANTED] = {"verb": verb, "args": args, "at": turn.act.now.timestamp()}


def is_wanted(turn: Turn) -> bool:
    """Whether a verb waits for the next file of this person."""
    wanted = turn.session.get(WANTED)
    return wanted is not None and turn.act.now.timestamp() - wanted["at"] <= PATIENCE.total_seconds()


def take_wanted(turn: Turn, file: StoredFile) -> bool:
    """Hand a file to the verb that asked for it; False when none did, or too long ago."""
    waits, wanted = is_wanted(turn), turn.session.pop(WANTED, None)
    if not waits:
        return False
    turn.start(Press(wanted["verb"], {**wanted["args"], "file": file.model_dump(mode="json")}))
    return True
