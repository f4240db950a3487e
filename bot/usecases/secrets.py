"""涉密不上网: a paper found to be classified is hidden, and destroyed by 考核办 and 保密员 together (DESIGN §2)."""

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.papers import paper_at, papers_of
from bot.words import secrets as said
from storage.burial import Traces, bury, traces_of
from storage.evidence import DESTROYED, FILED, HIDDEN, Evidence, by_hash, evidence_of, folded
from storage.records import Entry, Role

OFFICES = (Role.OFFICE, Role.SECRECY)
"""The two whose confirmation it takes."""


def reportable(act: Act, unit: str | None, item: str | None) -> list[Evidence]:
    """The papers this person may report, the newest first: those he may see; for the two offices all."""
    if act.actor.roles & set(OFFICES):
        codes = [unit] if unit else [one.code for one in act.scheme.units]
        papers = [one for code in codes for one in evidence_of(act.desk, act.year, code, item=item)]
    else:
        codes = [unit] if unit else list(act.actor.units)
        papers = [one for code in codes for one in papers_of(act, code, item) if not one.withdrawn]
    return sorted(papers, key=lambda one: one.at, reverse=True)


def report(act: Act, slot: str) -> Evidence:
    """Hide a paper, and every other one of the year that holds the same bytes, until the two offices have decided."""
    paper = folded(act.desk.journal.history(act.year, slot)).get(slot)
    if paper is None or not act.actor.roles & set(OFFICES):
        paper = paper_at(act, slot)
    for one in {paper.slot: paper, **_same_bytes(act, paper)}.values():
        about = {"unit": one.unit, "item": one.item, "task": one.task}
        act.record(HIDDEN, one.slot, payload={"with": slot}, **about)
    return paper


def _same_bytes(act: Act, paper: Evidence) -> dict[str, Evidence]:
    found = [one for file in paper.files for one in by_hash(act.desk, file.sha256)]
    return {one.slot: one for one in found if act.current(one.slot)}


def hidden_with(act: Act, slot: str) -> list[Entry]:
    """The entries by which a paper, and those of the same bytes, are hidden now."""
    now = act.desk.journal.currents(act.year, prefix="evidence:", kinds={HIDDEN})
    return [entry for entry in now if entry.payload.get("with", entry.slot) == slot]


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
    hidden(act, slot)
    for role in OFFICES:
        if act.current(_slot(slot, role)) is not None:
            act.record("secret.refused", _slot(slot, role), payload={"paper": slot})
    return [_restore(act, entry, reason) for entry in hidden_with(act, slot)][-1]


def _restore(act: Act, now: Entry, reason: str) -> Entry:
    """A paper is back as it was, and still his who handed it in."""
    filed = [entry for entry in act.desk.journal.history(act.year, now.slot) if entry.kind == FILED][-1]
    return act.record(
        FILED, now.slot, unit=now.unit, item=now.item, task=now.task, reason=reason, payload=filed.payload,
        handed_in_at=filed.handed_in_at, document_on=filed.document_on, done_on=filed.done_on,
        on_behalf_of=filed.principal,
    )  # fmt: skip


def traces(act: Act, slot: str) -> Traces:
    """By what the paper, through all its versions, is recognised wherever it is repeated."""
    history = act.desk.journal.history(act.year, slot)
    files = [file for entry in history for file in entry.payload.get("files", ())]
    texts = [str(entry.payload.get(name) or "") for entry in history for name in ("text", "note")]
    return traces_of((file["name"] for file in files), texts, (file["sha256"] for file in files))


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
    gone = hidden_with(act, slot)
    told = traces(act, slot)
    bury(act.desk, {entry.slot for entry in gone}, told, by, basis)
    for entry in gone:
        act.record(DESTROYED, entry.slot, unit=entry.unit, item=entry.item, task=entry.task, reason=basis)
