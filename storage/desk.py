"""One transaction with every shelf within reach: what one thing a person did is written on."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import Connection

from storage.actions import Actions
from storage.downloads import Downloads
from storage.file_shelf import Files
from storage.inbox import Inbox
from storage.journal import Journal
from storage.outbox import Outbox
from storage.people import People
from storage.sessions import Sessions
from storage.shown import Shown
from storage.wakes import Wakes

Random = Callable[[int], bytes]


class Desk:
    """An open transaction of one organisation at one moment. Shelves flush, never commit."""

    def __init__(
        self,
        connection: Connection,
        org: str,
        now: datetime,
        algorithm: str = "sha256",
        random: Random = os.urandom,
    ) -> None:
        self.connection = connection
        self.org = org
        self.now = now.astimezone(UTC)
        self.algorithm = algorithm
        self.random = random
        self.has_destroyed = False
        """Whether contents were destroyed, so that no copy may stay behind on the disk."""
        self._issued = 0

    def new_id(self) -> str:
        """A fresh id that sorts by time and, within one transaction, by order of asking (26 characters)."""
        self._issued += 1
        return f"{int(self.now.timestamp() * 1000):011x}{self._issued:04x}{self.random(6).hex()[:11]}"

    @cached_property
    def journal(self) -> Journal:
        """The truth: entries that are only ever added to."""
        return Journal(self)

    @cached_property
    def inbox(self) -> Inbox:
        """What has arrived and waits to be worked."""
        return Inbox(self)

    @cached_property
    def outbox(self) -> Outbox:
        """What is to be said."""
        return Outbox(self)

    @cached_property
    def people(self) -> People:
        """The roster."""
        return People(self)

    @cached_property
    def files(self) -> Files:
        """What is known of stored files."""
        return Files(self)

    @cached_property
    def downloads(self) -> Downloads:
        """Files still to be fetched."""
        return Downloads(self)

    @cached_property
    def sessions(self) -> Sessions:
        """Where each conversation stands."""
        return Sessions(self)

    @cached_property
    def actions(self) -> Actions:
        """What the short codes stand for."""
        return Actions(self)

    @cached_property
    def shown(self) -> Shown:
        """The cards people have in front of them."""
        return Shown(self)

    @cached_property
    def wakes(self) -> Wakes:
        """What is to happen later."""
        return Wakes(self)
