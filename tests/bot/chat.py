"""A pretend user: says, taps and sends files straight into the hub, over a real database, and reads what comes out."""

import itertools
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bot.conversation.duties import build_router
from bot.conversation.gathering import fetched
from bot.conversation.hub import Hub
from bot.conversation.voice import Form
from bot.gateway.dingtalk.frames import CARD, ROBOT
from bot.gateway.dingtalk.messages import parse
from bot.gateway.events import FETCHED
from bot.waker import Waker
from scoring import Scheme, load_scheme
from storage.desk import Desk
from storage.records import Arrival, OutboxRow, StoredFile
from storage.roster import import_roster
from storage.store import Store

ROSTER = Path(__file__).parents[2] / "bot" / "demo" / "roster-demo.csv"


@dataclass
class Chat:
    """Everybody's chat window at once. Time stands still until `later` moves it."""

    store: Store
    hub: Hub
    scheme: Scheme
    times: list[datetime]
    form: Form = Form.CARD
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)
    heard: dict[str, list[OutboxRow]] = field(default_factory=dict)

    async def later(self, *, days: float = 0, seconds: float = 0) -> None:
        """Move the clock; what was put off until then happens."""
        self.times[0] += timedelta(days=days, seconds=seconds)
        await Waker(self.store).ring()
        await self.settle()

    async def sees(self, person: str) -> str:
        """The card the person has in front of him."""
        if self.form is not Form.CARD:
            return self.last(f"user:{person}")
        card = self.cards(person)[-1]
        return "\n".join(str(value) for value in card.values())

    async def gives(self, person: str, scores: dict[str, str]) -> str:
        """A leader's scores, in the form of his card; unit by unit where there are no forms."""
        if self.form is Form.CARD:
            return await self.taps(person, "保存打分", scores)
        told = ""
        for code, points in scores.items():
            told = await self.taps(person, f"给{self.scheme.unit(code).short}打分", {"score": points})
        return told

    async def arrive(self, topic: str, lane: str, body: dict[str, Any], key: str | None = None) -> None:
        """A frame has arrived and is worked."""
        raw = json.dumps(body, ensure_ascii=False).encode()
        key = key or f"test:{next(self.numbers)}"
        await self.store.accept([Arrival(key=key, lane=lane, topic=topic, body=raw, received_at=self.times[0])])
        await self.settle()

    async def settle(self) -> None:
        """Work everything that waits, then hand out what was said."""
        while await self.store.work_next(self.hub.work):
            pass
        while True:
            rows = await self.store.write(lambda desk: desk.outbox.claim(100))
            if not rows:
                return
            for row in rows:
                self.heard.setdefault(row.to, []).append(row)
            done = [(row.id, "") for row in rows]
            await self.store.write(partial(_mark_sent, done))

    async def says(self, person: str, text: str, *, group: str | None = None, key: str | None = None) -> str:
        """Say something; returns what the person (or the group) is told last."""
        body: dict[str, Any] = {"msgtype": "text", "text": {"content": text}, "conversationType": "1"}
        if group:
            body |= {"conversationType": "2", "conversationId": group, "conversationTitle": "群"}
        await self.arrive(ROBOT, person, body, key)
        return self.last(f"group:{group}" if group else f"user:{person}")

    async def taps(self, person: str, label: str, form: dict[str, str] | None = None) -> str:
        """Tap the button with this label on the newest card that has it; without cards, send its link or its number."""
        if self.form is not Form.CARD:
            return await self._taps_words(person, label, form or {})
        card, button = self.button(person, label)
        params = {"code": button["code"], "version": str(card["version"]), **({"form": form} if form else {})}
        content = json.dumps({"cardPrivateData": {"actionIds": ["button"], "params": params}})
        await self.arrive(CARD, person, {"userId": person, "outTrackId": card["id"], "content": content})
        return self.last(f"user:{person}")

    async def _taps_words(self, person: str, label: str, form: dict[str, str]) -> str:
        """Say what a link would say, then answer what is asked where a card would have had a form."""
        wanted, _, title = label.partition("@")
        for row in reversed(self.heard.get(f"user:{person}", [])):
            text = str(row.body.get("text", ""))
            heading = f"{row.body.get('title', '')}{text.splitlines()[0] if text else ''}"
            for said in (spoken for spoken in _offered(text) if title in heading):
                if any(matches(said[0], one) for one in wanted.split("|")):
                    told = await self.says(person, f"{said[0]} {said[1]}")
                    for value in form.values():
                        told = await self.says(person, value)
                    return told
        raise AssertionError(f"{person} 没有“{label}”可点")

    async def sends(self, person: str, name: str, data: bytes = b"proof") -> str:
        """A file has been sent, and that was all: 完成."""
        await self.drops(person, name, data)
        return await self.says(person, "完成")

    async def drops(self, person: str, name: str, data: bytes = b"proof") -> str:
        """A file has been sent, fetched and stored; more may follow."""
        sha256 = f"{abs(hash((name, data))):064x}"[:64]
        file = StoredFile(sha256=sha256, size=len(data), mime="application/pdf", name=name)
        await self.store.write(lambda desk: desk.files.add(file, person))
        await self.arrive(FETCHED, person, {"sha256": sha256, "name": name})
        return self.last(f"user:{person}")

    def cards(self, person: str) -> list[dict[str, Any]]:
        """The cards the person has, as they are now, the most recently changed last."""
        cards: dict[str, dict[str, Any]] = {}
        for row in self.heard.get(f"user:{person}", []):
            if row.kind == "card":
                cards[row.key or ""] = {"id": row.key, **row.body["params"]}
            elif row.kind == "card_update":
                changed = cards.pop(row.body["card"])
                cards[row.body["card"]] = {**changed, **row.body["params"]}
        return list(cards.values())

    def button(self, person: str, wanted: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """The newest card with a button: `label`, `start…`, either `one|other`, on the card `label@title`."""
        wanted, _, title = wanted.partition("@")
        seen: list[str] = []
        for card in reversed(self.cards(person)):
            if title not in card["title"]:
                continue
            buttons = json.loads(card["buttons"])
            if card["form_code"]:
                buttons.append({"label": card["form_label"], "code": card["form_code"]})
            if card["opinion"]:
                buttons.append({"label": card["opinion"], "code": card["opinion"]})
            for label in wanted.split("|"):
                for button in buttons:
                    if matches(button["label"], label):
                        return card, button
            seen += [button["label"] for button in buttons]
        raise AssertionError(f"{person} 没有“{wanted}”按钮，有的是 {seen[:30]}")

    def last(self, to: str) -> str:
        """The last thing somebody was told, as one text."""
        rows = self.heard.get(to, [])
        return _text(rows[-1]) if rows else ""

    def texts(self, to: str) -> list[str]:
        """Everything said in a place, oldest first."""
        return [_text(row) for row in self.heard.get(to, [])]

    def told(self, person: str) -> list[str]:
        """Everything a person was told, oldest first."""
        return self.texts(f"user:{person}")


def _mark_sent(done: list[tuple[int, str]], desk: Desk) -> None:
    desk.outbox.sent(done)


def matches(label: str, wanted: str) -> bool:
    """Whether a button's label is the wanted one, blanks aside; `start…` stands for any label that starts so."""
    label, wanted = "".join(label.split()), "".join(wanted.split())
    return label == wanted or (wanted.endswith("…") and label.startswith(wanted[:-1]))


def _offered(text: str) -> list[tuple[str, str]]:
    """Label and code of every link, or of every numbered line, of a message."""
    links = re.findall(r"\(dtmd://dingtalkclient/sendMessage\?content=([^)]+)\)", text)
    if links:
        return [(label, code) for label, _, code in (unquote(link).rpartition(" ") for link in links)]
    return [(label, code) for label, code in re.findall(r"^\d+\. (.+) ([2-9A-Z]{5})$", text, re.MULTILINE)]


def _text(row: OutboxRow) -> str:
    body = row.body
    if row.kind in ("card", "card_update"):
        params = body["params"]
        return "\n".join(
            params[name] for name in ("title", "body1", "body2", "body3", "body4", "status") if params[name]
        )
    return str(body.get("text", body))


@asynccontextmanager
async def open_chat(url: str, form: Form = Form.CARD) -> AsyncIterator[Chat]:
    """A chat with the demo cast over the database at `url`."""
    times = [datetime(2022, 5, 9, 1, 0, tzinfo=UTC)]
    store = await Store.open(url, clock=lambda: times[0])
    scheme = load_scheme(2022)
    numbers = itertools.count(1)
    try:
        await store.migrate()
        report = await import_roster(
            store, ROSTER.read_bytes(), name="roster-demo.csv", scheme=scheme, apply=True, replace=False
        )
        assert not report.problems, report.problems
        hub = Hub(scheme, build_router(), form, lambda: f"card-{next(numbers):06d}", parse, fetched)
        yield Chat(store, hub, scheme, times, form)
    finally:
        await store.close()
