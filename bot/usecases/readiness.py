"""What keeps a stage from its end: who owes what; and passing on without it, with a reason and a snapshot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.errors import Mistaken
from bot.permissions import Deed, judges_home, ordinary_judges, require, stand_in
from bot.usecases.act import Act
from bot.usecases.decisions import held
from bot.usecases.leaders import missing_scores, units_without_leader
from bot.usecases.recheck import handlers, waiting
from bot.usecases.requests import deciders_of, lead_of, waiting_requests
from bot.usecases.self_state import SelfState, SelfStatus, answering, self_state
from bot.usecases.stages import WINDOWS, Stage, close_stage, is_approved, is_published, open_stages
from bot.usecases.verify import VerifyState, verify_state
from bot.words import readiness as said
from scoring.scheme import CommonItem
from storage.records import Entry, Person


@dataclass(frozen=True)
class Owed:
    """One thing that is owed at a stage: `about` tells it from the others, `must` says that no force passes it by."""

    stage: Stage
    about: str
    what: str
    unit: str = ""
    who: tuple[str, ...] = ()
    must: bool = False

    @property
    def key(self) -> str:
        """By what a later look knows it again, whatever its counts say by then."""
        return f"{self.stage}:{self.about}"


def owed_at(act: Act, stage: Stage) -> list[Owed]:
    """What the end of a stage still waits for; empty when nothing does."""
    return {
        Stage.SELF: _self_assessments,
        Stage.COMMON: _common_rows,
        Stage.VERIFY: _verifications,
        Stage.LEADER: _leaders,
        Stage.FINAL: _before_final,
        Stage.PARTY: _final,
        Stage.PUBLISHED: _approval,
    }.get(stage, _nothing)(act)


def owed_now(act: Act) -> list[Owed]:
    """What the next step of the year waits for: the open windows and 定稿, then 审定, then 公布."""
    if is_published(act):
        return []
    if is_approved(act):
        return owed_at(act, Stage.PUBLISHED)
    if act.current("final") is not None:
        return owed_at(act, Stage.PUBLISHED)
    first = owed_at(act, Stage.SELF) if Stage.SELF in open_stages(act) else []
    return [*first, *owed_at(act, Stage.FINAL), *owed_at(act, Stage.PARTY)]


def blocks_final(act: Act) -> list[Owed]:
    """What still stands in the way of 定稿: all that is owed but what the office has passed by with a reason."""
    passed = passed_by(act, Stage.FINAL)
    return [one for one in owed_at(act, Stage.FINAL) if one.must or one.key not in passed]


def passed_by(act: Act, stage: Stage) -> Mapping[str, str]:
    """What the snapshot of a forced stage says was owed then, by key; empty when it was never forced."""
    forced = act.current(f"forced:{stage}")
    return {one["key"]: one["what"] for one in forced.payload["owed"]} if forced else {}


def finish_stage(act: Act, stage: Stage) -> Entry:
    """Close a window of which nothing is owed any more; refused with the first of what is."""
    require(act, Deed.RUN_STAGES)
    owed = owed_at(act, stage) if stage in open_stages(act) else []
    if owed:
        raise Mistaken(said.STILL_OWED.format(stage=stage.label, what=told(owed)))
    return close_stage(act, stage)


def force(act: Act, stage: Stage, reason: str) -> Entry:
    """Pass on without what is owed: the reason and a snapshot of it are kept; a window closes with it."""
    require(act, Deed.RUN_STAGES)
    refuse_force(act, stage)
    if len(reason.strip()) < 2:
        raise Mistaken(said.FORCE_REASON)
    owed = owed_at(act, stage)
    kept = [{"key": one.key, "what": one.what, "who": list(one.who)} for one in owed]
    entry = act.record(
        "stage.forced",
        f"forced:{stage}",
        reason=reason.strip(),
        payload={"stage": stage.value, "owed": kept, "text": "；".join(one.what for one in owed)},
    )
    if stage in WINDOWS:
        close_stage(act, stage)
    return entry


def refuse_force(act: Act, stage: Stage) -> None:
    """Raise the sentence why a stage cannot be forced."""
    require(act, Deed.RUN_STAGES)
    if is_published(act):
        raise Mistaken(said.ALREADY_PUBLISHED)
    if stage in WINDOWS and stage not in open_stages(act):
        raise Mistaken(said.NOT_OPEN.format(stage=stage.label))
    if stage not in (*WINDOWS, Stage.FINAL):
        raise Mistaken(said.NEVER_FORCED.format(stage=stage.label))
    owed = blocks_final(act) if stage is Stage.FINAL else owed_at(act, stage)
    if not owed:
        raise Mistaken(said.NOTHING_OWED.format(stage=stage.label))
    musts = [one for one in owed if one.must]
    if musts:
        raise Mistaken(said.CANNOT_FORCE.format(what=told(musts)))


def told(owed: Iterable[Owed], most: int = 3) -> str:
    """What is owed as one sentence: the first few, and how many there are."""
    whats = [one.what for one in owed]
    more = said.MORE.format(count=len(whats)) if len(whats) > most else ""
    return "；".join(whats[:most]) + more


def _nothing(act: Act) -> list[Owed]:
    return []


def _self_assessments(act: Act) -> list[Owed]:
    found = (_self_assessment(act, self_state(act, unit.code)) for unit in act.scheme.units)
    return [one for one in found if one is not None]


def _self_assessment(act: Act, state: SelfState) -> Owed | None:
    unit = act.scheme.unit(state.unit)
    if state.status is SelfStatus.CONFIRMED:
        return None
    answers = answering(act, unit.code)
    if state.status is SelfStatus.SUBMITTED:
        people, what = list(answers.heads), said.HEAD_OWES.format(unit=unit.name)
    elif state.missing:
        people = [person for item in state.missing for person in answers.of(item)]
        what = said.ITEMS_OWED.format(unit=unit.name, count=len(state.missing))
    else:
        people = act.desk.people.staff_of(unit.code) or list(answers.heads)
        what = said.SUBMIT_OWED.format(unit=unit.name)
    return Owed(Stage.SELF, unit.code, what, unit.code, _named(people))


def _verifications(act: Act) -> list[Owed]:
    states = [verify_state(act, unit.code) for unit in act.scheme.units]
    return [_verification(act, state) for state in states if state.waiting]


def _verification(act: Act, state: VerifyState) -> Owed:
    unit = act.scheme.unit(state.own.unit)
    what = said.VERIFY_OWED.format(unit=unit.name, count=len(state.waiting))
    if not state.is_ready:
        what = said.NOT_CONFIRMED.format(what=what, status=state.own.status)
    if unit.code not in judges_home(act, "verify"):
        judges = ordinary_judges(act, "verify")
    else:
        other = stand_in(act, "verify")
        judges = [other] if other else []
        what = what if other else said.NOBODY_FOR.format(what=what, row=said.VERIFY)
    return Owed(Stage.VERIFY, unit.code, what, unit.code, _named(judges))


def _common_rows(act: Act) -> list[Owed]:
    handed_in = {entry.slot for entry in act.desk.journal.currents(act.year, prefix="common-submit:")}
    return [one for row in act.scheme.commons for one in _common_row(act, row, handed_in)]


def _common_row(act: Act, row: CommonItem, handed_in: set[str]) -> Iterable[Owed]:
    if f"common-submit:{row.id}" not in handed_in:
        who = _named(ordinary_judges(act, row.id))
        yield Owed(Stage.COMMON, row.id, said.ROW_OWED.format(row=row.label), row.scorer, who)
    if judges_home(act, row.id) and f"common-submit:{row.id}:alternate" not in handed_in:
        other = stand_in(act, row.id)
        who = _named([other] if other else [])
        what = said.ALTERNATE_OWED.format(row=row.label)
        what = what if other else said.NOBODY_FOR.format(what=what, row=row.label)
        yield Owed(Stage.COMMON, f"{row.id}:alternate", what, row.scorer, who, must=True)


def _leaders(act: Act) -> list[Owed]:
    people = act.desk.people
    owed = [
        Owed(Stage.LEADER, key, said.LEADER_OWES.format(who=one.name, count=len(units)), "", (one.name,), must=True)
        for key, units in missing_scores(act).items()
        if (one := people.get(key)) is not None
    ]
    chief = _named(one for one in [people.chief()] if one)
    for code in units_without_leader(act):
        what = said.NO_LEADER.format(unit=act.scheme.unit(code).name)
        owed.append(Owed(Stage.LEADER, f"unit:{code}", what, code, chief, must=True))
    return owed


def _before_final(act: Act) -> list[Owed]:
    owed = [*held_now(act), *_verifications(act), *_common_rows(act), *_unjudged(act), *_requests(act)]
    return [*owed, *_leaders(act), *_rechecks(act)]


def _unjudged(act: Act) -> list[Owed]:
    """What a scorer left unjudged: full marks by nobody's word, until the leading group has seen it."""
    left = act.desk.journal.currents(act.year, prefix="common:", kinds={"common.abstained"})
    office = _named(act.desk.people.office())
    return [Owed(Stage.COMMON, entry.slot, _unjudged_told(act, entry), entry.unit or "", office) for entry in left]


