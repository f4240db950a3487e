"""Sample people, papers and buttons for the gallery: roles and invented papers, nobody real."""

from datetime import UTC, datetime
from decimal import Decimal

from cards.face import Button
from cards.views import Duty, Filed, ItemBrief, RuleOption, Taken

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
AT = datetime(2022, 12, 26, 1, 30, tzinfo=UTC)
LATER = datetime(2022, 12, 27, 7, 5, tzinfo=UTC)
DUTY = Duty(due="2022年12月30日", who="办公室经办")
OFFICE = Duty(due="2023年1月6日", who="考核办")


def button(label: str) -> Button:
    """A button with a code made from its label, the same each time."""
    number = sum(ord(sign) * 31**place for place, sign in enumerate(label))
    return Button(label=label, code="".join(ALPHABET[number // 31**place % 31] for place in range(5)))


REVISIT = ItemBrief(seq=1, label="巡察回访整改", clause="附件1 办公室-1", points=Decimal(8))
DIGITAL = ItemBrief(seq=2, label="数字化改革", clause="附件1 办公室-2", points=Decimal(4))
EPIDEMIC = ItemBrief(seq=3, label="疫情防控", clause="附件1 办公室-3", points=Decimal(4))
PARTY_WORK = ItemBrief(seq=1, label="党建工作", clause="附件2 第1项", points=Decimal(10))
BUDGET = ItemBrief(seq=5, label="预算执行情况", clause="附件2 第5项", points=Decimal(3))

REVISIT_RULES = (
    RuleOption(label="回访整改没有落实", price="−8", button=button("回访整改没有落实 −8")),
    RuleOption(label="整改落实打折扣", price="酌情 不超过 8", button=button("整改落实打折扣 酌情 不超过 8")),
    RuleOption(label="台账报送超时", price="−2", button=button("台账报送超时 −2")),
)
LATE = Taken(label="台账报送超时", cost=Decimal(2), reason="3月台账迟报两天", event="督查通报第2号")
WEAK = Taken(label="整改落实打折扣", cost=Decimal("1.5"), reason="两条整改措施未闭环", human=True)
WARNED = Taken(label="第一种形态处理", cost=Decimal(2), count=Decimal(2), per="人次", event="3月12日谈话记录")

PLAN = Filed(name="整改方案_定稿.pdf", by="办公室经办", at=AT, sha256="9f2c4b7a" * 8, size=428_032)
PHOTO = Filed(name="回访现场.jpg", by="办公室经办", at=LATER, sha256="03ac6742" * 8, size=3_355_443)
WORDS = Filed(name="文字说明：2月底前已全部整改到位", by="办公室经办", at=LATER)
