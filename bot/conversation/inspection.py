"""实地考核 in chat: planned in one sentence, looked at item by item on the phone, its sheet signed and sent back."""

import re
from decimal import Decimal
from typing import Any

from bot.conversation.briefs import brief, filed_by_item, name_of, proof_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import want_file
from bot.documents import Section
from bot.errors import Mistaken
from bot.permissions import Deed, judges_of, may, require, role_refusal
from bot.understanding.matching import units_in
from bot.understanding.numerals import DAY, day_in
from bot.usecases.inspection import (
    CLAUSE,
    CLOSED,
    PLANNED,
    REPORTED,
    Inspection,
    add_photo,
    cancel,
    close,
    find,
    inspection_of,
    inspections,
    is_inspector,
    plan_inspection,
    report,
    require_inspector,
)
from bot.usecases.self_state import self_state
from bot.words import inspection as said
from cards.face import Button
from cards.inspection import SiteItem, SiteItemView, SiteView, site_card, site_item_card
from cards.views import RuleOption
from cards.words import day_of
from scoring.parts import shown
from scoring.scheme import Item
from storage.records import Letter, Person, StoredFile

STATES = {PLANNED: said.STATE_PLANNED, REPORTED: said.STATE_SHEET, CLOSED: said.STATE_CLOSED}


def begin(turn: Turn, match: re.Match[str]) -> None:
    """实地考核 5月20日 房基处 节能处经办: plan it; 实地考核 alone shows one's own."""
    typed = (match.group("rest") or "").strip()
    if not typed:
        show_own(turn)
        return
    day, named = day_in(typed, turn.act.today), units_in(_without_people(turn, DAY.sub("", typed)), turn.scheme)
    if day is None or not named:
        require(turn.act, Deed.PLAN_INSPECTION)
        raise Mistaken(said.HOW)
    people = _people_in(turn, typed) or [turn.person]
    entry = plan_inspection(turn.act, named[0].code, day, people)
    one = inspection_of(turn.act, entry.slot)
    for person in people:
        _show(turn, one, person)
    if turn.person not in people:
        _show(turn, one, turn.person)
    turn.say(said.PLANNED.format(unit=named[0].short, day=day_of(day), names=_names(turn, one), count=len(one.items)))
    for head in turn.act.desk.people.heads_of(one.unit):
        turn.tell(head, said.TOLD_HEAD.format(day=day_of(day), unit=named[0].short))


def _people_in(turn: Turn, text: str) -> list[Person]:
    """The people the text names in full, longest names first."""
    everyone = [one for one in turn.act.desk.people.all() if one.active]
    found: list[Person] = []
    for one in sorted(everyone, key=lambda person: -len(person.name)):
        if len(one.name) > 1 and one.name in text:
            found.append(one)
            text = text.replace(one.name, "")
    return found


def _without_people(turn: Turn, text: str) -> str:
    """The text without the names of people, which may name units themselves."""
    for one in _people_in(turn, text):
        text = text.replace(one.name, "")
    return text


def _names(turn: Turn, one: Inspection) -> str:
    return "、".join(name_of(turn.act, person) for person in one.entry.payload["inspectors"])


def show_own(turn: Turn) -> None:
    """The visits this person was sent to, and for the office those it may plan, that are not over."""
    found = [
        one
        for one in inspections(turn.act)
        if one.entry.kind in (PLANNED, REPORTED)
        and (is_inspector(one, turn.person) or may(turn.act, Deed.PLAN_INSPECTION, one.unit))
    ]
    if not found:
        turn.say(said.NONE_OPEN)
    for one in found:
        _show(turn, one, turn.person)


def _show(turn: Turn, one: Inspection, person: Person, press: Press | None = None) -> None:
    """The checklist as this person may use it."""
    slot, sent = one.entry.slot, is_inspector(one, person)
    plans = may(turn.act.by(person), Deed.PLAN_INSPECTION, one.unit)
    works = sent and one.is_open

    def button(label: str, verb: str, wanted: bool) -> Button | None:
        return turn.offer(label, verb, to=person, slot=slot, visit=slot) if wanted else None

    view = SiteView(
        unit=turn.scheme.unit(one.unit).name,
        day=day_of(one.day),
        clause=CLAUSE,
        inspectors=_names(turn, one),
        state=STATES.get(one.entry.kind, said.STATE_CANCELLED),
        items=tuple(_line(turn, one, item, person if works else None) for item in one.items),
        sheet=button(said.SHEET, "inspection.sheet", works and not one.left),
        scan=button(said.SEND_SCAN, "inspection.send", one.entry.kind == REPORTED and (sent or plans)),
        cancel=button(said.CANCEL, "inspection.cancel", plans and one.is_open),
    )
    if press is None:
        turn.show_to(person, site_card(view), slot)
    else:
        turn.refresh(press, site_card(view), slot)


