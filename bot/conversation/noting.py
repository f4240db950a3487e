"""记一笔: a scorer notes a fact the day it happens; only he sees it until he scores."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import want_file
from bot.errors import Mistaken, NotAllowed
from bot.understanding.matching import units_in
from bot.understanding.noted import Noted, read_note, row_meant, rule_meant
from bot.usecases.common import rows_of
from bot.usecases.notes import (
    Note,
    can_register,
    drop_note,
    is_used,
    own_note,
    own_notes,
    prove_note,
    rows_to_note,
    rules_to_note,
    take_note,
)
from bot.words import noting as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.words import GROUP_PRIVATE, day_of
from scoring.parts import shown
from scoring.scheme import Unit
from storage.records import StoredFile


def begin(turn: Turn, match: re.Match[str]) -> None:
    """记一笔 房基处 5月12日 公文退回 2次 依据…: read it, ask for the row or the rule where the words leave it open."""
    if not turn.place.is_private:
        raise Mistaken(GROUP_PRIVATE)
    if not rows_of(turn.act, turn.person):
        raise NotAllowed(said.SCORERS_ONLY)
    text = f"{match.group('before') or ''} {match.group('after')}".strip()
    noted = read_note(text, turn.scheme, turn.act.today)
    unit = _unit(turn, noted, text)
    rows = rows_to_note(turn.act, unit.code)
    if noted.has_wrong_day:
        raise Mistaken(said.NO_SUCH_DAY.format(example=_example(turn)))
    if len(noted.what) < 2:
        raise Mistaken(said.WHAT.format(example=_example(turn)))
    row = row_meant(text, rows)
    rule = rule_meant(text, rules_to_note(row)) if row else None
    told = {
        "unit": unit.code,
        "day": (noted.day or turn.act.today).isoformat(),
        "what": noted.what,
        "count": noted.count,
        "amount": None if noted.amount is None else str(noted.amount),
        "basis": noted.basis,
        "number": noted.number,
        **({"row": row.id} if row else {}),
        **({"rule": rule.id} if rule else {}),
    }
    take(turn, Press("note.take", {"told": told, "today": noted.day is None}))


def _unit(turn: Turn, noted: Noted, text: str) -> Unit:
    if len(noted.units) > 1:
        raise Mistaken(said.ONE_UNIT)
    found = noted.units or tuple(units_in(text.split()[0], turn.scheme) if text else ())
    if not found:
        raise Mistaken(said.WHICH_UNIT.format(example=_example(turn)))
    return found[0]


def _example(turn: Turn) -> str:
    """A whole note as this scorer could type it today."""
    row = rows_of(turn.act, turn.person)[0]
    unit = next(unit for unit in turn.scheme.units if unit.code != row.scorer)
    return said.EXAMPLE.format(unit=unit.short, day=day_of(turn.act.today), what=said.SAMPLE)


def take(turn: Turn, press: Press) -> None:
    """Keep the note once its row and rule are known; until then ask with a tap."""
    told: dict[str, Any] = press.args["told"]
    if "row" not in told:
        rows = rows_to_note(turn.act, told["unit"])
        _ask(turn, press, said.WHICH_ROW_TITLE, [(row.label, {"row": row.id}) for row in rows])
        return
    rules = rules_to_note(turn.scheme.common(told["row"]))
    if "rule" not in told and len(rules) > 1:
        _ask(turn, press, said.WHICH_RULE_TITLE, [(rule.label, {"rule": rule.id}) for rule in rules])
        return
    note = take_note(turn.act, {"rule": rules[0].id, **told})
    _present(turn, press, note, said.TODAY if press.args.get("today") else "")


def _ask(turn: Turn, press: Press, title: str, options: Sequence[tuple[str, dict[str, str]]]) -> None:
    told = press.args["told"]
    unit = turn.scheme.unit(told["unit"]).short
    heard = said.HEARD.format(unit=unit, day=day_of(date.fromisoformat(told["day"])), what=told["what"])
    buttons = tuple(
        turn.offer(label, "note.take", told={**told, **more}, today=press.args.get("today")) for label, more in options
    )
    face = notice_card(NoticeView(title=title, lines=(heard,), buttons=buttons))
    turn.refresh(press, face) if press.card else turn.show(face)


def _present(turn: Turn, press: Press, note: Note, after_day: str = "") -> None:
    lines = [*_lines(turn, note)]
    lines[1] += after_day
    view = NoticeView(
        title=said.TITLE,
        lines=tuple(lines),
        buttons=(
            turn.offer(said.SEND_PROOF, "note.proof", note=note.slot).as_main(),
            turn.offer(said.DROP, "note.drop", note=note.slot),
        ),
        foot=said.FOOT,
    )
    face = notice_card(view)
    turn.refresh(press, face, note.slot) if press.card else turn.show(face, note.slot)


def _lines(turn: Turn, note: Note) -> tuple[str, ...]:
    row, rule = turn.scheme.common(note.row), turn.scheme.rule(note.rule)
    place = said.PLACE.format(unit=turn.scheme.unit(note.unit).short, seq=row.seq, row=row.label)
    names = "、".join(file.name for file in note.files)
    return (
        f"{place} {said.RULE.format(rule=rule.label, often=_often(turn, note))}",
        said.HAPPENED.format(day=day_of(note.day), what=note.what),
        said.BASIS.format(basis=note.basis) if note.basis or names else said.NO_BASIS,
        *((said.PROOF.format(names=names),) if names else ()),
    )


def _often(turn: Turn, note: Note) -> str:
    if note.amount is not None:
        return said.COST.format(amount=shown(note.amount))
    per = turn.scheme.rule(note.rule).per
    return said.OFTEN.format(count=note.count or 1, per=per) if per else ""


def ask_proof(turn: Turn, press: Press) -> None:
    """发证明: the next file is this note's."""
    note = own_note(turn.act, press.args["note"])
    want_file(turn, "note.file", note=note.slot)
    turn.say(said.SEND.format(what=note.what))


