"""阅知: a head taps 已阅 or writes what he doubts; the office sees who has answered."""

from collections.abc import Iterable

from bot.conversation.briefs import name_of
from bot.conversation.duty import Duty, words
from bot.conversation.turn import Press, Turn
from bot.usecases.acknowledging import Acknowledged, Answer, acknowledge, acknowledgements, slot_of
from bot.usecases.correcting import published_version, result_of
from bot.words import acknowledging as said
from cards.notices import NoticeView, notice_card
from scoring.parts import shown
from scoring.ranking import Rank
from storage.records import Person


def ask_heads(turn: Turn, units: Iterable[str]) -> None:
    """Show each head what the newest version says of his unit, and ask for his one answer."""
    published = published_version(turn.act)
    ranking = result_of(published)[1]
    for code in units:
        for head in turn.act.desk.people.heads_of(code):
            _ask(turn, head, ranking.of(code), published.payload["version"])


def _ask(turn: Turn, head: Person, place: Rank, version: int) -> None:
    line = said.PLACE.format(
        unit=turn.scheme.unit(place.unit).name,
        total=shown(place.total),
        rank=place.rank,
        kind=place.kind,
        rank_in_kind=place.rank_in_kind,
        eligible="" if place.rank_among_eligible is not None else said.NOT_ELIGIBLE,
    )
    slot = slot_of(place.unit, version)
    read = turn.offer(said.READ, "seen.read", to=head, slot=slot, unit=place.unit, version=version)
    doubts = turn.offer(said.DOUBTS, "seen.doubts", to=head, slot=slot, unit=place.unit, version=version)
    title = said.TITLE.format(year=turn.act.year, version=version)
    view = NoticeView(title=title, lines=(line, said.HOW), buttons=(read.as_main(), doubts))
    turn.show_to(head, notice_card(view), slot)


def read(turn: Turn, press: Press) -> None:
    """已阅."""
    unit, version = press.args["unit"], press.args["version"]
    acknowledge(turn.act, unit, version, Answer.READ)
    turn.settle(slot_of(unit, version), said.READ)
    turn.say(said.DONE_READ)


def doubts(turn: Turn, press: Press) -> None:
    """有疑问: the question goes to the office."""
    unit, version = press.args["unit"], press.args["version"]
    question = press.need("reason", said.ASK_QUESTION)
    acknowledge(turn.act, unit, version, Answer.DOUBTS, question)
    turn.settle(slot_of(unit, version), said.DOUBTS)
    turn.say(said.DONE_DOUBTS)
    named = {"unit": turn.scheme.unit(unit).name, "who": turn.person.name, "question": question}
    for officer in turn.act.desk.people.office():
        turn.tell(officer, said.DOUBTS_TOLD.format(**named))


def show_answers(turn: Turn) -> None:
    """阅知情况: who has answered what, for the office."""
    found = acknowledgements(turn.act)
    waiting = [_named(turn, one) for one in found if one.answer is None]
    has_read = [turn.scheme.unit(one.unit).short for one in found if _says(one, Answer.READ)]
    lines = [said.STILL_TO_READ.format(units="、".join(waiting)) if waiting else said.ALL_ANSWERED]
    lines += [said.HAS_READ.format(units="、".join(has_read))] if has_read else []
    lines += [_doubt(turn, one) for one in found if _says(one, Answer.DOUBTS)]
    turn.show(notice_card(NoticeView(title=said.LIST_TITLE, lines=tuple(lines), foot=said.SEPARATELY)))


def _says(one: Acknowledged, answer: Answer) -> bool:
    return one.answer is not None and one.answer.payload["answer"] == answer


def _named(turn: Turn, one: Acknowledged) -> str:
    heads = "、".join(head.name for head in turn.act.desk.people.heads_of(one.unit)) or said.NO_HEAD
    return said.NAMED.format(unit=turn.scheme.unit(one.unit).short, who=heads)


def _doubt(turn: Turn, one: Acknowledged) -> str:
    entry = one.answer
    who, question = (name_of(turn.act, entry.actor), entry.payload["text"]) if entry else ("", "")
    return said.HAS_DOUBTS.format(unit=turn.scheme.unit(one.unit).name, who=who, question=question)


def again(turn: Turn, press: Press) -> None:
    """What the unit's head has answered already."""
    entry = turn.act.current(slot_of(press.args["unit"], press.args["version"]))
    if entry is not None:
        turn.say(said.ALREADY.format(answer=entry.payload["answer"]))


WHO = "(?:谁|哪些?(?:单位|负责人|家)?|哪几家)"
ACKNOWLEDGING = Duty(
    name="acknowledging",
    hears=(
        (words(rf"(?:公布后)?阅知(?:情况)?|{WHO}还?没有?(?:阅知|已阅|看过?结果)"), lambda turn, _: show_answers(turn)),
    ),
    verbs={"seen.read": read, "seen.doubts": doubts},
    again={"seen.read": again, "seen.doubts": again},
)
