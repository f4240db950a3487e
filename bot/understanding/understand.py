"""From a sentence to what it asks for, with its particulars, and how sure that is."""

import re
from collections.abc import Mapping, Sequence

from bot.understanding.cues import Hit, hits_in, often_misheard, regional, right_as_they_stand
from bot.understanding.intents import Choice, Heard, Intent
from bot.understanding.judging import ACTING, ADJUSTMENTS, CONSENT, barred, is_vague
from bot.understanding.labels import label_of
from bot.understanding.likeness import FARTHEST, examples_of, shape
from bot.understanding.names import Named, Names, names_of
from bot.understanding.polarity import asks, is_plain, is_turned, may_agree
from bot.understanding.scene import Scene
from bot.understanding.slots import slots_for
from bot.understanding.text import at_home, plain, put_right
from storage.records import Role

OPENING = re.compile(
    r"^(?:(?:你好|您好|请问|请(?![假示求])|麻烦(?:你|您)?|劳驾|那个|那什么|嗯+|呃+|额|喂|哎+|唉|诶|机器人|小助手|考核助手|@\S{1,12}?(?=[,:]|我|帮|看|查)|帮我|帮忙|我想问(?:一?下)?|想问(?:一?下)?|问一?下)[,.!。…~:]*)+"
)
LONGEST = 200
"""Whatever a sentence asks for, it does so in its beginning; what is longer is a report."""
LONGEST_NAME = 14
"""A bare name is short; whoever writes more wants something."""
SURE_FROM, CLEAR_BY, LIKELY_FROM, CERTAIN = 5.0, 1.0, 3.0, 9.8
NAMED_AT_LEAST = 4.0
"""What a message that hardly says more than a name has for being about that name."""
BARE = re.compile(
    r"[\u4e00-\u9fff]{2,12}[那这][一]?[项条个]|(第?[一二三四五六七八九十\d.\-]+[项条个]?|[那这][项条个]|的|[,。?!])*"
)
LIKENESS = 0.8
"""What likeness to earlier sentences weighs beside a cue; alone it never makes sure."""


def understand(text: str, scene: Scene) -> Heard:
    """What `text` asks for when this person says it now and here.

    Deterministic: known words, numbers, names, sounds and pairs of characters; nothing is guessed beyond them.
    """
    names = names_of(scene.scheme)
    said = _opened(at_home(plain(text), *regional()))[:LONGEST]
    right = _put_right(names, said)
    named = names.named(right, scene.units, common_first=_judges_common(scene, right))
    cues = _scored(right, scene, named)
    if max(cues.values(), default=0.0) < LIKELY_FROM and _is_name(right, named):
        if BARE.fullmatch(named.rest):
            return _bare(text, right, scene, named)
        cues[Intent.RULE if named.marked else Intent.UNIT_SCORE] = NAMED_AT_LEAST
    scores = cues if max(cues.values(), default=0.0) >= CERTAIN else _with_likeness(cues, right, names)
    ranked = sorted(scores, key=lambda intent: -scores[intent])
    best = ranked[0] if ranked else Intent.UNKNOWN
    if best is Intent.UNKNOWN:
        return Heard(best, slots_for(best, right, scene, named), False, text)
    second = max((cues[intent] for intent in cues if intent is not best), default=0.0)
    clear = cues.get(best, 0.0)
    sure = clear >= SURE_FROM and clear - second >= CLEAR_BY and not is_vague(best, right)
    offered = [intent for intent in ranked if intent is not Intent.UNKNOWN][:3]
    choices = () if sure else _choices(offered, right, scene, named)
    return Heard(best, slots_for(best, right, scene, named), sure, text, choices)


def _with_likeness(cues: Mapping[Intent, float], right: str, names: Names) -> dict[Intent, float]:
    """The cues, and how much the sentence is like what people said before; what polarity bars stays out."""
    like = examples_of(names.scheme, names).likeness(shape(right, names))
    never = barred(right) | (frozenset() if may_agree(right) else CONSENT - cues.keys())
    fits = {intent: cues.get(intent, 0.0) + LIKENESS * like.get(intent, FARTHEST) for intent in {*cues, *like}}
    return {intent: fit for intent, fit in fits.items() if intent not in never}


def _put_right(names: Names, said: str) -> str:
    kept = right_as_they_stand()
    return names.put_right(put_right(said, often_misheard(), kept), kept)


def _opened(said: str) -> str:
    return OPENING.sub("", said) or said


def _judges_common(scene: Scene, text: str) -> bool:
    return "共性" in text or (bool(scene.roles & {Role.SCORER}) and not scene.roles & {Role.STAFF, Role.HEAD})


def _scored(text: str, scene: Scene, named: Named) -> dict[Intent, float]:
    """How well each intent fits: its heaviest cue, a little for further ones, then what scene and polarity say."""
    weights: dict[Intent, list[float]] = {}
    for hit in hits_in(text):
        if hit.intent in ACTING and is_turned(text, hit.start):
            continue
        weights.setdefault(hit.intent, []).append(_length_matters(hit, text))
    scores = {intent: max(found) + 0.5 * min(len(found) - 1, 2) for intent, found in weights.items()}
    for adjust in ADJUSTMENTS:
        adjust(scores, text, scene, named)
    return {intent: score for intent, score in scores.items() if score > 0}


def _length_matters(hit: Hit, text: str) -> float:
    """A cue that covers more of the sentence tells more."""
    return hit.weight + min((hit.end - hit.start) / max(len(text), 1), 1.0)


def _is_name(right: str, named: Named) -> bool:
    """Whether the message is hardly more than the name of an item or a unit."""
    short = is_plain(right) and not asks(right) and len(named.rest) <= LONGEST_NAME
    return short and bool(named.marked or named.units)


def _bare(text: str, right: str, scene: Scene, named: Named) -> Heard:
    """Nothing but a name: its rule or its score, to be asked back."""
    about_item = (Intent.RULE, Intent.HAND_IN, Intent.EXPLAIN)
    kinds = about_item if named.marked else (Intent.UNIT_SCORE, Intent.PROGRESS, Intent.EXPLAIN)
    return Heard(kinds[0], slots_for(kinds[0], right, scene, named), False, text, _choices(kinds, right, scene, named))


def _choices(intents: Sequence[Intent], right: str, scene: Scene, named: Named) -> tuple[Choice, ...]:
    slots = [(intent, slots_for(intent, right, scene, named)) for intent in intents]
    return tuple(Choice(intent, found, label_of(intent, found, scene.scheme)) for intent, found in slots)
