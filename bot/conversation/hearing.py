"""Free words: what was understood goes to the duty it is for; what is unsure is offered, three choices at most."""

from collections.abc import Collection

from bot.conversation.duty import Answer, Duty
from bot.conversation.gathering import offer_words
from bot.conversation.turn import Press, Turn
from bot.errors import Mistaken
from bot.understanding.intents import Choice, Heard, Intent, Slots
from bot.understanding.polarity import asks
from bot.understanding.scene import Scene
from bot.understanding.understand import understand
from bot.usecases.stages import open_stages
from bot.words.by_role import COMMON_ROW, INSTEAD
from cards.face import Button
from cards.notices import ChoiceView, choice_card
from storage.records import Role

OWN_LIST = frozenset(
    {
        Intent.HAND_IN, Intent.SELF_ASSESS, Intent.NO_DEDUCTION, Intent.ASSIGN, Intent.DELEGATE, Intent.EXEMPT,
        Intent.POSTPONE,
    }
)  # fmt: skip
"""What is done for a unit's own list only."""
CHOOSE = "heard.choose"
"""The verb of a choice."""


class Hearing:
    """Every intent and who answers it."""

    def __init__(self, duties: Collection[Duty]) -> None:
        self._answers: dict[Intent, Answer] = {}
        for duty in duties:
            for intent, answer in duty.intents.items():
                if intent in self._answers:
                    raise ValueError(f"两处都登记了意图 {intent}")
                self._answers[intent] = answer
        self._listening = [duty.listens for duty in duties if duty.listens]

    def answer(self, turn: Turn, said: str) -> bool:
        """Answer free words; False when they mean nothing any duty answers."""
        heard = understand(said, scene_of(turn))
        if turn.place.is_private and any(listens(turn, heard) for listens in self._listening):
            return True
        if heard.sure and heard.intent in self._answers:
            self._hand_on(turn, heard)
            return True
        if heard.sure and heard.intent in INSTEAD:
            turn.whisper(INSTEAD[heard.intent].format(year=turn.act.year))
            return True
        if not turn.place.is_private:
            return False
        if _reports(turn, said):
            return True
        choices = [one for one in heard.choices if one.intent in self._answers]
        if not choices:
            return False
        options = tuple(_button(turn, heard, choice) for choice in choices)
        turn.show(choice_card(ChoiceView(heard=said[:60], options=options)))
        return True

    def choose(self, turn: Turn, press: Press) -> None:
        """A choice was made: it is now sure."""
        args = press.args
        heard = Heard(Intent(args["intent"]), Slots.model_validate(args["slots"]), sure=True, text=args["text"])
        self._hand_on(turn, heard)

    def _hand_on(self, turn: Turn, heard: Heard) -> None:
        """Give it to its duty; what a unit does for its own list is not asked of it for a row of the common work."""
        row = next((one for one in turn.scheme.commons if one.id == heard.slots.item), None)
        if row is not None and heard.intent in OWN_LIST:
            raise Mistaken(COMMON_ROW.format(row=row.label, scorer=turn.scheme.unit(row.scorer).name))
        self._answers[heard.intent](turn, heard)


def _reports(turn: Turn, said: str) -> bool:
    """Offer to hand in what a unit's people tell of work done, unless they ask."""
    return bool(turn.person.roles & {Role.STAFF, Role.HEAD}) and not asks(said) and offer_words(turn, said)


def _button(turn: Turn, heard: Heard, choice: Choice) -> Button:
    slots = choice.slots.model_dump(mode="json", exclude_none=True)
    return turn.offer(choice.label, CHOOSE, intent=choice.intent.value, slots=slots, text=heard.text)


def scene_of(turn: Turn) -> Scene:
    """Who speaks here and now."""
    person = turn.person
    return Scene(
        scheme=turn.scheme,
        today=turn.act.today,
        roles=person.roles,
        units=person.units,
        stages=open_stages(turn.act),
        is_private=turn.place.is_private,
    )
