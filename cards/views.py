"""The pieces that the views of several cards are made of."""

from datetime import datetime
from decimal import Decimal
from typing import Self

from cards import words
from cards.face import Button
from scoring.parts import Frozen
from scoring.scheme import Marked, Rule


class ItemBrief(Frozen):
    """An item or a common row as a card names it: number, label, clause, points at stake."""

    seq: int
    label: str
    clause: str
    points: Decimal

    @classmethod
    def of(cls, marked: Marked) -> Self:
        """The brief of an item of the scheme."""
        return cls(seq=marked.seq, label=marked.label, clause=marked.clause, points=marked.points)

    @property
    def name(self) -> str:
        """The item as people refer to it: 第1项 巡察回访整改."""
        return f"第{self.seq}项 {self.label}"


class Duty(Frozen):
    """Until when, and who may act."""

    due: str = ""
    who: str = ""


class Taken(Frozen):
    """One deduction as it stands: what, how often, what it costs, why; `human` marks a chosen amount."""

    label: str
    cost: Decimal
    count: Decimal | None = None
    per: str = ""
    reason: str = ""
    event: str = ""
    human: bool = False


class RuleOption(Frozen):
    """A rule that may be chosen: what happened, what it costs, and its button where it has one."""

    label: str
    price: str
    button: Button | None = None

    @classmethod
    def of(cls, rule: Rule, marked: Marked, button: Button | None = None) -> Self:
        """The option of a rule of the scheme."""
        return cls(label=rule.label, price=words.price(rule, marked), button=button)


class Filed(Frozen):
    """One thing handed in as proof: a file's name, or the words that were sent."""

    name: str
    by: str
    at: datetime
    sha256: str = ""
    size: int = 0
