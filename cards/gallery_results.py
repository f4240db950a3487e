"""The gallery's cards from the stages to the published result."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cards.bonuses import ClaimLine, ClaimsView, claims_card
from cards.face import Face
from cards.ranking import Overall, RankingView, RankLine, ranking_card
from cards.results import (
    FinalView,
    PartyView,
    PublishView,
    StageLine,
    StageView,
    TotalLine,
    final_card,
    party_card,
    publish_card,
    stage_card,
)  # fmt: skip
from cards.samples import AT, DIGITAL, EPIDEMIC, OFFICE, REVISIT, button
from cards.scores import (
    CompareSide,
    CompareView,
    ExplainView,
    ItemScore,
    PartLine,
    UnitScoreView,
    compare_card,
    explain_card,
    unit_score_card,
)  # fmt: skip
from cards.tasks import ProgressLine
from cards.views import Duty

CHIEF = Duty(who="组长")


def result_cards() -> Iterator[tuple[str, Face]]:
    """The results' cards by name."""
    yield from _deciding()
    yield from _ranking()
    yield from _explaining()
    yield from _claims()


def _deciding() -> Iterator[tuple[str, Face]]:
    stages = (
        StageLine(label="自评", state="已结束"),
        StageLine(label="共性评分", state="进行中", blocks=("“党建工作”还没有提交",), button=button("关闭共性评分")),
        StageLine(label="核准", state="未开始", button=button("开始核准")),
    )
    yield "阶段", stage_card(StageView(year=2022, clause="五(二)", stages=stages, duty=OFFICE))
    final = FinalView(
        clause="五(二)6",
        totals=(
            TotalLine(unit="综合处", rank=1, total=Decimal("97.5")),
            TotalLine(unit="办公室", rank=2, total=Decimal(96)),
        ),
        duty=OFFICE,
        record=button("登记定稿"),
    )
    yield "定稿", final_card(final)
    blocked = {"blocks": ("分管领导甲还有 1 家没有评价",), "owed": button("看谁还差什么")}
    yield "定稿·还缺", final_card(final.model_copy(update=blocked))
    yield "定稿·只看", final_card(final.model_copy(update={"record": None}))
    yield "党组审定·登记", party_card(PartyView(clause="五(二)6", duty=OFFICE, record=button("登记审定")))
    recorded = PartyView(clause="五(二)6", number="党组纪要〔2023〕3号", day=date(2023, 1, 16), duty=CHIEF)
    yield "党组审定·组长确认", party_card(recorded.model_copy(update={"confirm": button("确认审定")}))
    yield "党组审定·日期待补", party_card(recorded.model_copy(update={"day": None}))
    publish = PublishView(
        year=2022,
        clause="五(二)6",
        number="党组纪要〔2023〕3号",
        day=date(2023, 1, 16),
        units=8,
        duty=OFFICE,
        publish=button("公布"),
    )
    yield "公布", publish_card(publish)


ORDERS = ("综合处、后勤中心（领导小组纪要〔2023〕2号）",)


def _ranking() -> Iterator[tuple[str, Face]]:
    first = RankLine(rank=1, unit="综合处", total=Decimal("97.5"), kind="机关处（室）", rank_in_kind=1)
    ranks = (
        first.model_copy(update={"parts": ("责任清单 58.5", "共性工作 30")}),
        RankLine(rank=2, unit="后勤中心", total=Decimal(96), eligible=False, parts=("责任清单 57",)),
    )
    progress = (ProgressLine(name="办公室", done=12, total=15),)
    view = RankingView(year=2022, level=0, stage="自评", progress=progress, ranks=ranks)
    yield "排名·只看进度", ranking_card(view)
    overall = Overall(done=120, total=211, units=8, complete=2)
    yield "进度·群里", ranking_card(view.model_copy(update={"overall": overall, "progress": (), "stage": ""}))
    yield "排名", ranking_card(view.model_copy(update={"level": 1, "basis": "党组纪要〔2023〕3号", "orders": ORDERS}))
    yield (
        "排名·到明细",
        ranking_card(view.model_copy(update={"level": 2, "provisional": True, "buttons": (button("为什么"),)})),
    )


def _explaining() -> Iterator[tuple[str, Face]]:
    items = (
        ItemScore(item=REVISIT, own=Decimal(6), verified=Decimal(5), counts=Decimal(5)),
        ItemScore(item=DIGITAL, own=Decimal(4), counts=Decimal(4)),
        ItemScore(item=EPIDEMIC, counts=Decimal(4)),
    )
    before = UnitScoreView(unit="办公室", year=2022, stage="核准", provisional=True, items=items, more=2)
    yield "单位得分·暂定", unit_score_card(before)
    yield "单位得分·未说阶段", unit_score_card(before.model_copy(update={"stage": ""}))
    parts = (
        PartLine(name="责任清单", points=Decimal("56.5"), full=Decimal(60)),
        PartLine(name="加分", points=Decimal(5)),
    )
    after = UnitScoreView(unit="办公室", year=2022, total=Decimal("96.75"), rank=2, parts=parts, items=items[:1])
    yield "单位得分", unit_score_card(after.model_copy(update={"buttons": (button("为什么"),)}))
    yield "单位得分·否决", unit_score_card(after.model_copy(update={"eligible": False, "rank": None}))
    sentences = (
        "办公室得 96.75 分：责任清单 56.5，共性工作 28，综合评价 9.25，加分 3。",
        "附件1 办公室-1“巡察回访整改”：台账报送超时，−2。理由：3月台账迟报两天，依据：督查通报第2号。",
    )
    yield "为什么", explain_card(ExplainView(what="办公室", sentences=sentences))
    yield "为什么·暂定", explain_card(ExplainView(what="办公室", sentences=sentences[1:], provisional=True))
    yield "为什么·最多三条", explain_card(ExplainView(what="办公室", sentences=sentences[1:], head="有 4 条扣分："))
    yield from _comparing(parts)


def _comparing(parts: tuple[PartLine, ...]) -> Iterator[tuple[str, Face]]:
    one = CompareSide(unit="办公室", total=Decimal("96.75"), rank=2, parts=parts)
    other = CompareSide(
        unit="房基处",
        total=Decimal(90),
        rank=5,
        parts=tuple(part.model_copy(update={"points": part.points - 3}) for part in parts),
    )
    yield "对比", compare_card(CompareView(year=2022, one=one, other=other))
    hidden = {"total": None, "rank": None}
    provisional = CompareView(
        year=2022,
        one=one.model_copy(update=hidden),
        other=other.model_copy(update=hidden),
        stage="核准",
        provisional=True,
    )
    yield "对比·暂定", compare_card(provisional)


def _claims() -> Iterator[tuple[str, Face]]:
    claim = ClaimLine(
        clause="四(四)1(1)",
        number="绍政发〔2022〕9号",
        kind="市政府 集体",
        state="已认定 +5",
        why="材料齐全，予以认定",
        by="考核办甲",
        at=AT,
    )
    waiting = claim.model_copy(update={"state": "等考核办认定", "why": "", "kind": ""})
    view = ClaimsView(unit="资产中心", year=2022, nothing="资产中心今年还没有申报加分。", stage="核准")
    yield "加分情况·没有", claims_card(view.model_copy(update={"provisional": True, "buttons": (button("申报加分"),)}))
    yield "加分情况", claims_card(view.model_copy(update={"lines": (claim,)}))
    both = view.model_copy(update={"lines": (claim, waiting), "provisional": True})
    yield "加分情况·暂定", claims_card(both)
    yield "加分情况·未说阶段", claims_card(both.model_copy(update={"stage": ""}))
