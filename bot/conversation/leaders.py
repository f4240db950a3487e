"""打分: a leader scores the units of his line, sees his own mean and spread, and hands in; unseen by the others."""

from bot.conversation.briefs import duty_at
from bot.conversation.duty import Duty, words
from bot.conversation.review_paper import show_paper
from bot.conversation.turn import Press, Turn
from bot.conversation.undo import with_undo
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.leader_choice import decided_units
from bot.usecases.leader_lens import extremes
from bot.usecases.leaders import SCORED, checked_points, hand_in, missing_scores, own_scores, score_units, units_of
from bot.usecases.stages import Stage
from bot.words import leaders as said
from cards.leader import LeaderUnit, LeaderView, leader_card
from storage.records import Entry, Person, Role

CLAUSE = "五(二)5"


def open_line(turn: Turn) -> None:
    """打分: the card of one's own line."""
    if not turn.person.lines:
        raise Mistaken(said.NO_LINE)
    units = units_of(turn.act, turn.person)
    if not units:
        raise Mistaken(said.NO_UNITS)
    require(turn.act, Deed.SCORE_LEADER, units[0])
    show_line(turn, turn.person)


def show_line(turn: Turn, leader: Person, press: Press | None = None) -> None:
    """Show a leader his units with what he has given so far."""
    given = own_scores(turn.act, leader)
    decided = decided_units(turn.act)
    codes = [code for code in units_of(turn.act, leader) if code not in decided]
    units = tuple(
        LeaderUnit(
            code=code,
            name=turn.scheme.unit(code).name,
            score=given.get(code),
            button=turn.offer(f"给{turn.scheme.unit(code).short}打分", "leader.unit", to=leader, unit=code),
        )
        for code in codes
    )
    owed = missing_scores(turn.act).get(leader.id, ())
    ready = bool(owed) and all(code in given for code in codes)
    view = LeaderView(
        leader=leader.name,
        clause=CLAUSE,
        units=units,
        duty=duty_at(turn.act, Stage.LEADER),
        criteria=turn.scheme.part("leader").criteria,
        save=turn.offer("保存打分", "leader.save", to=leader),
        send=turn.offer(said.SUBMIT, "leader.submit", to=leader) if ready else None,
        paper=turn.offer("看送审稿", "review.paper", to=leader),
    )
    if press is None:
        turn.show_to(leader, leader_card(view), f"leader:{leader.id}")
    else:
        turn.refresh(press, with_undo(turn, leader_card(view)), f"leader:{leader.id}")


def open_again(turn: Turn, press: Press) -> None:
    """The line as it stands now."""
    show_line(turn, turn.person, press)


def score_one(turn: Turn, press: Press) -> None:
    """Score one unit: the number is asked for, and a line of fact where it stands out."""
    code = press.args["unit"]
    require(turn.act, Deed.SCORE_LEADER, code)
    _store(turn, press, {code: press.need("score", _ask(turn, code))})


def save(turn: Turn, press: Press) -> None:
    """Save what was filled in for the whole line; blank fields change nothing."""
    units = units_of(turn.act, turn.person)
    filled = {code: press.form[code] for code in turn.person.lines if press.form.get(code, "").strip()}
    for code in filled:
        require(turn.act, Deed.SCORE_LEADER, code)
    if not filled:
        given = own_scores(turn.act, turn.person)
        waiting = [code for code in units if code not in given]
        if not waiting:
            raise Mistaken(said.NOTHING_NEW)
        filled = {waiting[0]: press.need("score", _ask(turn, waiting[0]))}
    _store(turn, press, filled)


def _store(turn: Turn, press: Press, typed: dict[str, str]) -> None:
    points = {code: checked_points(turn.act, code, one) for code, one in typed.items()}
    standing_out = [code for code in extremes({**own_scores(turn.act, turn.person), **points}) if code in points]
    names = "、".join(turn.scheme.unit(code).short for code in standing_out)
    fact = press.need("fact", said.ASK_FACT.format(units=names)) if standing_out else ""
    made = score_units(turn.act, typed, fact)
    _overtake(turn, press, made)
    show_line(turn, turn.person, press)
    _say_what_is_left(turn, made)


def _overtake(turn: Turn, press: Press, made: list[Entry]) -> None:
    """The leader's other copies of his line end in what he gave; nobody else has one."""
    names = "、".join(turn.scheme.unit(one.unit or "").short for one in made)
    after = made[0].payload["score"] if len(made) == 1 else said.SCORED_WORD
    before = _before(turn, made[0]) if len(made) == 1 else ""
    turn.overtake(press, (f"leader:{turn.person.id}",), (names, before, after), ("leader.line", {}))


def _before(turn: Turn, entry: Entry) -> str:
    former = turn.act.desk.journal.get(entry.supersedes) if entry.supersedes else None
    return str(former.payload.get("score", said.NOT_SCORED)) if former else said.NOT_SCORED


def _ask(turn: Turn, code: str) -> str:
    return said.ASK_SCORE.format(unit=turn.scheme.unit(code).name)


def _say_what_is_left(turn: Turn, made: list[Entry]) -> None:
    if made[0].kind == SCORED:
        turn.say(said.CHANGED)
        return
    done = own_scores(turn.act, turn.person).keys() | decided_units(turn.act)
    left = [code for code in units_of(turn.act, turn.person) if code not in done]
    turn.say(said.SAVED.format(left=len(left)) if left else said.ALL_SCORED)


def submit(turn: Turn, press: Press) -> None:
    """Hand in the line; once everybody is in, the office hears it."""
    hand_in(turn.act)
    turn.settle(f"leader:{turn.person.id}", said.SUBMIT, said.NOT_HANDED_IN, said.SENT)
    turn.say(said.HANDED_IN)
    if not missing_scores(turn.act):
        for officer in turn.act.desk.people.with_role(Role.OFFICE):
            turn.tell(officer, said.ALL_IN)


LEADERS = Duty(
    name="leaders",
    hears=(
        (words("综合评价|领导评价|评价|打分"), lambda turn, _: open_line(turn)),
        (words("提交打分"), lambda turn, _: submit(turn, Press("leader.submit", {}))),
    ),
    verbs={
        "leader.line": open_again,
        "leader.unit": score_one,
        "leader.save": save,
        "leader.submit": submit,
        "review.paper": show_paper,
    },
)
