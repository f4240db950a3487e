"""复核: a head asks for one verified item on new proof, another officer than the first decides it."""

import re
from decimal import Decimal

from bot.conversation.briefs import brief, name_of
from bot.conversation.duty import Duty, words
from bot.conversation.item_draft import Draft, draft_face, with_rule
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, may, require
from bot.understanding.matching import items_in
from bot.usecases import recheck as case
from bot.words import recheck as said
from cards.notices import NoticeView, notice_card
from scoring.parts import shown
from storage.evidence import names_of
from storage.records import Entry, Person, Role

DRAFT = "rechecking"


def say_switch(turn: Turn, match: re.Match[str]) -> None:
    """打开复核, 关闭复核."""
    on = match.group("what") in ("打开", "开启", "启用")
    case.switch(turn.act, on)
    turn.say(said.OPENED if on else said.CLOSED)
    if on:
        for head in turn.act.desk.people.with_role(Role.HEAD):
            turn.tell(head, said.OPENED_TOLD)


def say_recheck(turn: Turn, match: re.Match[str]) -> None:
    """复核 3: a head asks; 复核 alone: what waits for the speaker."""
    typed = match.group("item").strip()
    if not typed:
        _show_waiting(turn)
        return
    own = [unit for code in turn.person.units for unit in [turn.scheme.unit(code)]]
    named = [(unit.code, item.id) for unit in own for item in items_in(typed, unit.items)[:1]]
    require(turn.act, Deed.ASK_RECHECK, own[0].code if own else None)
    if not named:
        raise Mistaken(said.WHICH_ITEM)
    unit, item = named[0]
    turn.start(Press("recheck.ask", {"unit": unit, "item": item}))


def ask(turn: Turn, press: Press) -> None:
    """Take the request; whoever may decide it gets the card."""
    unit, item = press.args["unit"], press.args["item"]
    entry = case.ask(turn.act, unit, item, press.need("reason", said.ASK_REASON))
    found = case.handlers(turn.act, unit, entry.payload["first"])
    for person in found:
        _show(turn, entry, person)
    turn.say(said.SENT.format(who="、".join(one.name for one in found)))


def _show_waiting(turn: Turn) -> None:
    mine = [one for one in case.waiting(turn.act) if _is_mine(turn, one)]
    if not mine:
        raise Mistaken(said.NOTHING_WAITS)
    for one in mine:
        _show(turn, one, turn.person)


def _is_mine(turn: Turn, asked: Entry) -> bool:
    return asked.payload["first"] != turn.person.id and may(turn.act, Deed.RECHECK, asked.unit)


def _show(turn: Turn, asked: Entry, person: Person) -> None:
    unit = turn.scheme.unit(asked.unit or "")
    verified = turn.act.current(f"verify:{asked.unit}:{asked.item}")
    item = brief(turn.scheme.item(asked.item or ""))
    own = Decimal(verified.payload["self"]) if verified else item.points
    papers = [paper for slot in asked.evidence if (paper := turn.act.current(slot)) is not None]
    lines = (
        said.ASKED.format(
            seq=item.name,
            own=shown(own),
            before=shown(Decimal(asked.payload["before"])),
            first=name_of(turn.act, asked.payload["first"]),
        ),
        said.WHY.format(who=name_of(turn.act, asked.actor), reason=asked.payload["text"]),
        said.PROOF.format(names="、".join(name for paper in papers for name in names_of(paper))),
    )
    keep = turn.offer(said.KEEP, "recheck.keep", to=person, slot=asked.slot, about=asked.slot)
    change = turn.offer(said.CHANGE, "recheck.change", to=person, slot=asked.slot, about=asked.slot)
    title = said.TITLE.format(unit=unit.name)
    view = NoticeView(title=title, lines=lines, buttons=(keep, change), foot=said.NOT_IN_METHOD)
    turn.show_to(person, notice_card(view), asked.slot)


