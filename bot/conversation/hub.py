"""From a stored message to an answered one: who it is from, what it is, and which duty answers."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.conversation.rehearsal import is_about_rehearsing
from bot.conversation.router import Router
from bot.conversation.turn import Press, Turn
from bot.conversation.voice import Form, Voice
from bot.gateway.events import Fetched, Inbound, Said, SentFile, SentTogether, Strange, Tapped, Woken
from bot.place import Place
from bot.usecases.act import Act
from bot.usecases.rehearsal import rehearsal_desk, run_of
from bot.web.links import Links
from bot.words import hub as said
from bot.words.rehearsal import REAL_CARD
from scoring.scheme import Scheme
from storage.desk import Desk
from storage.files import FileStore
from storage.records import Download, InboxRow, Person
from storage.rehearsal import RUN, RehearsalDesk

CAPTION = "evidence.caption"
"""The verb that takes the words sent along with pictures."""
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Hub:
    """Answers one inbox row inside its transaction; `parse` reads the platform's bytes into a neutral event."""

    scheme: Scheme
    router: Router
    default_form: Form
    new_id: Callable[[], str]
    parse: Callable[[InboxRow], Inbound]
    fetched: Callable[[Turn, Fetched], None]
    links: Links | None = None
    files: FileStore | None = None

    def work(self, desk: Desk, row: InboxRow) -> None:
        """Answer one message. Runs on the writer's thread: no waiting, no network."""
        voice = Voice(desk, self.default_form, self.new_id)
        if row.refused:
            voice.say(f"user:{row.lane}", row.refused)
            return
        event = self.parse(row)
        if isinstance(event, Strange):
            self._strange(voice, event)
            return
        person = desk.people.by_userid(event.userid)
        if person is None or not person.active:
            if not isinstance(event, Woken):
                voice.say(_back(event), said.UNKNOWN_SENDER)
            log.info("inbox.unknown_sender", lane=row.lane)
            return
        if person.frozen and isinstance(event, Said | Tapped | SentFile | SentTogether):
            log.info("inbox.frozen", lane=row.lane)
            return
        place = rehearsing(desk, person, event)
        if place is None:
            self._answer(desk, row, voice, person, event)
        else:
            self._rehearse(place, row, person, event)

    def _rehearse(self, desk: RehearsalDesk, row: InboxRow, person: Person, event: Inbound) -> None:
        """The same on the desk of a rehearsal; a real card is not worked there."""
        voice, practising = Voice(desk, self.default_form, self.new_id), desk.people.get(person.id)
        if isinstance(event, Tapped) and desk.shown.get(event.card) is None:
            voice.say(f"user:{person.userid}", REAL_CARD)
        elif practising is not None:
            self._answer(desk, row, voice, practising, event)

    def _answer(self, desk: Desk, row: InboxRow, voice: Voice, person: Person, event: Inbound) -> None:
        place = Place(event.group, event.title) if isinstance(event, Said) else Place()
        act = Act(desk=desk, scheme=self.scheme, actor=person, message=row.key)
        session = desk.sessions.get(person.id)
        turn = Turn(
            act,
            place,
            voice,
            session,
            start=lambda press: self.router.perform(turn, press),
            links=None if isinstance(desk, RehearsalDesk) else self.links,
            files=self.files,
        )
        match event:
            case Said():
                self.router.hear(turn, event.text)
            case Tapped():
                self.router.tap(turn, event.card, event.code, event.version, event.form)
            case SentFile():
                self._fetch(desk, row, person, event)
            case SentTogether():
                for file in event.files:
                    self._fetch(desk, row, person, file)
                if event.text:
                    self.router.guard(turn, lambda: self.router.perform(turn, Press(CAPTION, {"text": event.text})))
            case Fetched():
                self.router.guard(turn, lambda: self.fetched(turn, event))
            case Woken():
                self.router.guard(turn, lambda: self.router.perform(turn, Press(event.verb, event.args)))
        desk.sessions.put(person.id, turn.session)

    def _fetch(self, desk: Desk, row: InboxRow, person: Person, event: SentFile) -> None:
        """Start a download; the receipt follows once the bytes are stored."""
        desk.downloads.add(
            Download(
                id=self.new_id(),
                lane=row.lane,
                message=row.key,
                person=person.id,
                download_code=event.download_code,
                file_name=event.name[:250],
                next_at=desk.now,
            )
        )

    def _strange(self, voice: Voice, event: Strange) -> None:
        if event.userid:
            voice.say(f"user:{event.userid}", event.reason)
        log.warning("inbox.strange", reason=event.reason)


def rehearsing(desk: Desk, person: Person, event: Inbound) -> RehearsalDesk | None:
    """The rehearsal an event belongs to: its person's, in the private chat, or the one that set a wake."""
    run = run_of(desk, person)
    if isinstance(event, Woken):
        run = event.args.pop(RUN, None)
    if isinstance(event, Said) and (event.group or is_about_rehearsing(event.text)):
        run = None
    return rehearsal_desk(desk, person, run) if run is not None else None


def _back(event: Inbound) -> str:
    """Where an answer to this event goes."""
    return f"group:{event.group}" if isinstance(event, Said) and event.group else f"user:{event.userid}"
