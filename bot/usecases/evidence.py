"""Hand in what proves a task was done, and take it back with a trace."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.clock import local_day
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.dues import due_day
from bot.usecases.paper_dates import dates_in
from bot.usecases.relief import relieved
from bot.usecases.self_state import SelfStatus, self_state
from bot.words import evidence as said
from storage.evidence import Evidence, by_hash, evidence_of
from storage.records import Entry, StoredFile

LINK = re.compile(r"(?:https?|dingtalk|dtmd)://\S+")
SHORT = 16
"""Words this short beside a day are said for the day alone."""
LONGEST_TITLE = 40
"""How many characters may stand beside a link, as its title, for it to be only a link."""


@dataclass(frozen=True)
class Paper:
    """What a person handed in together: stored files, or words, or both; its days are read from the words."""

    files: tuple[StoredFile, ...] = ()
    text: str = ""

    @property
    def is_link(self) -> bool:
        """Whether it is only a link to something kept elsewhere."""
        return not self.files and bool(LINK.search(self.text)) and len(LINK.sub("", self.text)) <= LONGEST_TITLE


def file_evidence(act: Act, task_id: str, paper: Paper) -> Entry:
    """Store a paper against a task of the actor's own unit; the act's moment is the day it was handed in.

    Words beside files are their note, words alone are the paper itself.
    """
    task = act.scheme.task(task_id)
    item = act.scheme.item_of_task(task_id)
    unit = act.scheme.unit_of_item(item.id)
    require(act, Deed.HAND_IN, unit.code)
    text = paper.text.strip()
    if not paper.files and not text:
        raise Mistaken(said.EMPTY)
    days = dates_in(text, act.year, act.today)
    payload: dict[str, Any] = {
        "files": [file.model_dump(mode="json") for file in paper.files],
        "text": "" if paper.files else text,
        "note": text if paper.files else "",
    }
    if paper.is_link:
        payload["link_only"] = True
    return act.record(
        "evidence.filed",
        f"evidence:{act.desk.new_id()}",
        unit=unit.code,
        item=item.id,
        task=task.id,
        handed_in_at=act.now,
        done_on=days.done_on,
        document_on=days.document_on,
        payload=payload,
    )


def filed_before(act: Act, file: StoredFile) -> Evidence | None:
    """The latest paper of the actor's own units that holds these very bytes."""
    found = [one for one in by_hash(act.desk, file.sha256) if one.unit in act.actor.units]
    return found[-1] if found else None


def new_for(act: Act, task_id: str, files: Sequence[StoredFile]) -> tuple[StoredFile, ...]:
    """The files that no paper of this task holds yet."""
    unit = act.scheme.unit_of_item(act.scheme.item_of_task(task_id).id).code
    held = {file.sha256 for one in evidence_of(act.desk, act.year, unit, task=task_id) for file in one.files}
    return tuple(file for file in files if file.sha256 not in held)


def filed_now(act: Act, slot: str) -> Entry:
    """The paper of a slot, refused when it has been withdrawn."""
    filed = act.current(slot)
    if filed is None or filed.kind != "evidence.filed":
        raise Mistaken(said.ALREADY_WITHDRAWN)
    return filed


def withdraw_evidence(act: Act, slot: str, reason: str = "本人撤回") -> Entry:
    """Take a paper back: it stays in the journal and counts no more. Only whoever handed it in, while 日常 is open."""
    filed = filed_now(act, slot)
    require(act, Deed.HAND_IN, filed.unit)
    if filed.principal != act.actor.id:
        raise Mistaken(said.NOT_YOUR_PAPER)
    if is_relied_on(act, filed):
        raise Mistaken(said.RELIED_ON.format(seq=act.scheme.item(filed.item or "").seq))
    return act.record("evidence.withdrawn", slot, unit=filed.unit, item=filed.item, task=filed.task, reason=reason)


def is_relied_on(act: Act, filed: Entry) -> bool:
    """Whether a self-assessment that the head has confirmed, or a verified item, rests on the paper."""
    state = self_state(act, filed.unit or "")
    item = act.scheme.item(filed.item or "")
    is_confirmed = state.status is SelfStatus.CONFIRMED and not state.may_change(item)
    return (item.id in state.verified or is_confirmed) and state.last is not None and filed.seq < state.last.seq


def amend_evidence(act: Act, slot: str, paper: Paper) -> Entry:
    """Add files, words or days to a paper: a new version of its slot; the old one stays readable.

    The paper keeps the moment it was first handed in; what was added later carries its own.
    """
    filed = filed_now(act, slot)
    require(act, Deed.HAND_IN, filed.unit)
    if filed.principal != act.actor.id:
        raise Mistaken(said.NOT_YOUR_PAPER)
    text = paper.text.strip()
    days = dates_in(text, act.year, act.today)
    files = added_to(filed, paper.files)
    if not files and not text:
        raise Mistaken(said.NOTHING_ADDED)
    noted = text if files or not days or len(text) > SHORT else ""
    payload = {
        **filed.payload,
        "files": [*filed.payload["files"], *(file.model_dump(mode="json") for file in files)],
        "note": "\n".join(part for part in (filed.payload.get("note", ""), noted) if part),
        "added": {**filed.payload.get("added", {}), **{file.sha256: act.now.isoformat() for file in files}},
    }
    return act.record(
        "evidence.filed",
        slot,
        unit=filed.unit,
        item=filed.item,
        task=filed.task,
        handed_in_at=filed.handed_in_at,
        done_on=days.done_on or filed.done_on,
        document_on=days.document_on or filed.document_on,
        payload=payload,
    )


def added_to(filed: Entry, files: Sequence[StoredFile]) -> list[StoredFile]:
    """The files that a paper does not hold yet."""
    held = {file["sha256"] for file in filed.payload["files"]}
    return [file for file in files if file.sha256 not in held]


def overdue_since(act: Act, filed: Entry) -> date | None:
    """The due day that had passed when the paper was handed in; None when none had, or its work was done in time.

    What counts is the day the work was done: a paper handed in late is never late work.
    """
    task = act.scheme.task(filed.task or "")
    handed_in = local_day(filed.handed_in_at or filed.at)
    relief = relieved(act, filed.unit)
    due = relief.until.get(task.id) or due_day(task.due, act.year, filed.done_on or handed_in)
    return due if due is not None and due < handed_in and task.id not in relief.exempt else None


def is_late_paper(act: Act, filed: Entry) -> bool:
    """Whether only the paper came after the due day: the work was done in time."""
    due = overdue_since(act, filed)
    return due is not None and filed.done_on is not None and filed.done_on <= due
