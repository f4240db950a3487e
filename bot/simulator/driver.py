"""A script's hands and eyes: be somebody in a running simulator, over its `/_sim/…` addresses."""

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import aiohttp

Json = dict[str, Any]
Wanted = Callable[[Json], bool]


class DriverError(Exception):
    """The simulator refused, or what was waited for did not come."""


class Driver:
    """Use as `async with Driver(url) as sim:`. Every message and card is JSON as the window shows it."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> "Driver":
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str, /, **query: Any) -> Json:
        """Ask `/_sim/PATH`."""
        return await self._ask("GET", path, params={key: str(value) for key, value in query.items()})

    async def post(self, path: str, /, **body: Any) -> Json:
        """Do `/_sim/PATH`."""
        return await self._ask("POST", path, json=body)

    async def _ask(self, method: str, name: str, **options: Any) -> Json:
        if self._session is None:
            raise DriverError("use `async with Driver(url)`")
        async with self._session.request(method, f"{self.url}/_sim/{name}", **options) as response:
            body: Json = await response.json()
        if response.status != 200:
            raise DriverError(body.get("error", str(response.status)))
        return body

    async def say(self, person: str, text: str, conversation: str = "private", **more: Any) -> Json:
        """Type something; `at_bot=False` in a group talks past the bot, `external=True` is somebody from outside."""
        return await self.post("say", person=person, text=text, conversation=conversation, **more)

    async def tap(self, person: str, card: str | Json, button: str, form: Mapping[str, Any] | None = None) -> Json:
        """Tap a button by its label or code, on a card (a message or an outTrackId)."""
        card_id = card if isinstance(card, str) else card["outTrackId"]
        taps = (await self.card(person, card_id))["taps"]
        by = "label" if any(one["label"] == button for one in taps) else "code"
        more = {} if form is None else {"form": dict(form)}
        return await self.post("tap", person=person, outTrackId=card_id, **{by: button}, **more)

    async def submit(self, person: str, card: str | Json, form: Mapping[str, Any]) -> Json:
        """Fill in a card's form and send it."""
        card_id = card if isinstance(card, str) else card["outTrackId"]
        taps = [one for one in (await self.card(person, card_id))["taps"] if one["form"]]
        if not taps:
            raise DriverError(f"card {card_id} shows no form")
        return await self.post("tap", person=person, outTrackId=card_id, label=taps[0]["label"], form=dict(form))

    async def forge(self, person: str, card_id: str, **params: Any) -> Json:
        """Send a tap that no card offers: stale, foreign, invented."""
        return await self.post("tap", person=person, outTrackId=card_id, params=params)

    async def tap_link(self, person: str, message: Json, label: str) -> Json:
        """Tap a link in a markdown message: its text is sent as this person's."""
        return await self.post("tap", person=person, message=message["id"], label=label)

    async def send_file(
        self,
        person: str,
        file: Path | bytes,
        name: str = "",
        *,
        kind: str = "file",
        conversation: str = "private",
        words: str = "",
    ) -> Json:
        """Send a file, a picture or a voice message (whose recognised words are `words`)."""
        data = file if isinstance(file, bytes) else await asyncio.to_thread(file.read_bytes)
        shown = name or (file.name if isinstance(file, Path) else "file")
        form = aiohttp.FormData(
            {"person": person, "kind": kind, "conversation": conversation, "words": words, "name": shown}
        )
        form.add_field("file", data, filename="upload", content_type="application/octet-stream")
        return await self._ask("POST", "file", data=form)

    async def send_zeros(self, person: str, name: str, size: int) -> Json:
        """Send a file of so many bytes, for sizes nobody wants to build."""
        return await self.post("file", person=person, name=name, size=size)

    async def messages(self, person: str, conversation: str = "", after: int = 0) -> list[Json]:
        """What this person sees, in order; `after` is a `changed` count."""
        found = await self.get("messages", person=person, conversation=conversation, after=after)
        made: list[Json] = found["messages"]
        return made

    async def cards(self, person: str, conversation: str = "") -> list[Json]:
        """The cards this person sees: outTrackId, params, taps, fields, version; oldest first."""
        return [one["card"] for one in await self.messages(person, conversation) if one.get("card")]

    async def card(self, person: str, card_id: str) -> Json:
        """One card as this person sees it."""
        return await self.get("card", person=person, outTrackId=card_id)

    async def wait_for(
        self,
        person: str,
        wanted: Wanted = lambda message: True,
        *,
        after: int = 0,
        seconds: float = 10.0,
        conversation: str = "",
    ) -> Json:
        """The first message of the bot that is wanted, new or changed after the `changed` of an earlier answer."""
        until, seen = time.monotonic() + seconds, after
        while True:
            left = max(0.0, until - time.monotonic())
            found = await self.get("wait", person=person, after=seen, seconds=min(left, 5), conversation=conversation)
            hit: Json | None = next((one for one in found["messages"] if one["from"] == "bot" and wanted(one)), None)
            if hit is not None:
                return hit
            if left <= 0:
                last = [
                    one.get("text") or one.get("card", {}).get("params") for one in (await self.messages(person))[-5:]
                ]
                raise DriverError(f"{person} saw nothing of the kind in {seconds} s; last seen: {last}")
            seen = int(found["last"])

    async def settle(self, still: float = 0.3, seconds: float = 20.0) -> int:
        """Wait until nothing was unacked and nothing changed for a while; the count of changes, for `after`."""
        until, since, before = time.monotonic() + seconds, time.monotonic(), -1
        while time.monotonic() - since < still:
            state = await self.get("state")
            if state["unacked"] or state["changed"] != before:
                before, since = int(state["changed"]), time.monotonic()
            if since > until:
                raise DriverError(f"still busy after {seconds} s: {state['counts']}")
            await asyncio.sleep(0.02)
        return before

    async def faults(self, **changes: Any) -> Json:
        """Turn switches; `answers=[{"kind","path","times"}]` makes calls fail, `do="abort"` happens at once."""
        return await self.post("faults", **changes)

    async def happen(self, what: str) -> None:
        """Make one thing happen now: ping, disconnect, abort, close, mute, not_json, big_frame, end_token…"""
        await self.faults(do=what)

    async def now(self) -> datetime:
        """The simulator's time."""
        return datetime.fromisoformat((await self.get("now", watching=1))["now"])

    async def advance(self, seconds: float, followed: float = 0) -> None:
        """Move the clock on; `followed` waits so long until a bot that follows it has seen it."""
        await self.post("clock", advance=seconds, followed=followed)

    async def set_clock(self, moment: datetime, followed: float = 0) -> None:
        """Be at this moment."""
        await self.post("clock", set=moment.isoformat(), followed=followed)

    async def problems(self) -> list[Json]:
        """What was wrong with the acks."""
        made: list[Json] = (await self.get("acks"))["problems"]
        return made

    async def counts(self) -> dict[str, int]:
        """How often each thing happened."""
        made: dict[str, int] = (await self.get("state"))["counts"]
        return made

    async def connected(self, seconds: float = 10.0) -> None:
        """Wait until the bot has a connection."""
        until = time.monotonic() + seconds
        while not (await self.get("state"))["connections"]:
            if time.monotonic() > until:
                raise DriverError("the bot did not connect")
            await asyncio.sleep(0.02)
