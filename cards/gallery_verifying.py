"""The gallery's cards about what 核准 rests on: claims sorted, rulings on a document, inspections on site."""

from collections.abc import Iterator
from decimal import Decimal

from cards.face import Face
from cards.samples import button
from cards.sorting import SortedGroup, SortedLine, SortingView, sorting_card


def verifying_cards() -> Iterator[tuple[str, Face]]:
    """The cards by name."""
    yield from _sorting()


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