def keep(turn: Turn, press: Press) -> None:
    """The verified value stays."""
    reason = press.need("reason", said.ASK_DECISION)
    _decided(turn, case.decide(turn.act, press.args["about"], None, reason), said.KEPT)


def change(turn: Turn, press: Press) -> None:
    """Open the item's rules with what was verified."""
    asked = turn.act.current(press.args["about"])
    verified = turn.act.current(f"verify:{asked.unit}:{asked.item}") if asked else None
    if asked is None or verified is None:
        raise Mistaken(said.DECIDED_ALREADY)
    now = list(verified.payload["deductions"])
    turn.session[DRAFT] = {"unit": asked.unit, "item": asked.item, "deductions": now, "about": asked.slot}
    _show_draft(turn, press)


def _show_draft(turn: Turn, press: Press) -> None:
    draft = _draft(turn)
    leave = turn.offer(said.LEAVE, "recheck.leave", about=draft["about"])
    finish = turn.offer(said.FINISH, "recheck.finish", slot=draft["about"], about=draft["about"])
    title = said.TITLE.partition("·")[0]
    turn.refresh(press, draft_face(turn, draft, "recheck.set", title, leave, finish), draft["about"])


def _draft(turn: Turn) -> Draft:
    draft: Draft | None = turn.session.get(DRAFT)
    if draft is None:
        raise Mistaken(said.DRAFT_OVER)
    return draft


def set_rule(turn: Turn, press: Press) -> None:
    """Set one rule."""
    draft = _draft(turn)
    if press.args["item"] != draft["item"]:
        raise Mistaken(said.DRAFT_OVER)
    turn.session[DRAFT] = with_rule(turn, press, draft)
    _show_draft(turn, press)


def finish(turn: Turn, press: Press) -> None:
    """Decide with the deductions that were set."""
    draft = _draft(turn)
    reason = press.need("reason", said.ASK_DECISION)
    entry = case.decide(turn.act, draft["about"], draft["deductions"], reason)
    turn.session.pop(DRAFT)
    _decided(turn, entry, said.CHANGED)


def leave(turn: Turn, press: Press) -> None:
    """Back to the request."""
    turn.session.pop(DRAFT, None)
    _show_waiting(turn)


def _decided(turn: Turn, entry: Entry, after: str) -> None:
    """The card ends; the unit's head and who verified first hear the value before and after."""
    turn.settle(entry.slot, said.TITLE.partition("·")[0], said.WAITING, after)
    told = {
        "unit": turn.scheme.unit(entry.unit or "").name,
        "seq": turn.scheme.item(entry.item or "").seq,
        "before": shown(Decimal(entry.payload["before"])),
        "after": shown(Decimal(entry.payload["after"])),
    }
    turn.say(said.DONE.format(**told))
    people = turn.act.desk.people
    first = people.get(entry.payload["first"])
    news = said.DONE_TOLD.format(**told, who=turn.person.name, reason=entry.payload["reason"])
    for person in (*people.heads_of(entry.unit or ""), *([first] if first else [])):
        turn.tell(person, news)


def again(turn: Turn, press: Press) -> None:
    """A request that was decided since."""
    turn.say(said.DECIDED_ALREADY)


RECHECK = Duty(
    name="recheck",
    hears=(
        (words(r"(?P<what>打开|开启|启用|关闭|停用)复核"), say_switch),
        (words(r"(?:我要|我们要|申请)?复核(?P<item>.{0,30})"), say_recheck),
        (words(r"(?P<item>第.{1,8}[项条])(?:我们?要|申请)?复核"), say_recheck),
    ),
    verbs={
        "recheck.ask": ask,
        "recheck.keep": keep,
        "recheck.change": change,
        "recheck.set": set_rule,
        "recheck.finish": finish,
        "recheck.leave": leave,
    },
    again={"recheck.keep": again, "recheck.change": again, "recheck.finish": again},
)
