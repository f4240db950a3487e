"""A year with figures found nowhere else: what is secret of each unit at each stage, and who may know it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.usecases.act import Act
from bot.usecases.results import receipt, standing
from scoring import Scheme, Sheet
from scoring.parts import shown
from storage.desk import Desk
from storage.records import NewEntry, Person, Role


class Moment(StrEnum):
    """The stages at which people ask, in the order of the year."""

    DAILY = "日常"
    SELF = "自评"
    VERIFY = "核准"
    LEADER = "领导评价"
    APPROVED = "党组审定"
    PUBLISHED = "公布"


class Secret(StrEnum):
    """A kind of thing that is not for everybody."""

    LINE = "扣分明细"
    VERDICT = "领导评价"
    TOTAL = "总分"
    RANK = "名次"


EVERYTHING = frozenset(Secret)
HINT = re.compile(r"\d\.\d\d|密|名|并列|倒数")
"""Without any of these a text tells nothing."""
OPEN = (Moment.APPROVED, Moment.PUBLISHED)
LEVELS: dict[str, frozenset[Secret]] = {
    "unbound": frozenset(),
    "level0": frozenset(),
    "level1": frozenset({Secret.TOTAL, Secret.RANK}),
    "level2": EVERYTHING,
}
"""Groups, with what each may hear once the gate is open."""

CAST = (
    "fj-jingban-1", "bgs-fuzeren", "jc-pingfen", "khb-jia", "lingdao-yi", "zuzhang", "guanliyuan", "shenji",
    "leader-head", "two-units", "no-unit",
)  # fmt: skip
EXTRA = (
    Person(
        id="leader-head", userid="leader-head", name="分管领导丁", units=("ZC",), lines=("HQ",),
        roles=frozenset({Role.LEADER, Role.HEAD}),
    ),
    Person(id="two-units", userid="two-units", name="两处经办", units=("JN", "ZH"), roles=frozenset({Role.STAFF})),
    Person(id="no-unit", userid="no-unit", name="新来的同志", roles=frozenset({Role.STAFF})),
)  # fmt: skip
"""Relations the demo cast does not have."""


@dataclass(frozen=True)
class Tell:
    """Something recognisable: whose it is, what it gives away, the pattern it shows as, and who gave it himself."""

    unit: str
    secret: Secret
    pattern: re.Pattern[str]
    giver: str = ""


def may_know(person: Person, unit: str, moment: Moment) -> frozenset[Secret]:
    """What a person may know of a unit when nobody listens, word by word from DESIGN §5."""
    roles = person.roles
    if roles & {Role.OFFICE, Role.CHIEF}:
        return EVERYTHING
    if roles == {Role.ADMIN} or (roles == {Role.AUDITOR} and moment is not Moment.PUBLISHED):
        return frozenset()
    if moment is Moment.PUBLISHED:
        return EVERYTHING
    known = frozenset({Secret.TOTAL, Secret.RANK}) if moment is Moment.APPROVED else frozenset()
    if unit in person.units:
        known |= {Secret.LINE} | ({Secret.VERDICT} if moment is Moment.APPROVED else set())
    if unit in person.lines:
        known |= {Secret.LINE}
        known |= {Secret.VERDICT} if moment is Moment.APPROVED or person.userid != "leader-head" else set()
    return known


def may_hear(group: str, person: Person, unit: str, moment: Moment) -> frozenset[Secret]:
    """What a group may hear when this person asks."""
    if moment not in OPEN or not person.roles & {Role.OFFICE, Role.CHIEF, Role.LEADER}:
        return frozenset()
    return LEVELS[group] & may_know(person, unit, moment)


def number(value: Decimal) -> re.Pattern[str]:
    """A figure that stands by itself."""
    return re.compile(rf"(?<![\d.]){re.escape(shown(value))}(?![\d])")


def tells(desk: Desk, scheme: Scheme) -> list[Tell]:
    """Every figure and every reason by which something could be recognised now."""
    officer = desk.people.get("khb-jia")
    assert officer is not None
    sheets, _ = standing(Act(desk=desk, scheme=scheme, actor=officer, message="test"))
    found = [Tell("", Secret.RANK, re.compile(r"第 ?\d+ ?名|并列|倒数"))]
    for sheet in sheets:
        found += [Tell(sheet.unit, secret, number(value)) for secret, value in _figures(sheet)]
        found.append(Tell(sheet.unit, Secret.LINE, re.compile(f"密{sheet.unit}")))
    entries = desk.journal.entries(scheme.year)
    for entry in entries:
        figures = [Decimal(str(entry.payload[key])) for key in ("points", "verified", "self") if key in entry.payload]
        found += [Tell(entry.unit or "", Secret.LINE, number(one)) for one in figures if is_telling(one)]
        if entry.kind == "leader.scored":
            given = number(Decimal(entry.payload["score"]))
            found.append(Tell(entry.unit or "", Secret.VERDICT, given, giver=entry.actor))
    return list({(one.unit, one.secret, one.pattern.pattern, one.giver): one for one in found}.values())


def _figures(sheet: Sheet) -> Iterator[tuple[Secret, Decimal]]:
    """The figures of a sheet that stand for it alone."""
    every = [
        (Secret.TOTAL, sheet.total),
        (Secret.VERDICT, sheet.part("leader")),
        (Secret.LINE, sheet.part("task")),
        (Secret.LINE, sheet.part("common")),
    ]
    every += [(Secret.LINE, abs(line.points)) for line in sheet.lines if line.part != "leader"]
    every += [(Secret.LINE, points) for points in sheet.items.values()]
    yield from {(secret, value) for secret, value in every if is_telling(value)}


def is_telling(value: Decimal) -> bool:
    """Whether a figure has two decimals: only the seeded ones do."""
    return value != value.quantize(Decimal("0.1"))


JUDGED = {
    "BGS": "BGS-2-R1", "DW": "DW-1-R1", "JN": "JN-10-R1", "HQ": "HQ-1-R1", "ZC": "ZC-1-R1",
    "ZH": "", "JC": "", "FJ": "",
}  # fmt: skip
"""A rule of each unit's own list whose amount is chosen, where it has one."""


