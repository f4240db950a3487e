"""代录 某某 打分 办公室 9.2: one of 考核办 writes it down, another finds it so on the paper, the person hears it."""

import re
from collections.abc import Mapping
from typing import Any

from bot.conversation.briefs import name_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import want_file
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.understanding.matching import items_in, squeeze, units_in
from bot.understanding.people import people_in
from bot.usecases.recorded import (
    OnPaper,
    Sort,
    add_scan,
    confirm,
    confirmers,
    dispute,
    disputed,
    lacks_scan,
    propose,
    refuse,
)
from bot.usecases.self_state import SelfStatus, self_state
from bot.words import recorded as said
from cards.notices import NoticeView, notice_card
from storage.records import Entry, Letter, Person, Role, StoredFile

PAIR = re.compile(r"(?P<unit>[^\d，,；;、\s：:]{2,20})[\s：:]*(?P<points>\d{1,2}(?:\.\d{1,2})?)\s*分?")


def begin(turn: Turn, match: re.Match[str]) -> None:
    """Read who and what; then ask for the paper it is written on."""
    require(turn.act, Deed.RUN_STAGES)
    typed = match.group("what").strip()
    person = people_in(typed, [one for one in turn.act.desk.people.all() if one.active]).only
    sort = next((one for one in (Sort.ROW_CLEAN, Sort.CLEAN, Sort.CONFIRM, Sort.SCORE) if one.value in typed), None)
    if person is None or sort is None:
        raise Mistaken(said.HOW)
    about = _about(turn, person, sort, typed.replace(person.name, "", 1))
    turn.start(Press("record.begin", {"person": person.id, "sort": sort.value, "about": about}))


def _about(turn: Turn, person: Person, sort: Sort, typed: str) -> dict[str, str]:
    """What exactly: points by unit, a unit, an item, or a row; refused with an example when it cannot be read."""
    if sort is Sort.SCORE:
        return _scores(turn, typed.partition(sort.value)[2])
    if sort is Sort.CONFIRM:
        waiting = [code for code in person.units if self_state(turn.act, code).status is SelfStatus.SUBMITTED]
        if not waiting or Role.HEAD not in person.roles:
            raise Mistaken(said.NO_WAITING.format(name=person.name))
        return {"unit": waiting[0]}
    if sort is Sort.ROW_CLEAN:
        rows = [row for row in turn.scheme.commons if squeeze(row.label) in squeeze(typed)]
        if len(rows) != 1:
            raise Mistaken(said.NO_ROW)
        return {"row": rows[0].id}
    found = [(code, one) for code in person.units for one in items_in(typed, turn.scheme.unit(code).items)]
    if len(found) != 1:
        raise Mistaken(said.NO_ITEM)
    return {"unit": found[0][0], "item": found[0][1].id}


def _scores(turn: Turn, typed: str) -> dict[str, str]:
    found = [(units_in(one["unit"], turn.scheme), one["points"]) for one in PAIR.finditer(typed)]
    if not found or not all(units for units, _ in found):
        raise Mistaken(said.NO_SCORES)
    return {units[0].code: points for units, points in found}


def enter(turn: Turn, press: Press) -> None:
    """Keep it with its grounds, and ask for the signed paper where it must lie before them."""
    args = press.args
    person = turn.act.desk.people.get(args["person"])
    if person is None:
        raise Mistaken(said.LEFT)
    grounds = press.need("grounds", said.ASK_GROUNDS)
    entry = propose(turn.act, OnPaper(person, Sort(args["sort"]), args["about"], grounds))
    if lacks_scan(entry):
        want_file(turn, "record.scan", record=entry.slot)
        turn.say(said.SEND_SCAN.format(who=_seconds(turn, entry)))
    else:
        _ask_second(turn, entry)


def take_scan(turn: Turn, press: Press) -> None:
    """The signed paper has come."""
    _ask_second(turn, add_scan(turn.act, press.args["record"], StoredFile.model_validate(press.args["file"])))


def _seconds(turn: Turn, entry: Entry) -> str:
    return "、".join(one.name for one in confirmers(turn.act, entry.payload["person"], entry.payload["first"]))


