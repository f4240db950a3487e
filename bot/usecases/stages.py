"""The stages of the year: windows that the office opens and closes, and that may overlap."""

from collections.abc import Collection
from enum import StrEnum

from bot.errors import Mistaken
from bot.usecases.act import Act
from bot.words import stages as said
from storage.records import Entry


class Stage(StrEnum):
    """A window of the procedure in clause 五; the value is its name in the journal."""

    DAILY = "daily"
    SELF = "self"
    COMMON = "common"
    VERIFY = "verify"
    REVIEW = "review"
    LEADER = "leader"
    FINAL = "final"
    PARTY = "party"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The stage as people call it."""
        return LABELS[self]


LABELS = {
    Stage.DAILY: "日常",
    Stage.SELF: "自评",
    Stage.COMMON: "共性评分",
    Stage.VERIFY: "核准",
    Stage.REVIEW: "审议",
    Stage.LEADER: "领导评价",
    Stage.FINAL: "领导小组定稿",
    Stage.PARTY: "党组审定",
    Stage.PUBLISHED: "公布",
}
WINDOWS = (Stage.DAILY, Stage.SELF, Stage.COMMON, Stage.VERIFY, Stage.REVIEW, Stage.LEADER)
"""The stages that the office opens and closes; the last three are decisions, recorded once."""


def stage_named(said: str) -> Stage | None:
    """The stage a person means by `said`: its label, or the label with 阶段 behind it."""
    word = said.strip().removesuffix("阶段")
    return next((stage for stage, label in LABELS.items() if word in (label, stage.value)), None)


def state_of(entries: Collection[Entry]) -> frozenset[Stage]:
    """The stages open according to the current entries of the `stage:` slots; 日常 is open until closed."""
    closed = {e.slot for e in entries if e.kind == "stage.closed"}
    opened = {Stage(e.slot.removeprefix("stage:")) for e in entries if e.kind == "stage.opened"}
    daily = frozenset() if "stage:daily" in closed else frozenset({Stage.DAILY})
    return frozenset(opened) | daily


def open_stages(act: Act) -> frozenset[Stage]:
    """The stages open now; none once the result is published."""
    if is_published(act):
        return frozenset()
    return state_of(act.desk.journal.currents(act.year, prefix="stage:"))


def is_published(act: Act) -> bool:
    """Whether the year's result has been published and is locked."""
    entry = act.current("publication")
    return entry is not None and entry.kind == "result.published"


def is_approved(act: Act) -> bool:
    """Whether the gate is open: the 党组 has decided and the decision is recorded."""
    entry = act.current("party")
    return entry is not None and entry.kind == "result.approved"


def open_stage(act: Act, stage: Stage) -> Entry:
    """Open a window; refused when it is open or when the result is out."""
    _refuse_after_publication(act)
    if stage in open_stages(act):
        raise Mistaken(said.OPEN_ALREADY.format(stage=stage.label))
    return act.record("stage.opened", f"stage:{stage}")


def close_stage(act: Act, stage: Stage) -> Entry:
    """Close a window; refused when it is not open."""
    _refuse_after_publication(act)
    if stage not in open_stages(act):
        raise Mistaken(said.CLOSED_ALREADY.format(stage=stage.label))
    return act.record("stage.closed", f"stage:{stage}")


def _refuse_after_publication(act: Act) -> None:
    if is_published(act):
        raise Mistaken(said.LOCKED)
