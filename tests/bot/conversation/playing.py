"""One conversation played in every way a person can answer a card, and what it came to."""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any
from urllib.parse import unquote

from bot.conversation.voice import Form
from bot.gateway.events import FETCHED
from cards.face import Face
from cards.words import OPINION
from scoring import Scheme
from storage.desk import Desk
from storage.records import Entry, NewEntry, OutboxRow, StoredFile
from tests.bot.chat import Chat, matches

FRESH_ID = re.compile(r"\b[0-9a-f]{26}\b")
LINK = re.compile(r"\[([^\]]+)\]\(dtmd://[^)]*\)")
OWN_TO_THE_FORM = re.compile(
    r"<br>|\*\*|\s|回复数字，或回复“[^”]+”：|选“[^”]+”后，我会接着问您：[^。]+。|^####.*\n|有意见请回复“提意见”。"
)
NUMBERED = re.compile(r"^(\d+)\. (.+) ([2-9A-HJKMNP-Z]{5})$", re.MULTILINE)
View = tuple[str, str, tuple[str, ...]]
"""Title, words and button labels of a card."""


class Way(StrEnum):
    """How a button is pressed: a tap, a link's words, a code, its number, its own label."""

    TAP = "tap"
    LINK = "link"
    CODE = "code"
    NUMBER = "number"
    LABEL = "label"

    @property
    def form(self) -> Form:
        """The form of the card on which it is pressed so."""
        return {"tap": Form.CARD, "link": Form.LINKS}.get(self.value, Form.TEXT)


@dataclass(frozen=True)
class Step:
    """Somebody says, taps or sends something."""

    how: str
    who: str
    what: str
    form: dict[str, str] = field(default_factory=dict)


def says(who: str, *texts: str) -> tuple[Step, ...]:
    """Somebody says one thing after the other."""
    return tuple(Step("says", who, text) for text in texts)


def taps(who: str, label: str, **form: str) -> tuple[Step, ...]:
    """Somebody taps a button, with what he fills in."""
    return (Step("taps", who, label, form),)


def sends(who: str, name: str) -> tuple[Step, ...]:
    """Somebody sends a file, and that was all."""
    return (Step("sends", who, name),)


def drops(who: str, name: str) -> tuple[Step, ...]:
    """Somebody sends a file, and more may follow."""
    return (Step("drops", who, name),)


def sends_word(who: str, name: str) -> tuple[Step, ...]:
    """Somebody sends a Word file whose words are read."""
    return (Step("word", who, name),)


def records(who: str, kind: str, slot: str, day: str = "") -> tuple[Step, ...]:
    """Something has been recorded that takes a whole year to come about."""
    return (Step("records", who, kind, {"slot": slot, "day": day}),)


def prints(item: str, name: str) -> tuple[Step, ...]:
    """The method prints a name beside an item."""
    return (Step("prints", name, item),)


@dataclass(frozen=True)
class Outcome:
    """What an act came to: what was offered, what the journal holds, who was told what, what everybody sees."""

    offered: View
    entries: tuple[tuple[Any, ...], ...]
    told: dict[str, tuple[str, ...]]
    seen: dict[str, tuple[str, tuple[str, ...], str, tuple[str, ...]]]


async def play(chat: Chat, steps: tuple[Step, ...]) -> None:
    """Do one step after the other."""
    for step in steps:
        if step.how == "says":
            await chat.says(step.who, step.what)
        elif step.how == "taps":
            await chat.taps(step.who, step.what, step.form)
        elif step.how == "drops":
            await chat.drops(step.who, step.what)
        elif step.how == "word":
            lines = [
                step.what.removesuffix(".docx"),
                "一、基本情况",
                "承担七项工作。",
                "二、重点工作完成情况",
                "一键通上线。",
            ]
            file = StoredFile(sha256="a" * 64, size=9, mime="application/msword", name=step.what)
            await chat.store.write(partial(_store, file, step.who))
            await chat.arrive(FETCHED, step.who, {"sha256": "a" * 64, "name": step.what, "lines": lines})
        elif step.how == "prints":
            _print(chat, step.what, step.who)
        elif step.how == "records":
            await chat.store.write(partial(_record, step))
        else:
            await chat.sends(step.who, step.what)


def _print(chat: Chat, item: str, name: str) -> None:
    plain = chat.scheme.model_dump(by_alias=True)
    for one in (one for unit in plain["unit"] for section in unit["section"] for one in section["item"]):
        one |= {"responsible": [name], "helpers": []} if one["id"] == item else {}
    chat.scheme = Scheme.model_validate(plain)
    chat.hub = replace(chat.hub, scheme=chat.scheme)


def _store(file: StoredFile, who: str, desk: Desk) -> None:
    desk.files.add(file, who)


def _record(step: Step, desk: Desk) -> None:
    day = date.fromisoformat(step.form["day"]) if step.form["day"] else None
    payload = {"number": "党组纪要〔2022〕3号", "date": step.form["day"]}
    entry = NewEntry(
        kind=step.what,
        year=2022,
        slot=step.form["slot"],
        actor=step.who,
        message="test",
        document_on=day,
        payload=payload,
    )
    desk.journal.append(entry)


