"""3.1、3.2给小周: whatever is named in a row is given away together."""

import pytest

from tests.bot.chat import Chat
from tests.bot.conversation.duties import entries, holder
from tests.bot.conversation.test_assign import CLERK, HEAD, moves, office

__all__ = ["office"]


@pytest.mark.parametrize(
    ("words", "tasks"),
    [
        ("3.1、3.2给小周", {"FJ-3-M1", "FJ-3-M2"}),
        ("3.1和4.1都给小周", {"FJ-3-M1", "FJ-4-M1"}),
        ("第三项和第四项给小周", {"FJ-3-M1", "FJ-3-M2", "FJ-4-M1"}),
    ],
)
async def test_several_tasks_named_in_a_row_go_together(office: Chat, words: str, tasks: set[str]) -> None:
    await moves(office, words)

    for task in sorted({"FJ-1-M1", "FJ-3-M1", "FJ-3-M2", "FJ-4-M1"}):
        assert await holder(office, task) == ("fj-zhou" if task in tasks else CLERK), task


async def test_one_number_in_a_row_that_is_none_of_the_list_moves_nothing(office: Chat) -> None:
    assert "请写明是哪一项" in await office.says(HEAD, "3.2、19.9给小周")
    assert not await entries(office, "handover.proposed")
