"""The whole year in chat, straight into the hub over a real database, in all three forms."""

import json
from decimal import Decimal

import pytest

from bot.conversation.voice import Form
from bot.usecases.act import Act
from bot.usecases.results import standing
from scoring.cases import run_cases
from storage.desk import Desk
from storage.seal import seal_pending, verify
from tests import year
from tests.bot.chat import Chat, open_chat

pytestmark = pytest.mark.no_cover
"""Walked again and again: what it reaches is measured elsewhere, and measuring doubles its time."""


async def totals(chat: Chat) -> dict[str, Decimal]:
    """Every unit's total as the journal gives it."""

    def look(desk: Desk) -> dict[str, Decimal]:
        officer = desk.people.get("khb-jia")
        assert officer is not None
        sheets, ranking = standing(Act(desk=desk, scheme=chat.scheme, actor=officer, message="test"))
        assert not [refusal for sheet in sheets for refusal in sheet.refusals]
        return {one.unit: one.total for one in ranking.ranks}

    return await chat.store.read(look)


def expected() -> dict[str, Decimal]:
    """The same year by `kaohe score`, with what the leading group decided on top."""
    from scoring import load_scheme

    ranks = run_cases(json.dumps(year.CASE), load_scheme(2022))["rankings"][0]["ranks"]
    points = {one["unit"]: Decimal(str(one["total"])) for one in ranks}
    return {code: points[code] + Decimal(year.DECIDED.get(code, "0")) for code in points}


@pytest.mark.year
@pytest.mark.parametrize("form", list(Form))
async def test_the_year_ends_with_the_totals_of_the_same_facts(sqlite_database: str, form: Form) -> None:
    async with open_chat(sqlite_database, form) as chat:
        await year.play_year(chat)

        assert await totals(chat) == expected()
        await chat.store.write(seal_pending)
        assert await chat.store.read(verify) == []


@pytest.mark.year
async def test_the_year_is_the_same_on_postgresql(postgres_database: str) -> None:
    async with open_chat(postgres_database) as chat:
        await year.play_year(chat)

        assert await totals(chat) == expected()