async def act(chat: Chat, way: Way, step: Step) -> Outcome:
    """Press the button in this way, and tell what it came to."""
    offered = view_of(chat, step.who, step.what)
    before = len(await _journal(chat))
    heard = {to: len(rows) for to, rows in chat.heard.items()}
    if way is Way.TAP:
        await chat.taps(step.who, step.what, step.form)
    else:
        answers = list(step.form.values())
        for said in (words_for(chat, way, step.who, step.what), *answers):
            heard = {to: len(rows) for to, rows in chat.heard.items()}
            await chat.says(step.who, said)
    entries = tuple(_plain(one) for one in (await _journal(chat))[before:])
    told = {to: tuple(_said(rows[heard.get(to, 0) :])) for to, rows in chat.heard.items()}
    return Outcome(offered, entries, {to: said for to, said in told.items() if said}, await _seen(chat))


def letter_with(chat: Chat, who: str, wanted: str) -> OutboxRow:
    """The newest letter that offers a button."""
    wanted, _, title = wanted.partition("@")
    for row in reversed(chat.heard.get(f"user:{who}", [])):
        heading, _, labels = read(row)
        if title in heading and any(matches(one, part) for one in labels for part in wanted.split("|")):
            return row
    raise AssertionError(
        f"{who} 没有“{wanted}”可点：{[read(one)[2] for one in chat.heard.get(f'user:{who}', [])][-3:]}"
    )


def view_of(chat: Chat, who: str, wanted: str) -> View:
    """Title, lines and buttons of the card that offers a button, without what is the form's own."""
    return read(letter_with(chat, who, wanted))


def words_for(chat: Chat, way: Way, who: str, wanted: str) -> str:
    """What has to be said to press a button in this way."""
    label = wanted.partition("@")[0]
    text = str(letter_with(chat, who, wanted).body["text"])
    if way is Way.LINK:
        found = re.findall(r"sendMessage\?content=([^)]+)\)", text)
        spoken = [unquote(one) for one in found]
        return next(one for one in spoken if any(matches(one[:-6], part[:24]) for part in label.split("|")))
    number, name, code = next(
        one for one in NUMBERED.findall(text) if any(matches(one[1], part) for part in label.split("|"))
    )
    spoken_so: dict[Way, str] = {Way.CODE: f"好 {code}", Way.NUMBER: number, Way.LABEL: name}
    return spoken_so[way]


def read(row: OutboxRow) -> View:
    """Title, lines and button labels of a letter, in whatever form it went out."""
    body = row.body
    if row.kind in ("card", "card_update"):
        params = body["params"]
        labels = [one["label"] for one in json.loads(params["buttons"])]
        labels += [params["form_label"]] if params["form_code"] else []
        lines = "\n".join(params[f"body{place}"] for place in (1, 2, 3, 4)) + params["status"]
        return params["title"], _line(lines), tuple(sorted(labels))
    text = str(body.get("text", ""))
    if row.kind == "markdown":
        labels = [one for one in LINK.findall(text) if one != OPINION]
        return str(body["title"]), _line(LINK.sub("", text)), tuple(sorted(labels))
    title, _, rest = text.partition("\n")
    if not title.startswith("【"):
        return "", "", ()
    labels = [label for _, label, _ in NUMBERED.findall(rest)]
    return title.strip("【】"), _line(NUMBERED.sub("", rest)), tuple(sorted(labels))


def _line(text: str) -> str:
    """The words of a card as they read, without emphasis, breaks and how to answer in this form."""
    return OWN_TO_THE_FORM.sub("", text)


def _said(rows: list[OutboxRow]) -> list[str]:
    """The plain sentences among letters; cards are looked at by themselves."""
    texts = [str(row.body.get("text", "")) for row in rows if row.kind == "text"]
    return [FRESH_ID.sub("ID", text) for text in texts if not text.startswith("【")]


async def _journal(chat: Chat) -> list[Entry]:
    return await chat.store.read(lambda desk: desk.journal.entries(2022))


def _plain(entry: Entry) -> tuple[Any, ...]:
    """An entry without the ids that differ from one conversation to the next."""
    slot = FRESH_ID.sub("ID", entry.slot)
    payload = FRESH_ID.sub("ID", json.dumps(entry.payload, ensure_ascii=False, sort_keys=True))
    return (entry.kind, slot, entry.actor, entry.unit, entry.item, entry.task, entry.reason, entry.event, payload)


async def _seen(chat: Chat) -> dict[str, Any]:
    """What everybody has before him last."""

    def look(desk: Desk) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for person in desk.people.all():
            shown = desk.shown.latest(f"user:{person.userid}")
            if shown is not None:
                face = Face.model_validate(shown.args["face"])
                lines = tuple(FRESH_ID.sub("ID", line) for line in face.body)
                found[person.userid] = (face.title, lines, face.status, tuple(one.label for one in face.offered))
        return found

    return await chat.store.read(look)
