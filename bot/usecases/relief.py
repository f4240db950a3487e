"""客观原因免予考核 and 延期: a unit asks on a document, 考核办 decides, what was granted cites the document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import relief as said
from storage.records import Entry, StoredFile

PREFIX = "relief:"
ASKED, GRANTED, REFUSED, WITHDRAWN = "relief.asked", "relief.granted", "relief.refused", "relief.withdrawn"
SHORTEST = 2


@dataclass(frozen=True)
class Wish:
    """What is asked for: an item or one task of it, on which document, why; `until` makes it an extension."""

    unit: str
    item: str
    number: str
    reason: str
    task: str | None = None
    until: date | None = None


def ask_relief(act: Act, wish: Wish) -> Entry:
    """Bring a wish forward; it needs a document and a reason, and changes nothing until it is decided."""
    require(act, Deed.ASK_RELIEF, wish.unit)
    _refuse_undocumented(act, wish)
    _refuse_verified(act, wish.unit, wish.item)
    if any(one.kind == ASKED and (one.item, one.task) == (wish.item, wish.task) for one in reliefs(act, wish.unit)):
        raise Mistaken(said.WAITS_ALREADY.format(what=what_of(act, wish.item, wish.task)))
    payload = {"number": wish.number.strip(), "until": wish.until.isoformat() if wish.until else "", "files": []}
    return act.record(
        ASKED,
        f"{PREFIX}{act.desk.new_id()}",
        unit=wish.unit,
        item=wish.item,
        task=wish.task,
        clause=act.scheme.item(wish.item).clause,
        event=wish.number.strip(),
        reason=wish.reason.strip(),
        payload={**payload, "reason": wish.reason.strip()},
    )


def _refuse_undocumented(act: Act, wish: Wish) -> None:
    if len(wish.number.strip()) < SHORTEST:
        raise Mistaken(said.NEEDS_NUMBER)
    if len(wish.reason.strip()) < SHORTEST:
        raise Mistaken(said.NEEDS_REASON)
    if wish.until is not None and wish.until <= act.today:
        raise Mistaken(said.PAST_DAY)


def _refuse_verified(act: Act, unit: str, item: str) -> None:
    now = act.current(f"verify:{unit}:{item}")
    if now is not None and now.kind == "item.verified":
        raise Mistaken(said.VERIFIED_ALREADY.format(seq=act.scheme.item(item).seq))


def attach_basis(act: Act, slot: str, file: StoredFile) -> Entry:
    """Add the document itself to a wish that waits."""
    wish = _waiting(act, slot)
    require(act, Deed.ASK_RELIEF, wish.unit)
    files = [*wish.payload["files"], file.model_dump(mode="json")]
    return _next(act, wish, ASKED, wish.reason or "", {**wish.payload, "files": files})


def withdraw_relief(act: Act, slot: str) -> Entry:
    """The unit takes its wish back while nobody has decided it; the record stays."""
    wish = _waiting(act, slot)
    require(act, Deed.ASK_RELIEF, wish.unit)
    return _next(act, wish, WITHDRAWN, wish.reason or "", wish.payload)


def decide_relief(act: Act, slot: str, granted: bool, word: str = "") -> Entry:
    """Grant a wish on its document, or refuse it with a reason."""
    wish = _waiting(act, slot)
    require(act, Deed.DECIDE_RELIEF, wish.unit)
    if granted:
        _refuse_verified(act, wish.unit or "", wish.item or "")
        return _next(act, wish, GRANTED, wish.payload["reason"], wish.payload)
    if len(word.strip()) < SHORTEST:
        raise Mistaken(said.NEEDS_WORD)
    return _next(act, wish, REFUSED, word.strip(), wish.payload)


def _waiting(act: Act, slot: str) -> Entry:
    wish = act.current(slot)
    if wish is None or wish.kind != ASKED:
        raise Mistaken(said.DECIDED_ALREADY)
    return wish


def _next(act: Act, wish: Entry, kind: str, reason: str, payload: dict[str, Any]) -> Entry:
    return act.record(
        kind,
        wish.slot,
        unit=wish.unit,
        item=wish.item,
        task=wish.task,
        clause=wish.clause,
        event=wish.event,
        reason=reason,
        payload=payload,
    )


def reliefs(act: Act, unit: str | None = None) -> list[Entry]:
    """The wishes of a unit (of all when none is named) that wait or were granted, oldest first."""
    return act.desk.journal.currents(act.year, unit=unit, prefix=PREFIX, kinds={ASKED, GRANTED})


def asked_for(act: Act, unit: str) -> frozenset[str]:
    """The items of a unit about which a wish waits."""
    return frozenset(one.item for one in reliefs(act, unit) if one.kind == ASKED and one.item)


def granted_for(granted: Sequence[Entry], item: str) -> list[Entry]:
    """What was granted for an item or its tasks."""
    return [one for one in granted if one.kind == GRANTED and one.item == item]


def until_of(granted: Entry) -> date | None:
    """The later day of an extension; None where the item need not be judged at all."""
    return date.fromisoformat(granted.payload["until"]) if granted.payload["until"] else None


def sort_of(wish: Entry) -> str:
    """免予考核 or 延期."""
    return said.EXTEND if wish.payload["until"] else said.EXEMPT


def what_of(act: Act, item: str, task: str | None) -> str:
    """The task or item as people know it."""
    return act.scheme.task(task).label if task else act.scheme.item(item).label


def refuse_exempt(act: Act, unit: str, item: str, deductions: Sequence[dict[str, Any]]) -> None:
    """Nothing is deducted of an item that need not be judged as a whole."""
    whole = [one for one in granted_for(reliefs(act, unit), item) if one.task is None and until_of(one) is None]
    if whole and deductions:
        raise Mistaken(said.EXEMPT_STANDS.format(seq=act.scheme.item(item).seq, number=whole[0].event))


@dataclass(frozen=True)
class Relieved:
    """What was granted, task by task: which need not be judged, which have a later day."""

    exempt: frozenset[str]
    until: dict[str, date]


def relieved(act: Act, unit: str | None = None) -> Relieved:
    """The tasks that have been relieved, those of whole items included."""
    exempt: set[str] = set()
    until: dict[str, date] = {}
    for one in (entry for entry in reliefs(act, unit) if entry.kind == GRANTED):
        day = until_of(one)
        tasks = [one.task] if one.task else [task.id for task in act.scheme.item(one.item or "").tasks]
        if day is None:
            exempt.update(tasks)
        else:
            until |= {task: max(day, until.get(task, day)) for task in tasks}
    return Relieved(frozenset(exempt), until)
