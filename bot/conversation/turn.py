"""One turn of a conversation: who said what where, and everything that is answered in the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.conversation.voice import Form, Voice
from bot.errors import BotError
from bot.permissions import group_level
from bot.place import Place
from bot.usecases.act import Act
from bot.web.links import Links
from bot.words import asking as sentences
from cards.face import Button, Face
from cards.words import stamp
from scoring.scheme import Scheme
from storage.files import FileStore
from storage.records import Person, Wake


class Ask(BotError):
    """A verb needs one more line from the person; the prompt is its sentence."""

    def __init__(self, name: str, prompt: str) -> None:
        self.name = name
        super().__init__(prompt)


@dataclass(frozen=True)
class Press:
    """A tap or a code: the arguments its button was bound to, what was filled in, and the card it sat on."""

    verb: str
    args: dict[str, Any]
    form: dict[str, str] = field(default_factory=dict)
    card: str | None = None

    def need(self, name: str, prompt: str) -> str:
        """The filled-in value of a field; asks for it with `prompt` when it was left empty."""
        value = self.form.get(name, "").strip()
        if not value:
            raise Ask(name, prompt)
        return value


@dataclass
class Turn:
    """The hands and ears of a duty: read `act` and `place`, answer with `say`, `show`, `offer`, `settle`."""

    act: Act
    place: Place
    voice: Voice
    session: dict[str, Any]
    start: Callable[[Press], None]
    """Perform a verb as if its button had been tapped; what it still needs is asked for in the private chat."""
    pointed: bool = False
    """Whether the group has been told that the answer came privately."""
    links: Links | None = None
    """Makes links to files where the site serves them; without it the files themselves are sent."""
    files: FileStore | None = None
    """Where the bytes lie, for what must be destroyed."""

    @property
    def person(self) -> Person:
        """The person who speaks."""
        return self.act.actor

    @property
    def scheme(self) -> Scheme:
        """The method in force."""
        return self.act.scheme

    @property
    def here(self) -> str:
        """The address of the place of this turn."""
        return f"group:{self.place.group}" if self.place.group else self.mine

    @property
    def mine(self) -> str:
        """The address of the speaker's private chat."""
        return f"user:{self.person.userid}"

    def say(self, text: str) -> None:
        """Answer where the person spoke."""
        self.voice.say(self.here, text)

    def whisper(self, text: str) -> None:
        """Answer in the speaker's private chat, wherever he spoke."""
        self.voice.say(self.mine, text)

    def tell(self, person: Person, text: str) -> None:
        """Tell somebody else, privately."""
        self.voice.say(f"user:{person.userid}", text)

    def show(self, face: Face, subject: str = "") -> None:
        """Show a card to the speaker alone; `subject` names what it is about, so that all its copies can follow.

        Asked for in a group it comes privately: a group sees only what `show_here` is trusted with.
        """
        self.point_away()
        self.voice.show(self.mine, face, subject)

    def show_here(self, face: Face) -> None:
        """Show a card where the person spoke: only what `visible` lets that place hear."""
        self.voice.show(self.here, face, "")

    def point_away(self) -> None:
        """Tell a group, once in a turn, that the answer came privately, or that the group is not registered."""
        if not self.place.is_private and not self.pointed:
            self.pointed = True
            bound = group_level(self.act, self.place) is not None
            self.say(sentences.GROUP_SENT if bound else sentences.GROUP_UNBOUND)

    def show_to(self, person: Person, face: Face, subject: str = "") -> None:
        """Show a card to somebody else, privately."""
        self.voice.show(f"user:{person.userid}", face, subject)

    def offer(
        self,
        label: str,
        verb: str,
        *,
        to: Person | None = None,
        slot: str | None = None,
        **args: Any,
    ) -> Button:
        """A button bound to one person and one verb; with `slot`, to the slot's present version as well."""
        version = self.act.version(slot) if slot else None
        code = self.act.desk.actions.mint((to or self.person).id, verb, args, slot=slot, version=version, label=label)
        return Button(label=label, code=code)

    def refresh(self, press: Press, face: Face, subject: str = "") -> None:
        """Show the new state in place of the card that was tapped, or as a new message where cards cannot change."""
        self.voice.refresh(self.here, press.card, face, subject)

    def settle(self, subject: str, did: str, old: str = "", new: str = "") -> None:
        """End every copy of the cards about `subject`: the buttons go; who, when, what and old → new stay."""
        self.voice.settle(subject, stamp(self.person.name, self.act.now, did, old, new))

    def later(self, at: datetime, key: str, verb: str, **args: Any) -> None:
        """Perform a verb for this person at a moment to come; one that is put off again under its key only moves."""
        body = {"verb": verb, "args": args}
        self.act.desk.wakes.set(Wake(key=key, lane=self.person.userid, at=at, body=body))

    @property
    def form(self) -> Form:
        """How this person's cards are shown."""
        return self.voice.form_of(self.mine)
