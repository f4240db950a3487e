"""裁定 党建工作 …: 考核办 explains a clause; every head and scorer hears the same sentence."""

import re

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.matching import items_in, squeeze, units_in
from bot.usecases.rulings import On, end_ruling, rule, rulings
from bot.words import rulings as said
from cards.plain import plain_line
from storage.records import Entry, Person, Role


def make(turn: Turn, match: re.Match[str]) -> None:
    """Number it, tell everybody the same."""
    require(turn.act, Deed.RULE)
    what, text = match.group("what"), match.group("text")
    if not what or not text:
        raise Mistaken(said.HOW)
    entry = rule(turn.act, _on(turn, what), text.rstrip("。"))
    kept = entry.payload
    told = said.TOLD.format(year=turn.act.year, **{name: kept[name] for name in ("number", "name", "text")})
    turn.say(said.MADE.format(number=kept["number"], count=_tell_all(turn, told)))


def _on(turn: Turn, what: str) -> On:
    """What it is about: a row, a unit's item, a clause of the method; else the method as a whole."""
    rows = [row for row in turn.scheme.commons if squeeze(row.label) == squeeze(what)]
    if rows:
        return On(rows[0].id, rows[0].label)
    for unit in units_in(what, turn.scheme)[:1]:
        for item in items_in(what, unit.items)[:1]:
            return On(item.id, said.UNIT_ITEM.format(unit=unit.short, seq=item.seq), unit.code)
    clauses = {one.clause for one in turn.scheme.bonuses} | {one.clause for one in turn.scheme.extras}
    if what in clauses:
        return On(what, what)
    if what == said.METHOD:
        return On(said.METHOD, said.METHOD)
    raise Mistaken(said.HOW)


def _tell_all(turn: Turn, told: str) -> int:
    people = turn.act.desk.people
    heard: dict[str, Person] = {}
    for role in (Role.HEAD, Role.SCORER, Role.OFFICE):
        heard |= {one.id: one for one in people.with_role(role) if one.id != turn.person.id}
    for person in heard.values():
        turn.tell(person, told)
    return len(heard)


def say_end(turn: Turn, match: re.Match[str]) -> None:
    """废止裁定 1 理由."""
    require(turn.act, Deed.RULE)
    reason = (match.group("reason") or "").strip()
    turn.start(Press("ruling.end", {"number": int(match.group("number"))}, {"reason": reason} if reason else {}))


def end(turn: Turn, press: Press) -> None:
    """It no longer holds, and everybody hears why."""
    entry: Entry = end_ruling(turn.act, press.args["number"], press.need("reason", said.ASK_REASON))
    kept = entry.payload
    told = said.ENDED_TOLD.format(
        year=turn.act.year, number=kept["number"], name=kept["name"], reason=plain_line(entry.reason or "")
    )
    turn.say(said.ENDED.format(number=kept["number"], count=_tell_all(turn, told)))


def show(turn: Turn, _: re.Match[str]) -> None:
    """裁定清单: for everybody, for all are held to them."""
    lines = (
        said.LINE.format(number=one.payload["number"], name=one.payload["name"], text=one.payload["text"])
        for one in rulings(turn.act)
    )
    turn.whisper("\n".join(lines) or said.NONE)


RULINGS = Duty(
    name="rulings",
    hears=(
        (words("(?:看)?裁定(?:清单|有哪些)?(?:都有哪些)?"), show),
        (words(r"废止(?:第)?裁定\s*第?(?P<number>\d{1,3})号?[\s:：，,]*(?P<reason>.{0,100})"), say_end),
        (words(r"裁定[\s:：]+(?P<what>\S{1,30})(?:[\s:：，,]+(?P<text>.{1,300}))?"), make),
    ),
    verbs={"ruling.end": end},
)