def _line(turn: Turn, one: Inspection, item: Item, person: Person | None) -> SiteItem:
    look = {"visit": one.entry.slot, "item": item.id}
    button = turn.offer(said.LOOK.format(seq=item.seq), "inspection.item", to=person, **look) if person else None
    found = one.findings.get(item.id)
    photos = len(found.payload["files"]) if found else 0
    return SiteItem(item=brief(item), state=_state(one, item), photos=photos, button=button)


def _state(one: Inspection, item: Item) -> str:
    if not one.looked(item):
        return said.WAITING
    text = one.findings[item.id].payload["text"]
    return said.STATE_WRONG.format(text=text) if text else said.STATE_SAME


def open_item(turn: Turn, press: Press) -> None:
    """One item on the spot, beside its rules, self value and papers."""
    one, item = inspection_of(turn.act, press.args["visit"]), turn.scheme.item(press.args["item"])
    require_inspector(turn.act, one)
    own = self_state(turn.act, one.unit).entries.get(item.id)
    slot = f"{one.entry.slot}:{item.id}"
    where: dict[str, Any] = {"visit": one.entry.slot, "item": item.id}
    found = one.findings.get(item.id)
    view = SiteItemView(
        unit=turn.scheme.unit(one.unit).name,
        item=brief(item),
        rules=tuple(RuleOption.of(rule, item) for rule in item.rules),
        own=Decimal(own.payload["points"]) if own else item.points,
        proof=proof_of(turn.act, filed_by_item(turn.act, one.unit).get(item.id, [])),
        state=_state(one, item),
        photos=proof_of(turn.act, [found]) if found and found.payload["files"] else (),
        same=turn.offer(said.SAME, "inspection.same", slot=slot, **where),
        wrong=turn.offer(said.WRONG, "inspection.wrong", slot=slot, **where),
        photo=turn.offer(said.PHOTO, "inspection.photo", **where),
        back=turn.offer(said.BACK, "inspection.show", visit=one.entry.slot),
    )
    turn.refresh(press, site_item_card(view), slot)


def show(turn: Turn, press: Press) -> None:
    """The checklist as it is now."""
    one = inspection_of(turn.act, press.args["visit"])
    if not may(turn.act, Deed.PLAN_INSPECTION, one.unit):
        require_inspector(turn.act, one)
    _show(turn, one, turn.person, press)


def same(turn: Turn, press: Press) -> None:
    """相符: nothing amiss here."""
    _found(turn, press, "")


def wrong(turn: Turn, press: Press) -> None:
    """有问题: what was seen, in a line."""
    seq = turn.scheme.item(press.args["item"]).seq
    _found(turn, press, press.need("text", said.ASK_TEXT.format(seq=seq)))


def _found(turn: Turn, press: Press, text: str) -> None:
    entry = find(turn.act, press.args["visit"], press.args["item"], text)
    one, item = inspection_of(turn.act, press.args["visit"]), turn.scheme.item(press.args["item"])
    turn.whisper(said.FOUND.format(seq=item.seq, state=_state(one, item)))
    change = (said.LOOK.format(seq=item.seq), said.WAITING, _state(one, item))
    turn.overtake(press, (entry.slot, one.entry.slot), change, ("inspection.show", {"visit": one.entry.slot}))
    _show(turn, one, turn.person, press)


def ask_photo(turn: Turn, press: Press) -> None:
    """发现场照片: the next file is this item's."""
    require_inspector(turn.act, inspection_of(turn.act, press.args["visit"]))
    want_file(turn, "inspection.photographed", **press.args)
    turn.whisper(said.SEND_PHOTO.format(seq=turn.scheme.item(press.args["item"]).seq))


def photographed(turn: Turn, press: Press) -> None:
    """The photograph has come."""
    photo = StoredFile.model_validate(press.args["file"])
    add_photo(turn.act, press.args["visit"], press.args["item"], photo)
    turn.whisper(said.PHOTO_TAKEN.format(name=photo.name, seq=turn.scheme.item(press.args["item"]).seq))
    _show(turn, inspection_of(turn.act, press.args["visit"]), turn.person)


def sheet(turn: Turn, press: Press) -> None:
    """出核准单: a Word file for both signatures goes to the office and the head."""
    entry = report(turn.act, press.args["visit"])
    one, unit = inspection_of(turn.act, entry.slot), turn.scheme.unit(entry.unit or "")
    sections = [part.model_dump() for part in _document(turn, one)]
    title = said.DOC_NAME.format(unit=unit.name)
    document = {"title": title, "sections": sections}
    turn.settle(entry.slot, said.SHEET, said.STATE_PLANNED, said.STATE_SHEET)
    for person in _signers(turn, one):
        body = {"name": f"{title}.docx".replace("/", "、"), "document": document}
        turn.act.desk.outbox.put(Letter(to=f"user:{person.userid}", kind="file", body=body))
        turn.tell(person, said.SHEET_FOR.format(unit=unit.short))
        if role_refusal(turn.act.by(person), Deed.PLAN_INSPECTION, one.unit) is None:
            _show(turn, one, person)
    turn.whisper(said.SHEET_SENT.format(unit=unit.short))
    _show(turn, one, turn.person)