def record(desk: Desk, scheme: Scheme, kind: str, slot: str, actor: str, **more: Any) -> None:
    """One entry of the journal."""
    desk.journal.append(NewEntry(kind=kind, year=scheme.year, slot=slot, actor=actor, **more))


def advance(desk: Desk, scheme: Scheme, moment: Moment) -> None:
    """What happens at a stage, for every unit with figures of its own."""
    {
        Moment.DAILY: _begin,
        Moment.SELF: _self,
        Moment.VERIFY: _verify,
        Moment.LEADER: _lead,
        Moment.APPROVED: _approve,
        Moment.PUBLISHED: _publish,
    }[moment](desk, scheme)


def _begin(desk: Desk, scheme: Scheme) -> None:
    for person in EXTRA:
        desk.people.put(person)
    for place, name in enumerate(("level0", "level1", "level2")):
        record(desk, scheme, "group.bound", f"group:{name}", "khb-jia", payload={"level": place, "title": name})
    for unit in scheme.units:
        claim = {
            "clause": "四(四)1(3)", "amount": "0.5", "number": f"密{unit.code}〔2022〕1号", "subject": "集体",
            "document_date": "2022-06-01", "received_date": "2022-06-01",
        }  # fmt: skip
        about = {"unit": unit.code, "clause": claim["clause"], "event": claim["number"], "payload": claim}
        record(desk, scheme, "bonus.claimed", f"bonus:{unit.code}", unit.code.lower() + "-jingban-1", **about)


def _opens(desk: Desk, scheme: Scheme, *stages: str) -> None:
    for stage in stages:
        record(desk, scheme, "stage.opened", f"stage:{stage}", "khb-jia")


def _self(desk: Desk, scheme: Scheme) -> None:
    _opens(desk, scheme, "self")
    for place, unit in enumerate(scheme.units):
        _item(desk, scheme, unit.code, place, "self.declared", Decimal("0.23"))


