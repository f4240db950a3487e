"""Nobody hears what is not for him: every phrasing, at every stage, by every role, in every place."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from bot import permissions
from bot.conversation import standing
from bot.conversation.duties import build_router
from bot.conversation.gathering import fetched
from bot.conversation.hub import Hub
from bot.conversation.voice import Form
from bot.gateway.dingtalk.messages import parse
from bot.permissions import Sight
from bot.usecases.act import Act
from scoring import Scheme
from storage.desk import Desk
from storage.records import Person
from tests.bot.chat import Chat
from tests.bot.conversation.asker import Asker, Heard
from tests.bot.conversation.secrets import (
    CAST,
    LEVELS,
    Moment,
    Secret,
    Tell,
    advance,
    given_away,
    may_hear,
    may_know,
    mistakable,
    tells,
)

ASKED = Path(__file__).with_name("asked.toml")
GROUPS = {name: group["said"] for name, group in tomllib.loads(ASKED.read_text("utf-8")).items()}
PHRASES = tuple(said for group in GROUPS.values() for said in group)
pytestmark = pytest.mark.no_cover
"""Walked again and again: what it reaches is measured elsewhere, and measuring doubles its time."""
DUTIES = frozenset(GROUPS["duties"])
"""What opens a card on which one acts: its buttons are not pressed here."""


@dataclass(frozen=True)
class Question:
    """Somebody asks something somewhere."""

    person: str
    said: str
    group: str | None
    follow: bool = False


def questions(phrases: tuple[str, ...], first: int) -> Iterator[Question]:
    """Every phrasing by everybody in private, and in every group by one of the cast in turn; buttons now and then."""
    turn = count(first)
    for place, said in enumerate(phrases):
        for seat, person in enumerate(CAST):
            yield Question(person, said, None, follow=said not in DUTIES and (place + seat) % 3 == 0)
        for group in LEVELS:
            yield Question(CAST[next(turn) % len(CAST)], said, group)


def leaks(question: Question, heard: Heard, person: Person, moment: Moment, known: list[Tell]) -> list[str]:
    """What this answer gives away to anybody who may not know it."""
    found = []
    for to, text in heard:
        own = to == f"user:{person.userid}"
        assert own or to == f"group:{question.group}", (question, to)
        told = text.replace(question.said.strip(), "")
        for tell in given_away(told, known):
            if tell.giver and tell.giver == person.id:
                continue
            unit = tell.unit or "BGS"
            allowed = may_know(person, unit, moment) if own else may_hear(question.group or "", person, unit, moment)
            if tell.secret not in allowed:
                found.append(
                    f"{moment}·{question}·{to}: {tell.unit} {tell.secret} {tell.pattern.pattern} in {told[:200]}"
                )
    return found


def hub_of(scheme: Scheme) -> Hub:
    """The real conversation."""
    number = count(1)
    return Hub(scheme, build_router(), Form.CARD, lambda: f"card-{next(number):08d}", parse, fetched)


def ask_everything(desk: Desk, scheme: Scheme, moment: Moment, phrases: tuple[str, ...]) -> tuple[int, list[str]]:
    """Ask all questions at one stage; how many, and what leaked."""
    for earlier in list(Moment)[: list(Moment).index(moment) + 1]:
        advance(desk, scheme, earlier)
    known = tells(desk, scheme)
    assert not mistakable(known)
    asker, asked, found = Asker(desk, hub_of(scheme)), 0, []
    for question in questions(phrases, list(Moment).index(moment)):
        person = desk.people.by_userid(question.person)
        assert person is not None
        heard = asker.ask(question.person, question.said, question.group, follow=question.follow)
        found += leaks(question, heard, person, moment, known)
        asked += 1
    return asked, found


EARLY = (Moment.DAILY, Moment.SELF)
"""When the fewest secrets exist: asked through in make year, the later moments in every run."""


@pytest.mark.parametrize(
    "moment", [pytest.param(one, marks=pytest.mark.year if one in EARLY else ()) for one in Moment]
)
async def test_no_phrasing_at_any_stage_by_anybody_anywhere_brings_out_a_secret(chat: Chat, moment: Moment) -> None:
    work = partial(ask_everything, scheme=chat.scheme, moment=moment, phrases=PHRASES)
    asked, found = await chat.store.write(work)

    places = len(LEVELS) + 1
    print(f"{moment}：{len(PHRASES)} 种问法，{len(CAST)} 人，{places} 处，共问 {asked} 次，泄露 {len(found)} 次")
    assert len(PHRASES) >= 200
    assert not found, "\n".join(found[:10])


async def test_no_word_of_any_duty_opens_a_card_with_figures_in_a_group(chat: Chat) -> None:
    def work(desk: Desk) -> list[str]:
        for moment in (Moment.DAILY, Moment.SELF, Moment.VERIFY, Moment.LEADER):
            advance(desk, chat.scheme, moment)
        known, asker, found = tells(desk, chat.scheme), Asker(desk, hub_of(chat.scheme)), []
        for person in (one for one in desk.people.all() if one.userid in (*CAST, "fj-fuzeren", "bgs-pingfen")):
            for said in sorted(DUTIES):
                heard = [one for one in asker.ask(person.userid, said, "level2") if one[0].startswith("group:")]
                found += leaks(Question(person.userid, said, "level2"), heard, person, Moment.LEADER, known)
        return found

    assert not await chat.store.write(work)


FEW = ("排名", "办公室多少分", "为什么 房基处", "加分情况", "对比 办公室 房基处")


@pytest.mark.parametrize("door", ["_seen_by", "_heard_in_group", "sights"])
@pytest.mark.parametrize("moment", [Moment.VERIFY, Moment.LEADER])
async def test_a_door_left_open_is_found_at_once(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, door: str, moment: Moment
) -> None:
    def open_to_all(act: Act, *_: object) -> object:
        return dict.fromkeys((unit.code for unit in act.scheme.units), Sight.EVERYTHING)

    if door == "sights":
        for module in (permissions, standing):
            monkeypatch.setattr(module, door, open_to_all)
    else:
        monkeypatch.setattr(permissions, door, lambda *_: Sight.EVERYTHING)
    work = partial(ask_everything, scheme=chat.scheme, moment=moment, phrases=FEW)
    _, found = await chat.store.write(work)

    assert found


@pytest.mark.parametrize("person", ["khb-jia", "zuzhang"])
async def test_who_may_know_is_told_or_the_leak_test_would_hear_nothing(chat: Chat, person: str) -> None:
    def listen(desk: Desk) -> set[Secret]:
        for moment in (Moment.DAILY, Moment.SELF, Moment.VERIFY, Moment.LEADER):
            advance(desk, chat.scheme, moment)
        known = tells(desk, chat.scheme)
        asker = Asker(desk, hub_of(chat.scheme))
        told = [text for said in FEW for _, text in asker.ask(person, said)]
        return {tell.secret for text in told for tell in given_away(text, known)}

    assert await chat.store.write(listen) == set(Secret)


async def test_who_is_in_no_unit_yet_is_told_so_when_he_wants_to_assess(chat: Chat) -> None:
    def work(desk: Desk) -> str:
        for moment in (Moment.DAILY, Moment.SELF):
            advance(desk, chat.scheme, moment)
        asker = Asker(desk, hub_of(chat.scheme))
        return "".join(text for said in ("自评", "自评 1") for _, text in asker.ask("no-unit", said))

    assert (await chat.store.write(work)).count("还没有登记您的单位") == 2
