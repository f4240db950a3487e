"""打分: a leader scores the units of his line, unseen by the others until all are in."""

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.conversation.undo import with_undo
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.leaders import missing_scores, own_scores, score_unit
from bot.words import leaders as said
from cards.leader import LeaderUnit, LeaderView, leader_card
from storage.records import Entry, Person, Role

CLAUSE = "五(二)5"


def open_line(turn: Turn) -> None:
    """打分: the card of one's own line."""
    if not turn.person.lines:
        raise Mistaken(said.NO_LINE)
    require(turn.act, Deed.SCORE_LEADER, turn.person.lines[0])
    show_line(turn, turn.person)


def show_line(turn: Turn, leader: Person, press: Press | None = None) -> None:
    """Show a leader his units with what he has given so far."""
    given = own_scores(turn.act, leader)
    units = tuple(
        LeaderUnit(
            code=code,
            name=turn.scheme.unit(code).name,
            score=given.get(code),
            button=turn.offer(f"给{turn.scheme.unit(code).short}打分", "leader.unit", to=leader, unit=code),
        )
        for code in leader.lines
    )
    save = turn.offer("保存打分", "leader.save", to=leader)
    face = leader_card(LeaderView(leader=leader.name, clause=CLAUSE, units=units, save=save))
    if press is None:
        turn.show_to(leader, face, f"leader:{leader.id}")
    else:
        turn.refresh(press, with_undo(turn, face), f"leader:{leader.id}")


def open_again(turn: Turn, press: Press) -> None:
    """The line as it stands now."""
    show_line(turn, turn.person, press)


def score_one(turn: Turn, press: Press) -> None:
    """Score one unit: the number is asked for."""
    unit = turn.scheme.unit(press.args["unit"])
    entry = score_unit(turn.act, unit.code, press.need("score", said.ASK_SCORE.format(unit=unit.name)))
    _overtake(turn, press, [entry])
    show_line(turn, turn.person, press)
    _tell_when_complete(turn)


def save(turn: Turn, press: Press) -> None:
    """Save what was filled in for the whole line; blank fields change nothing."""
    filled = {code: press.form[code] for code in turn.person.lines if press.form.get(code, "").strip()}
    if not filled:
        waiting = [code for code in turn.person.lines if code not in own_scores(turn.act, turn.person)]
        if not waiting:
            raise Mistaken(said.NOTHING_NEW)
        score_one(
            turn,
            Press(
                "leader.unit", {"unit": waiting[0]}, {"score": press.need("score", _ask(turn, waiting[0]))}, press.card
            ),
        )
        return
    _overtake(turn, press, [score_unit(turn.act, code, typed) for code, typed in filled.items()])
    show_line(turn, turn.person, press)
    _tell_when_complete(turn)


def _overtake(turn: Turn, press: Press, made: list[Entry]) -> None:
    """The leader's other copies of his line end in what he gave; nobody else has one."""
    names = "、".join(turn.scheme.unit(one.unit or "").short for one in made)
    after = made[0].payload["score"] if len(made) == 1 else said.SCORED
    before = _before(turn, made[0]) if len(made) == 1 else ""
    turn.overtake(press, (f"leader:{turn.person.id}",), (names, before, after), ("leader.line", {}))


def _before(turn: Turn, entry: Entry) -> str:
    former = turn.act.desk.journal.get(entry.supersedes) if entry.supersedes else None
    return str(former.payload.get("score", said.NOT_SCORED)) if former else said.NOT_SCORED


def _ask(turn: Turn, code: str) -> str:
    return said.ASK_SCORE.format(unit=turn.scheme.unit(code).name)


def _tell_when_complete(turn: Turn) -> None:
    """Say what is saved; once everybody is in, the office hears it."""
    left = [code for code in turn.person.lines if code not in own_scores(turn.act, turn.person)]
    if left:
        turn.say(said.SAVED.format(left=len(left)))
        return
    turn.say(said.ALL_SCORED)
    if not missing_scores(turn.act):
        for officer in turn.act.desk.people.with_role(Role.OFFICE):
            turn.tell(officer, said.ALL_IN)


LEADERS = Duty(
    name="leaders",
    hears=((words("综合评价|领导评价|评价"), lambda turn, _: open_line(turn)),),
    verbs={
        "leader.line": open_again,
        "leader.unit": score_one,
        "leader.save": save,
    },
)
