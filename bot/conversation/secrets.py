"""涉密: report a paper, and the two offices' decision; what it says is never repeated, not even its name."""

from bot.conversation.briefs import name_of
from bot.conversation.duty import Duty
from bot.conversation.filed import task_name
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.intents import Heard, Intent
from bot.usecases.secrets import confirm, hidden, other_office, refuse, report, reportable, traces
from bot.words import secrets as said
from cards.face import Button
from cards.notices import NoticeView, notice_card
from cards.words import moment
from storage.burial import Traces, forget, repeating
from storage.evidence import Evidence, folded
from storage.records import Person, Role

MOST = 3


def asked(turn: Turn, heard: Heard) -> None:
    """Which of the newest papers it is; by task and time, never by name."""
    papers = reportable(turn.act, heard.slots.unit, heard.slots.item)
    if not papers:
        raise Mistaken(said.NONE)
    buttons = tuple(_choice(turn, one) for one in papers[:MOST])
    turn.show(notice_card(NoticeView(title=said.TITLE, lines=(said.WHICH,), buttons=buttons)), _about(turn))


def _about(turn: Turn) -> str:
    return f"secret-report:{turn.person.id}"


def _choice(turn: Turn, paper: Evidence) -> Button:
    label = f"{task_name(turn, paper)}（{moment(paper.handed_in_at)}）"
    return turn.offer(label, "secret.report", slot=paper.slot, paper=paper.slot)


def tell(turn: Turn, press: Press) -> None:
    """Hide the paper and ask both offices."""
    paper = report(turn.act, press.args["paper"])
    turn.voice.cover(repeating(turn.act.desk, traces(turn.act, paper.slot)), said.COVERED)
    turn.settle(_about(turn), said.TITLE)
    turn.whisper(said.REPORTED)
    for person in _deciders(turn):
        _show(turn, paper, person)


def _deciders(turn: Turn) -> list[Person]:
    people = turn.act.desk.people
    found = [*people.with_role(Role.OFFICE), *people.with_role(Role.SECRECY)]
    return list({one.id: one for one in found}.values())


def _show(turn: Turn, paper: Evidence, person: Person) -> None:
    about, then = said.ASKED
    line = about.format(
        unit=turn.scheme.unit(paper.unit).name,
        task=task_name(turn, paper),
        when=moment(paper.handed_in_at),
        who=name_of(turn.act, paper.by),
    )
    buttons = (
        turn.offer(said.CONFIRM, "secret.confirm", to=person, paper=paper.slot).as_danger(),
        turn.offer(said.REFUSE, "secret.refuse", to=person, paper=paper.slot),
    )
    face = notice_card(NoticeView(title=said.ASKED_TITLE, lines=(line, then), buttons=buttons))
    turn.show_to(person, face, f"secret:{paper.slot}")


def _paper(turn: Turn, slot: str) -> Evidence:
    """The paper as it was before it was hidden."""
    hidden(turn.act, slot)
    history = turn.act.desk.journal.history(turn.act.year, slot)[:-1]
    return folded(history)[slot]


def agree(turn: Turn, press: Press) -> None:
    """One office confirms; with the second, everything goes."""
    slot = press.args["paper"]
    paper = _paper(turn, slot)
    told = traces(turn.act, slot)
    is_gone = confirm(turn.act, slot, press.need("basis", said.ASK_BASIS))
    if not is_gone:
        turn.whisper(said.ONE_CONFIRMED.format(other=other_office(turn.act, slot)))
        return
    for sha256 in sorted(told.hashes):
        turn.later(turn.act.now, f"wipe:{sha256[:8]}", "secret.wipe", sha256=sha256)
    turn.settle(f"secret:{slot}", said.CONFIRM)
    turn.whisper(said.DONE)
    _tell_unit(turn, paper, said.DONE_TOLD)


def deny(turn: Turn, press: Press) -> None:
    """It is not classified: the paper is back."""
    slot = press.args["paper"]
    paper = _paper(turn, slot)
    refuse(turn.act, slot, press.need("reason", said.ASK_WHY))
    turn.settle(f"secret:{slot}", said.REFUSE)
    turn.whisper(said.RESTORED)
    _tell_unit(turn, paper, said.RESTORED_TOLD)


def _tell_unit(turn: Turn, paper: Evidence, sentence: str) -> None:
    """Who handed it in and his head, without a word of what it was."""
    people = turn.act.desk.people
    concerned = [people.get(paper.by), *people.with_role(Role.HEAD, unit=paper.unit)]
    text = sentence.format(task=task_name(turn, paper), when=moment(paper.handed_in_at))
    for person in {one.id: one for one in concerned if one}.values():
        turn.tell(person, text)


def wipe(turn: Turn, press: Press) -> None:
    """The bytes go after the decision is saved; asked again after a crash, there is nothing left to do."""
    sha256 = press.args["sha256"]
    if turn.files is not None:
        turn.files.remove(sha256)
    forget(turn.act.desk, Traces(frozenset({sha256})))


SECRETS = Duty(
    name="secrets",
    intents={Intent.SECRET: asked},
    verbs={"secret.report": tell, "secret.confirm": agree, "secret.refuse": deny, "secret.wipe": wipe},
)
