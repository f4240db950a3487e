"""A scorer's own notes (记一笔): only he sees them, and they are proposed when he scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.common import row_state, rows_of, score_common, units_to_score
from bot.usecases.points import points_left
from bot.words import noting as said
from cards.words import day_of
from scoring.scheme import CommonItem, Kind, Rule
from storage.records import Entry, StoredFile

NOTED, DROPPED = "fact.noted", "fact.dropped"


@dataclass(frozen=True)
class Note:
    """One note as it stands: what happened to whom under which rule, how often, on what paper."""

    entry: Entry
    unit: str
    row: str
    rule: str
    day: date
    what: str
    count: int | None
    amount: Decimal | None
    basis: str
    number: str
    files: tuple[StoredFile, ...]

    @property
    def slot(self) -> str:
        """Its place in the journal."""
        return self.entry.slot

    @property
    def event(self) -> str:
        """The event as a deduction names it: day, what, paper."""
        told = f"{day_of(self.day)} {self.what}"
        return f"{told}（{self.basis}）" if self.basis else told


def note_of(entry: Entry) -> Note:
    """A note from its entry."""
    told = entry.payload
    amount, count = told.get("amount"), told.get("count")
    return Note(
        entry=entry,
        unit=told["unit"],
        row=told["row"],
        rule=told["rule"],
        day=date.fromisoformat(told["day"]),
        what=told["what"],
        count=None if count is None else int(count),
        amount=None if amount is None else Decimal(amount),
        basis=told.get("basis") or "",
        number=told.get("number") or "",
        files=tuple(StoredFile.model_validate(file) for file in told.get("files") or ()),
    )


def rows_to_note(act: Act, unit: str) -> list[CommonItem]:
    """The rows in which the actor scores this unit; refused with the reason when there is none."""
    rows = rows_of(act, act.actor)
    fitting = [row for row in rows if unit in units_to_score(act, row)]
    if not fitting:
        require(act, Deed.NOTE_FACT, unit, duty=rows[0].id if rows else act.scheme.commons[0].id)
        raise Mistaken(said.NOT_YOURS.format(unit=act.scheme.unit(unit).name))
    return fitting


def rules_to_note(row: CommonItem) -> list[Rule]:
    """The rules of a row under which its scorer deducts himself."""
    return [rule for rule in row.rules if not rule.applied_by]


def take_note(act: Act, told: dict[str, Any]) -> Note:
    """Keep a note: {unit, row, rule, day, what, count?, amount?, basis?, number?} as text, nobody else sees it.

    What the method rules out (a count beyond the year, an amount outside the range) is refused at once.
    """
    require(act, Deed.NOTE_FACT, told["unit"], duty=told["row"])
    if told["row"] not in {row.id for row in rows_to_note(act, told["unit"])}:
        raise Mistaken(said.NOT_YOURS.format(unit=act.scheme.unit(told["unit"]).name))
    day = date.fromisoformat(told["day"])
    if day > act.today:
        raise Mistaken(said.NOT_YET.format(day=day_of(day)))
    if day.year != act.year:
        raise Mistaken(said.OTHER_YEAR.format(day=day.isoformat(), year=act.year))
    if told.get("count") == 0:
        raise Mistaken(said.NO_COUNT)
    cost = _cost(act.scheme.rule(told["rule"]), told.get("count"), told.get("amount"))
    if cost is not None:
        points_left(act, told["unit"], told["row"], [{"rule": told["rule"], **cost}])
    return note_of(act.record(NOTED, f"fact:{act.actor.id}:{act.desk.new_id()}", done_on=day, payload=told))


def prove_note(act: Act, slot: str, file: StoredFile) -> Note:
    """Keep the paper that proves a note with it."""
    note = own_note(act, slot)
    require(act, Deed.NOTE_FACT, note.unit, duty=note.row)
    files = [*(note.entry.payload.get("files") or ()), file.model_dump(mode="json")]
    payload = {**note.entry.payload, "files": files}
    return note_of(act.record(NOTED, slot, done_on=note.day, payload=payload))


def drop_note(act: Act, slot: str) -> Entry:
    """Take a note away; one that was registered stays with its score."""
    note = own_note(act, slot)
    if note.slot in _cited(act):
        raise Mistaken(said.USED_ALREADY)
    return act.record(DROPPED, slot, payload=note.entry.payload)


def own_note(act: Act, slot: str) -> Note:
    """A note of the actor's own that still stands."""
    if not slot.startswith(f"fact:{act.actor.id}:"):
        raise Mistaken(said.NOT_MINE)
    entry = act.current(slot)
    if entry is None or entry.kind != NOTED:
        raise Mistaken(said.GONE_ALREADY)
    return note_of(entry)


def own_notes(act: Act) -> list[Note]:
    """The actor's notes, oldest first."""
    entries = act.desk.journal.currents(act.year, prefix=f"fact:{act.actor.id}:", kinds={NOTED})
    return sorted((note_of(entry) for entry in entries), key=lambda note: note.slot)


def is_used(act: Act, note: Note) -> bool:
    """Whether a score rests on the note."""
    return note.slot in _cited(act)


def _cited(act: Act) -> frozenset[str]:
    scored = act.desk.journal.currents(act.year, prefix="common:", kinds={"common.scored"})
    return frozenset(one["fact"] for entry in scored for one in entry.payload["deductions"] if one.get("fact"))


def waiting_notes(act: Act, row: CommonItem) -> dict[str, list[Note]]:
    """The actor's notes in a row that no score rests on, by unit; none of a unit he has scored since he noted it."""
    notes = [note for note in own_notes(act) if note.row == row.id]
    if not notes:
        return {}
    units, cited = units_to_score(act, row), _cited(act)
    scored = {entry.unit: entry for entry in act.desk.journal.currents(act.year, prefix=f"common:{row.id}:")}
    found: dict[str, list[Note]] = {}
    for note in notes:
        score = scored.get(note.unit)
        passed = score is not None and score.actor == act.actor.id and score.seq > note.entry.seq
        if note.unit in units and note.slot not in cited and not passed:
            found.setdefault(note.unit, []).append(note)
    return found


def register_notes(act: Act, row: CommonItem, unit: str, notes: Iterable[Note]) -> Entry | None:
    """Add the deductions that notes come to, each with its event, to what a unit loses; None when they come to none."""
    before = row_state(act, row.id).deductions(unit)
    made = [one for note in notes if (one := _deduction(act, note)) is not None]
    return score_common(act, row.id, unit, [*before, *made]) if made else None


def can_register(act: Act, note: Note) -> bool:
    """Whether a note says enough to be a deduction: a measured rate or an amount left open is filled in on the card."""
    return _cost(act.scheme.rule(note.rule), note.count, note.amount) is not None


def _deduction(act: Act, note: Note) -> dict[str, Any] | None:
    cost = _cost(act.scheme.rule(note.rule), note.count, note.amount)
    if cost is None:
        return None
    made: dict[str, Any] = {"rule": note.rule, **cost, "event": note.event, "fact": note.slot}
    if note.number:
        made["document"] = note.number
    if note.files:
        made["files"] = [file.model_dump(mode="json") for file in note.files]
    return made


def _cost(rule: Rule, count: int | None, amount: Decimal | str | None) -> dict[str, Any] | None:
    """How often or how much, as a payload says it; None when only the card can ask for it."""
    if rule.kind is Kind.THRESHOLD or (rule.has_range and amount is None):
        return None
    if rule.has_range:
        return {"amount": str(amount)}
    return {"count": count or 1} if rule.kind in (Kind.PER_OCCURRENCE, Kind.PER_SUBTASK) else {}
