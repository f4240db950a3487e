"""更正 after publication: on a 党组 decision, recomputed before it is confirmed, published as the next version."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bot.clock import local_day
from bot.errors import Mistaken, NotAllowed
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.correction_changes import Change, apply, refuse_change
from bot.usecases.results import receipt, standing
from bot.usecases.stages import is_published
from bot.words import correcting as said
from scoring import Ranking, Sheet
from scoring.correction import Move, moves
from storage.records import Entry, Role

SLOT = "correction"
OPEN = frozenset({"correction.opened", "correction.changed", "correction.sent"})
"""The kinds of a correction that is neither confirmed nor given up."""
Result = tuple[Sequence[Sheet], Ranking]


def published_version(act: Act, version: int | None = None) -> Entry:
    """The entry that published a version of the result, the newest without a number; refused when there is none."""
    found = [one for one in act.desk.journal.history(act.year, "publication") if one.kind == "result.published"]
    if not found:
        raise Mistaken(said.NOT_PUBLISHED)
    if version is None:
        return found[-1]
    if not 1 <= version <= len(found):
        raise Mistaken(said.NO_SUCH_VERSION.format(version=version, newest=len(found)))
    return found[version - 1]


def basis_now(act: Act) -> str:
    """The decision the result rests on as it stands: 党组审定, or the newest correction with its version."""
    published, party = act.current("publication"), act.current("party")
    version = published.payload.get("version", 1) if published else 1
    if published is not None and version > 1:
        return said.BASIS.format(number=published.event, version=version)
    return (party.event or "") if party else ""


def result_of(published: Entry) -> Result:
    """The sheets and the ranking as a version published them."""
    kept = published.payload["receipt"]
    sheets = [Sheet.model_validate(sheet) for sheet in kept["sheets"].values()]
    return sheets, Ranking.model_validate(kept["ranking"])


def open_correction(act: Act) -> Entry | None:
    """The correction that is being prepared, or waits for the 组长; None when there is none."""
    entry = act.current(SLOT)
    return entry if entry is not None and entry.kind in OPEN else None


def begin_correction(act: Act, number: str, day: date, reason: str) -> Entry:
    """Open a correction on a decision of 党组; one at a time."""
    require(act, Deed.CORRECT)
    if open_correction(act) is not None:
        raise Mistaken(said.OPEN_ALREADY)
    published = published_version(act)
    if day > act.today:
        raise Mistaken(said.DAY_AHEAD.format(day=day.isoformat()))
    if day < local_day(published.at):
        raise Mistaken(said.DAY_BEFORE.format(day=day.isoformat(), published=local_day(published.at).isoformat()))
    if len(number.strip()) < 2 or len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_DECISION)
    kept = {"number": number.strip(), "date": day.isoformat(), "reason": reason.strip(), "changes": []}
    return _keep(act, "correction.opened", kept)


def change(act: Act, one: Change) -> Entry:
    """Add a change to the open correction; a second one of the same place takes the first one's."""
    entry = _opened(act)
    require(act, Deed.CORRECT, one["unit"])
    refuse_change(act, one)
    others = [other for other in entry.payload["changes"] if other["place"] != one["place"]]
    kept = {**entry.payload, "changes": [*others, {**one, "by": act.actor.id}]}
    made = _keep(act, "correction.changed", kept)
    preview(act)
    return made


def drop_correction(act: Act) -> Entry:
    """Give the open correction up; nothing was published of it."""
    require(act, Deed.CORRECT)
    return _keep(act, "correction.dropped", _opened(act).payload)


def send_correction(act: Act) -> Entry:
    """Send the correction to the 组长, with the difference it makes; refused when it makes none."""
    require(act, Deed.CORRECT)
    entry = _opened(act)
    if not preview(act):
        raise Mistaken(said.NO_DIFFERENCE)
    return _keep(act, "correction.sent", {**entry.payload, "moves": _told(preview(act))})


def return_correction(act: Act, reason: str) -> Entry:
    """The 组长 does not confirm: back to the office with his reason."""
    entry = _sent(act)
    return _keep(act, "correction.changed", {**entry.payload, "returned": reason.strip()})


def confirm_correction(act: Act) -> tuple[Entry, tuple[Move, ...]]:
    """The 组长 confirms: the changes are written, and the next version is published with a receipt of its own."""
    entry = _sent(act)
    if entry.actor == act.actor.id:
        raise Mistaken(said.SECOND_PERSON)
    moved = preview(act)
    if _told(moved) != entry.payload["moves"]:
        raise Mistaken(said.MOVED_SINCE)
    _apply(act, entry.payload)
    _keep(act, "correction.confirmed", entry.payload)
    version = published_version(act).payload["version"] + 1
    kept = {name: entry.payload[name] for name in ("number", "date", "reason", "changes", "moves")}
    made = act.record(
        "result.published",
        "publication",
        event=kept["number"],
        reason=kept["reason"],
        document_on=date.fromisoformat(kept["date"]),
        payload={"version": version, "receipt": receipt(act), "correction": kept},
    )
    return made, moved


def preview(act: Act) -> tuple[Move, ...]:
    """What the open correction would move, recomputed from the journal with its changes; nothing of it stays."""
    entry = _opened(act)
    before = result_of(published_version(act))
    with act.desk.connection.begin_nested() as trial:
        _apply(act, entry.payload)
        after = standing(act)
        trial.rollback()
    for sheet in after[0]:
        if sheet.refusals:
            raise Mistaken(sheet.refusals[0].sentence)
    return moves(before, after, act.scheme)


def _apply(act: Act, kept: Mapping[str, Any]) -> None:
    for one in kept["changes"]:
        officer = act.desk.people.get(one["by"])
        apply(act.by(officer or act.actor), one, kept)


def _told(moved: Sequence[Move]) -> dict[str, str]:
    return {one.unit: "；".join((one.sentence, *(other.sentence for other in one.differences))) for one in moved}


def _opened(act: Act) -> Entry:
    if not is_published(act):
        raise Mistaken(said.NOT_PUBLISHED)
    entry = open_correction(act)
    if entry is None:
        raise Mistaken(said.NONE_OPEN)
    return entry


def _sent(act: Act) -> Entry:
    entry = _opened(act)
    if Role.CHIEF not in act.actor.roles:
        raise NotAllowed(said.CHIEF_CONFIRMS)
    if entry.kind != "correction.sent":
        raise Mistaken(said.NOT_SENT)
    return entry


def _keep(act: Act, kind: str, kept: Mapping[str, Any]) -> Entry:
    return act.record(
        kind,
        SLOT,
        event=kept["number"],
        reason=kept["reason"],
        document_on=date.fromisoformat(kept["date"]),
        payload=dict(kept),
    )


def decimal_said(typed: str) -> Decimal:
    """Points with a sign as people write them: +0.5, －1 分."""
    text = typed.strip().replace("＋", "+").replace("－", "-").replace("−", "-").removesuffix("分").strip()
    try:
        points = Decimal(text)
    except ArithmeticError:
        points = Decimal("NaN")
    if not points.is_finite() or points == 0:
        raise Mistaken(said.NOT_POINTS.format(said=typed[:20]))
    return points
