"""One turn of a conversation: who said what where, and everything that is answered in the same transaction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.conversation.voice import ENDED, Form, Then, Voice
from bot.errors import BotError
from bot.permissions import group_level
from bot.place import Place
from bot.usecases.act import Act
from bot.usecases.undo import UNDOABLE
from bot.web.links import Links
from bot.words import asking as sentences
from bot.words.undo import BUTTON as UNDO_BUTTON
from cards.face import Button, Face
from cards.words import stamp
from scoring.scheme import Scheme
from storage.files import FileStore
from storage.records import Person, ShownCard, Wake

Args = dict[str, Any]
"""What a button is bound to."""
Change = tuple[str, str, str]
"""What was done, and what stood there before and after; either may be empty."""


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

    def settle(self, about: str | Iterable[str], did: str, old: str = "", new: str = "") -> None:
        """End every copy of the cards about one or several subjects: the buttons go; who, when, what, old → new stay.

        Whoever acted finds 撤销 on his own card while what he did can be taken back.
        """
        subjects = (about,) if isinstance(about, str) else about
        cards = [one for one in self.act.desk.shown.of(*subjects) if one.args["codes"]]
        self._end(cards, stamp(self.person.name, self.act.now, did, old, new), self._undo_on)

    def overtake(self, press: Press | None, subjects: Iterable[str], change: Change, anew: tuple[str, Args]) -> None:
        """End the other copies of cards that show what was just changed; the button they keep opens the present.

        The card that was tapped goes on by itself.
        """
        cards = [
            one for one in self.act.desk.shown.of(*subjects)
            if one.args["codes"] and not one.args.get(ENDED) and not (press and one.out_track_id == press.card)
        ]  # fmt: skip
        self._end(cards, stamp(self.person.name, self.act.now, *change), self._reopening(cards, anew))

    def revert(self, subjects: Iterable[str], change: Change, anew: tuple[str, Args] | None) -> None:
        """Say on every copy, ended or not, that what it shows was taken back."""
        cards = self.act.desk.shown.of(*subjects)
        self._end(cards, stamp(self.person.name, self.act.now, *change), self._reopening(cards, anew))

    def _end(self, cards: Iterable[ShownCard], status: str, then: Then) -> None:
        self.voice.end(cards, status, self.mine, then)

    def _reopening(self, cards: list[ShownCard], anew: tuple[str, Args] | None) -> Then:
        """What puts the button that opens the present state on the copies people have; a group gets none."""
        holders = self.act.desk.people.holding(one.to.removeprefix("user:") for one in cards) if anew else {}

        def button(card: ShownCard) -> Button | None:
            holder = holders.get(card.to.removeprefix("user:"))
            return self.offer(sentences.SEE_NOW, anew[0], to=holder, **anew[1]) if holder and anew else None

        return button

    def _undo_on(self, card: ShownCard) -> Button | None:
        """撤销 for the one who acted; no number reaches it, and where a card cannot change he says the word."""
        return self.undo_button() if card.to == self.mine else None

    def undo_button(self) -> Button | None:
        """撤销, when this very turn wrote something that can be taken back."""
        newest = self.act.desk.journal.newest_by(self.act.year, self.person.id, 50)
        mine = [one for one in newest if one.message == self.act.message]
        if not mine or any(one.kind not in UNDOABLE for one in mine):
            return None
        return self.offer(UNDO_BUTTON, "undo.last", slot=mine[0].slot, entry=mine[0].id)

    def later(self, at: datetime, key: str, verb: str, **args: Any) -> None:
        """Perform a verb for this person at a moment to come; one that is put off again under its key only moves."""
        body = {"verb": verb, "args": args}
        self.act.desk.wakes.set(Wake(key=key, lane=self.person.userid, at=at, body=body))

    @property
    def form(self) -> Form:
        """How this person's cards are shown."""
        return self.voice.form_of(self.mine)
