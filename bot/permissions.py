"""The one answer to: may this person do or see this, for this unit, at this stage, in this place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import Literal

from bot.errors import NotAllowed
from bot.place import PRIVATE, Place
from bot.usecases.act import Act
from bot.usecases.stages import Stage, is_approved, is_published, open_stages
from bot.words import permissions as said
from storage.evidence import Evidence
from storage.records import Person, Role


class Deed(StrEnum):
    """Something a person may want to do or see."""

    HAND_IN = "交材料"
    SELF_ASSESS = "自评"
    CONFIRM_SELF = "确认本单位自评"
    SETTLE_ITEM = "补填未到期事项"
    CONFIRM_SETTLED = "确认补填事项"
    REOPEN_SELF = "重开自评"
    SCORE_COMMON = "共性评分"
    NOTE_FACT = "记一笔"
    REQUEST_DEDUCTION = "申请扣分"
    DECIDE_REQUEST = "决定扣分申请"
    VERIFY = "核准"
    CLAIM = "申报加扣分"
    DECIDE_CLAIM = "认定加扣分"
    ASK_RELIEF = "申请免予考核或延期"
    DECIDE_RELIEF = "决定免予考核或延期"
    PLAN_INSPECTION = "安排实地考核"
    INSPECT = "实地考核"
    RECORD_FINDING = "登记否决或造假"
    SCORE_LEADER = "综合评价"
    REVIEW = "填写审议意见"
    CHOOSE_LEADER_SCORE = "决定缺评单位的综合评价"
    RUN_STAGES = "开关阶段"
    RULE = "裁定办法的理解"
    REHEARSE = "组织演练"
    DECIDE_RESULT = "记录审议结果"
    CORRECT = "更正公布结果"
    ASK_RECHECK = "申请复核"
    RECHECK = "复核"
    ACKNOWLEDGE = "阅知结果"
    SEE_ACKNOWLEDGED = "查看阅知情况"
    SEE_LISTS = "查看结果名单"
    BIND_GROUP = "绑定群"
    SEE_OWING = "查看谁没交"
    HANDLE_SECRET = "处理涉密材料"
    SEE_FEEDBACK = "查看意见清单"
    ASSIGN = "安排责任人"


Relation = Literal["own", "foreign", "line", "apart", "any"]
"""`foreign` passes to the alternate when one is related, `line` and `apart` to nobody without a decision."""


@dataclass(frozen=True)
class Rule:
    """Who (roles), when (a stage, or always) and for which units relative to the person."""

    roles: frozenset[Role]
    stage: Stage | None = None
    unit: Relation = "any"


def _of(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


RULES: dict[Deed, Rule] = {
    Deed.HAND_IN: Rule(_of(Role.STAFF, Role.HEAD), Stage.DAILY, "own"),
    Deed.SELF_ASSESS: Rule(_of(Role.STAFF, Role.HEAD), Stage.SELF, "own"),
    Deed.CONFIRM_SELF: Rule(_of(Role.HEAD), Stage.SELF, "own"),
    Deed.SETTLE_ITEM: Rule(_of(Role.STAFF, Role.HEAD), None, "own"),
    Deed.CONFIRM_SETTLED: Rule(_of(Role.HEAD), None, "own"),
    Deed.REOPEN_SELF: Rule(_of(Role.OFFICE), Stage.SELF, "foreign"),
    Deed.SCORE_COMMON: Rule(_of(Role.SCORER), Stage.COMMON, "foreign"),
    Deed.NOTE_FACT: Rule(_of(Role.SCORER), None, "foreign"),
    Deed.REQUEST_DEDUCTION: Rule(_of(Role.HEAD, Role.SCORER), None, "foreign"),
    Deed.DECIDE_REQUEST: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.VERIFY: Rule(_of(Role.OFFICE), Stage.VERIFY, "foreign"),
    Deed.CLAIM: Rule(_of(Role.STAFF, Role.HEAD, Role.OFFICE), None, "any"),
    Deed.DECIDE_CLAIM: Rule(_of(Role.OFFICE), Stage.VERIFY, "foreign"),
    Deed.ASK_RELIEF: Rule(_of(Role.STAFF, Role.HEAD), None, "own"),
    Deed.DECIDE_RELIEF: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.PLAN_INSPECTION: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.INSPECT: Rule(_of(Role.STAFF, Role.HEAD, Role.SCORER, Role.OFFICE, Role.CHIEF), None, "foreign"),
    Deed.RECORD_FINDING: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.SCORE_LEADER: Rule(_of(Role.LEADER), Stage.LEADER, "line"),
    Deed.REVIEW: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.CHOOSE_LEADER_SCORE: Rule(_of(Role.CHIEF), Stage.LEADER, "apart"),
    Deed.RUN_STAGES: Rule(_of(Role.OFFICE)),
    Deed.REHEARSE: Rule(_of(Role.OFFICE, Role.ADMIN)),
    Deed.RULE: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.DECIDE_RESULT: Rule(_of(Role.OFFICE)),
    Deed.CORRECT: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.ASK_RECHECK: Rule(_of(Role.HEAD), None, "own"),
    Deed.RECHECK: Rule(_of(Role.OFFICE), None, "foreign"),
    Deed.ACKNOWLEDGE: Rule(_of(Role.HEAD), None, "own"),
    Deed.SEE_ACKNOWLEDGED: Rule(_of(Role.OFFICE)),
    Deed.SEE_LISTS: Rule(_of(Role.OFFICE)),
    Deed.BIND_GROUP: Rule(_of(Role.OFFICE)),
    Deed.ASSIGN: Rule(_of(Role.STAFF, Role.HEAD, Role.OFFICE)),
    Deed.SEE_OWING: Rule(_of(Role.OFFICE, Role.HEAD, Role.CHIEF)),
    Deed.HANDLE_SECRET: Rule(_of(Role.OFFICE, Role.SECRECY)),
    Deed.SEE_FEEDBACK: Rule(_of(Role.OFFICE, Role.CHIEF)),
}
"""The table of who may what; 回避 (nobody judges his own unit, DESIGN §5) is the relation `foreign`."""

AFTER_PUBLICATION = frozenset(
    {
        Deed.SEE_OWING, Deed.SEE_FEEDBACK, Deed.HANDLE_SECRET, Deed.BIND_GROUP, Deed.RUN_STAGES, Deed.DECIDE_RESULT,
        Deed.CORRECT, Deed.ACKNOWLEDGE, Deed.SEE_ACKNOWLEDGED, Deed.SEE_LISTS,
    }
)  # fmt: skip
"""What stays possible once the result is out; a score moves by a 更正 on a 党组 decision only."""

JUDGEMENTS = frozenset(deed for deed, rule in RULES.items() if rule.unit == "foreign")


def related_units(act: Act, person: Person) -> frozenset[str]:
    """The units on which `person` may pass no judgement: his own, and those he declared a relation with."""
    declared = act.desk.journal.currents(act.year, prefix=f"relation:{person.id}:", kinds={"relation.declared"})
    return frozenset(person.units) | {entry.slot.rsplit(":", 1)[1] for entry in declared}


def alternate_for(act: Act, duty: str) -> Person | None:
    """Who judges in another's place for `duty` (a common row's id, or "verify"): the named alternate, else the 组长."""
    named = act.current(f"alternate:{duty}")
    if named is not None and named.kind == "alternate.named":
        return act.desk.people.get(named.payload["person"])
    return next(iter(act.desk.people.with_role(Role.CHIEF)), None)


def refusal(act: Act, deed: Deed, unit: str | None = None, *, duty: str = "verify") -> str | None:
    """None when the actor may do the deed for the unit; else the one sentence that tells him why not.

    `duty` names whose alternate may stand in: a common row's id for 共性评分, "verify" otherwise.
    """
    rule = RULES[deed]
    return _stage_refusal(act, deed, rule) or role_refusal(act, deed, unit, duty)


def require(act: Act, deed: Deed, unit: str | None = None, *, duty: str = "verify") -> None:
    """Raise `NotAllowed` with the sentence when the actor may not do the deed."""
    sentence = refusal(act, deed, unit, duty=duty)
    if sentence:
        raise NotAllowed(sentence)


def may(act: Act, deed: Deed, unit: str | None = None, *, duty: str = "verify") -> bool:
    """Whether the actor may do the deed."""
    return refusal(act, deed, unit, duty=duty) is None


def _stage_refusal(act: Act, deed: Deed, rule: Rule) -> str | None:
    if deed not in AFTER_PUBLICATION and is_published(act):
        return said.LOCKED
    if rule.stage is not None and rule.stage not in open_stages(act):
        return said.STAGE_CLOSED.format(deed=deed, stage=rule.stage.label)
    return None


def role_refusal(act: Act, deed: Deed, unit: str | None, duty: str = "verify") -> str | None:
    """The sentence that refuses by role and relation alone, whatever stage is open; None when nothing does."""
    rule, person = RULES[deed], act.actor
    stands_in = deed in JUDGEMENTS and unit is not None and _stands_in(act, unit, duty)
    if not (rule.roles & person.roles) and not stands_in:
        return said.WRONG_ROLE.format(deed=deed, roles=_named(rule.roles), own=_named(person.roles))
    if unit is None:
        return None
    name = act.scheme.unit(unit).name
    if rule.unit == "own" and unit not in person.units:
        return said.FOREIGN_UNIT.format(unit=name)
    if rule.unit == "line" and unit not in person.lines:
        return said.FOREIGN_LINE.format(unit=name)
    if rule.unit in ("line", "apart") and unit in related_units(act, person):
        return said.RELATED.format(unit=name)
    if rule.unit == "foreign" and unit in related_units(act, person):
        other = stand_in(act, duty)
        return said.RECUSED.format(unit=name, who=other.name if other else "领导小组指定的人")
    return None


def _stands_in(act: Act, unit: str, duty: str) -> bool:
    """Whether the actor is the alternate for a unit whose ordinary judge must step aside."""
    other = alternate_for(act, duty)
    if other is None or other.id != act.actor.id:
        return False
    return unit in judges_home(act, duty)


def ordinary_judges(act: Act, duty: str) -> list[Person]:
    """Who judges under `duty` by role: the scorers of a common row, or the office for "verify"."""
    if duty == "verify":
        return act.desk.people.office()
    return act.desk.people.scorers_of(act.scheme.common(duty).scorer)


def judges_of(act: Act, duty: str) -> list[Person]:
    """Everybody who may have something to judge under `duty`: those by role, then the alternate."""
    other = alternate_for(act, duty)
    judges = ordinary_judges(act, duty)
    return judges if other is None or other in judges else [*judges, other]


def judges_home(act: Act, duty: str) -> frozenset[str]:
    """The units whose judgement passes to the alternate: those from which every ordinary judge steps aside."""
    aside = frozenset(unit.code for unit in act.scheme.units)
    for judge in ordinary_judges(act, duty):
        aside &= related_units(act, judge)
    return aside


def stand_in(act: Act, duty: str) -> Person | None:
    """The alternate who can judge what is left to him; None while nobody is named, or he must step aside himself."""
    other = alternate_for(act, duty)
    return None if other is None or judges_home(act, duty) & related_units(act, other) else other


def may_assign(act: Act, unit: str) -> bool:
    """Whether the actor may give any task of a unit to somebody else: its head and the office."""
    person = act.actor
    return Role.OFFICE in person.roles or (Role.HEAD in person.roles and unit in person.units)


def may_see_paper(act: Act, paper: Evidence) -> bool:
    """Whether the actor may see a paper: its unit's own people, 考核办, who verifies or leads there, 组长.

    A scorer sees those of his common rows. A withdrawn one is for who handed it in, his head and 考核办.
    """
    person, own = act.actor, paper.unit in act.actor.units
    if not person.active or person.frozen:
        return False
    if Role.OFFICE in person.roles or (own and Role.HEAD in person.roles) or (own and paper.by == person.id):
        return True
    if paper.withdrawn:
        return False
    leads = Role.CHIEF in person.roles or (Role.LEADER in person.roles and paper.unit in person.lines)
    belongs = own and bool(person.roles & BELONG)
    return leads or belongs or _scores(act, paper.item) or _stands_in(act, paper.unit, "verify")


def may_see_unit_papers(act: Act, unit: str) -> bool:
    """Whether the actor may ask for a unit's papers at all."""
    any_paper = Evidence(id="", entry="", unit=unit, item="", task=None, handed_in_at=act.now, by="", at=act.now)
    return may_see_paper(act, any_paper)


