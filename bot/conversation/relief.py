"""客观原因免予考核 and 延期 in chat: a unit asks on a document, 考核办 decides, both are told."""

import re
from datetime import date

from bot.conversation.briefs import brief, name_of, proof_of
from bot.conversation.days import day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import want_file
from bot.errors import Mistaken
from bot.permissions import Deed, judges_of, may, require, role_refusal
from bot.understanding.intents import Heard, Intent
from bot.understanding.matching import items_in, task_in
from bot.usecases.relief import (
    ASKED,
    GRANTED,
    REFUSED,
    WITHDRAWN,
    Wish,
    ask_relief,
    attach_basis,
    decide_relief,
    granted_for,
    reliefs,
    sort_of,
    until_of,
    what_of,
    withdraw_relief,
)
from bot.words import relief as said
from cards.notices import NoticeView, notice_card
from cards.relief import ReliefView, relief_card
from cards.words import day, stamp
from storage.records import Entry, Person, Role, StoredFile

STATES = {ASKED: said.WAITS, GRANTED: said.GRANTED, REFUSED: said.REFUSED, WITHDRAWN: said.BACK}


def exempt_asked(turn: Turn, heard: Heard) -> None:
    """因客观原因免予考核: taken down for one's own unit; whoever else says it hears who asks and who decides."""
    if not _is_unit(turn):
        turn.whisper(said.ONLY_UNITS)
        return
    _begin(turn, heard, until="", is_extension=False)


def postpone_asked(turn: Turn, heard: Heard) -> None:
    """延期: a wish when it names an item and a day or says 延期; anything else is only put off and stored nowhere."""
    until, named = heard.slots.until, heard.slots.item
    if _is_unit(turn) and named and (until or said.EXTEND in heard.text):
        _begin(turn, heard, until=until.isoformat() if until else "", is_extension=True)
    else:
        turn.whisper(said.PUT_OFF)


def _is_unit(turn: Turn) -> bool:
    return bool(turn.person.units) and bool(turn.person.roles & {Role.STAFF, Role.HEAD})


def _begin(turn: Turn, heard: Heard, *, until: str, is_extension: bool) -> None:
    item = heard.slots.item or ""
    unit = turn.scheme.unit_of_item(item).code if item else turn.person.units[0]
    require(turn.act, Deed.ASK_RELIEF, unit)
    task = heard.slots.task or ""
    args = {"unit": unit, "item": item, "task": task, "until": until, "extend": is_extension}
    turn.start(Press("relief.ask", args))


def ask(turn: Turn, press: Press) -> None:
    """Ask for what is missing, one line after the other, then bring the wish forward."""
    unit = press.args["unit"]
    item, task = _named(turn, press)
    until = _until(press)
    what = what_of(turn.act, item, task)
    sort = said.EXTEND if press.args["extend"] else said.EXEMPT
    number = press.need("number", said.ASK_NUMBER.format(what=what, sort=sort))
    wish = Wish(unit, item, number, press.need("reason", said.ASK_REASON), task, until)
    _asked(turn, ask_relief(turn.act, wish))


def _named(turn: Turn, press: Press) -> tuple[str, str | None]:
    if press.args["item"]:
        return press.args["item"], press.args["task"] or None
    items = turn.scheme.unit(press.args["unit"]).items
    example = f"{items[-1].seq}.1"
    typed = press.need("item", said.ASK_ITEM.format(example=example))
    found = items_in(typed, items)
    if not found:
        raise Mistaken(said.NO_SUCH_ITEM.format(said=typed[:20], example=example))
    task = task_in(typed, found[0]) if re.search(r"\d\D+\d", typed) else None
    return found[0].id, task.id if task else None


def _until(press: Press) -> date | None:
    if not press.args["extend"]:
        return None
    if press.args["until"]:
        return date.fromisoformat(press.args["until"])
    return day_said(press.need("until", said.ASK_UNTIL))


def _wished(wish: Entry) -> str:
    """免予考核, or 延期到 and the day."""
    until = until_of(wish)
    return said.UNTIL.format(day=day(until)) if until else said.EXEMPT


def _asked(turn: Turn, wish: Entry) -> None:
    what = what_of(turn.act, wish.item or "", wish.task)
    told = said.ASKED.format(what=what, sort=_wished(wish), number=wish.event)
    send = turn.offer(said.SEND, "relief.send", slot=wish.slot, wish=wish.slot)
    back = turn.offer(said.TAKE_BACK, "relief.withdraw", slot=wish.slot, wish=wish.slot)
    title = said.ASKED_TITLE.format(sort=sort_of(wish))
    view = NoticeView(title=title, lines=(told, said.PROOF_WANTED), buttons=(send.as_main(), back))
    turn.show(notice_card(view), wish.slot)
    _tell_deciders(turn, wish)


def _tell_deciders(turn: Turn, wish: Entry) -> None:
    """Show the wish to who may decide it: the office, or the alternate for its own unit."""
    for one in judges_of(turn.act, "verify"):
        if role_refusal(turn.act.by(one), Deed.DECIDE_RELIEF, wish.unit) is None:
            _show(turn, wish, one)


