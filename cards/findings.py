"""弄虚作假 and 一票否决: said exactly what will happen, and confirmed twice."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, about, danger, duties, given, labelled, reason_field, submit
from cards.plain import plain
from cards.views import Duty, ItemBrief
from scoring.parts import Frozen

STEPS = {1: "第一步，共两步", 2: "第二步，共两步"}


class FraudView(Frozen):
    """A finding that an item, or a bonus, was misreported. The second step is another person's."""

    unit: str
    item: ItemBrief
    now: Decimal
    number: str
    reason: str
    by: str
    at: datetime
    step: Literal[1, 2] = 1
    duty: Duty = Duty()
    confirm: Button | None = None
    drop: Button | None = None


def fraud_card(view: FraudView) -> Face:
    """Say what a fraud finding does, and ask for its confirmation."""
    return Face(
        title=f"弄虚作假认定·{view.unit}（{STEPS[view.step]}）",
        body=(
            *about(view.item, view.duty),
            f"{labelled('依据', view.number)}{GAP}{plain(view.reason)}",
            f"**提出** {plain(view.by)} {words.moment(view.at)}",
            f"**确认后** 这一项由 {words.points(view.now)} 变为 0 分，{plain(view.unit)}取消当年评优资格。",
            "只认定领导小组查实的虚报、瞒报；误填无扣分按差错更正，不算弄虚作假。",
        ),
        buttons=given(danger(view.confirm), submit(view.drop)),
        fields=(reason_field("不认定的理由", "如：核查属计算差错"),) if view.drop else (),
        foot="须由考核办两位同志先后确认，第二位确认后才生效。",
    )


class VetoView(Frozen):
    """A finding that ends eligibility for awards."""

    unit: str
    clause: str
    label: str
    number: str
    reason: str
    by: str
    at: datetime
    step: Literal[1, 2] = 1
    duty: Duty = Duty()
    confirm: Button | None = None
    cancel: Button | None = None


def veto_card(view: VetoView) -> Face:
    """Say what a veto does, and ask for its confirmation."""
    return Face(
        title=f"一票否决·{view.unit}（{STEPS[view.step]}）",
        body=(
            f"{labelled('条款', view.clause)}{GAP}{plain(view.label)}",
            *duties(view.duty),
            f"{labelled('依据', view.number)}{GAP}{plain(view.reason)}",
            f"**提出** {plain(view.by)} {words.moment(view.at)}",
            f"**确认后** {plain(view.unit)}取消当年评先评优资格；得分和名次不变。",
        ),
        buttons=given(danger(view.confirm), view.cancel),
        foot=words.FINAL_STEP,
    )