def _scores(act: Act, row: str) -> bool:
    """Whether the actor scores this common row."""
    rows = {one.id: one.scorer for one in act.scheme.commons}
    return Role.SCORER in act.actor.roles and rows.get(row) in act.actor.units


class Sight(Flag):
    """What of a unit's result may be seen, by a person or in a place."""

    NOTHING = 0
    PROGRESS = auto()
    """How many of its tasks have papers."""
    TRAIL = auto()
    """Which clause moved it, who entered that and when; no value."""
    LINES = auto()
    """Its own lines with their points: items, common work, bonuses, deductions."""
    VERDICT = auto()
    """What its leaders gave and what the leading group decided."""
    TOTAL = auto()
    RANK = auto()
    EVERYTHING = PROGRESS | TRAIL | LINES | VERDICT | TOTAL | RANK


OWN_LINES = Sight.PROGRESS | Sight.TRAIL | Sight.LINES
GROUP_SIGHTS = {
    0: Sight.PROGRESS,
    1: Sight.PROGRESS | Sight.TOTAL | Sight.RANK,
    2: Sight.EVERYTHING,
}
"""What a group may hear once the gate is open, by the level the office bound it to."""

RUN_THE_YEAR = frozenset({Role.OFFICE, Role.CHIEF})
LEAD = RUN_THE_YEAR | {Role.LEADER}
BELONG = frozenset({Role.STAFF, Role.HEAD, Role.SCORER})


