"""撤销刚才的, 点错了: the last act goes back within five minutes, on every card and for everybody who was told."""

from typing import Any

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.usecases.common import submit_slot
from bot.usecases.undo import UNDONE, latest_act, name_of_kind, undo
from bot.words import undo as said
from cards.face import Face
from cards.words import moment
from storage.records import Entry, Person


def take_back(turn: Turn) -> None:
    """Take back the speaker's last act, mark its cards, tell who was told."""
    pairs = undo(turn.act)
    old, new = pairs[0]
    what = name_of_kind(old.kind)
    was = said.NOT_YET if new.kind == UNDONE else said.BEFORE
    subjects = dict.fromkeys(subject for entry, _ in pairs for subject in _subjects(turn, entry))
    turn.revert(subjects, (said.UNDO, what, was), _anew(old))
    for person in {one.id: one for entry, _ in pairs for one in _told(turn, entry)}.values():
        if person.id != turn.person.id:
            turn.tell(person, said.TOLD.format(who=turn.person.name, when=moment(turn.act.now), what=what))
    turn.whisper(said.DONE.format(what=what, was=was))


def with_undo(turn: Turn, face: Face) -> Face:
    """The card with 撤销 as one more button, when this very turn wrote something that can be taken back."""
    button = turn.undo_button()
    return face.model_copy(update={"buttons": (*face.buttons, button)}) if button else face


def tap(turn: Turn, press: Press) -> None:
    """The button 撤销: only while its act is the last one."""
    last = latest_act(turn.act)
    if not last or press.args["entry"] not in [one.id for one in last]:
        raise Mistaken(said.NOTHING.format(hint=said.HINT))
    take_back(turn)


def _subjects(turn: Turn, entry: Entry) -> tuple[str, ...]:
    """What the cards that show an act are about."""
    kind = entry.kind.partition(".")[0]
    own = {
        "self": f"self:{entry.unit}",
        "item": f"verify:{entry.unit}",
        "leader": f"leader:{entry.principal}",
        "stage": "stages",
    }
    if kind == "common":
        return entry.slot, submit_slot(turn.act, turn.scheme.common(entry.item or ""))
    return (entry.slot, own[kind]) if kind in own else (entry.slot,)


def _anew(entry: Entry) -> tuple[str, dict[str, Any]] | None:
    """The button that opens what an act belonged to as it is now; None where its word is to be said again."""
    return {
        "self": ("self.summary", {"unit": entry.unit}),
        "common": ("common.row", {"row": entry.item}),
        "item": ("verify.unit", {"unit": entry.unit}),
        "leader": ("leader.line", {}),
        "stage": ("stage.show", {}),
    }.get(entry.kind.partition(".")[0])


def _told(turn: Turn, entry: Entry) -> list[Person]:
    """Who had been told of an act."""
    people, kind = turn.act.desk.people, entry.kind
    if kind in ("bonus.claimed", "extra.declared", "relief.asked"):
        return people.office()
    if kind in ("bonus.accepted", "bonus.refused", "extra.refused", "relief.granted", "relief.refused"):
        first = people.get(turn.act.desk.journal.history(turn.act.year, entry.slot)[0].actor)
        return [first] if first else []
    if kind.startswith("request."):
        applicant = people.get(entry.payload["by"]) if "by" in entry.payload else None
        return [applicant, *people.heads_of(entry.unit or "")] if applicant else people.office()
    if kind == "extra.recorded":
        return people.heads_of(entry.unit or "")
    if kind == "self.returned":
        return people.staff_of(entry.unit or "")
    named = people.get(entry.payload["person"]) if kind == "alternate.named" else None
    return [named] if named else []


UNDO = Duty(
    name="undo",
    hears=((words("撤销|撤销刚才的|撤销上一步|点错了|我点错了|按错了"), lambda turn, _: take_back(turn)),),
    verbs={"undo.last": tap},
)
