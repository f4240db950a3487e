"""演练: who takes part says and taps as ever, on a copy of the roster and an empty journal; nothing of it counts."""

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.words import rehearsal as said
from storage.desk import Desk
from storage.records import Entry, Letter, Person
from storage.rehearsal import RehearsalDesk

SLOT = "rehearsal"
STARTED, CLEARED, ENDED = "rehearsal.started", "rehearsal.cleared", "rehearsal.ended"


def start(act: Act, people: list[Person]) -> Entry:
    """Let these people rehearse, together with those who already do."""
    require(act, Deed.REHEARSE)
    run = current_run(act.desk) or _last_run(act.desk) + 1
    for person in people:
        act.desk.sessions.put(_key(person), {"run": run})
    act.desk.sessions.put(SLOT, {"run": run, "last": run})
    return act.record(STARTED, SLOT, payload={"run": run, "people": [one.id for one in people]})


def leave(act: Act) -> None:
    """Stop taking part; the others go on."""
    if run_of(act.desk, act.actor) is None:
        raise Mistaken(said.NOT_IN)
    act.desk.sessions.put(_key(act.actor), {})


def clear(act: Act) -> Entry:
    """Begin anew on an empty journal and today's roster; what was rehearsed is out of everybody's reach."""
    require(act, Deed.REHEARSE)
    old = current_run(act.desk)
    if old is None:
        raise Mistaken(said.NONE)
    people = participants(act.desk)
    for person in people:
        act.desk.sessions.put(_key(person), {"run": old + 1})
    act.desk.sessions.put(SLOT, {"run": old + 1, "last": old + 1})
    return act.record(CLEARED, SLOT, payload={"run": old + 1})


def end(act: Act) -> list[Person]:
    """End the rehearsal for everybody; returns who took part."""
    require(act, Deed.REHEARSE)
    run = current_run(act.desk)
    if run is None:
        raise Mistaken(said.NONE)
    people = participants(act.desk)
    for person in people:
        act.desk.sessions.put(_key(person), {})
    act.desk.sessions.put(SLOT, {"last": run})
    act.record(ENDED, SLOT, payload={"run": run})
    return people


def participants(desk: Desk) -> list[Person]:
    """Who takes part now."""
    return [one for one in desk.people.all() if run_of(desk, one) is not None]


def current_run(desk: Desk) -> int | None:
    """The rehearsal that goes on; None when there is none."""
    run: int | None = desk.sessions.get(SLOT).get("run")
    return run


def _last_run(desk: Desk) -> int:
    last: int = desk.sessions.get(SLOT).get("last", 0)
    return last


def run_of(desk: Desk, person: Person) -> int | None:
    """The rehearsal this person takes part in now; None when he does not."""
    run: int | None = desk.sessions.get(_key(person)).get("run")
    return run if run is not None and run == current_run(desk) else None


def _key(person: Person) -> str:
    return f"{SLOT}:{person.id}"


def rehearsal_desk(real: Desk, person: Person, run: int) -> RehearsalDesk:
    """Where this person's words and taps go during a rehearsal."""

    def elsewhere(letter: Letter) -> Letter | None:
        to = real.people.by_userid(letter.to.removeprefix("user:")) if letter.to.startswith("user:") else None
        if to is not None and run_of(real, to) == run:
            return None
        body = letter.body
        first = body.get("params", body).get("title") or body.get("text") or body.get("name") or ""
        whom = to.name if to is not None else said.A_GROUP
        told = said.WOULD_BE_SENT.format(whom=whom, what=str(first).splitlines()[0][:60] if first else "")
        return Letter(to=f"user:{person.userid}", kind="text", body={"text": told})

    return RehearsalDesk(real, run, elsewhere)