def _unjudged_told(act: Act, entry: Entry) -> str:
    row, unit = act.scheme.common(entry.item or ""), act.scheme.unit(entry.unit or "")
    return said.UNJUDGED.format(row=row.label, unit=unit.name, reason=entry.reason)


def _requests(act: Act) -> list[Owed]:
    """What lead offices asked for and nobody has decided."""
    return [
        Owed(
            Stage.COMMON,
            entry.slot,
            said.REQUEST_OWED.format(lead=lead_of(act, entry), unit=act.scheme.unit(entry.unit or "").name),
            entry.unit or "",
            _named(deciders_of(act, entry)),
        )
        for entry in waiting_requests(act)
    ]


def _rechecks(act: Act) -> list[Owed]:
    return [_recheck(act, entry) for entry in waiting(act)]


def _recheck(act: Act, entry: Entry) -> Owed:
    unit, item = act.scheme.unit(entry.unit or ""), act.scheme.item(entry.item or "")
    who = _named(handlers(act, unit.code, entry.payload["first"]))
    what = said.RECHECK_OWED.format(unit=unit.name, seq=item.seq)
    return Owed(Stage.FINAL, f"recheck:{item.id}", what, unit.code, who)


def held_now(act: Act) -> list[Owed]:
    """The results that a meeting returned or put off, and has not passed since."""
    return [_held(act, entry) for entry in held(act)]


