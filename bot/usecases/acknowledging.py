"""阅知: each unit head answers a published version once, 已阅 or 有疑问; 考核办 sees who has not."""

from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Mistaken
from bot.permissions import Deed, require
from bot.usecases.act import Act
from bot.usecases.correcting import published_version
from bot.words import acknowledging as said
from storage.records import Entry


class Answer(StrEnum):
    """What a head says of the published result; the value is what people read."""

    READ = "已阅"
    DOUBTS = "有疑问"


@dataclass(frozen=True)
class Acknowledged:
    """One unit: the version its head was asked about last, and his answer to it, None while he owes one."""

    unit: str
    version: int
    answer: Entry | None


def slot_of(unit: str, version: int) -> str:
    """Where the answer of a unit to a version stands."""
    return f"seen:{unit}:{version}"


def asked_version(act: Act, unit: str) -> int:
    """The version a unit's head was asked about last: the first, or the newest that moved the unit."""
    newest = published_version(act).payload["version"]
    for version in range(newest, 1, -1):
        if unit in published_version(act, version).payload["correction"]["moves"]:
            return version
    return 1


def acknowledge(act: Act, unit: str, version: int, answer: Answer, question: str = "") -> Entry:
    """Take a head's one answer to a version."""
    require(act, Deed.ACKNOWLEDGE, unit)
    if version != asked_version(act, unit):
        raise Mistaken(said.NEWER.format(version=asked_version(act, unit)))
    slot = slot_of(unit, version)
    earlier = act.current(slot)
    if earlier is not None:
        raise Mistaken(said.ALREADY.format(answer=earlier.payload["answer"]))
    if answer is Answer.DOUBTS and len(question.strip()) < 2:
        raise Mistaken(said.NEEDS_QUESTION)
    kept = {"answer": answer.value, "version": version, "text": question.strip()}
    return act.record("result.acknowledged", slot, unit=unit, reason=question.strip() or None, payload=kept)


def acknowledgements(act: Act) -> list[Acknowledged]:
    """Every unit with its head's answer, in the scheme's order."""
    require(act, Deed.SEE_ACKNOWLEDGED)
    asked = {unit.code: asked_version(act, unit.code) for unit in act.scheme.units}
    return [Acknowledged(unit, version, act.current(slot_of(unit, version))) for unit, version in asked.items()]
