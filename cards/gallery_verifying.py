"""The gallery's cards about what 核准 rests on: claims sorted, rulings on a document, inspections on site."""

from collections.abc import Iterator
from decimal import Decimal

from cards.face import Face
from cards.inspection import SiteItem, SiteItemView, SiteView, site_card, site_item_card
from cards.relief import ReliefView, relief_card
from cards.samples import AT, DIGITAL, PHOTO, PLAN, REVISIT, REVISIT_RULES, button
from cards.sorting import SortedGroup, SortedLine, SortingView, sorting_card


def verifying_cards() -> Iterator[tuple[str, Face]]:
    """The cards by name."""
    yield from _sorting()
    yield from _relief()
    yield from _visiting()


def _visiting() -> Iterator[tuple[str, Face]]:
    items = (
        SiteItem(item=REVISIT, state="还没看", button=button("看第 1 项")),
        SiteItem(item=DIGITAL, state="有问题：台账缺两次记录", photos=1, button=button("看第 2 项")),
    )
    view = SiteView(
        unit="办公室",
        day="5月20日",
        clause="五(二)3",
        inspectors="节能处经办",
        state="已安排",
        items=items,
        cancel=button("取消安排"),
    )
    yield "实地考核清单", site_card(view)
    done_items = tuple(one.model_copy(update={"button": None, "state": "相符"}) for one in items)
    yield "实地考核·看完", site_card(view.model_copy(update={"items": done_items, "sheet": button("出核准单")}))
    signed = {"items": done_items, "state": "等双方签字", "scan": button("交回签字件"), "cancel": None}
    yield "实地考核·待签字", site_card(view.model_copy(update=signed))
    one = SiteItemView(
        unit="办公室",
        item=REVISIT,
        rules=tuple(rule.model_copy(update={"button": None}) for rule in REVISIT_RULES),
        own=Decimal(8),
        proof=(PLAN,),
        state="还没看",
        same=button("相符"),
        wrong=button("有问题"),
        photo=button("发现场照片"),
        back=button("返回清单"),
    )
    yield "实地考核一项", site_item_card(one)
    yield "实地考核一项·有照片", site_item_card(one.model_copy(update={"photos": (PHOTO,), "wrong": None}))


def _relief() -> Iterator[tuple[str, Face]]:
    view = ReliefView(
        sort="免予考核",
        unit="办公室",
        item=REVISIT,
        number="绍防指〔2022〕3号",
        reason="回访对象所在楼宇封控，上级取消回访",
        by="办公室经办",
        at=AT,
        grant=button("同意"),
        refuse=button("不同意"),
    )
    yield "免予考核申请", relief_card(view)
    later = {
        "sort": "延期",
        "task": "回访整改台账",
        "printed_due": "6月底前",
        "until": "2022年8月31日",
        "proof": (PLAN,),
    }
    yield "延期申请", relief_card(view.model_copy(update={**later, "refuse": None}))


def _sorting() -> Iterator[tuple[str, Face]]:
    plain = SortedLine(
        unit="节能处",
        number="某委〔2022〕8号",
        points=Decimal(5),
        because="落款2022年10月9日，在统计时间2021年12月21日至2022年12月20日内；市委表彰先进集体，加 5 分",
        button=button("看节能处 某委〔2022〕8号"),
    )
    doubled = SortedLine(
        unit="后勤中心",
        number="某委〔2022〕9号",
        points=Decimal(5),
        because="市委表彰先进集体，加 5 分；房基处用同一文件申报了集体（待认定），一项荣誉只加一次",
    )
    groups = (
        SortedGroup(name="建议认定", lines=(plain,)),
        SortedGroup(name="同一文件多家申报，请定归谁", lines=(doubled,)),
    )
    yield "加分归口", sorting_card(SortingView(clause="四(四)1", groups=groups))
