"""A unit's year-end summary (年度工作总结): drafted from its own journal, edited by its people, kept in versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.clock import local_day
from bot.documents import MOST_CHARACTERS, Section
from bot.errors import Mistaken
from bot.permissions import Deed, may, require
from bot.usecases.act import Act
from bot.usecases.claims import claims_of
from bot.usecases.self_state import SelfState, SelfStatus, self_state
from bot.words import claims as claimed
from bot.words import summary as said
from cards.words import day
from scoring.parts import shown
from scoring.scheme import Item
from scoring.scheme import Section as Group
from storage.evidence import names_of
from storage.records import Entry

WRITTEN = "summary.written"


@dataclass(frozen=True)
class Summary:
    """A unit's summary as it stands; `entry` is None while it is only the draft of this moment."""

    title: str
    sections: tuple[Section, ...]
    entry: Entry | None = None
    version: int = 0
    """Which version of its slot it is; 0 before anything was written."""

    @property
    def count(self) -> int:
        """How many characters it has."""
        return sum(len(one.title) + len(one.text) for one in self.sections)


def slot_of(unit: str) -> str:
    """Where the journal keeps it."""
    return f"summary:{unit}"


def summary_of(act: Act, unit: str) -> Summary:
    """The summary as written last, else a draft from the unit's journal."""
    title = said.TITLE.format(unit=act.scheme.unit(unit).name, year=act.year)
    entry = act.current(slot_of(unit))
    version = entry.version if entry else 0
    if entry is None or entry.kind != WRITTEN or not entry.payload:
        return Summary(title, tuple(draft(act, unit)), None, version)
    sections = tuple(Section.model_validate(one) for one in entry.payload["sections"])
    return Summary(title, sections, entry, version)


def write(act: Act, unit: str, sections: Sequence[Section], source: str, *, seen: int, name: str = "") -> Entry:
    """Keep a new version; refused once it went out with the self-assessment, or when somebody wrote meanwhile."""
    require(act, Deed.SELF_ASSESS, unit)
    if not may_write(act, unit):
        raise Mistaken(said.LOCKED)
    now = act.current(slot_of(unit))
    if now is not None and now.version > seen:
        who = act.desk.people.get(now.actor)
        raise Mistaken(said.NOT_OVERWRITTEN.format(who=who.name if who else ""))
    count = sum(len(one.text) for one in sections)
    if count > MOST_CHARACTERS:
        raise Mistaken(said.TOO_LONG.format(count=count, most=MOST_CHARACTERS))
    return _keep(act, unit, sections, source, name)


def may_write(act: Act, unit: str) -> bool:
    """Whether the actor may change it now: its people until it is handed in, its head until he confirms."""
    if not may(act, Deed.SELF_ASSESS, unit):
        return False
    status = self_state(act, unit).status
    is_before_head = status is SelfStatus.SUBMITTED and may(act, Deed.CONFIRM_SELF, unit)
    return is_before_head or status not in (SelfStatus.SUBMITTED, SelfStatus.CONFIRMED)


def _keep(act: Act, unit: str, sections: Sequence[Section], source: str, name: str = "") -> Entry:
    payload = {"sections": [one.model_dump() for one in sections], "source": source, "file": name}
    return act.record(WRITTEN, slot_of(unit), unit=unit, payload=payload)


def write_section(act: Act, unit: str, number: int, text: str, *, seen: int) -> Entry:
    """Replace one section's text."""
    sections = list(summary_of(act, unit).sections)
    if not 1 <= number <= len(sections):
        raise Mistaken(said.NO_SUCH.format(count=len(sections), number=number))
    if not text.strip():
        raise Mistaken(said.EMPTY)
    sections[number - 1] = sections[number - 1].model_copy(update={"text": text.strip()})
    return write(act, unit, sections, "chat", seen=seen)


def settle(act: Act, unit: str) -> Entry:
    """Keep the text that goes to the head with the self-assessment, be it a draft nobody touched."""
    summary = summary_of(act, unit)
    return summary.entry or _keep(act, unit, summary.sections, "draft")


