"""The gallery's cards of the offices: common work, verification, claims, findings, leaders."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cards import words
from cards.claims import ClaimView, claim_card
from cards.common import (
    Avoided,
    CommonUnit,
    CommonUnitView,
    CommonView,
    RuleStep,
    common_card,
    common_unit_card,
)  # fmt: skip
from cards.face import Face, done
from cards.findings import FraudView, VetoView, fraud_card, veto_card
from cards.leader import LeaderUnit, LeaderView, ReviewRow, ReviewView, leader_card, review_card
from cards.samples import (
    AT,
    BUDGET,
    DIGITAL,
    EPIDEMIC,
    LATE,
    LATER,
    OFFICE,
    PARTY_WORK,
    PHOTO,
    PLAN,
    REVISIT,
    REVISIT_RULES,
    WARNED,
    button,
)  # fmt: skip
from cards.verify import (
    BatchRow,
    QueueRow,
    VerifyBatchView,
    VerifyItemView,
    VerifyQueueView,
    verify_batch_card,
    verify_item_card,
    verify_queue_card,
)  # fmt: skip
from cards.views import Duty, RuleOption

PARTY_OFFICE = Duty(due="2023年1月4日", who="机关党委评分人")
UNITS = ("办公室", "综合处", "计财处", "房基处", "节能处", "后勤中心", "资产中心")


def office_cards() -> Iterator[tuple[str, Face]]:
    """The offices' cards by name."""
    yield from _common()
    yield from _verifying()
    yield from _claiming()
    yield from _finding()
    yield from _leading()


def _common() -> Iterator[tuple[str, Face]]:
    warned = RuleOption(label="第一种形态处理", price="每人次 −1")
    emptied = RuleOption(label="其他三种形态处理", price="扣完")
    view = CommonView(
        row=PARTY_WORK,
        duty=PARTY_OFFICE,
        rules=(warned, emptied),
        units=tuple(CommonUnit(name=name, button=button(name)) for name in UNITS),
        avoided=(Avoided(name="机关党委", by="办公室评分人"),),
        rest=button("均无扣分"),
        submit=button("提交"),
    )
    yield "共性评分", common_card(view)
    first = CommonUnit(name="办公室", left=Decimal(8), taken=(WARNED,), button=button("办公室"))
    scored = tuple(CommonUnit(name=name, left=Decimal(10), button=button(name)) for name in UNITS[1:])
    yield "共性评分·已打完", common_card(view.model_copy(update={"units": (first, *scored)}))
    noted = CommonUnit(name="办公室", noted=("3月12日 谈话提醒 1 人次",), button=button("办公室"))
    kept = {"units": (noted, *view.units[1:]), "take_over": button("照记的登记（1 家）")}
    yield "共性评分·平时记过", common_card(view.model_copy(update=kept))
    unjudged = CommonUnit(name="办公室", abstained="没有分管，不掌握情况", button=button("办公室"))
    yield "共性评分·弃权", common_card(view.model_copy(update={"units": (unjudged, *view.units[1:])}))
    alone = {"units": view.units[:1], "avoided": (Avoided(name="机关党委"),), "rest": None}
    yield "共性评分·代评", common_card(view.model_copy(update=alone))
    steps = (
        RuleStep(
            rule=warned, now=WARNED, more=button("记为 3 人次"), fewer=button("记为 1 人次"), clear=button("清零")
        ),
        RuleStep(rule=emptied.model_copy(update={"button": button("其他三种形态处理 扣完")})),
    )
    unit = CommonUnitView(
        unit="办公室",
        row=PARTY_WORK,
        duty=PARTY_OFFICE,
        steps=steps,
        rulings=("裁定第2号：同一次会议迟到多人按一次计",),
        left=Decimal(8),
        enter=button("记下事由"),
        clean=button("无扣分"),
        back=button("返回这一行"),
    )
    yield "共性评分一家", common_unit_card(unit)
    kept = {"noted": noted.noted, "take_over": button("照记的登记")}
    yield "共性评分一家·平时记过", common_unit_card(unit.model_copy(update=kept))
    yield (
        "共性评分一家·裁量",
        common_unit_card(unit.model_copy(update={"limits": (Decimal(0), Decimal(4)), "clean": None})),
    )
    rate = CommonUnitView(
        unit="节能处",
        row=BUDGET,
        steps=(RuleStep(rule=RuleOption(label="预算执行率低于91%", price="−3")),),
        left=Decimal(3),
        wants_rate=True,
        enter=button("记下执行率"),
    )
    yield "共性评分一家·执行率", common_unit_card(rate)
    yield "共性评分一家·只读", common_unit_card(rate.model_copy(update={"enter": None}))


