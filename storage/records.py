"""What leaves storage: frozen records, never rows."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A record that never changes and refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What a person is in the appraisal; the value is the word in the roster."""

    STAFF = "经办"
    HEAD = "单位负责人"
    SCORER = "职能处室评分人"
    OFFICE = "考核办"
    LEADER = "分管领导"
    CHIEF = "组长"
    ADMIN = "系统管理员"
    AUDITOR = "审计"
    SECRECY = "保密员"
    DISCIPLINE = "机关纪委"


class Person(Frozen):
    """Somebody in the roster; `lines` are the units a leader leads, `items` the items he answers for (empty: all).

    A frozen account neither says, taps, opens nor hears anything until it is let go.
    """

    id: str
    userid: str
    name: str
    units: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    lines: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    active: bool = True
    frozen: bool = False


class NewEntry(Frozen):
    """Something that is about to enter the journal: who did what, for whom, to which slot, on which proof.

    Three dates stand side by side: the day it was done, the date on the document, the moment it was handed in.
    """

    kind: str
    year: int
    slot: str
    actor: str
    on_behalf_of: str | None = None
    basis: str | None = None
    unit: str | None = None
    item: str | None = None
    task: str | None = None
    clause: str | None = None
    event: str | None = None
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    message: str | None = None
    done_on: date | None = None
    document_on: date | None = None
    handed_in_at: datetime | None = None
    payload: dict[str, Any] = {}


class Entry(NewEntry):
    """An entry of the journal: the n-th of its slot (`version`), in the order it was written (`seq`)."""

    id: str
    seq: int
    at: datetime
    version: int
    supersedes: str | None = None

    @property
    def principal(self) -> str:
        """Whose act it is: the one on whose behalf it was written, else the one who wrote it."""
        return self.on_behalf_of or self.actor


class Arrival(Frozen):
    """A frame as received, ready to be kept: its key, whose lane it joins, its bytes without secrets.

    `refused` is the sentence for a person whose message may not be kept; its body is empty then.
    """

    key: str
    lane: str
    topic: str
    body: bytes
    received_at: datetime
    refused: str | None = None


class InboxRow(Arrival):
    """A kept frame, waiting to be worked."""

    id: int
    attempts: int = 0


LetterKind = Literal["text", "markdown", "card", "card_update", "file"]


class Letter(Frozen):
    """Something to be said: to `user:USERID` or `group:CID`; a card's `key` is its outTrackId."""

    to: str
    kind: LetterKind
    body: dict[str, Any]
    key: str | None = None


class OutboxRow(Letter):
    """A letter on its way; `again` when it may have been delivered before and says （重发）."""

    id: int
    attempts: int = 0
    again: bool = False
    error: str | None = None


class StoredFile(Frozen):
    """A file whose bytes are kept under their hash; the name is for display only."""

    sha256: str
    size: int
    mime: str
    name: str


class Download(Frozen):
    """A file to be fetched from the platform, off the lane, as soon as possible."""

    id: str
    lane: str
    message: str
    person: str
    download_code: str
    file_name: str
    next_at: datetime
    attempts: int = 0


class Wake(Frozen):
    """Something to happen at a moment, in a person's lane; `key` names it, so that it can be moved or let go."""

    key: str
    lane: str
    at: datetime
    body: dict[str, Any]


class Action(Frozen):
    """What a short code stands for: one person, one verb, and the state it was offered in."""

    code: str
    person: str
    verb: str
    args: dict[str, Any]
    slot: str | None = None
    version: int | None = None
    label: str = ""


class ShownCard(Frozen):
    """A card somebody has in front of him, so that it can follow what happens."""

    out_track_id: str
    to: str
    kind: str
    subject: str
    args: dict[str, Any]
    version: int = 1