def _held(act: Act, entry: Entry) -> Owed:
    unit = act.scheme.unit(entry.unit or "")
    what = said.HELD.format(
        unit=unit.name, meeting=entry.event, verdict=entry.payload["verdict"], reason=entry.reason
    )  # fmt: skip
    return Owed(Stage.FINAL, f"held:{unit.code}", what, unit.code, _named(act.desk.people.office()), must=True)


def _final(act: Act) -> list[Owed]:
    office = _named(act.desk.people.office())
    return [] if act.current("final") else [Owed(Stage.FINAL, "final", said.FINAL_OWED, "", office, must=True)]


def _approval(act: Act) -> list[Owed]:
    return [*held_now(act), *_gate(act)]


def _gate(act: Act) -> list[Owed]:
    party = act.current("party")
    if is_approved(act):
        return [Owed(Stage.PUBLISHED, "publish", said.PUBLISH_OWED, "", _named(act.desk.people.office()), must=True)]
    if party is None:
        return [Owed(Stage.PARTY, "party", said.PARTY_OWED, "", _named(act.desk.people.office()), must=True)]
    chief = act.desk.people.chief()
    return [Owed(Stage.PARTY, "chief", said.CHIEF_OWES, "", _named([chief] if chief else []), must=True)]


def _named(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.name for person in people))