def _verifying() -> Iterator[tuple[str, Face]]:
    view = VerifyItemView(
        unit="办公室",
        item=REVISIT,
        duty=OFFICE,
        place="1/15",
        rules=REVISIT_RULES,
        own=Decimal(6),
        taken=(LATE,),
        proof=(PLAN, PHOTO),
        rulings=(
            "裁定第1号：五一与端午算两次",
            "“台账报送”延期到2022年8月31日（绍防指〔2022〕3号）：楼宇封控",
        ),
        earlier=("综合处同类情形：台账迟报一次扣 2 分",),
        accept=button("核准"),
        adjust=button("调整"),
        onward=button("下一项"),
    )
    yield "核准一项", verify_item_card(view)
    yield (
        "核准一项·写理由",
        verify_item_card(view.model_copy(update={"asks_reason": True, "taken": (), "own": Decimal(8)})),
    )
    adjusted = {"verified": Decimal(5), "reason": "查阅台账，另有一次迟报", "proof": (), "earlier": ()}
    changed = verify_item_card(view.model_copy(update=adjusted))
    yield "核准一项·已调整", done(changed, words.stamp("考核办甲", LATER, "调整", "6", "5"))
    yield "核准一项·没有理由", verify_item_card(view.model_copy(update={"verified": Decimal(6)}))
    rows = (
        QueueRow(name="办公室", waiting=3, total=15, button=button("核准办公室")),
        QueueRow(name="资产中心", waiting=0, total=4),
        QueueRow(name="房基处", waiting=7, total=7, state="负责人还没有确认"),
    )
    queue = VerifyQueueView(clause="五(二)3", rows=rows, duty=OFFICE, avoided=("机关党委",))
    yield "待核准", verify_queue_card(queue)
    yield "待核准·无回避", verify_queue_card(queue.model_copy(update={"avoided": ()}))
    batch = VerifyBatchView(
        unit="办公室",
        clause="五(二)3",
        rows=(BatchRow(item=DIGITAL, proof=3), BatchRow(item=EPIDEMIC, proof=1)),
        duty=OFFICE,
        others=13,
        accept=button("一起核准"),
        one_by_one=button("逐项看"),
    )
    yield "一起核准", verify_batch_card(batch)
    yield "一起核准·没有别的", verify_batch_card(batch.model_copy(update={"others": 0}))


def _claiming() -> Iterator[tuple[str, Face]]:
    view = ClaimView(
        unit="节能处",
        clause="四(四)1(1)",
        label="市级表彰集体",
        level="市委",
        subject="集体",
        number="某委〔2022〕8号",
        document="关于表彰节能先进集体的决定",
        issued=date(2022, 10, 9),
        received=date(2022, 10, 20),
        proposal=Decimal(5),
        notes=("文件日期在考核年度内",),
        proof=(PLAN,),
        by="节能处经办",
        at=AT,
        duty=OFFICE,
        accept=button("认定"),
        refuse=button("不予认定"),
    )
    yield "加分认定", claim_card(view)
    open_ = {"proposal": None, "same": "同一文号已由后勤中心申报", "received": None, "document": "", "level": "国管局"}
    yield "加分认定·待定", claim_card(view.model_copy(update=open_))
    extra = {"sort": "扣分", "clause": "四(四)2(1)", "label": "上级通报批评", "level": "", "subject": "次要责任"}
    lost = {"proposal": Decimal("-2.5"), "refuse": None, "notes": ()}
    yield "扣分认定", claim_card(view.model_copy(update={**extra, **lost}))
    yield "扣分认定·未分主次", claim_card(view.model_copy(update={**extra, **lost, "subject": ""}))


def _finding() -> Iterator[tuple[str, Face]]:
    fraud = FraudView(
        unit="办公室",
        item=REVISIT,
        now=Decimal(6),
        number="领导小组纪要第3号",
        reason="佐证台账系事后补造",
        by="考核办甲",
        at=AT,
        duty=OFFICE,
        confirm=button("认定"),
    )
    yield "弄虚作假·第一步", fraud_card(fraud)
    yield "弄虚作假·第二步", fraud_card(fraud.model_copy(update={"step": 2, "drop": button("不认定")}))
    veto = VetoView(
        unit="后勤中心",
        clause="四(四)3",
        label="重大安全责任事故",
        number="安委会通报第5号",
        reason="食堂燃气事故",
        by="考核办甲",
        at=AT,
        duty=OFFICE,
        confirm=button("确认否决"),
        cancel=button("先不登记"),
    )
    yield "一票否决·第一步", veto_card(veto)
    yield "一票否决·第二步", veto_card(veto.model_copy(update={"step": 2, "cancel": None}))


def _leading() -> Iterator[tuple[str, Face]]:
    units = (
        LeaderUnit(code="BGS", name="办公室", score=Decimal("9.25"), button=button("给办公室打分")),
        LeaderUnit(code="FJ", name="房基处", score=Decimal("9.4")),
        LeaderUnit(code="JN", name="节能处"),
    )
    duty = Duty(due="2023年1月9日", who="分管领导甲")
    view = LeaderView(
        leader="分管领导甲",
        clause="四(三)",
        units=units,
        criteria=("政令畅通", "办事效率", "服务质量"),
        duty=duty,
        save=button("保存打分"),
        paper=button("看送审稿"),
    )
    yield "领导评价", leader_card(view)
    whole = {"units": units[:2], "send": button("提交打分")}
    yield "领导评价·可提交", leader_card(view.model_copy(update=whole))
    rows = (
        ReviewRow(
            name="办公室",
            parts=(
                ("责任清单", Decimal("58.5")),
                ("共性工作", Decimal(30)),
                ("加分", Decimal(5)),
                ("扣分", Decimal(-2)),
            ),
            owing="2 项任务到期还没有材料",
            opinion="整改到位，建议良好",
        ),
        ReviewRow(name="房基处", parts=(("责任清单", Decimal(60)), ("共性工作", Decimal(29)))),
    )
    yield "送审稿", review_card(ReviewView(leader="分管领导甲", clause="五(二)4", rows=rows, score=button("去打分")))
    yield "领导评价·还没打", leader_card(view.model_copy(update={"units": units[2:], "save": None}))