def _ask_second(turn: Turn, entry: Entry) -> None:
    kept = entry.payload
    name = name_of(turn.act, kept["person"])
    files = "、".join(one["name"] for one in kept["files"])
    lines = [said.WHAT.format(what=told(turn, kept)), said.WHY.format(grounds=kept["grounds"])]
    lines += [said.SCAN.format(files=files)] if files else []
    lines.append(said.ASK.format(first=name_of(turn.act, kept["first"])))
    for one in confirmers(turn.act, kept["person"], kept["first"]):
        buttons = (
            turn.offer(said.YES, "record.confirm", to=one, slot=entry.slot, record=entry.slot).as_main(),
            turn.offer(said.NO, "record.refuse", to=one, slot=entry.slot, record=entry.slot),
        )
        view = NoticeView(title=said.TITLE.format(name=name), lines=tuple(lines), buttons=buttons)
        turn.show_to(one, notice_card(view), entry.slot)
        for file in kept["files"]:
            body = {"sha256": file["sha256"], "name": file["name"]}
            turn.act.desk.outbox.put(Letter(to=f"user:{one.userid}", kind="file", body=body))
    turn.say(said.ENTERED.format(who=_seconds(turn, entry)))


def told(turn: Turn, kept: Mapping[str, Any]) -> str:
    """What is written down, in words."""
    about, scheme = kept["about"], turn.scheme
    match Sort(kept["sort"]):
        case Sort.SCORE:
            parts = (said.SCORE_OF.format(unit=scheme.unit(code).short, points=one) for code, one in about.items())
            return said.SCORED.format(scores="，".join(parts))
        case Sort.CONFIRM:
            return said.CONFIRMED.format(unit=scheme.unit(about["unit"]).short)
        case Sort.CLEAN:
            unit, item = scheme.unit(about["unit"]), scheme.item(about["item"])
            return said.ITEM_CLEAN.format(unit=unit.short, seq=item.seq)
        case Sort.ROW_CLEAN:
            return said.ROW_CLEAN.format(row=scheme.common(about["row"]).label)


def confirmed(turn: Turn, press: Press) -> None:
    """It is so on the paper: it counts, and the person hears it with a button 有误."""
    entry = confirm(turn.act, press.args["record"])
    kept, what = entry.payload, told(turn, entry.payload)
    turn.settle(entry.slot, said.YES, said.WAITING, said.IN_FORCE)
    person = turn.act.desk.people.get(kept["person"])
    if person is None:
        raise Mistaken(said.LEFT)
    first = name_of(turn.act, kept["first"])
    news = said.TOLD.format(first=first, second=turn.person.name, grounds=kept["grounds"], what=what)
    wrong = turn.offer(said.WRONG, "record.wrong", to=person, slot=entry.slot, record=entry.slot)
    view = NoticeView(title=said.TOLD_TITLE, lines=(news, said.TOLD_ASK), buttons=(wrong,))
    turn.show_to(person, notice_card(view), f"told:{entry.slot}")
    _tell_first(turn, kept, said.DONE_NOW.format(what=what, name=person.name))


def refused(turn: Turn, press: Press) -> None:
    """It is not so on the paper."""
    entry = refuse(turn.act, press.args["record"], press.need("reason", said.WHY_NO))
    turn.settle(entry.slot, said.NO)
    news = said.REFUSED.format(who=turn.person.name, what=told(turn, entry.payload), reason=entry.reason)
    _tell_first(turn, entry.payload, news)


def _tell_first(turn: Turn, kept: Mapping[str, Any], news: str) -> None:
    turn.say(news)
    first = turn.act.desk.people.get(kept["first"])
    if first is not None:
        turn.tell(first, news)


def wrong(turn: Turn, press: Press) -> None:
    """有误: the office hears what the person says is wrong; the line stays until it is put right."""
    entry = dispute(turn.act, press.args["record"], press.need("reason", said.WHY_WRONG))
    turn.settle(f"told:{entry.slot}", said.WRONG)
    turn.say(said.WRONG_KEPT)
    for one in turn.act.desk.people.office():
        turn.tell(one, _disputed(turn, entry))


def _disputed(turn: Turn, entry: Entry) -> str:
    kept = entry.payload
    return said.DISPUTED.format(
        name=name_of(turn.act, kept["person"]), reason=entry.reason, what=told(turn, kept), grounds=kept["grounds"]
    )


def list_disputed(turn: Turn, _: re.Match[str]) -> None:
    """代录有误: what persons said was written down wrongly."""
    require(turn.act, Deed.RUN_STAGES)
    turn.say("\n".join(_disputed(turn, one) for one in disputed(turn.act)) or said.NONE_DISPUTED)


RECORDED = Duty(
    name="recorded",
    hears=((words("代录有误"), list_disputed), (words(r"代录[\s:：]*(?P<what>.{0,200})"), begin)),
    verbs={
        "record.begin": enter,
        "record.scan": take_scan,
        "record.confirm": confirmed,
        "record.refuse": refused,
        "record.wrong": wrong,
    },
)
