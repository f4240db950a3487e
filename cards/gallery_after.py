"""The gallery's cards about what a stage waits for, and about what happens to a result once it is out."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cards.correction import CorrectionView, MovedUnit, correction_card
from cards.face import Face
from cards.readiness import OwedGroup, ReadinessView, readiness_card
from cards.result_lists import AnswersFor, ResultListsView, result_lists_card
from cards.samples import button
from scoring.compare import Difference
from scoring.correction import Move, Place


def after_cards() -> Iterator[tuple[str, Face]]:
    """The cards by name."""
    yield from _owed()
    yield from _corrected()
    yield from _used()


def _owed() -> Iterator[tuple[str, Face]]:
    groups = (
        OwedGroup(name="房产基建处", owed=("房产基建处还有 2 项没有核准（考核办甲、考核办乙）",)),
        OwedGroup(name="机关党委", owed=("共性工作“党建工作”还没有提交评分（党建评分人）",)),
    )
    view = ReadinessView(title="还差什么", groups=groups, other=button("按人看"))
    yield "还差什么", readiness_card(view.model_copy(update={"force": (button("强制进入定稿"),)}))
    yield "还差什么·不能强制", readiness_card(view)
    yield "还差什么·都齐了", readiness_card(ReadinessView(title="定稿还差什么", groups=()))


def _corrected() -> Iterator[tuple[str, Face]]:
    before = Place(total=Decimal("93.5"), rank=3, kind="机关处（室）", rank_in_kind=2, rank_among_eligible=3)
    after = before.model_copy(update={"total": Decimal("92.5"), "rank": 4, "rank_among_eligible": 4})
    lost = Difference(name="附件1 房基处-4“办公用房节前督查”", one=Decimal(10), other=Decimal(9))
    move = Move(unit="FJ", before=before, after=after, differences=(lost,))
    view = CorrectionView(
        year=2022,
        version=2,
        number="党组纪要〔2023〕7号",
        day=date(2023, 2, 10),
        reason="核查发现少记一次",
        changes=("房产基建处“办公用房节前督查”改扣分：国庆漏查",),
        moved=(MovedUnit(name="房产基建处", move=move),),
    )
    add = (button("改事项得分"), button("增减总分"), button("改加扣分认定"), button("改评优资格"))
    draft = {"add": add, "send": button("送组长确认"), "drop": button("放弃更正")}
    yield "更正", correction_card(view.model_copy(update=draft))
    yield "更正·退回", correction_card(view.model_copy(update={**draft, "returned": "请复核第3项"}))
    asked = {"confirm": button("确认并公布第2版"), "refuse": button("不同意，退回")}
    yield "更正·组长确认", correction_card(view.model_copy(update=asked))


def _used() -> Iterator[tuple[str, Face]]:
    view = ResultListsView(
        year=2022,
        provisional=True,
        candidates=("第 1 名 综合业务处 97.5 分", "第 2 名 办公室 96 分"),
        lowest=("机关处（室）（从低到高）：房基处 90 分、办公室 96 分",),
        accountable=(AnswersFor(name="房产基建处", causes=("四(四)2(1)：市纪委通报，主要责任，−5",)),),
    )
    yield "结果名单·暂定", result_lists_card(view)
    yield "结果名单", result_lists_card(view.model_copy(update={"provisional": False, "accountable": ()}))
