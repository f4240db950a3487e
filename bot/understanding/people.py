"""Which persons a sentence names: by whole name, else by a part that only one of them has."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.understanding.matching import squeeze
from storage.records import Person, Role

CLAUSES = re.compile(r"[，,；;。\n]")
AFTER = re.compile(
    r".*(?:给|由|让|请|叫|归|委托|转|改成|换成|改为|加上?|为|是)(?P<name>\S{1,12}?)"
    r"(?:负责|接手|承办|主办|牵头|配合|协助|代|来|去|办|管|做|接|到|吧|了|一起|$)"
)
HELPING = re.compile(r"配合|协助|帮忙|一起")
REFUSED = re.compile(r"(?:不要|别|先不|不用|不能|不想|不该)再?(?:把|给|交|转|让|由|换|派|分|请)")
MYSELF = re.compile(r"(?:给|由|让|归|换成|改成|是)(?:我|本人|自己)(?![一-鿿]*的)|我(?:自己)?来?(?:接|办|做|负责|牵头)")
NEWCOMER = re.compile(r"新(?:来|到|调|入职|同志|同事|人|经办)")
EVERYBODY = re.compile(r"全体|全处|全科|大家|所有人|各科室|各处室|班子")
TITLES = ("工", "科", "处", "主任", "科长", "处长", "老师", "同志", "姐", "哥")


@dataclass(frozen=True)
class Meant:
    """Whom a sentence means: one, several that it names or cannot tell apart, or nobody by the word `said`."""

    people: tuple[Person, ...] = ()
    sure: bool = False
    whole: bool = False
    said: str = ""

    @property
    def only(self) -> Person | None:
        """The one person it can only mean."""
        return self.people[0] if self.sure and len(self.people) == 1 else None


def people_in(text: str, people: Iterable[Person]) -> Meant:
    """Whom of these people the words name."""
    everybody, said = list(people), squeeze(text)
    whole = [one for one in everybody if squeeze(one.name) in said]
    whole = [one for one in whole if not any(_inside(one, other, said) for other in whole)]
    if whole:
        return Meant(tuple(whole), sure=len({one.name for one in whole}) == len(whole), whole=True)
    found = [(_longest_part(one, said), one) for one in everybody]
    best = max((length for length, _ in found), default=0)
    likely = tuple(one for length, one in found if length == best > 0)
    return Meant(likely, sure=len(likely) == 1, said=_said(text))


def _inside(one: Person, other: Person, said: str) -> bool:
    """Whether one name is only heard as a part of the other, longer one."""
    short, long = squeeze(one.name), squeeze(other.name)
    return short != long and short in long and short not in said.replace(long, "")


def _longest_part(person: Person, said: str) -> int:
    """How long a part of the name the words hold: its end, 小 and the first sign, or the first sign with a title."""
    name = squeeze(person.name)
    if not name:
        return 0
    parts = {name[start:] for start in range(1, len(name) - 1)}
    parts |= {f"{call}{name[0]}" for call in "小老阿"} | {f"{name[0]}{title}" for title in TITLES}
    return max((len(part) for part in parts if part in said), default=0)


def _said(text: str) -> str:
    match = AFTER.match(squeeze(text))
    return match["name"] if match else ""


def group_of(words: str, workers: Iterable[Person]) -> list[Person]:
    """Everybody whom 全体, 各科室 (all) or 班子成员 (the heads) stands for, the heads first; nobody by other words."""
    match = EVERYBODY.search(words)
    if match is None:
        return []
    heads_only = match.group() == "班子"
    found = [one for one in workers if Role.HEAD in one.roles or not heads_only]
    return sorted(found, key=lambda one: Role.HEAD not in one.roles)


@dataclass(frozen=True)
class Roles:
    """The parts of a sentence that name who answers, and who helps."""

    responsible: str
    helping: str


def roles_in(text: str) -> Roles:
    """The sentence taken apart: a clause with 配合 names helpers, every other one who answers."""
    clauses: Sequence[str] = CLAUSES.split(text)
    helping = [clause for clause in clauses if HELPING.search(clause)]
    return Roles("，".join(one for one in clauses if one not in helping), "，".join(helping))
