"""What can reach us from a chat platform, whatever platform it is."""

from dataclasses import dataclass, field
from typing import Any

FETCHED = "kaohe/fetched"
"""The topic of our own events: a file was fetched, or could not be."""
WOKEN = "kaohe/woken"
"""The topic of our own events: the moment of something that was put off has come."""


@dataclass(frozen=True)
class Said:
    """Words, typed or spoken (a voice message arrives as its transcript). `group` is None in the private chat."""

    userid: str
    text: str
    group: str | None = None
    title: str = ""


@dataclass(frozen=True)
class SentFile:
    """A file or a picture in the private chat, still to be fetched with its code."""

    userid: str
    download_code: str
    name: str
    kind: str = "file"


@dataclass(frozen=True)
class SentTogether:
    """Pictures with words in one private message."""

    userid: str
    files: tuple[SentFile, ...]
    text: str = ""


@dataclass(frozen=True)
class Tapped:
    """A button tapped on a card, with the version the person saw and what was filled in."""

    userid: str
    card: str
    code: str
    version: int | None
    form: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fetched:
    """A file that was sent has been fetched and stored, or could not be (`problem` is the sentence why)."""

    userid: str
    sha256: str = ""
    name: str = ""
    problem: str = ""
    lines: tuple[str, ...] = ()
    """The paragraphs of a Word file that calls itself 总结."""


@dataclass(frozen=True)
class Woken:
    """The moment has come for a verb that was put off, with the arguments it was put off with."""

    userid: str
    verb: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Strange:
    """Something we cannot use; `reason` is for the person when there is one to tell, else for the log."""

    userid: str
    reason: str


Inbound = Said | SentFile | SentTogether | Tapped | Fetched | Woken | Strange
