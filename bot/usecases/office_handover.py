"""The office's own handover: who leaves hands the list of what stands and what waits to who takes over; both agree."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.deadlines import deadlines
from bot.usecases.forewarn import days_to_answer
from bot.usecases.office_week import jobs
from bot.usecases.recheck import is_open
from bot.usecases.stages import Stage, open_stages
from bot.words import office_handover as said
from cards.words import day_of
from storage.records import Entry, Person, Role

SLOT = "office:handover"
OFFERED, TAKEN, RETURNED = "office.offered", "office.taken", "office.returned"


def offer(act: Act, to: Person) -> Entry:
    """Hand over to another member of 考核办: what stands and what waits is kept as it is now."""
    require(act, Deed.RUN_STAGES)
    if Role.OFFICE not in to.roles or not to.active:
        raise Mistaken(said.NOT_OFFICE.format(name=to.name))
    if to.id == act.actor.id:
        raise Mistaken(said.YOURSELF)
    return act.record(OFFERED, SLOT, payload={"from": act.actor.id, "to": to.id, "lines": list(stands(act))})


def take(act: Act) -> Entry:
    """The one it was offered to takes over from this moment."""
    return act.record(TAKEN, SLOT, payload=_mine(act))


def give_back(act: Act, reason: str) -> Entry:
    """The one it was offered to does not take over, and says why."""
    payload = _mine(act)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    return act.record(RETURNED, SLOT, reason=reason.strip(), payload=payload)


def waiting(act: Act) -> Entry | None:
    """The handover nobody has answered yet."""
    entry = act.current(SLOT)
    return entry if entry is not None and entry.kind == OFFERED else None


def _mine(act: Act) -> dict[str, Any]:
    entry = waiting(act)
    if entry is None:
        raise Mistaken(said.NONE_WAITS)
    if entry.payload["to"] != act.actor.id:
        raise NotAllowed(said.NOT_YOURS)
    return dict(entry.payload)


def stands(act: Act) -> Iterator[str]:
    """What is set and what waits, one sentence each, as the giver sees it."""
    due = deadlines(act)
    for stage in Stage:
        if stage in open_stages(act):
            until = said.UNTIL.format(day=day_of(due[stage])) if stage in due else ""
            yield said.STAGE.format(stage=stage.label, until=until)
    labels = {"verify": said.VERIFY, **{row.id: row.label for row in act.scheme.commons}}
    names = {one.id: one.name for one in act.desk.people.all()}
    for entry in act.desk.journal.currents(act.year, prefix="alternate:", kinds={"alternate.named"}):
        what = labels[entry.slot.removeprefix("alternate:")]
        yield said.ALTERNATE.format(what=what, name=names[entry.payload["person"]])
    for group in act.desk.journal.currents(act.year, prefix="group:", kinds={"group.bound"}):
        yield said.GROUP.format(title=group.payload.get("title") or said.NAMELESS, level=group.payload["level"])
    if days_to_answer(act):
        yield said.FOREWARNED.format(days=days_to_answer(act))
    if is_open(act):
        yield said.RECHECKS_ON
    yield from (job.what for job in jobs(act, until=date.max))
