"""涉密不上网: a paper found to be classified is hidden, and destroyed by 考核办 and 保密员 together (DESIGN §2)."""

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.papers import paper_at
from bot.words import secrets as said
from storage.burial import bury, fragments_of
from storage.evidence import DESTROYED, FILED, HIDDEN
from storage.records import Entry, Role

OFFICES = (Role.OFFICE, Role.SECRECY)
"""The two whose confirmation it takes."""


def report(act: Act, slot: str) -> Entry:
    """Hide a paper from everybody until the two offices have decided."""
    paper = paper_at(act, slot)
    return act.record(HIDDEN, slot, unit=paper.unit, item=paper.item, task=paper.task)


def hidden(act: Act, slot: str) -> Entry:
    """The paper's entry while it waits for the decision."""
    entry = act.current(slot)
    if entry is None or entry.kind != HIDDEN:
        raise Mistaken(said.SETTLED)
    return entry


def confirm(act: Act, slot: str, basis: str) -> bool:
    """One office confirms; True once both have, and what must not exist is gone."""
    require(act, Deed.HANDLE_SECRET)
    hidden(act, slot)
    given = _given(act, slot)
    if act.actor.id in given.values():
        raise Mistaken(said.SAME_PERSON)
    role = _role(act, given)
    entry = act.record("secret.confirmed", _slot(slot, role), reason=basis, payload={"paper": slot, "role": role.value})
    given[role] = entry.actor
    if len(given) < len(OFFICES):
        return False
    _destroy(act, slot, (given[Role.OFFICE], given[Role.SECRECY]), basis)
    return True


def refuse(act: Act, slot: str, reason: str) -> Entry:
    """Either office finds that it is not classified: the paper is back as it was, with a trace."""
    require(act, Deed.HANDLE_SECRET)
    now = hidden(act, slot)
    filed = [entry for entry in act.desk.journal.history(act.year, slot) if entry.kind == FILED][-1]
    for role in OFFICES:
        if act.current(_slot(slot, role)) is not None:
            act.record("secret.refused", _slot(slot, role), payload={"paper": slot})
    return act.record(
        FILED, slot, unit=now.unit, item=now.item, task=now.task, reason=reason, payload=filed.payload,
        handed_in_at=filed.handed_in_at, document_on=filed.document_on, done_on=filed.done_on,
    )  # fmt: skip


def hashes_of(act: Act, slot: str) -> frozenset[str]:
    """The files of a paper, through all its versions."""
    history = act.desk.journal.history(act.year, slot)
    return frozenset(file["sha256"] for entry in history for file in entry.payload.get("files", ()))


def other_office(act: Act, slot: str) -> str:
    """Who still has to confirm."""
    given = _given(act, slot)
    return next(role.value for role in OFFICES if role not in given)


def _given(act: Act, slot: str) -> dict[Role, str]:
    entries = {role: act.current(_slot(slot, role)) for role in OFFICES}
    return {role: entry.actor for role, entry in entries.items() if entry and entry.kind == "secret.confirmed"}


def _role(act: Act, given: dict[Role, str]) -> Role:
    """The office this person speaks for, of those that have not spoken."""
    mine = [role for role in OFFICES if role in act.actor.roles]
    free = [role for role in mine if role not in given]
    if not free:
        other = next(role for role in OFFICES if role not in given)
        raise Mistaken(said.CONFIRMED_ALREADY.format(office=mine[0].value, other=other.value))
    return free[0]


def _slot(slot: str, role: Role) -> str:
    return f"secret:{slot}:{role.name.lower()}"


def _destroy(act: Act, slot: str, by: tuple[str, str], basis: str) -> None:
    history = act.desk.journal.history(act.year, slot)
    files = [file for entry in history for file in entry.payload.get("files", ())]
    texts = [str(entry.payload.get(name) or "") for entry in history for name in ("text", "note")]
    fragments = fragments_of((file["name"] for file in files), texts, (file["sha256"] for file in files))
    now = history[-1]
    bury(act.desk, fragments, by, basis)
    act.record(DESTROYED, slot, unit=now.unit, item=now.item, task=now.task, reason=basis)
