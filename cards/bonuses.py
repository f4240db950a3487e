"""加分情况: what a unit has brought forward, on which document, and what became of it."""

from datetime import datetime

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, labelled
from cards.plain import plain
from scoring.parts import Frozen


class ClaimLine(Frozen):
    """One claim: clause, document, what became of it and why, who said so and when."""

    clause: str
    number: str
    kind: str = ""
    state: str
    why: str = ""
    by: str
    at: datetime


class ClaimsView(Frozen):
    """All claims of a unit; `nothing` is said when there are none."""

    unit: str
    year: int
    nothing: str
    stage: str = ""
    provisional: bool = False
    lines: tuple[ClaimLine, ...] = ()
    buttons: tuple[Button, ...] = ()


def claims_card(view: ClaimsView) -> Face:
    """List the claims of a unit."""
    provisional = view.provisional and bool(view.lines)
    head = (f"**暂定**{GAP}{labelled('阶段', view.stage or '未公布')}",) if provisional else ()
    return Face(
        title=f"{view.unit} {view.year}年度加分情况",
        body=(*head, *(_claim(one) for one in view.lines)) if view.lines else (plain(view.nothing),),
        buttons=view.buttons,
        foot=words.PROVISIONAL if provisional else "",
    )


def _claim(one: ClaimLine) -> str:
    what = " ".join(plain(part) for part in (one.clause, one.number, one.kind) if part)
    why = f"（{plain(one.why)}）" if one.why else ""
    return f"· {what}：**{plain(one.state)}**{why}{GAP}{words.moment(one.at)} {plain(one.by)}"
