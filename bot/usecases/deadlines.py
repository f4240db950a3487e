"""截止: the day the office set for a stage; one day per stage, the last one counts."""

from datetime import date

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.dues import working_days_on
from bot.usecases.stages import WINDOWS, Stage, is_published
from bot.words import deadlines as said
from storage.records import Entry

PREFIX = "due:"
MOST_EXTENDED = 60


def set_deadline(act: Act, stage: Stage, day: date) -> Entry:
    """Set until when a stage is to be done; refused for a day gone by or the same day again."""
    require(act, Deed.RUN_STAGES)
    if stage not in WINDOWS or is_published(act):
        raise Mistaken(said.NO_DEADLINE.format(stage=stage.label))
    if day < act.today:
        raise Mistaken(said.GONE_BY.format(day=day))
    if deadline_of(act, stage) == day:
        raise Mistaken(said.SAME_DAY.format(stage=stage.label))
    return act.record("stage.due", f"{PREFIX}{stage}", payload={"stage": stage.value, "day": day.isoformat()})


def extend_all(act: Act, count: int, reason: str) -> list[tuple[Stage, date, date]]:
    """停摆: every deadline that is not over moves by so many working days, in one act; stages with both days."""
    require(act, Deed.RUN_STAGES)
    if not 1 <= count <= MOST_EXTENDED:
        raise Mistaken(said.EXTEND_RANGE.format(most=MOST_EXTENDED))
    if len(reason.strip()) < 2:
        raise Mistaken(said.EXTEND_REASON)
    moved = [(stage, day, working_days_on(day, count)) for stage, day in deadlines(act).items() if day >= act.today]
    if not moved:
        raise Mistaken(said.NOTHING_TO_EXTEND)
    for stage, old, new in moved:
        payload = {"stage": stage.value, "day": new.isoformat(), "before": old.isoformat(), "days": count}
        act.record("stage.due", f"{PREFIX}{stage}", reason=reason.strip(), payload=payload)
    return moved


def deadlines(act: Act) -> dict[Stage, date]:
    """Until when each stage is to be done, as far as the office said."""
    found = act.desk.journal.currents(act.year, prefix=PREFIX, kinds={"stage.due"})
    return {Stage(one.payload["stage"]): date.fromisoformat(one.payload["day"]) for one in found}


def deadline_of(act: Act, stage: Stage) -> date | None:
    """Until when a stage is to be done; None when nobody said."""
    entry = act.current(f"{PREFIX}{stage}")
    return date.fromisoformat(entry.payload["day"]) if entry is not None and entry.kind == "stage.due" else None