def visible(act: Act, unit: str, place: Place = PRIVATE) -> Sight:
    """What the actor may see of a unit now and here: the one answer every question, page and export goes by."""
    return sights(act, place)[unit]


def sights(act: Act, place: Place = PRIVATE) -> dict[str, Sight]:
    """What the actor may see of every unit; in a group never more than the group itself may hear."""
    approved, published = is_approved(act), is_published(act)
    here = Sight.EVERYTHING if place.is_private else _heard_in_group(act, place, approved)
    return {unit.code: _seen_by(act, unit.code, approved, published) & here for unit in act.scheme.units}


def group_level(act: Act, place: Place) -> int | None:
    """What the office bound a group to (0 progress, 1 ranks and totals, 2 lines); None when it is not bound."""
    entry = act.current(f"group:{place.group}")
    return int(entry.payload["level"]) if entry is not None and entry.kind == "group.bound" else None


def _heard_in_group(act: Act, place: Place, approved: bool) -> Sight:
    """Progress, whoever asks and whenever; with the gate open what the group is bound to, when one who leads asks."""
    level = group_level(act, place)
    if level is None:
        return Sight.NOTHING
    return GROUP_SIGHTS[level] if approved and act.actor.roles & LEAD else Sight.PROGRESS


def _seen_by(act: Act, unit: str, approved: bool, published: bool) -> Sight:
    """What a person sees alone: by role, by relation to the unit, by the gate (党组审定) and by publication."""
    person, sight = act.actor, Sight.NOTHING
    if person.roles & RUN_THE_YEAR or (published and person.roles - {Role.ADMIN}):
        return Sight.EVERYTHING
    if approved and person.roles & (BELONG | LEAD):
        sight |= Sight.TOTAL | Sight.RANK
    if Role.AUDITOR in person.roles:
        sight |= Sight.PROGRESS | Sight.TRAIL
    if unit in person.units and person.roles & BELONG:
        sight |= OWN_LINES | (Sight.VERDICT if approved else Sight.NOTHING)
    if Role.LEADER in person.roles:
        sight |= _seen_by_leader(act, unit, approved)
    return sight


def _seen_by_leader(act: Act, unit: str, approved: bool) -> Sight:
    """The sheets of his own line; what another leader gave one of its units only after the gate."""
    if unit not in act.actor.lines:
        return Sight.PROGRESS
    alone = all(one.id == act.actor.id for one in act.desk.people.leaders_of(unit))
    return OWN_LINES | (Sight.VERDICT if approved or alone else Sight.NOTHING)


def _named(roles: Iterable[Role]) -> str:
    return "、".join(sorted(role.value for role in roles)) or "未登记"
