"""年度工作总结 in chat: read, changed section by section, or taken out and brought back as a Word file."""

import re

from bot.conversation.briefs import name_of
from bot.conversation.turn import Press, Turn
from bot.conversation.wanted import want_file
from bot.documents import Section, sections_of
from bot.errors import Mistaken, NotAllowed
from bot.gateway.events import Fetched
from bot.permissions import Sight, visible
from bot.understanding.numerals import whole
from bot.usecases.summary import Summary, may_write, slot_of, summary_of, write, write_section
from bot.words import summary as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.plain import clip
from cards.self_text import SummaryTextView, summary_text_card
from cards.words import moment
from storage.records import Letter, StoredFile

EDIT = r"改第\s*(?P<number>[一二三四五六七八九十\d]{1,3})\s*段[：:，,\s]*(?P<text>.{0,4000})"
LONGEST_OLD = 300
WAITING = "summary_file"


def asked(turn: Turn, _: re.Match[str]) -> None:
    """总结: the whole text with what may be done with it."""
    show_summary(turn, None, _unit(turn))


def _unit(turn: Turn) -> str:
    if not turn.person.units:
        raise NotAllowed(said.NO_UNIT)
    return turn.person.units[0]


def show_summary(turn: Turn, press: Press | None, unit: str) -> None:
    """Show the summary privately to who may see the unit's lines."""
    if Sight.LINES not in visible(turn.act, unit):
        raise NotAllowed(said.HIDDEN)
    summary = summary_of(turn.act, unit)
    open_now = may_write(turn.act, unit)
    view = SummaryTextView(
        title=summary.title,
        state=state_of(turn, summary),
        sections=tuple((one.title, one.text) for one in summary.sections),
        edit=tuple(_edit(turn, unit, summary, place) for place in range(1, len(summary.sections) + 1))
        if open_now
        else (),
        export=turn.offer("导出总结", "summary.export", unit=unit),
        send_back=turn.offer("交回 Word", "summary.send", unit=unit, seen=summary.version) if open_now else None,
        foot=said.FOOT if open_now else said.FOOT_LOCKED,
    )
    if press is None:
        turn.show_to(turn.person, summary_text_card(view), slot_of(unit))
    else:
        turn.refresh(press, summary_text_card(view), slot_of(unit))


def state_of(turn: Turn, summary: Summary) -> str:
    """Who wrote it last and how."""
    entry = summary.entry
    if entry is None or entry.payload["source"] == "draft":
        return said.STATE_DRAFT
    sentence = said.STATE_WORD if entry.payload["source"] == "word" else said.STATE_CHAT
    return sentence.format(who=name_of(turn.act, entry.actor), at=moment(entry.at))


def summary_line(turn: Turn, unit: str) -> str:
    """The summary on one line, for whoever confirms it with the rest."""
    summary = summary_of(turn.act, unit)
    return said.LINE.format(state=state_of(turn, summary), sections=len(summary.sections), count=summary.count)


def _edit(turn: Turn, unit: str, summary: Summary, number: int) -> Button:
    label, seen = f"改第 {number} 段", summary.version
    return turn.offer(label, "summary.edit", slot=slot_of(unit), unit=unit, number=number, seen=seen)


def edit(turn: Turn, press: Press) -> None:
    """Ask for a section's new text, with the old one in sight, and replace it."""
    unit, number = press.args["unit"], press.args["number"]
    sections = summary_of(turn.act, unit).sections
    if not 1 <= number <= len(sections):
        raise Mistaken(said.NO_SUCH.format(count=len(sections), number=number))
    old = sections[number - 1]
    asks = said.ASK_TEXT.format(number=number, title=old.title or said.UNTITLED, old=clip(old.text, LONGEST_OLD))
    write_section(turn.act, unit, number, press.need("text", asks), seen=press.args["seen"])
    turn.whisper(said.CHANGED.format(number=number))
    show_summary(turn, press, unit)


def edit_by_words(turn: Turn, match: re.Match[str]) -> None:
    """改第二段：…, typed; without the new text it is asked for."""
    unit = _unit(turn)
    number, text = whole(match.group("number")) or 0, (match.group("text") or "").strip()
    seen = summary_of(turn.act, unit).version
    turn.start(Press("summary.edit", {"unit": unit, "number": number, "seen": seen}, {"text": text}))


def export_by_words(turn: Turn, _: re.Match[str]) -> None:
    """导出总结, typed."""
    turn.start(Press("summary.export", {"unit": _unit(turn)}))


def export(turn: Turn, press: Press) -> None:
    """Send the text as a Word file; it is made when the letter goes out."""
    unit = press.args["unit"]
    if Sight.LINES not in visible(turn.act, unit):
        raise NotAllowed(said.HIDDEN)
    summary = summary_of(turn.act, unit)
    document = {"title": summary.title, "sections": [one.model_dump() for one in summary.sections]}
    name = f"{summary.title}.docx".replace("/", "、")
    turn.act.desk.outbox.put(Letter(to=turn.mine, kind="file", body={"name": name, "document": document}))
    turn.whisper(said.EXPORTED)


def ask_word(turn: Turn, press: Press) -> None:
    """交回 Word: the next file is the summary."""
    if not may_write(turn.act, press.args["unit"]):
        raise Mistaken(said.LOCKED)
    want_file(turn, "summary.file", unit=press.args["unit"], seen=press.args["seen"])
    turn.whisper(said.SEND)


def take_summary(turn: Turn, event: Fetched, file: StoredFile) -> bool:
    """A Word file that calls itself the year's summary: ask whether it is, unless it was asked for."""
    unit = next(iter(turn.person.units), "")
    if not event.lines or not unit or not may_write(turn.act, unit):
        return False
    turn.session[WAITING] = {"name": event.name, "lines": list(event.lines)}
    if turn.session.get("wanted_file", {}).get("verb") == "summary.file" or "年度工作总结" not in event.name:
        return False
    version = summary_of(turn.act, unit).version
    buttons = (
        turn.offer(said.AS_SUMMARY, "summary.file", unit=unit, seen=version).as_main(),
        turn.offer(said.AS_PAPER, "summary.paper", file=file.model_dump(mode="json")),
    )
    view = NoticeView(title=said.AS_SUMMARY, lines=(said.WHICH.format(name=event.name),), buttons=buttons)
    turn.show(notice_card(view), offered_to(turn))
    return True


def offered_to(turn: Turn) -> str:
    """What the question where a file belongs is about."""
    return f"summary-file:{turn.person.id}"


def replace(turn: Turn, press: Press) -> None:
    """The Word file that has come replaces the text."""
    unit, waiting = press.args["unit"], turn.session.pop(WAITING, None)
    file = press.args.get("file") or {}
    if waiting is None or (file and file["name"] != waiting["name"]):
        raise Mistaken(said.UNREADABLE.format(name=file.get("name", "这份文件")))
    sections: list[Section] = sections_of(waiting["lines"], summary_of(turn.act, unit).title)
    if not sections:
        raise Mistaken(said.UNREADABLE.format(name=waiting["name"]))
    write(turn.act, unit, sections, "word", seen=press.args["seen"], name=waiting["name"])
    count = summary_of(turn.act, unit).count
    turn.settle(offered_to(turn), said.AS_SUMMARY)
    turn.whisper(said.REPLACED.format(name=waiting["name"], sections=len(sections), count=count))
    show_summary(turn, None, unit)


def again(turn: Turn, press: Press) -> None:
    """The text as it is now."""
    show_summary(turn, press, press.args["unit"])
