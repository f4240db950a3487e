"""集体决定 (五(二)6) of a unit's result or of all: read from the minutes by two, in force once they agree."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.stages import is_published
from bot.words import decisions as said
from scoring import Decision, Facts, score
from scoring.parts import shown
from storage.records import Entry, Person

CLAUSE = "五(二)6"


class Verdict(StrEnum):
    """What a meeting may decide of a unit's result, or of all; the value is what people say."""

    PASS = "通过"
    CHANGE = "改分"
    RETURN = "退回"
    DEFER = "缓议"
    ORDER = "并列次序"
    AWARDS = "先进名额"


KINDS = {
    Verdict.PASS: "result.passed",
    Verdict.CHANGE: "result.decided",
    Verdict.RETURN: "result.returned",
    Verdict.DEFER: "result.deferred",
    Verdict.ORDER: "result.ordered",
    Verdict.AWARDS: "result.awards",
}
HOLDS = frozenset({"result.returned", "result.deferred"})


@dataclass(frozen=True)
class Minutes:
    """What the minutes say of one unit or of all, as one person read them; `points` only where a score is changed."""

    verdict: str
    meeting: str
    date: str
    points: str = ""
    what: str = ""
    """Of the result as a whole: which order, how many; in words."""

    @property
    def told(self) -> str:
        """What was read, in words."""
        more = f"{signed(Decimal(self.points))} 分" if self.points else self.what
        what = f"{self.verdict} {more}" if more else self.verdict
        return said.READ.format(what=what, meeting=self.meeting, date=self.date)


def signed(points: Decimal) -> str:
    """Points with their sign."""
    return f"{'+' if points > 0 else '-'}{shown(abs(points))}"


def verdict_said(typed: str) -> tuple[Verdict, str]:
    """What a person says was decided: a word, or points with a sign; the points as text, empty without any."""
    text = typed.strip().rstrip("。！!")
    if text in (Verdict.PASS, Verdict.RETURN, Verdict.DEFER):
        return Verdict(text), ""
    figure = text.replace("＋", "+").replace("－", "-").replace("−", "-").removesuffix("分").strip()
    try:
        points = Decimal(figure)
    except ArithmeticError:
        points = Decimal("NaN")
    if not points.is_finite():
        raise Mistaken(said.NOT_A_VERDICT.format(said=typed[:20]))
    if points == 0:
        raise Mistaken(said.NO_CHANGE)
    return Verdict.CHANGE, str(points.normalize())


def enter(act: Act, about: str, read: Minutes, reason: str) -> Entry:
    """Enter what the minutes say: kept for the other person to confirm, in force when it is what he entered before."""
    require_recorder(act)
    _refuse_wrong(act, about, read, reason)
    known = entered(act, about)
    same = next((key for key, one in known.items() if key != act.actor.id and one == read), None)
    if same is not None:
        return _settle(act, about, read, reason.strip(), first=same)
    kept = {**known, act.actor.id: read}
    return act.record(
        "decision.entered",
        slot_of(about),
        unit=unit_of(act, about),
        clause=CLAUSE,
        reason=reason.strip(),
        payload={"read": {key: asdict(one) for key, one in kept.items()}},
    )


def entered(act: Act, about: str) -> dict[str, Minutes]:
    """What is entered of a unit (or of all) and not yet in force, by who read it so."""
    entry = act.current(slot_of(about))
    if entry is None or entry.kind != "decision.entered":
        return {}
    return {key: Minutes(**one) for key, one in entry.payload["read"].items()}


def drop(act: Act, about: str) -> Entry:
    """Take everything back that was entered of a unit (or of all) and is not in force."""
    require_recorder(act)
    if not entered(act, about):
        raise Mistaken(said.NOTHING_ENTERED.format(unit=named(act, about)))
    return act.record("decision.dropped", slot_of(about), unit=unit_of(act, about), clause=CLAUSE)


def slot_of(about: str) -> str:
    """Where what was entered waits."""
    return f"minutes:{about}"


def unit_of(act: Act, about: str) -> str | None:
    """The unit a decision is about; None when it is about the result as a whole."""
    return next((unit.code for unit in act.scheme.units if unit.code == about), None)


def named(act: Act, about: str) -> str:
    """What a decision is about, in words."""
    unit = unit_of(act, about)
    return act.scheme.unit(unit).name if unit else said.OF_ALL


def held(act: Act) -> list[Entry]:
    """The results that a meeting returned or put off and has not passed since."""
    return act.desk.journal.currents(act.year, prefix="hold:", kinds=HOLDS)


def confirmers(act: Act) -> list[Person]:
    """Who may confirm what the actor entered: the others of 考核办, else the 组长."""
    others = [one for one in act.desk.people.office() if one.id != act.actor.id]
    chief = act.desk.people.chief()
    return others or ([chief] if chief and chief.id != act.actor.id else [])


def require_recorder(act: Act) -> None:
    """考核办 enters decisions; where it has one person only, the 组长 confirms."""
    office, chief = act.desk.people.office(), act.desk.people.chief()
    if not (len(office) == 1 and chief and chief.id == act.actor.id):
        require(act, Deed.DECIDE_RESULT)


def _refuse_wrong(act: Act, about: str, read: Minutes, reason: str) -> None:
    day = date.fromisoformat(read.date)
    if is_published(act):
        raise Mistaken(said.LOCKED)
    if day > act.today:
        raise Mistaken(said.DAY_AHEAD.format(day=read.date))
    if day.year < act.year:
        raise Mistaken(said.DAY_BEFORE.format(day=read.date, year=act.year))
    if len(read.meeting) < 2 or len(reason.strip()) < 2:
        raise Mistaken(said.NEEDS_MINUTES)
    if read.points:
        fact = Decision(ref="decision", by=act.actor.id, points=Decimal(read.points), meeting=read.meeting)
        sheet = score(Facts(unit=about, decisions=(fact,)), act.scheme)
        if sheet.refusals:
            raise Mistaken(sheet.refusals[0].sentence)


def _settle(act: Act, about: str, read: Minutes, reason: str, *, first: str) -> Entry:
    told: dict[str, Any] = {
        "unit": unit_of(act, about), "clause": CLAUSE, "event": read.meeting, "reason": reason,
        "document_on": date.fromisoformat(read.date),
    }  # fmt: skip
    kept: Mapping[str, Any] = {**asdict(read), "reason": reason, "first": first}
    act.record("decision.settled", slot_of(about), payload=dict(kept), **told)
    verdict = Verdict(read.verdict)
    if verdict in (Verdict.ORDER, Verdict.AWARDS):
        return act.record(KINDS[verdict], about, payload=dict(kept), **told)
    if verdict is Verdict.CHANGE:
        act.record("result.passed", f"hold:{about}", payload=dict(kept), **told)
        return act.record("result.decided", f"decision:{about}", payload=dict(kept), **told)
    return act.record(KINDS[verdict], f"hold:{about}", payload={**kept, "points": ""}, **told)
