"""代录 (DESIGN §5): two of 考核办 write down what somebody did on paper; the line names the paper, he may say 有误."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, require
from bot.usecases import common, leaders, self_assess, self_head
from bot.usecases.act import Act
from bot.words import recorded as said
from storage.records import Entry, Person, StoredFile

PREFIX = "record:"
PROPOSED, DONE, REFUSED, DISPUTED = "record.proposed", "record.done", "record.refused", "record.disputed"


class Sort(StrEnum):
    """What can be written down for somebody; the value is what the office says."""

    SCORE = "打分"
    CONFIRM = "确认自评"
    CLEAN = "没有扣分"
    ROW_CLEAN = "均无扣分"


ON_THE_SCAN = frozenset({Sort.SCORE, Sort.CONFIRM})
"""What is never written down without the signed paper itself."""


@dataclass(frozen=True)
class OnPaper:
    """What somebody did: who, what, about which units, items or row, and where it is written."""

    person: Person
    sort: Sort
    about: Mapping[str, str]
    grounds: str


def propose(act: Act, paper: OnPaper) -> Entry:
    """The first of the two writes it down; nothing counts yet."""
    require(act, Deed.RUN_STAGES)
    if len(paper.grounds.strip()) < 4:
        raise Mistaken(said.NEEDS_GROUNDS)
    if paper.person.id == act.actor.id:
        raise Mistaken(said.YOURSELF)
    if not confirmers(act, paper.person.id):
        raise Mistaken(said.NOBODY_ELSE)
    payload: dict[str, Any] = {
        "person": paper.person.id, "sort": paper.sort.value, "about": dict(paper.about),
        "grounds": paper.grounds.strip(), "first": act.actor.id, "files": [],
    }  # fmt: skip
    return act.record(PROPOSED, f"{PREFIX}{act.desk.new_id()}", payload=payload)


def add_scan(act: Act, slot: str, file: StoredFile) -> Entry:
    """The signed paper itself."""
    require(act, Deed.RUN_STAGES)
    entry = _waiting(act, slot)
    files = [*entry.payload["files"], file.model_dump(mode="json")]
    return act.record(PROPOSED, slot, payload={**entry.payload, "files": files})


def confirmers(act: Act, principal: str, first: str = "") -> list[Person]:
    """Who may be the second: another of 考核办 than the first, and not the one whose act it is."""
    others = {principal, first or act.actor.id}
    return [one for one in act.desk.people.office() if one.id not in others]


def lacks_scan(entry: Entry) -> bool:
    """Whether the signed paper is still wanted."""
    return Sort(entry.payload["sort"]) in ON_THE_SCAN and not entry.payload["files"]


def confirm(act: Act, slot: str) -> Entry:
    """The second finds it so on the paper: it is done as if the person had done it, by the same rules."""
    entry = _second(act, slot)
    if lacks_scan(entry):
        raise Mistaken(said.SCAN_FIRST)
    person = act.desk.people.get(entry.payload["person"])
    if person is None or not person.active:
        raise Mistaken(said.LEFT)
    _do(act.on_behalf(person, said.GROUNDS.format(grounds=entry.payload["grounds"])), entry.payload)
    return act.record(DONE, slot, payload={**entry.payload, "second": act.actor.id})


def refuse(act: Act, slot: str, reason: str) -> Entry:
    """The second does not find it so: nothing is done."""
    entry = _second(act, slot)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    return act.record(REFUSED, slot, reason=reason.strip(), payload=entry.payload)


def dispute(act: Act, slot: str, reason: str) -> Entry:
    """有误: the person himself says that he did not do so; what was written stays until the office has put it right."""
    entry = act.current(slot)
    if entry is None or entry.kind != DONE or entry.payload["person"] != act.actor.id:
        raise NotAllowed(said.NOT_YOURS)
    if len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_REASON)
    return act.record(DISPUTED, slot, reason=reason.strip(), payload=entry.payload)


def disputed(act: Act) -> list[Entry]:
    """What persons said was written down wrongly."""
    return act.desk.journal.currents(act.year, prefix=PREFIX, kinds={DISPUTED})


def _second(act: Act, slot: str) -> Entry:
    require(act, Deed.RUN_STAGES)
    entry = _waiting(act, slot)
    if act.actor.id in (entry.payload["first"], entry.payload["person"]):
        raise NotAllowed(said.ANOTHER)
    return entry


def _waiting(act: Act, slot: str) -> Entry:
    entry = act.current(slot)
    if entry is None or entry.kind != PROPOSED:
        raise Mistaken(said.SETTLED)
    return entry


def _do(act: Act, payload: Mapping[str, Any]) -> None:
    """Do it with the rights of the person whose act it is, now."""
    about: Mapping[str, str] = payload["about"]
    match Sort(payload["sort"]):
        case Sort.SCORE:
            leaders.score_units(act, about, said.ON_PAPER)
            if not leaders.has_handed_in(act, act.actor) and not leaders.units_left(act, act.actor):
                leaders.hand_in(act)
        case Sort.CONFIRM:
            self_head.confirm(act, about["unit"])
        case Sort.CLEAN:
            self_assess.declare(act, about["unit"], about["item"], [], reason=said.ON_PAPER)
        case Sort.ROW_CLEAN:
            common.rest_clean(act, about["row"])
            common.submit_row(act, about["row"])
