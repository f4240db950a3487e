"""What each chat window shows: every message in order, whether it was recalled, and when it last changed."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

Json = dict[str, Any]
BOT = "bot"
PRIVATE = "private"
LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(dtmd://dingtalkclient/sendMessage\?content=([^)\s]*)\)")


@dataclass
class Message:
    """One bubble. `conversation` is a group's id, or `private:USERID`; `changed` counts every change anywhere."""

    seq: int
    conversation: str
    sender: str
    kind: str
    at: int
    body: Json
    key: str = ""
    only: tuple[str, ...] = ()
    recalled: bool = False
    changed: int = 0
    id: str = field(default_factory=lambda: f"msg{uuid4().hex}==")

    def links(self) -> list[Json]:
        """The links of a markdown message that send text when tapped."""
        if self.kind != "markdown":
            return []
        found = LINK.findall(str(self.body.get("text", "")))
        return [{"label": re.sub(r"\\(.)", r"\1", label), "text": unquote(content)} for label, content in found]


class Chats:
    """All messages, by conversation, and everybody who waits for something new."""

    def __init__(self) -> None:
        self.last = 0
        self._messages: list[Message] = []
        self._by_conversation: dict[str, list[Message]] = {}
        self._by_id: dict[str, Message] = {}
        self._by_key: dict[str, list[Message]] = {}
        self._by_card: dict[str, list[Message]] = {}
        self._changed = asyncio.Event()

    def add(
        self,
        conversation: str,
        sender: str,
        kind: str,
        body: Json,
        at: int,
        *,
        key: str = "",
        only: tuple[str, ...] = (),
    ) -> Message:
        """Put a message into a conversation; `only` limits who sees it."""
        message = Message(len(self._messages) + 1, conversation, sender, kind, at, body, key, only)
        self._messages.append(message)
        self._by_conversation.setdefault(conversation, []).append(message)
        self._by_id[message.id] = message
        if key:
            self._by_key.setdefault(key, []).append(message)
        if kind == "card":
            self._by_card.setdefault(str(body["outTrackId"]), []).append(message)
        self.touch(message)
        return message

    def touch(self, message: Message) -> None:
        """Say that a message looks different now."""
        self.last += 1
        message.changed = self.last
        self._changed.set()
        self._changed = asyncio.Event()

    def get(self, message_id: str) -> Message | None:
        """The message of an id."""
        return self._by_id.get(message_id)

    def of_key(self, key: str) -> list[Message]:
        """The messages sent by one call."""
        return self._by_key.get(key, [])

    def of_card(self, out_track_id: str) -> list[Message]:
        """Where a card hangs."""
        return self._by_card.get(out_track_id, [])

    def seen_in(self, conversation: str, person: str) -> list[Message]:
        """What a person sees in a conversation."""
        return [one for one in self._by_conversation.get(conversation, ()) if not one.only or person in one.only]

    def in_conversation(self, conversation: str) -> list[Message]:
        """Everything in a conversation."""
        return list(self._by_conversation.get(conversation, ()))

    @property
    def count(self) -> int:
        """How many messages there are."""
        return len(self._messages)

    def newest(self) -> dict[str, int]:
        """The number of the last message of each conversation."""
        return {name: found[-1].seq for name, found in self._by_conversation.items()}

    async def wait(self, after: int, seconds: float) -> None:
        """Return once something has changed after that count, or the time is up."""
        if self.last > after:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return


def private_with(userid: str) -> str:
    """The conversation of a person with the bot alone."""
    return f"{PRIVATE}:{userid}"


def conversation_id(conversation: str) -> str:
    """A conversation as frames name it."""
    return f"cidPrivate{conversation.partition(':')[2]}==" if conversation.startswith(f"{PRIVATE}:") else conversation
