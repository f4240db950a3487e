"""更正: what is changed on which decision, and the whole difference it makes, before it is confirmed."""

from datetime import date

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, danger, given, labelled, main, reason_field, submit
from cards.plain import plain
from scoring.correction import Move
from scoring.parts import Frozen


class MovedUnit(Frozen):
    """One unit that stands elsewhere after the correction."""

    name: str
    move: Move


class CorrectionView(Frozen):
    """A correction: while the office prepares it, and as the 组长 confirms it."""

    year: int
    version: int
    number: str
    day: date
    reason: str
    changes: tuple[str, ...] = ()
    moved: tuple[MovedUnit, ...] = ()
    returned: str = ""
    add: tuple[Button, ...] = ()
    send: Button | None = None
    drop: Button | None = None
    confirm: Button | None = None
    refuse: Button | None = None


def correction_card(view: CorrectionView) -> Face:
    """Show the decision, the changes, and everything they move."""
    lines = [f"{labelled('党组决定', view.number)}{GAP}{words.day(view.day)}", labelled("原因", view.reason)]
    lines += [labelled("退回意见", view.returned)] if view.returned else []
    lines += [f"**改动**{GAP}{len(view.changes)} 处", *(f"· {plain(one)}" for one in view.changes)]
    lines += [f"**变动**{GAP}{len(view.moved)} 家单位", *(line for one in view.moved for line in _moved(one))]
    return Face(
        title=f"更正{view.year}年度考核结果（第{view.version}版）",
        body=tuple(lines),
        buttons=given(*view.add, main(view.send), view.drop, danger(view.confirm), submit(view.refuse)),
        fields=(reason_field("不同意的理由", "如：差额算错，请复核第3项"),) if view.refuse else (),
        foot=words.FINAL_STEP if view.confirm else words.CORRECTION_FOOT,
    )


def _moved(one: MovedUnit) -> tuple[str, ...]:
    details = (f"· {plain(difference.sentence)}" for difference in one.move.differences)
    return (f"**{plain(one.name)}**{GAP}{plain(one.move.sentence)}", *details)
