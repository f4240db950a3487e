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
            about(view.item, view.duty),
            _basis(view),
            words.FRAUD_EFFECT.format(now=words.points(view.now), unit=plain(view.unit)),
            words.FRAUD_ONLY,
        ),
        buttons=given(danger(view.confirm), submit(view.drop)),
        fields=(reason_field("不认定的理由", "如：核查属计算差错"),) if view.drop else (),
        foot=words.FRAUD_BY_TWO,
    )


def _basis(view: "FraudView | VetoView") -> str:
    """On which document, and who brought it forward."""
    return f"{labelled('依据', view.number)} {plain(view.reason)}{GAP}**提出** {plain(view.by)} {words.moment(view.at)}"


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
            GAP.join((f"{labelled('条款', view.clause)} {plain(view.label)}", *duties(view.duty))),
            _basis(view),
            words.VETO_EFFECT.format(unit=plain(view.unit)),
        ),
        buttons=given(danger(view.confirm), view.cancel),
        foot=words.FINAL_STEP,
    )
