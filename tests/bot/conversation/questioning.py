"""Asking questions in tests: the year goes on, somebody asks, what everybody heard is looked at."""

from collections.abc import Awaitable, Callable

from storage.desk import Desk
from tests.bot.chat import Chat
from tests.bot.conversation.asker import Asker, Heard
from tests.bot.conversation.secrets import Moment, advance
from tests.bot.conversation.test_zero_leaks import hub_of

CLERK, HEAD, OFFICE, CHIEF, LEADER = "fj-jingban-1", "bgs-fuzeren", "khb-jia", "zuzhang", "lingdao-yi"
ADMIN, AUDITOR, TWO, NONE = "guanliyuan", "shenji", "two-units", "no-unit"
Ask = Callable[..., Awaitable[Heard]]


async def until(chat: Chat, *moments: Moment) -> None:
    """The year goes on to these stages."""

    def go_on(desk: Desk) -> None:
        for moment in moments:
            advance(desk, chat.scheme, moment)

    await chat.store.write(go_on)


def asking(chat: Chat) -> Ask:
    """Ask something of the year as it stands."""

    async def put(person: str, said: str, group: str | None = None, *, follow: bool = False) -> Heard:
        def work(desk: Desk) -> Heard:
            return Asker(desk, hub_of(chat.scheme)).ask(person, said, group, follow=follow)

        return await chat.store.write(work)

    return put


def text(heard: Heard, to: str = "") -> str:
    """Everything that was said to somebody, or to anybody."""
    return "\n".join(said for whom, said in heard if to in whom)


def sentences(heard: Heard) -> list[str]:
    """The lines of the last card."""
    return [line for line in heard[-1][1].split("\n") if line]
