"""How the silent or ambiguous places of the paper are read: settings with a reason, which the chapters consult."""

from typing import Any, Literal

from pydantic import ConfigDict

from scoring.parts import Frozen


class Reading(Frozen):
    """One place of the paper with the way it is read and why; an office may set it otherwise."""

    id: str
    title: str
    default: Any
    reason: str


class Readings(Frozen):
    """The values the chapters ask for; each field is one reading of the method, and none may be missing."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    loss_from_full: bool
    """Points are lost from full marks; otherwise an item of sub-tasks starts at what its sub-tasks are worth."""
    caps_limit: bool
    """共扣, 小计 and 累计 limit the sum of what they cover; otherwise only the item's points do."""
    range_inclusive: bool
    """Both ends of a printed range can be chosen."""
    count_limited: bool
    """A count above the printed tasks is refused; otherwise the item alone limits it."""
    unlosable_stays: bool
    """What no rule can take stays; otherwise an item whose every sub-task was missed is empty."""
    other_forms_empty: bool
    """A rule of kind `all` empties its item; otherwise it costs as much per person as its dearest sibling."""
    budget_exact: bool
    """The budget rate is compared exactly; otherwise it is rounded half-up to two decimals first."""
    bonus_by_document: bool
    """The date on the document decides the year; otherwise the day it was received."""
    event_counts_once: bool
    """One 通报 or talk costs once, however many persons or papers report it."""
    double_jeopardy_stands: bool
    """An event may cost inside an item and under 四(四)2 as well; otherwise the second is refused."""
    veto_keeps_score: bool
    """一票否决 leaves the rank; otherwise a unit without eligibility is ranked after all others."""
    leader_mean: Literal["mean", "median", "lowest"]
    """How several leaders' scores become one."""
    verified_counts: bool
    """The verified deductions count; otherwise the unit's own."""
    ties_skip: bool
    """After a shared rank the next one is skipped (1, 2, 2, 4); otherwise not (1, 2, 2, 3)."""
    names_by_alias: bool
    """A unit answers to its short names; otherwise to its code and full name only."""