def _item(desk: Desk, scheme: Scheme, unit: str, place: int, kind: str, base: Decimal) -> None:
    """A unit's own item with a chosen amount, or with the dearest rule and a reason of its own."""
    own = scheme.unit(unit)
    rule = scheme.rule(JUDGED[unit] or own.items[0].rules[0].id)
    item = scheme.item_of_rule(rule.id)
    amount = base + Decimal("0.02") * place + (item.limits(rule)[0] if rule.has_range else 0)
    made: dict[str, Any] = {"rule": rule.id, "reason": f"密{unit}理由"}
    cost = amount
    if rule.has_range:
        made["amount"] = str(amount)
    else:
        made["count"] = 1
        cost = rule.amount or Decimal(0)
    left = str(item.points - cost)
    payload: dict[str, Any] = {"deductions": [made]}
    payload |= (
        {"points": left} if kind == "self.declared" else {"self": left, "verified": left, "reason": f"密{unit}核"}
    )
    slot = f"self:{unit}:{item.id}" if kind == "self.declared" else f"verify:{unit}:{item.id}"
    record(desk, scheme, kind, slot, f"{unit.lower()}-jingban-1", unit=unit, item=item.id, payload=payload)


def _verify(desk: Desk, scheme: Scheme) -> None:
    _opens(desk, scheme, "common", "verify")
    for place, unit in enumerate(scheme.units):
        _item(desk, scheme, unit.code, place, "item.verified", Decimal("0.41"))
        amount = str(Decimal("0.61") + Decimal("0.02") * place)
        made = {"rule": "GX-3-R1", "amount": amount, "reason": f"密{unit.code}共性"}
        record(
            desk, scheme, "common.scored", f"common:GX-3:{unit.code}", "bgs-pingfen", unit=unit.code, item="GX-3",
            payload={"deductions": [made], "points": str(scheme.common("GX-3").points - Decimal(amount))},
        )  # fmt: skip
        record(
            desk, scheme, "extra.recorded", f"extra:{unit.code}", "khb-jia", unit=unit.code, clause="四(四)2(1)",
            event=f"密{unit.code}通报", reason=f"密{unit.code}扣分",
            payload={"clause": "四(四)2(1)", "role": "次要", "number": f"密{unit.code}通报", "reason": "x"},
        )  # fmt: skip
    units = [unit.code for unit in scheme.units]
    record(desk, scheme, "common.submitted", "common-submit:GX-3", "bgs-pingfen", item="GX-3", payload={"units": units})


def _lead(desk: Desk, scheme: Scheme) -> None:
    _opens(desk, scheme, "leader")
    for place, unit in enumerate(scheme.units):
        for leader in desk.people.leaders_of(unit.code):
            score = "5.57" if leader.id == "leader-head" else str(Decimal("7.11") + Decimal("0.26") * place)
            slot = f"leader:{unit.code}:{leader.id}"
            record(desk, scheme, "leader.scored", slot, leader.id, unit=unit.code, payload={"score": score})


def _approve(desk: Desk, scheme: Scheme) -> None:
    about: dict[str, Any] = {"event": "党组纪要〔2023〕1号", "payload": {"number": "x", "date": "2022-12-30"}}
    record(desk, scheme, "result.finalised", "final", "khb-jia", payload={"meeting": "x", "date": "2022-12-28"})
    record(desk, scheme, "result.approved", "party", "zuzhang", **about)


def _publish(desk: Desk, scheme: Scheme) -> None:
    for stage in ("self", "common", "verify", "leader"):
        record(desk, scheme, "stage.closed", f"stage:{stage}", "khb-jia")
    officer = desk.people.get("khb-jia")
    assert officer is not None
    kept = receipt(Act(desk=desk, scheme=scheme, actor=officer, message="test"))
    record(desk, scheme, "result.published", "publication", officer.id, payload={"version": 1, "receipt": kept})


def given_away(text: str, known: Iterable[Tell]) -> list[Tell]:
    """What a text gives away."""
    if not HINT.search(text):
        return []
    return [tell for tell in known if tell.pattern.search(text)]


def mistakable(known: Iterable[Tell]) -> list[str]:
    """The figures that stand for two units or two kinds of secret: none, or the leak test would be blind there."""
    meant: dict[str, set[tuple[str, Secret]]] = {}
    for tell in known:
        meant.setdefault(tell.pattern.pattern, set()).add((tell.unit, tell.secret))
    return [pattern for pattern, things in meant.items() if len(things) > 1]