def draft(act: Act, unit: str) -> list[Section]:
    """The unit's year in its own words of record: what was done, on which papers, what was lost and claimed."""
    state = self_state(act, unit)
    groups = [_group(act, state, group) for group in act.scheme.unit(unit).sections]
    texts = [_overall(act, state), *groups, _losses(act, state), _bonuses(act, unit), _next(state)]
    return [Section(title=head, text=text) for head, text in zip(said.HEADS, texts, strict=True)]


def _overall(act: Act, state: SelfState) -> str:
    tasks = [task for item in state.items for task in item.tasks]
    lacks = [task for proof in state.proofs.values() for task in proof.lacks]
    told = said.OVERALL.format(
        year=act.year, unit=act.scheme.unit(state.unit).name, items=len(state.items), tasks=len(tasks),
        papers=state.papers, done=len(tasks) - len(lacks),
    )  # fmt: skip
    if state.missing:
        return told + said.NOT_ASSESSED.format(count=len(state.missing))
    full = act.scheme.part("task").points
    return told + said.ASSESSED.format(points=shown(state.points), full=shown(full))


def _group(act: Act, state: SelfState, group: Group) -> str:
    lines = [_item(state, item, place) for place, item in enumerate(group.items, start=1)]
    return "\n".join(lines) or said.NOTHING_DONE


def _item(state: SelfState, item: Item, place: int) -> str:
    """One item: the tasks with papers and their days, then what is open and why."""
    proof, entry = state.proofs[item.id], state.entries.get(item.id)
    done = "、".join(
        said.DONE_TASK.format(label=task.label, day=_first_day(papers), paper=(*names_of(papers[0]), "文字说明")[0])
        for task in item.tasks
        if (papers := [one for one in proof.papers if one.task == task.id])
    )
    return said.ITEM.format(
        place=place, label=item.label, done=said.DONE.format(tasks=done) if done else "", open=_open(state, item, entry)
    )


def _first_day(papers: Sequence[Entry]) -> str:
    when = local_day(papers[0].handed_in_at or papers[0].at)
    return f"{when.month}月{when.day}日"


def _open(state: SelfState, item: Item, entry: Entry | None) -> str:
    if entry is not None and state.is_pending(item):
        return said.PENDING.format(day=day(date.fromisoformat(entry.payload["expected"])))
    if entry is not None and entry.reason:
        return said.EXPLAINED.format(reason=entry.reason.rstrip("。"))
    lacks = "、".join(task.label for task in state.proofs[item.id].lacks)
    return said.OPEN.format(tasks=lacks) if lacks else ""


def _losses(act: Act, state: SelfState) -> str:
    lines = []
    for item in state.items:
        deductions = state.deductions(item.id)
        if deductions:
            lost = item.points - type(item.points)(state.entries[item.id].payload["points"])
            what = "、".join(_deduction(item, one) for one in deductions)
            lines.append(said.LOST.format(label=item.label, what=what, points=shown(lost)))
    own = [one for one in claims_of(act, state.unit) if one.kind in ("extra.declared", "extra.recorded")]
    lines += [said.OWN_EXTRA.format(clause=one.clause, number=one.event) for one in own]
    return "\n".join(lines) or said.NO_LOSS


def _deduction(item: Item, one: dict[str, str]) -> str:
    rule = item.rule(one["rule"])
    counted = said.COUNTED.format(label=rule.label, count=one.get("count"), per=rule.per or "次")
    because = said.BECAUSE.format(reason=one["reason"]) if one.get("reason") else ""
    return (counted if one.get("count") else rule.label) + because


STATES = {
    "bonus.claimed": claimed.WAITS,
    "bonus.accepted": claimed.GRANTED,
    "bonus.refused": claimed.REFUSED,
}


def _bonuses(act: Act, unit: str) -> str:
    lines = [
        said.BONUS.format(number=one.event, clause=one.clause, state=STATES[one.kind])
        for one in claims_of(act, unit)
        if one.kind in STATES
    ]
    return "\n".join(lines) or said.NO_BONUS


def _next(state: SelfState) -> str:
    lacking = [one for one in state.items if state.proofs[one.id].lacks and one.id not in state.entries]
    lines = [said.NEXT_PENDING.format(items=_named(state.pending))] if state.pending else []
    lines += [said.NEXT_OPEN.format(items=_named(lacking))] if lacking else []
    return "\n".join([*lines, said.NEXT])


def _named(items: Iterable[Item]) -> str:
    return "、".join(item.label for item in items)
