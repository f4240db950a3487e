"""Steps of 自评 that several tests take."""

import json

from bot.gateway.dingtalk.frames import CARD
from storage.records import Entry, Person, Role
from tests.bot.chat import Chat

CLERK, HEAD, OFFICE = "fj-jingban-1", "fj-fuzeren", "khb-jia"
OTHER = "fj-jingban-2"


async def entries(chat: Chat, kind: str) -> list[Entry]:
    """The journal's entries of one kind."""
    found = await chat.store.read(lambda desk: desk.journal.entries(2022))
    return [entry for entry in found if entry.kind == kind]


async def declared(chat: Chat) -> dict[str, Entry]:
    """What each item says now."""
    found = await chat.store.read(lambda desk: desk.journal.currents(2022, kinds={"self.declared"}))
    return {entry.item: entry for entry in found if entry.item}


async def hires(chat: Chat, **about: object) -> None:
    """One more person in the roster."""
    fields = {"id": OTHER, "userid": OTHER, "name": "房基处经办乙", "units": ("FJ",), "roles": frozenset({Role.STAFF})}
    person = Person.model_validate({**fields, **about})
    await chat.store.write(lambda desk: desk.people.put(person))


async def files(chat: Chat, person: str, task: str) -> None:
    """A paper is handed in for the task with this number."""
    await chat.sends(person, f"材料{task}.pdf", task.encode())
    await chat.taps(person, "都不是|告诉我是哪一项")
    assert "已收到" in await chat.says(person, task)


async def keeps_up(chat: Chat, person: str, unit: str, *, without: tuple[str, ...] = ()) -> int:
    """A paper for every task of the unit, from spring to November; returns how many."""
    numbers = [
        f"{item.seq}.{place}" for item in chat.scheme.unit(unit).items for place, _ in enumerate(item.tasks, start=1)
    ]
    wanted = [number for number in numbers if number not in without]
    for number in wanted:
        await files(chat, person, number)
        await chat.later(days=18)
    return len(wanted)


async def taps_old(chat: Chat, person: str, card: dict[str, object], button: dict[str, object]) -> str:
    """A button of a card as it was a while ago, tapped now."""
    content = json.dumps({"cardPrivateData": {"params": {"code": button["code"], "version": card["version"]}}})
    await chat.arrive(CARD, person, {"userId": person, "outTrackId": card["id"], "content": content})
    return chat.last(f"user:{person}")
