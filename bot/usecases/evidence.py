"""Hand in what proves a task was done, and take it back with a trace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import evidence as said
from storage.evidence import Evidence, by_hash, evidence_of
from storage.records import Entry, StoredFile


@dataclass(frozen=True)
class Paper:
    """What a person handed in together: stored files, or words, or both; the day on the document when it is known."""

    files: tuple[StoredFile, ...] = ()
    text: str = ""
    document_on: date | None = None


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
    payload: dict[str, Any] = {
        "files": [file.model_dump(mode="json") for file in paper.files],
        "text": "" if paper.files else text,
        "note": text if paper.files else "",
    }
    return act.record(
        "evidence.filed",
        f"evidence:{act.desk.new_id()}",
        unit=unit.code,
        item=item.id,
        task=task.id,
        handed_in_at=act.now,
        document_on=paper.document_on,
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
    if filed.actor != act.actor.id:
        raise Mistaken(said.NOT_YOUR_PAPER)
    return act.record("evidence.withdrawn", slot, unit=filed.unit, item=filed.item, task=filed.task, reason=reason)
