"""A card says the same and does the same as a card, as links and as text, however it is pressed."""

from pathlib import Path

import pytest

from bot.conversation.duties import DUTIES
from bot.conversation.hearing import CHOOSE
from tests.bot.chat import open_chat
from tests.bot.conversation import acts, acts_scoring, acts_summed, acts_verifying
from tests.bot.conversation.acts import Pressed
from tests.bot.conversation.duties import roster
from tests.bot.conversation.playing import Outcome, Way, act, play

pytestmark = pytest.mark.no_cover
"""Walked again and again: what it reaches is measured elsewhere, and measuring doubles its time."""
ACTS = (*acts.ACTS, *acts_scoring.ACTS, *acts_verifying.ACTS, *acts_summed.ACTS)
UNBUTTONED = {*acts.UNBUTTONED, *acts_scoring.UNBUTTONED, *acts_verifying.UNBUTTONED, *acts_summed.UNBUTTONED}
ZHOU = "房基处小周,fj-zhou,房基处,经办,,FJ-7"


@pytest.fixture(autouse=True)
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visit looks at the first three items, whatever its seed: one conversation is played several times."""
    monkeypatch.setattr("bot.usecases.inspection.sample", lambda seed, items: list(items)[:3])


async def outcome(folder: Path, way: Way, one: Pressed) -> Outcome:
    """What comes of one press, in a fresh conversation in which buttons are pressed in this way."""
    async with open_chat(f"sqlite:///{folder / way.value}.db", way.form) as chat:
        await roster(chat, more=ZHOU)
        await play(chat, one.before)
        return await act(chat, way, one.press)


def ways(one: Pressed, every: bool) -> list[Way]:
    """A tap, and every way without cards or one in its turn; an older card has neither number nor label there."""
    others = [Way.LINK, Way.CODE] if one.is_older else [Way.LINK, Way.CODE, Way.NUMBER, Way.LABEL]
    return [Way.TAP, *(others if every else [others[ACTS.index(one) % len(others)]])]


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.year)], ids=["two ways", "every way"])
@pytest.mark.parametrize("one", ACTS, ids=lambda one: one.verb)
async def test_a_card_says_and_does_the_same_in_all_three_forms(tmp_path: Path, one: Pressed, every: bool) -> None:
    first, *others = [await outcome(tmp_path, way, one) for way in ways(one, every)]

    assert tuple(entry[0] for entry in first.entries) == one.kinds
    for way, other in zip(ways(one, every)[1:], others, strict=True):
        assert other.offered == first.offered, way
        assert other.entries == first.entries, way
        assert other.told == first.told, way
        assert other.seen == first.seen, way


def test_every_verb_of_every_duty_is_played() -> None:
    registered = {verb for duty in DUTIES for verb in duty.verbs} | {CHOOSE}

    assert {one.verb for one in ACTS} | UNBUTTONED == registered
