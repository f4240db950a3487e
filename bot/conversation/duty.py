"""What a duty is: the intents and exact words it answers, and the verbs its buttons carry."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.conversation.turn import Press, Turn
from bot.understanding.intents import Heard, Intent

Hearing = Callable[[Turn, re.Match[str]], None]
Answer = Callable[[Turn, Heard], None]
Verb = Callable[[Turn, Press], None]


@dataclass(frozen=True)
class Duty:
    """One office duty in chat: intents it answers, patterns it hears (in order, whole message), verbs it performs.

    `again` shows a verb's present state when its button has gone stale.
    """

    name: str
    intents: Mapping[Intent, Answer] = field(default_factory=dict)
    hears: Sequence[tuple[re.Pattern[str], Hearing]] = ()
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    again: Mapping[str, Verb] = field(default_factory=dict)


def words(pattern: str) -> re.Pattern[str]:
    """A pattern for a whole message, around which blanks and closing marks do not matter."""
    return re.compile(rf"^\s*(?:{pattern})\s*[。！!？?~～.]*\s*$", re.DOTALL)
