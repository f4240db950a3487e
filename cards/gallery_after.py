"""The gallery's cards about what a stage waits for, and about what happens to a result once it is out."""

from collections.abc import Iterator

from cards.face import Face
from cards.readiness import OwedGroup, ReadinessView, readiness_card
from cards.samples import button


def after_cards() -> Iterator[tuple[str, Face]]:
    """The cards by name."""
    yield from _owed()


def _owed() -> Iterator[tuple[str, Face]]:
    groups = (
        OwedGroup(name="房产基建处", owed=("房产基建处还有 2 项没有核准（考核办甲、考核办乙）",)),
        OwedGroup(name="机关党委", owed=("共性工作“党建工作”还没有提交评分（党建评分人）",)),
    )
    view = ReadinessView(title="还差什么", groups=groups, other=button("按人看"))
    yield "还差什么", readiness_card(view.model_copy(update={"force": (button("强制进入定稿"),)}))
    yield "还差什么·不能强制", readiness_card(view)
    yield "还差什么·都齐了", readiness_card(ReadinessView(title="定稿还差什么", groups=()))
