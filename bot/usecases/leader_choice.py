"""No leader, or no score: nobody's default. The 组长 decides, as an entry that says on what it rests (reading 11)."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import leaders as said
from scoring.parts import CENT
from storage.records import Entry

PREFIX = "leader-choice:"


class Choice(StrEnum):
    """What the 组长 may decide for a unit that has no leader's score."""

    WAIT = "等一等"
    SELF = "组长打分"
    ENTRUST = "书面委托"
    MEAN = "按已打分的平均"


def decided_units(act: Act) -> frozenset[str]:
    """The units whose leader's score the 组长 has decided."""
    found = act.desk.journal.currents(act.year, prefix=PREFIX, kinds={"leader.decided"})
    return frozenset(one.unit for one in found if one.unit and one.payload["choice"] != Choice.WAIT)


def decide(act: Act, unit: str, choice: Choice, points: Decimal | None = None, basis: str = "") -> Entry:
    """Record the decision, and the score it stands for; 等一等 takes an earlier decision back.

    `points` are what the 组长 gives himself, or what the one he entrusted in writing gave; `basis` is that paper.
    """
    require(act, Deed.CHOOSE_LEADER_SCORE, unit)
    if _scored_by_leader(act, unit):
        raise Mistaken(said.LEADER_SCORED_SINCE.format(unit=act.scheme.unit(unit).name))
    if choice is Choice.WAIT:
        _take_back(act, unit)
    else:
        given = mean_of_others(act) if choice is Choice.MEAN else points
        if given is None:
            raise Mistaken(said.NO_SCORES_YET)
        if not 0 <= given <= act.scheme.part("leader").points or given != given.quantize(CENT):
            raise Mistaken(said.OUT_OF_RANGE)
        act.record(
            "leader.scored", _slot(act, unit), unit=unit, basis=basis or choice.value, payload={"score": str(given)},
            reason=said.BASIS.format(choice=choice.value, basis=f"，{basis}" if basis else ""),
        )  # fmt: skip
    payload = {"choice": choice.value, "basis": basis}
    return act.record("leader.decided", f"{PREFIX}{unit}", unit=unit, reason=basis or choice.value, payload=payload)


def mean_of_others(act: Act) -> Decimal | None:
    """The mean of all scores handed in, half up to two decimals; None while there are none."""
    given = [Decimal(one.payload["score"]) for one in _scores(act) if not one.basis]
    return (sum(given, Decimal(0)) / len(given)).quantize(CENT, ROUND_HALF_UP) if given else None


def _slot(act: Act, unit: str) -> str:
    return f"leader:{unit}:{act.actor.id}"


def _take_back(act: Act, unit: str) -> None:
    """The score that rested on an earlier decision goes."""
    for one in _scores(act):
        if one.unit == unit and one.basis:
            act.record("leader.dropped", one.slot, unit=unit, reason=Choice.WAIT.value)


def _scored_by_leader(act: Act, unit: str) -> bool:
    return any(one.unit == unit and not one.basis for one in _scores(act))


def _scores(act: Act) -> list[Entry]:
    return list(act.desk.journal.currents(act.year, prefix="leader:", kinds={"leader.scored"}))
