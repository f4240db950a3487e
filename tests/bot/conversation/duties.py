"""What the tests about who does what share: a roster that changes, and who answers for what at the moment."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from bot.usecases.act import Act
from bot.usecases.movers import telling
from bot.usecases.responsible import Charge, charges_of, responsible_on
from storage.desk import Desk
from storage.records import Entry, Person
from storage.roster import import_roster
from tests.bot.chat import ROSTER, Chat

T = TypeVar("T")


async def asks(chat: Chat, userid: str, question: Callable[[Act], T]) -> T:
    """What a use case answers this person."""

    def read(desk: Desk) -> T:
        person = desk.people.by_userid(userid)
        assert person is not None
        return question(Act(desk=desk, scheme=chat.scheme, actor=person, message="test"))

    return await chat.store.read(read)


async def charge_of(chat: Chat, task: str) -> Charge:
    """Who answers for a task now."""
    return (await asks(chat, "khb-jia", charges_of))[task]


async def holder(chat: Chat, task: str) -> str:
    """The account of the 责任人 of a task."""
    responsible = (await charge_of(chat, task)).responsible
    return responsible.userid if responsible else ""


async def holder_on(chat: Chat, task: str, day: date) -> str:
    """The account of who answered for a task on a day."""
    person = await asks(chat, "khb-jia", lambda act: responsible_on(act, task, day))
    return person.userid if person else ""


async def person_of(chat: Chat, userid: str) -> Person:
    """Somebody of the roster."""
    return await asks(chat, userid, lambda act: act.actor)


async def entries(chat: Chat, kind: str) -> list[Entry]:
    """The journal's entries of one kind."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind == kind]


async def roster(chat: Chat, *, without: str = "", more: str = "", change: tuple[str, str] = ("", "")) -> list[str]:
    """The office imports the roster anew: without an account, with more rows, with a row written otherwise."""
    lines = ROSTER.read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if not without or without not in line]
    text = "\n".join([*lines, *([more] if more else [])])
    text = text.replace(*change) if change[0] else text
    report = await import_roster(
        chat.store,
        text.encode(),
        name="名册.csv",
        scheme=chat.scheme,
        apply=True,
        replace=True,
        after=telling(chat.scheme),
    )
    assert not report.problems, report.problems
    await chat.settle()
    return report.lines()
