"""打分: a leader scores the units of his line, unseen by the others until all are in."""

from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.leaders import missing_scores, own_scores, score_unit
from cards.leader import LeaderUnit, LeaderView, leader_card
from storage.records import Person, Role

CLAUSE = "五(二)5"


def open_line(turn: Turn) -> None:
    """打分: the card of one's own line."""
    if not turn.person.lines:
        raise Mistaken("综合评价由分管领导打分，您没有分管的单位。")
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
        turn.refresh(press, face, f"leader:{leader.id}")


def score_one(turn: Turn, press: Press) -> None:
    """Score one unit: the number is asked for."""
    unit = turn.scheme.unit(press.args["unit"])
    score_unit(turn.act, unit.code, press.need("score", f"请回复给{unit.name}打几分（0 到 10，最多两位小数）。"))
    show_line(turn, turn.person, press)
    _tell_when_complete(turn)


def save(turn: Turn, press: Press) -> None:
    """Save what was filled in for the whole line; blank fields change nothing."""
    filled = {code: press.form[code] for code in turn.person.lines if press.form.get(code, "").strip()}
    if not filled:
        waiting = [code for code in turn.person.lines if code not in own_scores(turn.act, turn.person)]
        if not waiting:
            raise Mistaken("没有填新的分数；要修改请点单位再填。")
        score_one(
            turn, Press("leader.unit", {"unit": waiting[0]}, {"score": press.need("score", _ask(turn, waiting[0]))})
        )
        return
    for code, said in filled.items():
        score_unit(turn.act, code, said)
    show_line(turn, turn.person, press)
    _tell_when_complete(turn)


def _ask(turn: Turn, code: str) -> str:
    return f"请回复给{turn.scheme.unit(code).name}打几分（0 到 10，最多两位小数）。"


def _tell_when_complete(turn: Turn) -> None:
    """Say what is saved; once everybody is in, the office hears it."""
    left = [code for code in turn.person.lines if code not in own_scores(turn.act, turn.person)]
    if left:
        turn.say(f"已保存，还有 {len(left)} 家没有打分。阶段关闭前可以修改。")
        return
    turn.say("您分管的单位都打完了，阶段关闭前可以修改，谢谢。")
    if not missing_scores(turn.act):
        for officer in turn.act.desk.people.with_role(Role.OFFICE):
            turn.tell(officer, "各分管领导的综合评价都已收齐。")


LEADERS = Duty(
    name="leaders",
    hears=((words("综合评价|领导评价|评价"), lambda turn, _: open_line(turn)),),
    verbs={"leader.unit": score_one, "leader.save": save},
)
