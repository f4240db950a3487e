"""客观原因免予考核 and 延期: what a unit asks for, on which document, for 考核办 to decide."""

from datetime import datetime

from cards import words
from cards.face import Button, Face
from cards.parts import GAP, about, given, labelled, main, proven, reason_field, submit
from cards.plain import plain
from cards.views import Duty, Filed, ItemBrief
from scoring.parts import Frozen


class ReliefView(Frozen):
    """One wish: the item and task, what is wished, the document and the reason, who asked."""

    sort: str
    unit: str
    item: ItemBrief
    task: str = ""
    printed_due: str = ""
    until: str = ""
    number: str
    reason: str
    proof: tuple[Filed, ...] = ()
    by: str
    at: datetime
    duty: Duty = Duty()
    grant: Button | None = None
    refuse: Button | None = None


def relief_card(view: ReliefView) -> Face:
    """Ask the office to decide a wish."""
    task = [labelled("任务", view.task)] if view.task else []
    due = [f"**时限** {plain(view.printed_due)}→{plain(view.until)}"] if view.until else []
    return Face(
        title=f"{view.sort}申请·{view.unit}",
        body=(
            about(view.item, view.duty),
            GAP.join((*task, *due, labelled("文号", view.number))),
            labelled("原因", view.reason),
            f"{proven(view.proof)}{GAP}**申请** {plain(view.by)} {words.moment(view.at)}",
        ),
        buttons=given(main(view.grant), submit(view.refuse)),
        fields=(reason_field("不同意的理由", "如：文件没有取消这项任务"),) if view.refuse else (),
        foot=words.RELIEF_FOOT,
    )
