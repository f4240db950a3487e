"""What single cards promise beyond how they look."""

from decimal import Decimal

import pytest

from cards.common import Avoided, CommonUnit, CommonView, common_card
from cards.errors import CardError
from cards.leader import LeaderUnit, LeaderView, leader_card
from cards.notices import ChoiceView, choice_card
from cards.ranking import RankingView, RankLine, ranking_card
from cards.results import FinalView, final_card
from cards.samples import PARTY_WORK, REVISIT, button
from cards.self_item import SelfItemView, self_item_card

UNITS = tuple(CommonUnit(name=f"单位{number}", button=button(f"单位{number}")) for number in range(7))


def test_the_rest_button_counts_the_units_that_are_left() -> None:
    view = CommonView(
        row=PARTY_WORK, rules=(), units=UNITS, avoided=(Avoided(name="机关党委"),), rest=button("均无扣分")
    )
    assert [one.label for one in common_card(view).buttons][-1] == "其余七家均无扣分"
    scored = (UNITS[0].model_copy(update={"left": Decimal(9)}), *UNITS[1:])
    after = common_card(view.model_copy(update={"units": scored}))
    assert [one.label for one in after.buttons][-1] == "其余六家均无扣分"


def test_a_row_can_be_handed_in_only_when_no_unit_is_left() -> None:
    hand_in = button("提交")
    view = CommonView(row=PARTY_WORK, rules=(), units=UNITS, submit=hand_in)
    assert "提交" not in [one.label for one in common_card(view).buttons]
    scored = tuple(unit.model_copy(update={"left": Decimal(10)}) for unit in UNITS)
    done = common_card(view.model_copy(update={"units": scored, "rest": button("均无扣分")}))
    assert [one.label for one in done.buttons][-1] == "提交"


def test_a_ranking_of_level_0_shows_no_rank_whatever_it_is_given() -> None:
    ranks = (RankLine(rank=1, unit="综合处", total=Decimal("97.5"), parts=("责任清单 58.5",)),)
    shown = [ranking_card(RankingView(year=2022, level=level, ranks=ranks)) for level in (0, 1, 2)]
    assert ["97.5" in "".join(face.body) for face in shown] == [False, True, True]
    assert ["58.5" in "".join(face.body) for face in shown] == [False, False, True]


def test_a_result_with_something_missing_cannot_be_finalised() -> None:
    face = final_card(FinalView(clause="五(二)6", blocks=("办公室还有 3 项没有核准",), record=button("登记定稿")))
    assert (face.buttons, face.fields) == ((), ())


def test_more_than_three_choices_are_refused() -> None:
    with pytest.raises(CardError, match="最多"):
        choice_card(ChoiceView(heard="啊", options=tuple(button(str(number)) for number in range(4))))


def test_a_leader_s_mean_is_rounded_half_up() -> None:
    units = tuple(LeaderUnit(code=f"U{i}", name=f"U{i}", score=Decimal(s)) for i, s in enumerate(("9.00", "9.01")))
    view = LeaderView(leader="分管领导甲", clause="四(三)", units=units, save=button("保存"))
    assert view.mean == Decimal("9.01")
    assert [field.default for field in leader_card(view).fields] == ["9", "9.01"]


def test_no_deduction_is_the_main_button_until_something_was_decided() -> None:
    view = SelfItemView(
        unit="办公室", item=REVISIT, rules=(), left=Decimal(8), clean=button("无扣分"), onward=button("下一项")
    )
    main = [one.label for one in self_item_card(view).buttons if one.style == "primary"]
    after = [
        one.label for one in self_item_card(view.model_copy(update={"decided": True})).buttons if one.style == "primary"
    ]
    assert (main, after) == (["无扣分"], ["下一项"])
