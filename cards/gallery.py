"""Every card with sample views: what the snapshots hold and the demo shows."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cards import words
from cards.evidence import Known, PickItemView, PickOption, ReceiptView, pick_item_card, receipt_card
from cards.face import Face, done
from cards.gallery_after import after_cards
from cards.gallery_duties import duty_cards
from cards.gallery_office import office_cards
from cards.gallery_results import result_cards
from cards.gallery_verifying import verifying_cards
from cards.notices import (
    ChoiceView,
    ConfirmView,
    NoticeView,
    choice_card,
    confirm_card,
    notice_card,
)  # fmt: skip
from cards.samples import (
    AT,
    DIGITAL,
    DUTY,
    EPIDEMIC,
    LATE,
    LATER,
    PHOTO,
    PLAN,
    REVISIT,
    REVISIT_RULES,
    WEAK,
    WORDS,
    button,
)  # fmt: skip
from cards.self_item import RuleView, SelfItemView, self_item_card, self_rule_card
from cards.self_summary import (
    ChangedItem,
    DeductedItem,
    HeadConfirmView,
    SelfSummaryView,
    SummaryGroup,
    SummaryRow,
    head_confirm_card,
    self_summary_card,
)  # fmt: skip
from cards.self_text import SummaryTextView, summary_text_card
from cards.views import Duty, RuleOption

Shown = tuple[str, Face]


def gallery() -> list[Shown]:
    """All cards by name, in the order of the year."""
    of_others = (*office_cards(), *verifying_cards(), *result_cards(), *after_cards())
    return [*_handing_in(), *duty_cards(), *_assessing(), *_summing_up(), *of_others, *_talking()]


def _handing_in() -> Iterator[Shown]:
    options = (
        PickOption(item=REVISIT, task="整改方案起草", due="1月", button=button("1.巡察回访整改")),
        PickOption(item=DIGITAL, button=button("2.数字化改革")),
        PickOption(item=EPIDEMIC, due="全年", button=button("3.疫情防控")),
    )
    pick = PickItemView(what="整改方案_定稿.pdf", options=options, none=button("都不是"))
    yield "选事项", pick_item_card(pick)
    yield "选事项·带说明", pick_item_card(pick.model_copy(update={"note": "附两份，以定稿为准"}))
    yield "选事项·没有相近的", pick_item_card(PickItemView(what="照片.jpg", options=()))
    known = (Known(name="整改方案_定稿.pdf", task="整改方案起草", by="办公室经办", at=AT),)
    again = pick.model_copy(update={"known": known, "again": True, "none": button("换一项"), "drop": button("不用了")})
    yield "选事项·有一份交过", pick_item_card(pick.model_copy(update={"known": known}))
    yield "选事项·都交过", pick_item_card(again)
    yield "选事项·还归到别的", pick_item_card(again.model_copy(update={"known": (), "drop": button("就这些")}))
    receipt = ReceiptView(
        item=REVISIT,
        task="整改方案起草",
        duty=DUTY,
        papers=(PLAN, PHOTO),
        text="附两份，以定稿为准",
        by="办公室经办",
        at=AT,
        count=2,
        withdraw=button("撤回"),
        other=button("换一项"),
        also=button("还有别的事项"),
        more=button("补充"),
    )
    days = {"done_on": date(2022, 1, 20), "document_on": date(2022, 1, 18), "handed_in_on": date(2022, 12, 26)}
    late = {"overdue": date(2022, 1, 31)}
    yield "回执·时限已过", receipt_card(receipt.model_copy(update=late))
    yield "回执·迟交不算迟办", receipt_card(receipt.model_copy(update={**days, **late, "is_late_paper": True}))
    yield "回执·补充", receipt_card(receipt.model_copy(update={"document_on": days["document_on"], "amended": True}))
    yield "回执·仅链接", receipt_card(receipt.model_copy(update={"is_link": True, "papers": (WORDS,)}))
    yield "回执", receipt_card(receipt)
    yield "回执·已撤回", done(receipt_card(receipt), words.stamp("办公室经办", LATER, "撤回", "2 份", "0 份"))
    yield "回执·只有文字", receipt_card(ReceiptView(item=DIGITAL, papers=(WORDS,), by="办公室经办", at=AT))


def _assessing() -> Iterator[Shown]:
    blank = SelfItemView(
        unit="办公室",
        item=REVISIT,
        duty=DUTY,
        place="1/15",
        rules=REVISIT_RULES,
        rulings=("裁定第1号：回访两次以上才算整改到位",),
        left=Decimal(8),
        clean=button("无扣分"),
        onward=button("下一项"),
        summary=button("自评汇总"),
    )
    yield "自评一项", self_item_card(blank)
    marked = {"decided": True, "taken": (LATE, WEAK), "left": Decimal("4.5"), "proof": (PLAN, WORDS)}
    yield "自评一项·已扣分", self_item_card(blank.model_copy(update=marked))
    short = {
        "proof": (PLAN,),
        "lacks": ("整改报告与佐证台账",),
        "clean": button("无扣分（说明理由）"),
        "not_due": button("未到期"),
    }
    yield "自评一项·缺材料", self_item_card(blank.model_copy(update=short))
    yield "自评一项·材料齐全", self_item_card(blank.model_copy(update={"proof": (PLAN, WORDS)}))
    explained = {"decided": True, "said": "全年没有发生，无需材料"}
    yield "自评一项·说明理由", self_item_card(blank.model_copy(update=explained))
    yield "自评一项·无扣分", self_item_card(blank.model_copy(update={"decided": True}))
    adjusting = {"title": "核准调整", "finish": button("调整"), **marked}
    yield "核准调整一项", self_item_card(blank.model_copy(update=adjusting))
    counted = RuleView(
        unit="办公室",
        item=EPIDEMIC,
        duty=DUTY,
        rule=RuleOption(label="活动少开展", price="每次 −0.5"),
        left=Decimal(4),
        fewer=button("记为 0 次"),
        more=button("记为 1 次"),
        clear=button("清零"),
        back=button("返回这一项"),
    )
    yield "自评规则·计次", self_rule_card(counted)
    chosen = RuleView(
        unit="办公室",
        item=REVISIT,
        rule=REVISIT_RULES[1],
        now=WEAK,
        left=Decimal("6.5"),
        enter=button("填好了"),
        limits=(Decimal(0), Decimal(8)),
        wants_reason=True,
    )
    yield "自评规则·裁量", self_rule_card(chosen)


def _summing_up() -> Iterator[Shown]:
    rows = (
        SummaryRow(item=REVISIT, points=Decimal("4.5"), proof=2, button=button("改第1项")),
        SummaryRow(item=DIGITAL, points=Decimal(4), proof=1),
        SummaryRow(item=EPIDEMIC, button=button("评第3项")),
    )
    group = SummaryGroup(name="重点工作", rows=rows)
    view = SelfSummaryView(
        unit="办公室",
        clause="五(二)1",
        full=Decimal(60),
        groups=(group,),
        papers=3,
        duty=DUTY,
        rest_clean=button("其余 1 项均无扣分"),
    )
    yield "自评汇总·缺项", self_summary_card(view)
    ready = (
        SummaryRow(item=REVISIT, proof=2, who="办公室经办", button=button("第 1 项")),
        SummaryRow(item=DIGITAL, proof=1, who="办公室经办", button=button("第 2 项")),
        SummaryRow(item=EPIDEMIC, proof=1, lacks=("防控演练",), who="另一位经办", button=button("第 3 项")),
    )
    kept_up = SummaryGroup(name="重点工作", rows=ready, confirm=button("重点工作这 2 项照此确认"))
    yield "自评汇总·按全年材料预填", self_summary_card(view.model_copy(update={"groups": (kept_up,)}))
    done_group = group.model_copy(update={"rows": rows[:2]})
    whole = view.model_copy(update={"groups": (done_group,), "rest_clean": None, "papers": 0})
    yield "自评汇总", self_summary_card(whole.model_copy(update={"submit": button("提交")}))
    yield "自评汇总·已提交", self_summary_card(whole.model_copy(update={"state": "已提交，待负责人确认。"}))
    head = HeadConfirmView(
        unit="办公室",
        clause="五(二)1",
        points=Decimal("56.5"),
        full=Decimal(60),
        by="办公室经办",
        at=AT,
        duty=Duty(due="2022年12月30日", who="办公室负责人"),
        deducted=(DeductedItem(item=REVISIT, points=Decimal("4.5"), taken=(LATE, WEAK)),),
        unproven=("3. 疫情防控（全年没有发生，无需材料）",),
        summary="按全年材料自动起草，还没有人改过，共 6 段 812 字，回复“总结”看全文",
        claims=("加分 某委〔2022〕8号（四(四)1(1)）+5，待认定，证明 1 份",),
        pending=("2. 数字化改革（预计2023年1月31日完成）",),
        confirm=button("确认"),
        give_back=button("退回"),
    )
    yield "负责人确认", head_confirm_card(head)
    clean = {
        "deducted": (),
        "unproven": (),
        "pending": (),
        "claims": (),
        "summary": "",
        "confirm": None,
        "give_back": None,
    }
    yield "负责人确认·无扣分", head_confirm_card(head.model_copy(update=clean))
    changes = (
        ChangedItem(item=REVISIT, old=Decimal("4.5"), new=Decimal(6), taken=(LATE,), papers=1),
        ChangedItem(item=DIGITAL, old=Decimal(4), new=Decimal(4), said="系统已按期上线"),
    )
    yield "负责人确认·只看改动", head_confirm_card(head.model_copy(update={"changed": changes}))
    yield "负责人确认·没有改动", head_confirm_card(head.model_copy(update={"changed": ()}))
    end = words.stamp("办公室负责人", LATER, "确认", "待确认", "56.5 分")
    yield "负责人确认·已确认", done(head_confirm_card(head), end)


def _talking() -> Iterator[Shown]:
    options = (button("我的任务"), button("自评"), button("办公室的规则"))
    yield "没听懂", choice_card(ChoiceView(heard="那个整改的东西", options=options))
    yield "没听懂·没有选择", choice_card(ChoiceView(heard="？？", options=()))
    sections = (
        ("一、总体情况", "2022年，办公室承担 15 项工作、40 个任务，全年提交工作材料 38 份。"),
        ("二、重点工作完成情况", "（1）巡察回访整改。已完成整改方案起草（2月3日，整改方案_定稿.pdf）。"),
        ("", "没有标题的一段。"),
    )
    text = SummaryTextView(
        title="办公室2022年度工作总结",
        state="按全年材料自动起草，还没有人改过",
        sections=sections,
        edit=(button("改第 1 段"), button("改第 2 段")),
        export=button("导出总结"),
        send_back=button("交回 Word"),
        foot="改一段：点下面的按钮。",
    )
    yield "年度工作总结", summary_text_card(text)
    yield (
        "年度工作总结·只读",
        summary_text_card(text.model_copy(update={"edit": (), "export": None, "send_back": None})),
    )
    notice = NoticeView(
        title="自评开始了",
        lines=("从今天起可以自评，12月30日截止。", "先看自己的任务，再逐项选扣分情形。"),
        duty=DUTY,
        buttons=(button("开始自评"),),
        foot="不清楚的地方直接问我。",
    )
    yield "通知", notice_card(notice)
    effects = ("办公室的自评 56.5 分交给办公室负责人", "负责人确认前不能再改")
    yes = ConfirmView(title="提交自评", effects=effects, duty=DUTY, yes=button("确认提交"), no=button("再看看"))
    yield "再确认", confirm_card(yes)
