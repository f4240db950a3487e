"""How points, times, sizes and rules are written."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cards import words
from cards.plain import clip, plain, plain_line
from cards.views import ItemBrief, RuleOption
from scoring.scheme import Kind, Marked, Rule

ITEM = Marked(id="X-1", seq=1, label="事项", clause="附件1 X-1", points=Decimal(8), rules=())


def rule(kind: Kind, **given: object) -> Rule:
    return Rule.model_validate({"id": "X-1-R1", "label": "情形", "kind": kind, **given})


@pytest.mark.parametrize(
    ("made", "price"),
    [
        (rule(Kind.FIXED, amount=2), "−2"),
        (rule(Kind.THRESHOLD, amount=3, measure="rate", below=91), "−3"),
        (rule(Kind.ALL), "扣完"),
        (rule(Kind.RANGE, min=1, max=4), "酌情 1–4"),
        (rule(Kind.RANGE, degree="视情", implied_max=8), "视情 不超过 8"),
        (rule(Kind.PER_OCCURRENCE, amount=1, per="人次"), "每人次 −1"),
        (rule(Kind.PER_OCCURRENCE, min=1, max=3, per="项"), "每项 1–3"),
        (rule(Kind.PER_SUBTASK, amount="0.5", cap=2), "每项 −0.5，最多 −2"),
    ],
)
def test_a_rule_says_what_it_costs_in_a_few_signs(made: Rule, price: str) -> None:
    assert words.price(made, ITEM) == price
    assert words.rule_label(made, ITEM) == f"情形 {price}"
    assert RuleOption.of(made, ITEM).price == price


def test_an_item_is_named_as_people_refer_to_it() -> None:
    assert ItemBrief.of(ITEM).name == "第1项 事项"


def test_movements_carry_their_sign() -> None:
    assert [words.signed(Decimal(n)) for n in ("5", "-2.50", "0")] == ["+5", "−2.5", "0"]


def test_the_number_of_units_left_is_a_word_up_to_ten() -> None:
    assert words.rest_clean(7) == "其余七家均无扣分"
    assert words.rest_clean(12) == "其余12家均无扣分"


def test_counts_are_set_never_changed() -> None:
    assert words.set_to(3) == "记为 3 次"
    assert words.set_to(2, "人次") == "记为 2 人次"


def test_times_are_shanghai_s() -> None:
    assert words.moment(datetime(2022, 12, 31, 16, 5, tzinfo=UTC)) == "1月1日 00:05"
    assert words.day(date(2022, 12, 20)) == "2022年12月20日"


def test_a_stamp_says_who_when_what_and_the_change() -> None:
    at = datetime(2022, 12, 27, 7, 5, tzinfo=UTC)
    assert words.stamp("考核办甲", at, "核准") == "✔ 考核办甲 12月27日 15:05 核准"
    assert words.stamp("考核办甲", at, "调整", "6", "5") == "✔ 考核办甲 12月27日 15:05 调整 6→5"


def test_sizes_are_readable() -> None:
    assert [words.file_size(n) for n in (823, 12_595, 4_194_304)] == ["823 字节", "12.3 KB", "4.0 MB"]


def test_a_cut_shows() -> None:
    assert clip("巡察回访整改", 6) == "巡察回访整改"
    assert clip("巡察回访整改", 4) == "巡察回…"


def test_hidden_directions_and_line_ends_go_and_lists_do_not_begin() -> None:
    assert plain("a\u202egpj.exe\r\nb\x00c") == "agpj.exe b c"
    assert plain("半个\ud83d字").encode().decode() == "半个 字"
    assert plain_line("- 项") == "－ 项"
    assert plain_line("12. 项") == "12． 项"
    assert plain_line("3) 项") == "3） 项"
    assert plain("12. 项") == "12. 项"


def test_a_link_in_somebody_s_words_is_only_words() -> None:
    assert plain("[核准](dtmd://x?content=1)") == "［核准］(dtmd：//x?content=1)"
