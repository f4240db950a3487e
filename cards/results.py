"""From the stages to the published result: what is open, what blocks, 定稿, 党组审定, 公布."""

from datetime import date
from decimal import Decimal
from typing import Literal

from cards import words
from cards.face import Button, Face, Field
from cards.parts import GAP, NAME_CHARS, danger, duties, given, labelled, main, submit
from cards.plain import clip, plain
from cards.views import Duty
from scoring.parts import Frozen


class StageLine(Frozen):
    """One stage: whether it is open, and what keeps it from closing."""

    label: str
    state: Literal["未开始", "进行中", "已结束"]
    until: str = ""
    blocks: tuple[str, ...] = ()
    button: Button | None = None


class StageView(Frozen):
    """All stages of the year."""

    year: int
    clause: str
    stages: tuple[StageLine, ...]
    duty: Duty = Duty()


def stage_card(view: StageView) -> Face:
    """Show the stages with what blocks them, and open or close them."""
    lines = [GAP.join((labelled("条款", view.clause), *duties(view.duty)))]
    for stage in view.stages:
        until = words.UNTIL.format(day=plain(stage.until)) if stage.until else ""
        lines.append(f"· **{plain(clip(stage.label, NAME_CHARS))}**{GAP}{stage.state}{until}")
        lines += [f"· {plain(block)}" for block in stage.blocks]
    return Face(
        title=f"{view.year}年度考核阶段",
        body=tuple(lines),
        buttons=given(*(stage.button for stage in view.stages)),
        foot=words.STAGES_FOOT,
    )


class TotalLine(Frozen):
    """One unit's total and rank, for those who may see them before the gate."""

    unit: str
    rank: int
    total: Decimal


class FinalView(Frozen):
    """Before 领导小组定稿: what is missing, the totals as computed, where the meeting goes, or who owes what."""

    clause: str
    totals: tuple[TotalLine, ...] = ()
    blocks: tuple[str, ...] = ()
    duty: Duty = Duty()
    record: Button | None = None
    owed: Button | None = None


def final_card(view: FinalView) -> Face:
    """Record 领导小组定稿 once nothing is missing."""
    open_ = view.record is not None and not view.blocks
    blocks = ("**还缺**", *(f"· {plain(block)}" for block in view.blocks)) if view.blocks else ()
    return Face(
        title="领导小组定稿",
        body=(labelled("条款", view.clause), *duties(view.duty), *_totals(view.totals), *blocks),
        buttons=given(submit(main(view.record))) if open_ else given(view.owed),
        fields=(_meeting("会议名称", "如：领导小组第2次会议"), _date("会议日期")) if open_ else (),
        foot=words.FINAL_FOOT,
    )


def _totals(totals: tuple[TotalLine, ...]) -> tuple[str, ...]:
    return tuple(f"· 第{line.rank}名{GAP}{plain(line.unit)}{GAP}{words.points(line.total)}" for line in totals)


def _meeting(label: str, example: str) -> Field:
    return Field(name="meeting", label=label, placeholder=example)


def _date(label: str) -> Field:
    return Field(name="date", label=label, kind="DATE", placeholder="如：2023-01-12")


class PartyView(Frozen):
    """党组审定: `record` takes number and date; `confirm` is 组长's, once they are recorded."""

    clause: str
    number: str = ""
    day: date | None = None
    duty: Duty = Duty()
    record: Button | None = None
    confirm: Button | None = None


def party_card(view: PartyView) -> Face:
    """Record the decision of 党组 with its number, or ask 组长 to confirm it."""
    lines = [labelled("条款", view.clause), *duties(view.duty)]
    if view.number:
        lines.append(f"{labelled('决定', view.number)}{GAP}{words.day(view.day) if view.day else ''}".rstrip(GAP))
    lines.append(words.PARTY_EFFECT)
    number = Field(name="number", label="纪要或决定编号", placeholder="如：党组纪要〔2023〕3号")
    return Face(
        title="党组审定",
        body=tuple(lines),
        buttons=given(submit(main(view.record)), danger(view.confirm)),
        fields=(number, _date("会议日期")) if view.record else (),
        foot=words.FINAL_STEP if view.confirm else "",
    )


class PublishView(Frozen):
    """The result is decided and may be published."""

    year: int
    clause: str
    number: str
    day: date
    units: int
    duty: Duty = Duty()
    publish: Button | None = None


def publish_card(view: PublishView) -> Face:
    """Publish and lock the year's result."""
    return Face(
        title=f"公布{view.year}年度考核结果",
        body=(
            labelled("条款", view.clause),
            *duties(view.duty),
            f"{labelled('党组审定', view.number)}{GAP}{words.day(view.day)}",
            words.PUBLISH_EFFECT.format(units=view.units),
        ),
        buttons=given(danger(view.publish)),
        foot=words.FINAL_STEP,
    )
