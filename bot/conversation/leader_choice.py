"""缺评: the 组长 decides about units without a leader's score; the office alone sees how the lines differ."""

import re
from collections.abc import Collection
from decimal import Decimal

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import related_units
from bot.understanding.matching import units_in
from bot.usecases.leader_choice import Choice, decide, decided_units
from bot.usecases.leader_lens import Lens, offsets
from bot.usecases.leaders import all_scores, missing_scores, points_of, units_without_leader
from bot.words import leaders as said
from cards.notices import NoticeView, notice_card
from scoring.parts import shown
from storage.records import Entry, Person, Role


def missing_units(turn: Turn) -> dict[str, list[str]]:
    """The units that lack a leader's score, each with the names of the leaders it waits for."""
    found: dict[str, list[str]] = {code: [] for code in units_without_leader(turn.act)}
    for leader, units in missing_scores(turn.act).items():
        person = turn.act.desk.people.get(leader)
        for code in units:
            found.setdefault(code, []).append(person.name if person else leader)
    return found


def open_missing(turn: Turn) -> None:
    """缺评: one card for each unit that lacks a score."""
    if Role.CHIEF not in turn.person.roles:
        raise NotAllowed(said.CHIEF_ONLY)
    if not show_missing(turn, turn.person):
        turn.say(said.MISSING_NONE)


def open_decided(turn: Turn, match: re.Match[str]) -> None:
    """改缺评 办公室: the choice for one unit again, also where it was decided before."""
    if Role.CHIEF not in turn.person.roles:
        raise NotAllowed(said.CHIEF_ONLY)
    units = units_in(match.group("unit"), turn.scheme)
    if not units or units[0].code not in decided_units(turn.act):
        raise Mistaken(said.NOT_DECIDED)
    _show_one(turn, turn.person, units[0].code, said.DECIDED_BEFORE)


def show_unled(turn: Turn) -> None:
    """The stage opened: the 组长 hears at once of the units that no leader scores."""
    chief = turn.act.desk.people.chief()
    if chief is not None:
        show_missing(turn, chief, units_without_leader(turn.act))


def show_missing(turn: Turn, chief: Person, only: Collection[str] | None = None) -> list[str]:
    """Send the 组长 what he has to decide; returns the units."""
    aside = related_units(turn.act, chief)
    wanted = missing_units(turn)
    units = {code: who for code, who in wanted.items() if code not in aside and (only is None or code in only)}
    for code, leaders in units.items():
        _show_one(turn, chief, code, said.NOT_GIVEN.format(who="、".join(leaders)) if leaders else said.NOBODY_LEADS)
    return list(units)


def _show_one(turn: Turn, chief: Person, code: str, why: str) -> None:
    buttons = tuple(
        turn.offer(choice.value, "leader.choose", to=chief, unit=code, choice=choice.value) for choice in Choice
    )
    title = said.MISSING_TITLE.format(unit=turn.scheme.unit(code).name)
    view = NoticeView(title=title, lines=(why, said.MISSING_RULE), buttons=buttons)
    turn.show_to(chief, notice_card(view), _about(code))


def _about(code: str) -> str:
    return f"leader-choice:{code}"


def choose(turn: Turn, press: Press) -> None:
    """What the 组长 decides for one unit, with the score and the paper it needs."""
    code, choice = press.args["unit"], Choice(press.args["choice"])
    unit = turn.scheme.unit(code)
    basis = press.need("basis", said.ASK_ENTRUST) if choice is Choice.ENTRUST else ""
    asked = said.ASK_ENTRUSTED if choice is Choice.ENTRUST else said.ASK_SCORE
    needs = choice in (Choice.SELF, Choice.ENTRUST)
    points = points_of(press.need("score", asked.format(unit=unit.name))) if needs else None
    decide(turn.act, code, choice, points, basis)
    score = _score_told(turn, code)
    turn.settle(_about(code), choice.value, said.NO_SCORE, score)
    turn.say(said.DECIDED.format(unit=unit.name, choice=choice.value, score=score))
    for officer in turn.act.desk.people.office():
        turn.tell(officer, said.DECIDED_TOLD.format(unit=unit.name, choice=choice.value, score=score))


def _score_told(turn: Turn, code: str) -> str:
    entry: Entry | None = turn.act.current(f"leader:{code}:{turn.person.id}")
    if entry is None or entry.kind != "leader.scored":
        return said.NO_SCORE
    return said.SCORE.format(points=entry.payload["score"])


def compare_lines(turn: Turn) -> None:
    """各分管线打分对比: count, mean, spread and offset of every line, for the office alone."""
    if Role.OFFICE not in turn.person.roles:
        raise NotAllowed(said.LINES_ONLY)
    lines = offsets(all_scores(turn.act))
    if not lines:
        turn.say(said.LINES_NONE)
        return
    told = tuple(f"· {_line(turn, leader, *one)}" for leader, one in lines.items())
    turn.show(notice_card(NoticeView(title=said.LINES_TITLE, lines=told, foot=said.LINES_FOOT)))


def _line(turn: Turn, leader: str, lens: Lens, offset: Decimal) -> str:
    person = turn.act.desk.people.get(leader)
    return said.LINE.format(
        who=person.name if person else leader, count=lens.count, mean=shown(lens.mean), high=shown(lens.highest),
        low=shown(lens.lowest), offset=_offset(offset),
    )  # fmt: skip


def _offset(offset: Decimal) -> str:
    if not offset:
        return said.SAME
    return (said.MORE if offset > 0 else said.LESS).format(points=shown(abs(offset)))


LEADER_CHOICE = Duty(
    name="leader_choice",
    hears=(
        (words("缺评|综合评价缺评|谁没打分|哪家没打分"), lambda turn, _: open_missing(turn)),
        (words("改缺评(?P<unit>.{1,20})"), open_decided),
        (words("(?:各)?分管线(?:打分)?对比|打分对比"), lambda turn, _: compare_lines(turn)),
    ),
    verbs={"leader.choose": choose},
)
