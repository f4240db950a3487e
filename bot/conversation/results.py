"""定稿, 审定, 公布: the office records what was decided, the 组长 confirms, the result is locked."""

from bot.conversation.acknowledging import ask_heads
from bot.conversation.briefs import name_of
from bot.conversation.days import day_said
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.results import approve, blockers, finalise, propose_approval, publish, standing
from bot.usecases.stages import Stage
from bot.words import results as said
from cards.results import (
    FinalView,
    PartyView,
    PublishView,
    TotalLine,
    final_card,
    party_card,
    publish_card,
)
from cards.words import moment
from storage.records import Entry, Role

CLAUSE = "五(二)6"


def show_final(turn: Turn) -> None:
    """定稿: the totals as computed, what is missing, and where the meeting goes."""
    require(turn.act, Deed.DECIDE_RESULT)
    _, ranking = standing(turn.act)
    totals = tuple(
        TotalLine(unit=turn.scheme.unit(one.unit).name, rank=one.rank, total=one.total) for one in ranking.ranks
    )
    waiting = blockers(turn.act)
    who = turn.offer("看谁还差什么", "ready.show", stage=Stage.FINAL.value, by_person=False)
    view = FinalView(
        clause=CLAUSE,
        totals=totals,
        blocks=tuple(waiting[:6]),
        record=turn.offer("登记定稿", "result.final", slot="final"),
        owed=who if waiting else None,
    )
    turn.show(final_card(view), "final")


def record_final(turn: Turn, press: Press) -> None:
    """Record 领导小组定稿."""
    meeting = press.need("meeting", said.ASK_MEETING)
    finalise(turn.act, meeting, day_said(press.need("date", said.ASK_DAY)))
    turn.settle("final", "登记定稿", said.NOT_FINAL, said.FINAL)
    turn.say(said.FINAL_RECORDED)


def show_party(turn: Turn) -> None:
    """审定: the office records 党组's decision; the 组长 is shown what waits for him."""
    if Role.CHIEF in turn.person.roles:
        _show_chief(turn, turn.act.current("party"))
        return
    require(turn.act, Deed.DECIDE_RESULT)
    view = PartyView(clause=CLAUSE, record=turn.offer("登记审定", "result.party", slot="party"))
    turn.show(party_card(view), "party")


def record_party(turn: Turn, press: Press) -> None:
    """Record number and date; the 组长 gets the card to confirm."""
    number = press.need("number", said.ASK_PARTY_NUMBER)
    entry = propose_approval(turn.act, number, day_said(press.need("date", said.ASK_DAY)))
    turn.settle("party", "登记党组审定", said.NOT_APPROVED, said.WAITS_FOR_CHIEF)
    turn.say(said.PARTY_RECORDED)
    _show_chief(turn, entry)


def _show_chief(turn: Turn, entry: Entry | None) -> None:
    if entry is None or entry.kind != "result.proposed":
        raise Mistaken(said.NOTHING_TO_CONFIRM)
    for chief in turn.act.desk.people.with_role(Role.CHIEF):
        confirm = turn.offer("确认审定", "result.approve", to=chief, slot="party")
        view = PartyView(clause=CLAUSE, number=entry.payload["number"], day=entry.document_on, confirm=confirm)
        turn.show_to(chief, party_card(view), "party-confirm")


def confirm_party(turn: Turn, press: Press) -> None:
    """The 组长 confirms; the gate opens, and the office may publish."""
    entry = approve(turn.act)
    turn.settle("party-confirm", "确认党组审定", said.WAITS_FOR_CHIEF, said.APPROVED)
    turn.say(said.PARTY_CONFIRMED)
    for officer in turn.act.desk.people.with_role(Role.OFFICE):
        view = PublishView(
            year=turn.act.year,
            clause=CLAUSE,
            number=entry.payload["number"],
            day=entry.document_on or turn.act.today,
            units=len(turn.scheme.units),
            publish=turn.offer("公布并锁定", "result.publish", to=officer, slot="publication"),
        )
        turn.show_to(officer, publish_card(view), "publication")


def do_publish(turn: Turn, press: Press) -> None:
    """Publish and lock; every head is shown his unit's result and asked for 已阅 or 有疑问."""
    publish(turn.act)
    turn.settle("publication", "公布并锁定", said.NOT_PUBLIC, said.PUBLIC)
    turn.say(said.PUBLISHED)
    ask_heads(turn, (unit.code for unit in turn.scheme.units))


def again_published(turn: Turn, press: Press) -> None:
    """The result is out already: who published it, when."""
    entry = turn.act.current("publication")
    if entry is not None:
        turn.say(said.PUBLISHED_ALREADY.format(who=name_of(turn.act, entry.actor), when=moment(entry.at)))


RESULTS = Duty(
    name="results",
    hears=(
        (words("定稿|领导小组定稿"), lambda turn, _: show_final(turn)),
        (words("审定|党组审定"), lambda turn, _: show_party(turn)),
    ),
    verbs={
        "result.final": record_final,
        "result.party": record_party,
        "result.approve": confirm_party,
        "result.publish": do_publish,
    },
    again={"result.publish": again_published},
)
