"""What a question is about, and where its answer goes: the group hears what it may, the asker the rest privately."""

import re
from collections.abc import Callable

from bot.conversation.turn import Turn
from bot.errors import Mistaken, NotAllowed
from bot.permissions import Sight, group_level, visible
from bot.understanding.intents import Heard, Intent, Slots
from bot.understanding.matching import units_in
from bot.usecases.stages import Stage, is_approved, open_stages
from bot.words import asking as said
from cards.face import Button, Face
from cards.notices import NoticeView, notice_card
from scoring.scheme import Scheme, Unit
from storage.records import Role

ASK = "ask"
"""The verb of a button that asks a question."""
CHOICES = 3
NAMED = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:委员会|中心|局|处|科)(?![理罚分置室])")
ANY = re.compile(r"本|我|咱|各|哪|全|所有|每|这|那|几|别|其|到|好")
Make = Callable[[Sight, bool], Face]
"""Makes the card for a sight; the second argument is whether it may carry buttons."""


def unit_asked(turn: Turn, heard: Heard) -> Unit | None:
    """The unit of a question, one's own when none is named; None when the asker has to choose first."""
    named = _home(turn.scheme, heard.slots.item) or heard.slots.unit
    if named:
        return turn.scheme.unit(named)
    refuse_unknown(turn.scheme, heard.text)
    own = own_units(turn)
    if not own:
        raise Mistaken(said.NAME_A_UNIT.format(unit=turn.scheme.units[0].short))
    if len(own) > 1:
        _ask_which(turn, heard, own)
        return None
    return own[0]


def _home(scheme: Scheme, item: str | None) -> str | None:
    """The unit whose list holds an item; a common row is nobody's."""
    return scheme.unit_of_item(item).code if item and scheme.marked(item).part == "task" else None


def own_units(turn: Turn) -> list[Unit]:
    """The units a question without a name may mean: one's own, and a leader's line."""
    line = turn.person.lines if Role.LEADER in turn.person.roles else ()
    return [turn.scheme.unit(code) for code in dict.fromkeys((*turn.person.units, *line))]


def refuse_unknown(scheme: Scheme, text: str) -> None:
    """A question about a unit that does not exist is not answered with another one."""
    for word in NAMED.findall(text):
        if not ANY.search(word) and not units_in(word, scheme):
            units = "、".join(unit.short for unit in scheme.units[:3])
            raise Mistaken(said.NO_SUCH_UNIT.format(said=word, units=units))


def _ask_which(turn: Turn, heard: Heard, units: list[Unit]) -> None:
    """Ask privately which unit is meant, three at most."""
    buttons = tuple(
        ask_button(turn, unit.short, heard.intent, heard.slots.model_copy(update={"unit": unit.code}), heard.text)
        for unit in units[:CHOICES]
    )
    more = said.WHICH_UNIT_MORE if len(units) > CHOICES else ""
    turn.show(notice_card(NoticeView(title=said.WHICH_UNIT, lines=(), buttons=buttons, foot=more)))


def ask_button(turn: Turn, label: str, intent: Intent, slots: Slots, text: str = "", *, every: bool = False) -> Button:
    """A button that asks a question."""
    kept = slots.model_dump(mode="json", exclude_none=True)
    return turn.offer(label, ASK, intent=intent.value, slots=kept, text=text, every=every)


def is_bound(turn: Turn) -> bool:
    """Whether the office has said what this group may hear."""
    return group_level(turn.act, turn.place) is not None


def answer(turn: Turn, unit: Unit, needs: Sight, make: Make) -> None:
    """Answer about one unit: here what the place may hear, privately what only the asker may see."""
    alone, here = visible(turn.act, unit.code), visible(turn.act, unit.code, turn.place)
    if turn.place.is_private:
        if not alone & needs:
            raise NotAllowed(hidden(turn, unit, alone))
        turn.show(make(alone, True))
        return
    if not here & needs or alone & needs & ~here:
        _answer_privately(turn, unit, alone & needs, make, alone)
    if here & needs:
        turn.show_here(make(here, False))


def _answer_privately(turn: Turn, unit: Unit, may: Sight, make: Make, alone: Sight) -> None:
    """The asker's own slice, with one sentence in the group that says nothing about it."""
    turn.point_away()
    if may:
        turn.show(make(alone, True))
    else:
        turn.whisper(hidden(turn, unit, alone))


def hidden(turn: Turn, unit: Unit, alone: Sight) -> str:
    """Why this person cannot see what he asked for, and what he can see instead."""
    if turn.person.roles == {Role.ADMIN}:
        return said.HIDDEN_ADMIN
    if Sight.TOTAL in alone:
        return said.HIDDEN_LINES.format(unit=unit.name)
    own = said.HIDDEN_OWN if turn.person.units else ""
    return said.HIDDEN.format(unit=unit.name) + own


def remark_year(turn: Turn, heard: Heard) -> None:
    """A question about a year without a method is answered for the open one, and says so."""
    if heard.slots.year not in (None, turn.act.year):
        turn.whisper(said.OTHER_YEAR.format(asked=heard.slots.year, year=turn.act.year))


def is_provisional(turn: Turn) -> bool:
    """Whether figures may still move: until 党组 has decided."""
    return not is_approved(turn.act)


def stage_label(turn: Turn) -> str:
    """The stages that are open, as people call them."""
    return "、".join(stage.label for stage in Stage if stage in open_stages(turn.act)) or Stage.DAILY.label
