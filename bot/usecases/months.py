"""What moved a unit's lines since a day, by the time of the journal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from bot.clock import SHANGHAI
from bot.errors import Mistaken
from bot.permissions import Sight
from bot.usecases.act import Act
from bot.usecases.results import sheet_of
from bot.usecases.seen import seen
from bot.words import asking as said
from scoring import score
from scoring.explain import Movement, movements
from storage.facts import unit_facts_at

Who = Callable[[str], str]
Key = tuple[str, str | None, str | None, str]


@dataclass(frozen=True)
class Change:
    """One cause that moved since a moment: by how much, the sentences that are new, or who took it back and when."""

    clause: str
    points: Decimal
    sentences: tuple[str, ...]
    by: str = ""
    at: datetime | None = None


def start_of(act: Act, month: int, year: int | None) -> date:
    """The day from which to compare: the end of a past month, the start of the present one.

    A month without a year is the latest one that is not in the future.
    """
    today = act.today
    if not 1 <= month <= 12:
        raise Mistaken(said.NO_SUCH_MONTH.format(month=month))
    asked = year or (today.year if month <= today.month or act.year == today.year else today.year - 1)
    if (asked, month) > (today.year, today.month):
        raise Mistaken(said.FUTURE_MONTH.format(month=month))
    if (asked, month) == (today.year, today.month):
        return today.replace(day=1)
    return date(asked + month // 12, month % 12 + 1, 1)


def changes_since(act: Act, unit: str, day: date, sight: Sight, who: Who) -> list[Change]:
    """Where the lines of a unit differ from what the journal held before `day`."""
    moment = datetime.combine(day, time(), SHANGHAI)
    before = score(unit_facts_at(act.desk, act.scheme, unit, moment), act.scheme)
    old = _by_cause(movements(seen(before, sight).lines, act.scheme, who))
    new = _by_cause(movements(seen(sheet_of(act, unit), sight).lines, act.scheme, who))
    keys = list(dict.fromkeys((*old, *new)))
    found = (_change(act, old.get(key, []), new.get(key, []), who) for key in keys)
    return sorted((one for one in found if one.points), key=lambda one: one.points)


def _by_cause(moved: Iterable[Movement]) -> dict[Key, list[Movement]]:
    found: dict[Key, list[Movement]] = {}
    for one in moved:
        found.setdefault((one.part, one.item, one.rule, one.clause), []).append(one)
    return found


def _change(act: Act, old: list[Movement], new: list[Movement], who: Who) -> Change:
    told = {sentence for one in old for sentence in one.sentences}
    fresh = tuple(sentence for one in new for sentence in one.sentences if sentence not in told)
    points = sum((one.points for one in new), Decimal(0)) - sum((one.points for one in old), Decimal(0))
    change = Change(clause=(new or old)[0].clause, points=points, sentences=fresh)
    return change if fresh else _undone(act, change, old, who)


def _undone(act: Act, change: Change, old: list[Movement], who: Who) -> Change:
    """Who corrected or took back what used to count, and when."""
    refs = {ref.partition("#")[0] for one in old for ref in one.refs}
    entries = [entry for ref in refs if (entry := act.desk.journal.get(ref)) is not None]
    now = [entry for one in entries if (entry := act.current(one.slot)) is not None]
    last = max(now, key=lambda entry: entry.seq, default=None)
    if last is None:
        return change
    return Change(change.clause, change.points, (), by=who(last.actor), at=last.at)