def _signers(turn: Turn, one: Inspection) -> list[Person]:
    """Who gets the sheet: the office as far as it judges this unit, the unit's heads, who looked."""
    office = [
        person
        for person in judges_of(turn.act, "verify")
        if role_refusal(turn.act.by(person), Deed.PLAN_INSPECTION, one.unit) is None
    ]
    people = [*office, *turn.act.desk.people.heads_of(one.unit), turn.person]
    return list({person.id: person for person in people}.values())


def _document(turn: Turn, one: Inspection) -> list[Section]:
    """The sheet: who, when, which items by which draw, what was found, room for both signatures."""
    unit, own = turn.scheme.unit(one.unit), self_state(turn.act, one.unit).entries
    about = said.DOC_ABOUT.format(
        day=day_of(one.day), names=_names(turn, one), count=len(one.items), seed=one.entry.payload["seed"]
    )
    lines = []
    for item in one.items:
        points = Decimal(own[item.id].payload["points"]) if item.id in own else item.points
        told = said.DOC_ITEM.format(
            seq=item.seq, label=item.label, clause=item.clause, points=shown(points), state=_state(one, item)
        )
        lines.append(told)
    return [
        Section(title=said.DOC_HEAD, text=about),
        Section(title=said.DOC_ITEMS, text="\n".join(lines)),
        Section(title=said.DOC_SIGN, text=said.DOC_SIGNS.format(unit=unit.name)),
    ]


def ask_scan(turn: Turn, press: Press) -> None:
    """交回签字件: the next file is the signed sheet."""
    one = inspection_of(turn.act, press.args["visit"])
    if one.entry.kind != REPORTED:
        raise Mistaken(said.OVER)
    want_file(turn, "inspection.scanned", visit=one.entry.slot)
    turn.whisper(said.ASK_SCAN.format(unit=turn.scheme.unit(one.unit).short))


def scanned(turn: Turn, press: Press) -> None:
    """The signed sheet has come: the visit is over."""
    scan = StoredFile.model_validate(press.args["file"])
    entry = close(turn.act, press.args["visit"], scan)
    turn.settle(entry.slot, said.SEND_SCAN, said.STATE_SHEET, said.STATE_CLOSED)
    unit = turn.scheme.unit(entry.unit or "")
    told = said.CLOSED.format(unit=unit.short, name=scan.name)
    turn.whisper(told)
    for head in turn.act.desk.people.heads_of(unit.code):
        turn.tell(head, told)


def call_off(turn: Turn, press: Press) -> None:
    """取消安排, with a reason; the head hears it."""
    entry = cancel(turn.act, press.args["visit"], press.need("reason", said.ASK_CANCEL))
    one, unit = inspection_of(turn.act, entry.slot), turn.scheme.unit(entry.unit or "")
    turn.settle(entry.slot, said.CANCEL, said.STATE_PLANNED, said.STATE_CANCELLED)
    told = said.CANCELLED.format(unit=unit.short, day=day_of(one.day))
    turn.whisper(told)
    for head in turn.act.desk.people.heads_of(unit.code):
        turn.tell(head, told)


def site_told(turn: Turn, unit: str, item: str) -> tuple[str, ...]:
    """What visits found at an item, as the card of its verification says it."""
    marked, found = turn.scheme.item(item), [one for one in inspections(turn.act, unit) if one.entry.kind in STATES]
    return tuple(
        said.ON_CARD.format(day=day_of(one.day), state=_state(one, marked)) for one in found if one.looked(marked)
    )


INSPECTION = Duty(
    name="inspection",
    hears=((words(r"(?:安排)?实地考核(?P<rest>(?:[\s　:：]|\d|[今明后]天|下?周).{0,60})?"), begin),),
    verbs={
        "inspection.show": show,
        "inspection.item": open_item,
        "inspection.same": same,
        "inspection.wrong": wrong,
        "inspection.photo": ask_photo,
        "inspection.photographed": photographed,
        "inspection.sheet": sheet,
        "inspection.send": ask_scan,
        "inspection.scanned": scanned,
        "inspection.cancel": call_off,
    },
    again={
        "inspection.same": open_item,
        "inspection.wrong": open_item,
        "inspection.sheet": show,
        "inspection.send": show,
        "inspection.cancel": show,
    },
)