def _show(turn: Turn, wish: Entry, officer: Person) -> None:
    item, until = turn.scheme.item(wish.item or ""), until_of(wish)
    task = turn.scheme.task(wish.task) if wish.task else None
    view = ReliefView(
        sort=sort_of(wish),
        unit=turn.scheme.unit(wish.unit or "").name,
        item=brief(item),
        task=task.label if task else "",
        printed_due=task.due_text if task else "",
        until=day(until) if until else "",
        number=wish.event or "",
        reason=wish.payload["reason"],
        proof=proof_of(turn.act, [wish]) if wish.payload["files"] else (),
        by=name_of(turn.act, turn.act.desk.journal.history(turn.act.year, wish.slot)[0].actor),
        at=wish.at,
        grant=turn.offer(said.GRANT, "relief.grant", to=officer, slot=wish.slot, wish=wish.slot),
        refuse=turn.offer(said.REFUSE, "relief.refuse", to=officer, slot=wish.slot, wish=wish.slot),
    )
    turn.show_to(officer, relief_card(view), wish.slot)


def ask_file(turn: Turn, press: Press) -> None:
    """发依据文件: the next file is this wish's."""
    wish = turn.act.current(press.args["wish"])
    if wish is None or wish.kind != ASKED:
        raise Mistaken(said.DECIDED_ALREADY)
    want_file(turn, "relief.file", wish=wish.slot)
    turn.say(said.PROOF_SEND.format(number=wish.event))


def file_basis(turn: Turn, press: Press) -> None:
    """The document has come."""
    file = StoredFile.model_validate(press.args["file"])
    wish = attach_basis(turn.act, press.args["wish"], file)
    turn.settle(wish.slot, said.PROOF_ADDED)
    turn.say(said.PROOF_TAKEN.format(name=file.name, number=wish.event))
    _tell_deciders(turn, wish)


def withdraw(turn: Turn, press: Press) -> None:
    """The unit takes its wish back."""
    wish = withdraw_relief(turn.act, press.args["wish"])
    turn.settle(wish.slot, said.TAKE_BACK, said.WAITS, said.BACK)
    turn.say(said.WITHDRAWN.format(number=wish.event))


def grant(turn: Turn, press: Press) -> None:
    """Grant the wish on its document."""
    _decided(turn, decide_relief(turn.act, press.args["wish"], True), said.GRANT)


def refuse(turn: Turn, press: Press) -> None:
    """Refuse the wish with a reason."""
    word = press.need("reason", said.ASK_REFUSAL)
    _decided(turn, decide_relief(turn.act, press.args["wish"], False, word), said.REFUSE)


def _decided(turn: Turn, wish: Entry, word: str) -> None:
    """Settle every copy; whoever asked and the unit's heads hear what was decided and on what."""
    what, people = what_of(turn.act, wish.item or "", wish.task), turn.act.desk.people
    turn.settle(wish.slot, word, said.WAITS, STATES[wish.kind])
    turn.say(said.DECIDED.format(word=word, what=what, sort=_wished(wish), number=wish.event))
    granted = wish.kind == GRANTED
    told = said.TOLD.format(
        unit=turn.scheme.unit(wish.unit or "").short,
        what=what,
        sort=_wished(wish),
        number=wish.event,
        word=word,
        reason=said.GROUNDS.format(number=wish.event) if granted else wish.reason,
    )
    first = people.get(turn.act.desk.journal.history(turn.act.year, wish.slot)[0].actor)
    both = {one.id: one for one in (first, *people.heads_of(wish.unit or "")) if one is not None}
    for person in both.values():
        turn.tell(person, told)


def waiting(turn: Turn, match: re.Match[str]) -> None:
    """免考申请, 延期申请: who belongs to a unit makes one, who decides sees those that wait."""
    if _is_unit(turn):
        unit, is_extension = turn.person.units[0], match.group("sort") == said.EXTEND
        turn.start(Press("relief.ask", {"unit": unit, "item": "", "task": "", "until": "", "extend": is_extension}))
        return
    found = [one for one in reliefs(turn.act) if one.kind == ASKED and may(turn.act, Deed.DECIDE_RELIEF, one.unit)]
    if not found:
        require(turn.act, Deed.DECIDE_RELIEF)
        turn.say(said.NONE_WAITS)
    for wish in found:
        _show(turn, wish, turn.person)


def again(turn: Turn, press: Press) -> None:
    """A wish that changed since: shown anew while it waits, else how it ended."""
    wish = turn.act.current(press.args["wish"])
    if wish is not None and wish.kind == ASKED and may(turn.act, Deed.DECIDE_RELIEF, wish.unit):
        _show(turn, wish, turn.person)
    elif wish is not None:
        turn.say(stamp(name_of(turn.act, wish.actor), wish.at, said.STANDS, said.WAITS, STATES.get(wish.kind, "")))


def rulings_told(turn: Turn, unit: str, item: str) -> tuple[str, ...]:
    """What was granted for an item, as the card of its verification says it."""
    return tuple(_ruling(turn, one) for one in granted_for(reliefs(turn.act, unit), item))


def _ruling(turn: Turn, granted: Entry) -> str:
    until = until_of(granted)
    told = said.RULED_EXTENDED if until else said.RULED_EXEMPT
    return told.format(
        what=what_of(turn.act, granted.item or "", granted.task),
        day=day(until) if until else "",
        number=granted.event,
        reason=granted.reason,
    )


RELIEF = Duty(
    name="relief",
    intents={Intent.EXEMPT: exempt_asked, Intent.POSTPONE: postpone_asked},
    hears=((words(r"(?P<sort>免考|免予考核|延期)申请"), waiting),),
    verbs={
        "relief.ask": ask,
        "relief.send": ask_file,
        "relief.file": file_basis,
        "relief.withdraw": withdraw,
        "relief.grant": grant,
        "relief.refuse": refuse,
    },
    again={"relief.withdraw": again, "relief.send": again, "relief.grant": again, "relief.refuse": again},
)