def keep_proof(turn: Turn, press: Press) -> None:
    """The file that was asked for has come."""
    file = StoredFile.model_validate(press.args["file"])
    note = prove_note(turn.act, press.args["note"], file)
    turn.settle(note.slot, said.NOTED)
    turn.say(said.PROVEN.format(name=file.name, what=note.what))
    _present(turn, press, note)


def drop(turn: Turn, press: Press) -> None:
    """删掉这笔."""
    drop_note(turn.act, press.args["note"])
    turn.settle(press.args["note"], said.DROPPED, said.NOTED, said.GONE)


def listed(turn: Turn, _: re.Match[str]) -> None:
    """我记的: everything this scorer noted and has not dropped."""
    if not turn.place.is_private:
        raise Mistaken(GROUP_PRIVATE)
    if not rows_of(turn.act, turn.person):
        raise NotAllowed(said.SCORERS_ONLY)
    notes = own_notes(turn.act)
    if not notes:
        raise Mistaken(said.NONE.format(example=_example(turn)))
    lines, buttons = [], []
    for place, note in enumerate(notes, start=1):
        used = is_used(turn.act, note)
        lines.append(_listed(turn, place, note, used))
        if not used:
            buttons.append(turn.offer(said.DROP_NTH.format(place=place), "note.drop", note=note.slot))
    title = said.LIST_TITLE.format(count=len(notes))
    turn.show(notice_card(NoticeView(title=title, lines=tuple(lines), buttons=tuple(buttons))))


def _listed(turn: Turn, place: int, note: Note, used: bool) -> str:
    return said.LIST_LINE.format(
        place=place,
        unit=turn.scheme.unit(note.unit).short,
        row=turn.scheme.common(note.row).label,
        what=note.event,
        often=_often(turn, note),
        used=said.USED if used else "",
    )


def noted_button(turn: Turn, noted: dict[str, list[Note]], **about: Any) -> Button | None:
    """照记的登记, for the units whose notes say enough to be deductions."""
    units = sum(any(can_register(turn.act, note) for note in notes) for notes in noted.values())
    label = said.REGISTER_ONE if "unit" in about else said.REGISTER.format(count=units)
    return turn.offer(label, "common.noted", **about) if units else None


NOTING = Duty(
    name="noting",
    hears=(
        (words(r"(?P<before>[^记]{0,20}?)记(?:上|下|了)?一[笔条][\s:：,，]*(?P<after>.{0,300})"), begin),
        (words(r"我(?:都)?记(?:了|过)?(?:的|哪些|什么|几笔)|(?:我的)?记事本"), listed),
    ),
    verbs={
        "note.take": take,
        "note.proof": ask_proof,
        "note.file": keep_proof,
        "note.drop": drop,
    },
)
