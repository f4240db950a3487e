"""What a duty is: the intents and exact words it answers, and the verbs its buttons carry."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.conversation.turn import Press, Turn
from bot.understanding.intents import Heard, Intent

Hearing = Callable[[Turn, re.Match[str]], None]
Answer = Callable[[Turn, Heard], None]
Verb = Callable[[Turn, Press], None]
Listen = Callable[[Turn, Heard], bool]


@dataclass(frozen=True)
class Duty:
    """One office duty in chat: intents it answers, patterns it hears (in order, whole message), verbs it performs.

    `again` shows a verb's present state when its button has gone stale. `listens` may take words in the
    private chat, because the duty waits for them at the moment; False when it does not.
    """

    name: str
    intents: Mapping[Intent, Answer] = field(default_factory=dict)
    hears: Sequence[tuple[re.Pattern[str], Hearing]] = ()
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    again: Mapping[str, Verb] = field(default_factory=dict)
    listens: Listen | None = None


def words(pattern: str) -> re.Pattern[str]:
    """A pattern for a whole message, around which blanks and closing marks do not matter."""
    return re.compile(rf"^\s*(?:{pattern})\s*[。！!？?~～.]*\s*$", re.DOTALL)
